#pragma once

#include <algorithm>
#include <map>
#include <string>

#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/label_matches.hpp>
#include <tonewheel/ontology/impl/tone_inl.hpp>
#include <tonewheel/ontology/matches.hpp>

namespace tonewheel {

TONEWHEEL_INLINE void match_to_tone(ConceptGraph& graph, SchemeId scheme,
                                    const Vocabulary& vocabulary) {
  detail::required_scheme(graph, tone_key);
  const Table table = Table::parse(data::label_matches);
  std::multimap<std::string, std::size_t> rows;  // by folded label
  for (std::size_t row = 0; row < table.rows(); ++row) {
    rows.emplace(fold_label(table.cell(row, table.column("label"))), row);
  }
  for (const ConceptId id : graph.members(scheme)) {
    const std::string label(graph[id].name());
    const auto carriers = graph.find_label(label, {.preferred_only = true});
    if (std::find(carriers.begin(), carriers.end(), id) == carriers.end()) {
      continue;  // it has no preferred label: a combination
    }
    if (const auto same = tone_concept(graph, label)) {
      graph.relate_both(id, relation::exact_match, *same, {.source = "same name"});
    } else {
      const auto other = std::find_if(carriers.begin(), carriers.end(), [&](ConceptId carrier) {
        return graph[carrier].scheme != scheme;
      });
      if (other != carriers.end()) {
        graph.relate_both(id, relation::exact_match, *other, {.source = "same name"});
      }
    }
    if (const VocabularyTerm* term = vocabulary.find(label)) {
      if (const auto near = tone_concept(graph, term->name)) {
        graph.relate_both(id, relation::close_match, *near, {.source = term->source});
      }
    }
    const auto [first, last] = rows.equal_range(fold_label(label));
    for (auto each = first; each != last; ++each) {
      graph.relate_both(id, relation::close_match,
                        tone_path(graph, table.cell(each->second, table.column("tone"))),
                        {.source = table.cell(each->second, table.column("basis"))});
    }
  }
}

}  // namespace tonewheel
