#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/lexicon_tables.hpp>

#include "word_sets.hpp"

namespace tonewheel::exchange {

/// A row of a user's own table; texts as in the file.
struct WordRow {
  Place place{};  ///< of the row; columns are set by the builder
  std::string word{};
  std::vector<std::string> forms{};
  std::vector<std::string> synonyms{};
  std::vector<std::pair<std::string, std::string>> clusters{};  ///< column, cluster
};

/// Makes tables of the rows of a user's own table; lexicon_file.hpp says how.
class WordTableBuilder {
 public:
  WordTableBuilder(std::string file, Folding folding) : file_(std::move(file)), folding_(folding) {}

  /// Declares a column other than word, forms and synonyms; once each. Throws Error on a name that
  /// no wheel can have, or that states a wheel's level again.
  void add_column(const std::string& column);
  /// Throws Error on a word that is empty or has a row already; columns must be declared.
  void add_row(const WordRow& row);
  [[nodiscard]] LexiconTables finish(std::string name) const;

 private:
  /// A wheel's place among the wheels, and a level.
  using Level = std::pair<std::size_t, int>;
  struct Entry {
    Place place;
    std::vector<std::string> synonyms;
  };

  [[nodiscard]] WordSets synonyms(const std::set<std::string>& on_wheel) const;

  std::string file_;
  Folding folding_;
  std::vector<std::string> wheels_;
  std::map<std::string, Level> columns_;
  std::map<Level, std::map<std::string, std::string>> clusters_;
  std::map<std::string, Entry> entries_;
  WordSets bases_;
};

}  // namespace tonewheel::exchange
