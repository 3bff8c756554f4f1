#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/table.hpp>

namespace tonewheel {

/// A word form ("joyfully") or a synonym ("hatred") of a name of TONE.
struct VocabularyTerm {
  std::string name;     ///< folded name of a TONE concept
  std::string term;     ///< the form or the synonym, folded
  bool is_form = true;  ///< else a synonym
  std::string source;   ///< where it was taken from
};

/// The words of TONE beyond its names. A larger vocabulary is only another table.
class Vocabulary {
 public:
  /// Columns name, term, kind (form or synonym) and source. Throws Error with the place on an empty
  /// cell, another kind, or a term that stands twice.
  static Vocabulary from_table(const Table& table);

  /// Where the table came from; terms()[i] is its data row i + 1.
  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  /// The terms in the order of the table.
  [[nodiscard]] const std::vector<VocabularyTerm>& terms() const noexcept { return terms_; }
  /// The entry of a term (folded); nullptr: it is not in the vocabulary.
  [[nodiscard]] const VocabularyTerm* find(std::string_view term) const;
  /// Terms of a name (folded) in the order of the table.
  [[nodiscard]] std::vector<const VocabularyTerm*> terms_of(std::string_view name) const;

 private:
  std::string file_;
  std::vector<VocabularyTerm> terms_;
  std::map<std::string, std::size_t, std::less<>> by_term_;
  std::multimap<std::string, std::size_t, std::less<>> by_name_;
};

/// The vocabulary that ships: src/data/vocabulary.csv.
[[nodiscard]] Vocabulary shipped_vocabulary();

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/vocabulary_inl.hpp>
#endif
