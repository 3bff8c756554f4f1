#pragma once

#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/dyads.hpp>
#include <tonewheel/data/plutchik.hpp>
#include <tonewheel/data/plutchik_matches.hpp>
#include <tonewheel/ontology/plutchik.hpp>
#include <tonewheel/ontology/tone.hpp>

namespace tonewheel {
namespace detail {

inline constexpr const char* plutchik_source = "Plutchik 1980";

inline ConceptId add_plutchik_word(ConceptGraph& graph, SchemeId scheme, const std::string& name,
                                   std::optional<int> tier, std::optional<double> angle) {
  return graph.add({.key = plutchik_word(name),
                    .scheme = scheme,
                    .tier = tier,
                    .angle = angle,
                    .labels = {{{name, "en"}, LabelKind::preferred}},
                    .source = plutchik_source});
}

inline void add_plutchik_sectors(ConceptGraph& graph, SchemeId scheme) {
  const Table table = Table::parse(data::plutchik);
  std::vector<ConceptId> basics;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const double angle = table.number(row, table.column("angle")) / 360;
    const auto word = [&](const char* column, int tier) {
      return add_plutchik_word(graph, scheme, table.cell(row, table.column(column)), tier, angle);
    };
    const ConceptId basic = word("basic", 1);
    const ConceptId mild = word("mild", 2);
    const ConceptId intense = word("intense", 2);
    graph.relate(mild, relation::broader, basic, {.source = plutchik_source});
    graph.relate(intense, relation::broader, basic, {.source = plutchik_source});
    graph.relate(intense, relation::more_intense_than, basic, {.source = plutchik_source});
    graph.relate(basic, relation::more_intense_than, mild, {.source = plutchik_source});
    basics.push_back(basic);
  }
  for (std::size_t i = 0; i < basics.size(); ++i) {
    graph.relate_both(basics[i], relation::adjacent, basics[(i + 1) % basics.size()],
                      {.source = plutchik_source});
  }
  for (const auto& [a, b] : plutchik_opposites()) {
    graph.relate_both(graph.get(plutchik_word(a)), relation::opposite_of,
                      graph.get(plutchik_word(b)), {.source = plutchik_source});
  }
}

inline void add_plutchik_dyads(ConceptGraph& graph, SchemeId scheme) {
  const Table table = Table::parse(data::dyads);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto cell = [&](const char* column) { return table.cell(row, table.column(column)); };
    const std::string order = cell("order");
    const std::string source = std::string(plutchik_source) +
                               (order == "4" ? ", blend of opposites" : ", dyad of order " + order);
    const ConceptId result =
        add_plutchik_word(graph, scheme, cell("name"), std::nullopt, std::nullopt);
    const ConceptId node = graph.add(
        {.key = std::string(plutchik_key) + "/leads-to/" + cell("first") + "/" + cell("second"),
         .scheme = scheme,
         .kind = ConceptKind::combination,
         .source = source});
    for (const char* column : {"first", "second"}) {
      const ConceptId part = graph.get(plutchik_word(cell(column)));
      graph.relate(result, relation::composed_of, part, {.source = source});
      graph.relate(node, relation::has_cause, part, {.source = source});
    }
    graph.relate(node, relation::has_result, result, {.source = source});
  }
}

inline void add_plutchik_matches(ConceptGraph& graph) {
  const Table table = Table::parse(data::plutchik_matches);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& match = table.cell(row, table.column("match"));
    if (match == "none") {
      continue;
    }
    graph.relate_both(graph.get(plutchik_word(table.cell(row, table.column("plutchik")))),
                      match == "exact" ? relation::exact_match : relation::close_match,
                      tone_path(graph, table.cell(row, table.column("tone"))),
                      {.source = table.cell(row, table.column("basis"))});
  }
}

}  // namespace detail

TONEWHEEL_INLINE std::string plutchik_word(std::string_view name) {
  return std::string(plutchik_key) + "/" + std::string(name);
}

TONEWHEEL_INLINE std::vector<std::pair<std::string, std::string>> plutchik_opposites() {
  std::vector<std::pair<std::string, std::string>> pairs;
  const Table table = Table::parse(data::dyads);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (table.cell(row, table.column("order")) == "4") {
      pairs.emplace_back(table.cell(row, table.column("first")),
                         table.cell(row, table.column("second")));
    }
  }
  return pairs;
}

TONEWHEEL_INLINE SchemeId add_plutchik(ConceptGraph& graph) {
  const SchemeId scheme = graph.add_scheme({.key = std::string(plutchik_key),
                                            .title = "Plutchik's wheel of emotions",
                                            .source = detail::plutchik_source});
  detail::add_plutchik_sectors(graph, scheme);
  detail::add_plutchik_dyads(graph, scheme);
  if (graph.find_scheme(tone_key)) {
    detail::add_plutchik_matches(graph);
  }
  return scheme;
}

}  // namespace tonewheel
