#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/ontology/vocabulary.hpp>

namespace tonewheel {

/// The forms that a word has in the tables of this library: "anger" has "angry" and "angered",
/// "abandoned" has "abandonment". Not synonyms.
class WordForms {
 public:
  /// TONE's names with their forms in the vocabulary, and the labels of src/data/word_forms.csv.
  explicit WordForms(const Vocabulary& vocabulary);

  /// Forms of a word in the order of the tables, each once, without the word itself. A form of a
  /// name of TONE also has the name and its other forms. Empty for a word that no table has.
  [[nodiscard]] std::vector<std::string> of(std::string_view word) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> families_;  ///< by folded word
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/word_forms_inl.hpp>
#endif
