#pragma once

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
  for (const ConceptId id : graph.members(scheme)) {
    const std::string label(graph[id].name());
    if (const auto same = tone_concept(graph, label)) {
      graph.relate_both(id, relation::exact_match, *same, {.source = "same name"});
    } else {
      const auto carriers = graph.find_label(label, {.preferred_only = true});
      if (carriers.front() < id && graph[carriers.front()].scheme != scheme) {
        graph.relate_both(id, relation::exact_match, carriers.front(), {.source = "same name"});
      }
    }
    if (const VocabularyTerm* term = vocabulary.find(label)) {
      if (const auto near = tone_concept(graph, term->name)) {
        graph.relate_both(id, relation::close_match, *near, {.source = term->source});
      }
    }
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (fold_label(table.cell(row, table.column("label"))) == fold_label(label)) {
        graph.relate_both(id, relation::close_match,
                          tone_path(graph, table.cell(row, table.column("tone"))),
                          {.source = table.cell(row, table.column("basis"))});
      }
    }
  }
}

}  // namespace tonewheel
