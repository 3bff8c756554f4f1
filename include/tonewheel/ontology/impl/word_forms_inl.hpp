#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/word_forms.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/ontology/word_forms.hpp>

namespace tonewheel {

TONEWHEEL_INLINE WordForms::WordForms(const Vocabulary& vocabulary) {
  for (const VocabularyTerm& term : vocabulary.terms()) {
    if (term.is_form) {
      families_[term.name].push_back(term.term);
    }
  }
  for (const VocabularyTerm& term : vocabulary.terms()) {
    if (term.is_form) {
      auto& family = families_[fold_label(term.term)];
      const auto& forms = families_[term.name];
      family.push_back(term.name);
      family.insert(family.end(), forms.begin(), forms.end());
    }
  }
  const Table table = Table::parse(data::word_forms);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    auto& family = families_[fold_label(table.cell(row, table.column("word")))];
    for (std::string& form : split_list(table.cell(row, table.column("forms")))) {
      family.push_back(std::move(form));
    }
  }
}

TONEWHEEL_INLINE std::vector<std::string> WordForms::of(std::string_view word) const {
  const std::string folded = fold_label(word);
  const auto family = families_.find(folded);
  std::vector<std::string> forms;
  if (family == families_.end()) {
    return forms;
  }
  for (const std::string& form : family->second) {
    if (fold_label(form) != folded && std::find(forms.begin(), forms.end(), form) == forms.end()) {
      forms.push_back(form);
    }
  }
  return forms;
}

}  // namespace tonewheel
