#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/fold.hpp>

/// Words of a table on their way into LexiconTables.
namespace tonewheel::exchange {

/// Word -> words, sorted and each once.
using WordSets = std::map<std::string, std::set<std::string>>;

[[nodiscard]] std::map<std::string, std::vector<std::string>> sorted_lists(const WordSets& sets);

/// fold, with the place in its Error.
[[nodiscard]] std::string folded_word(std::string_view text, Folding folding, const Place& place);

}  // namespace tonewheel::exchange
