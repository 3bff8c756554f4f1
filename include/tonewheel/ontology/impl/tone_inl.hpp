#pragma once

#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/dyads.hpp>
#include <tonewheel/data/parrott.hpp>
#include <tonewheel/ontology/plutchik.hpp>
#include <tonewheel/ontology/tone.hpp>

namespace tonewheel {
namespace detail {

/// The concept of a key, added if it is new.
inline ConceptId tone_node(ConceptGraph& graph, SchemeId scheme, const Vocabulary& vocabulary,
                           const std::string& key, const std::string& name, Tier tier) {
  if (const auto known = graph.find(key)) {
    return *known;
  }
  Concept node{.key = key,
               .scheme = scheme,
               .tier = static_cast<int>(tier),
               .labels = {{{name, "en"}, LabelKind::preferred}},
               .source = "Parrott 2001"};
  for (const VocabularyTerm* term : vocabulary.terms_of(name)) {
    node.labels.push_back(
        {{term->term, "en"}, term->is_form ? LabelKind::hidden : LabelKind::alternative});
  }
  return graph.add(std::move(node));
}

inline SchemeId required_scheme(const ConceptGraph& graph, std::string_view key) {
  if (const auto scheme = graph.find_scheme(key)) {
    return *scheme;
  }
  throw Error("the graph has no scheme " + shown(key));
}

/// The TONE concept that a word of Plutchik's matches, and how: "joy (exact)".
struct ToneStandIn {
  std::optional<ConceptId> tone;
  std::string words;
};

inline ToneStandIn tone_stand_in(const ConceptGraph& graph, SchemeId tone, ConceptId word) {
  const std::string name(graph[word].name());
  for (const auto& [type, how] :
       {std::pair(relation::exact_match, " exact"), std::pair(relation::close_match, " close")}) {
    for (const ConceptId match : graph.out(word, type)) {
      if (graph[match].scheme == tone) {
        return {match, name + how};
      }
    }
  }
  return {std::nullopt, name + " Plutchik's own"};
}

}  // namespace detail

TONEWHEEL_INLINE SchemeId add_tone(ConceptGraph& graph, const Vocabulary& vocabulary) {
  const Table table = Table::parse(data::parrott);
  std::set<std::string> names;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (const Tier tier : all_tiers) {
      names.insert(fold_label(table.cell(row, table.column(tonewheel::name(tier)))));
    }
  }
  for (std::size_t i = 0; i < vocabulary.terms().size(); ++i) {
    if (const std::string& name = vocabulary.terms()[i].name; !names.contains(name)) {
      throw Error({vocabulary.file(), i + 1, "name"}, "found " + shown(name) + " for the term " +
                                                          shown(vocabulary.terms()[i].term) +
                                                          ", which is no name of TONE");
    }
  }
  const SchemeId scheme = graph.add_scheme({.key = std::string(tone_key),
                                            .title = "TONE, the three-tier ontology of emotions",
                                            .source = "arXiv 2401.06810, after Parrott 2001"});
  for (std::size_t row = 0; row < table.rows(); ++row) {
    std::string key(tone_key);
    std::optional<ConceptId> parent;
    for (const Tier tier : all_tiers) {
      const std::string& name = table.cell(row, table.column(tonewheel::name(tier)));
      key += "/" + name;
      const ConceptId node = detail::tone_node(graph, scheme, vocabulary, key, name, tier);
      if (parent) {
        graph.relate(node, relation::broader, *parent, {.source = "Parrott 2001"});
      }
      parent = node;
    }
  }
  return scheme;
}

TONEWHEEL_INLINE void add_tone_axioms(ConceptGraph& graph) {
  const SchemeId tone = detail::required_scheme(graph, tone_key);
  detail::required_scheme(graph, plutchik_key);
  for (const auto& [a, b] : plutchik_opposites()) {
    const auto first = detail::tone_stand_in(graph, tone, graph.get(plutchik_word(a)));
    const auto second = detail::tone_stand_in(graph, tone, graph.get(plutchik_word(b)));
    if (first.tone && second.tone) {
      graph.relate_both(
          *first.tone, relation::opposite_of, *second.tone,
          {.source = "Plutchik 1980, opposites: " + first.words + ", " + second.words});
    }
  }
  const Table dyads = Table::parse(data::dyads);
  for (std::size_t row = 0; row < dyads.rows(); ++row) {
    const ConceptId word = graph.get(plutchik_word(dyads.cell(row, dyads.column("name"))));
    const auto result = detail::tone_stand_in(graph, tone, word);
    if (!result.tone) {
      continue;
    }
    std::string source = "Plutchik 1980, dyad: " + result.words;
    std::string key = std::string(tone_key) + "/leads-to";
    std::vector<ConceptId> parts;
    for (const char* column : {"first", "second"}) {
      const ConceptId part = graph.get(plutchik_word(dyads.cell(row, dyads.column(column))));
      const auto stand_in = detail::tone_stand_in(graph, tone, part);
      parts.push_back(stand_in.tone.value_or(part));
      source += ", " + stand_in.words;
      key += "/" + std::string(graph[part].name());
    }
    const ConceptId node =
        graph.add({.key = key, .scheme = tone, .kind = ConceptKind::combination, .source = source});
    for (const ConceptId part : parts) {
      graph.relate(node, relation::has_cause, part, {.source = source});
      graph.relate(*result.tone, relation::composed_of, part, {.source = source});
    }
    graph.relate(node, relation::has_result, *result.tone, {.source = source});
  }
}

TONEWHEEL_INLINE std::optional<ConceptId> tone_concept(const ConceptGraph& graph,
                                                       std::string_view name) {
  const auto scheme = graph.find_scheme(tone_key);
  if (!scheme) {
    return std::nullopt;
  }
  constexpr int lowest = std::numeric_limits<int>::max();  // a concept without a tier comes last
  std::optional<ConceptId> highest;
  for (const ConceptId id : graph.find_label(name, {.scheme = scheme, .preferred_only = true})) {
    if (!highest || graph[id].tier.value_or(lowest) < graph[*highest].tier.value_or(lowest)) {
      highest = id;
    }
  }
  return highest;
}

TONEWHEEL_INLINE ConceptId tone_path(const ConceptGraph& graph, std::string_view path) {
  return graph.get(std::string(tone_key) + "/" + std::string(path));
}

}  // namespace tonewheel
