#pragma once

#include <functional>
#include <string>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/lexicon/fold.hpp>
#include <tonewheel/lexicon/grouping.hpp>
#include <tonewheel/lexicon/lexicon_tables.hpp>
#include <tonewheel/lexicon/word_index.hpp>

namespace tonewheel {

/// A lexicon made before, as a file keeps it (exchange/finished_lexicon_file.hpp): all that scoring
/// asks for, and a way to the tables that it was made of.
struct FinishedLexicon {
  /// What the lexicon is called.
  std::string name{};
  /// How words are made alike before they are looked up.
  Folding folding = Folding::unicode;
  std::string content_sha256{};       ///< of content_text of the tables: 64 hexadecimal digits
  WordIndex index{};                  ///< of the surface forms, sorted
  std::vector<Grouping> groupings{};  ///< as Lexicon::groupings()
  std::function<LexiconTables()> tables{};  ///< called when they are asked for; may throw Error
};

}  // namespace tonewheel
