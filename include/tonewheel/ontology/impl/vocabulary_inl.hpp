#pragma once

#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/vocabulary.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/ontology/vocabulary.hpp>

namespace tonewheel {

TONEWHEEL_INLINE Vocabulary Vocabulary::from_table(const Table& table) {
  Vocabulary vocabulary;
  vocabulary.file_ = table.file();
  const std::size_t name = table.column("name");
  const std::size_t term = table.column("term");
  const std::size_t kind = table.column("kind");
  const std::size_t source = table.column("source");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (const std::size_t column : {name, term, source}) {
      const std::string& cell = table.cell(row, column);
      if (column == source ? cell.empty() : fold_label(cell).empty()) {
        throw Error({table.file(), row + 1, table.header()[column]},
                    "found nothing, expected text");
      }
    }
    const std::string& cell = table.cell(row, kind);
    if (cell != "form" && cell != "synonym") {
      throw Error({table.file(), row + 1, "kind"},
                  "found " + shown(cell) + ", expected form or synonym");
    }
    VocabularyTerm entry{fold_label(table.cell(row, name)), table.cell(row, term), cell == "form",
                         table.cell(row, source)};
    if (!vocabulary.by_term_.emplace(fold_label(entry.term), row).second) {
      throw Error({table.file(), row + 1, "term"}, "found " + shown(entry.term) + " again");
    }
    vocabulary.by_name_.emplace(entry.name, row);
    vocabulary.terms_.push_back(std::move(entry));
  }
  return vocabulary;
}

TONEWHEEL_INLINE const VocabularyTerm* Vocabulary::find(std::string_view term) const {
  const auto found = by_term_.find(fold_label(term));
  return found == by_term_.end() ? nullptr : &terms_[found->second];
}

TONEWHEEL_INLINE std::vector<const VocabularyTerm*> Vocabulary::terms_of(
    std::string_view name) const {
  std::vector<const VocabularyTerm*> found;
  const auto [begin, end] = by_name_.equal_range(fold_label(name));
  for (auto each = begin; each != end; ++each) {
    found.push_back(&terms_[each->second]);
  }
  return found;
}

TONEWHEEL_INLINE Vocabulary shipped_vocabulary() {
  return Vocabulary::from_table(Table::parse(data::vocabulary));
}

}  // namespace tonewheel
