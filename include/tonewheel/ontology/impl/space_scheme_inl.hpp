#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include <tonewheel/affect/moments.hpp>
#include <tonewheel/affect/word_class.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/label_matches.hpp>
#include <tonewheel/graph/affect.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/ontology/impl/space_names_inl.hpp>
#include <tonewheel/ontology/space_scheme.hpp>
#include <tonewheel/ontology/tone.hpp>
#include <tonewheel/ontology/word_forms.hpp>

namespace tonewheel {
namespace detail {

inline std::optional<ConceptAffect> class_affect(const Space& space, const EmotionClass& each,
                                                 AffectOrigin origin) {
  const Vad& sd = each.deviation;
  if (!(sd.valence > 0 && sd.arousal > 0 && sd.dominance > 0)) {
    return std::nullopt;
  }
  return ConceptAffect{.mean = each.mean,
                       .covariance = {sd.valence * sd.valence, 0, 0, sd.arousal * sd.arousal, 0,
                                      sd.dominance * sd.dominance},
                       .origin = origin,
                       .source = space.name + ":" + each.name};
}

/// Gives the concepts of a space that was added the Gaussians of its classes, where they have any.
inline void place_classes(ConceptGraph& graph, const Space& space) {
  for (const EmotionClass& each : space.classes) {
    if (auto affect = class_affect(space, each, AffectOrigin::named)) {
      graph.set_affect(graph.get(class_key(space.name, each.name)), std::move(*affect));
    }
  }
}

/// Classes of spaces by folded name; the first space that has one counts.
using ClassPlaces = std::unordered_map<std::string, std::pair<const Space*, const EmotionClass*>>;

inline void add_places(ClassPlaces& places, const Space& space) {
  for (const EmotionClass& each : space.classes) {
    places.emplace(fold_label(each.name), std::pair(&space, &each));
  }
}

inline std::optional<ConceptAffect> named_affect(const ClassPlaces& places, std::string_view name,
                                                 AffectOrigin origin) {
  const auto found = places.find(fold_label(name));
  return found == places.end() ? std::nullopt
                               : class_affect(*found->second.first, *found->second.second, origin);
}

/// Other words for a concept: terms of its name, the names of its term, and for a concept of TONE
/// the labels that a published list (not an editor) matches to it.
inline std::vector<std::string> other_words(const ConceptGraph& graph, ConceptId id,
                                            const Vocabulary& vocabulary, const Table& matches) {
  const std::string name(graph[id].name());
  std::vector<std::string> words;
  for (const VocabularyTerm* term : vocabulary.terms_of(name)) {
    words.push_back(term->term);
  }
  for (std::size_t row = 0; row < matches.rows(); ++row) {
    if (matches.cell(row, matches.column("basis")).starts_with("listed synonym") &&
        graph[id].key == std::string(tone_key) + "/" + matches.cell(row, matches.column("tone"))) {
      words.push_back(matches.cell(row, matches.column("label")));
    }
  }
  if (const VocabularyTerm* term = vocabulary.find(name)) {
    words.push_back(term->name);
    for (const VocabularyTerm* form : vocabulary.terms_of(term->name)) {
      words.push_back(form->term);
    }
  }
  return words;
}

inline std::vector<ConceptId> without_affect(const ConceptGraph& graph, SchemeId scheme) {
  std::vector<ConceptId> without = graph.members(scheme);
  std::erase_if(without, [&](ConceptId id) {
    return graph[id].affect || graph[id].kind != ConceptKind::emotion;
  });
  return without;
}

/// The moment match of those that have a Gaussian of their own.
inline std::optional<ConceptAffect> merged_affect(const ConceptGraph& graph,
                                                  const std::vector<ConceptId>& parts,
                                                  std::string source) {
  std::vector<Gaussian> members;
  for (const ConceptId part : parts) {
    const auto& affect = graph[part].affect;
    if (affect && !inherited(affect->origin)) {
      source += (members.empty() ? "" : ", ") + graph[part].key;
      members.push_back(to_gaussian(*affect));
    }
  }
  if (members.empty()) {
    return std::nullopt;
  }
  return to_concept_affect(moment_match(std::span<const Gaussian>(members)),
                           AffectOrigin::descendants, std::move(source));
}

}  // namespace detail

TONEWHEEL_INLINE SchemeId add_space(ConceptGraph& graph, const Space& space) {
  const SchemeId scheme = detail::add_space_names(graph, space.name, space.names());
  detail::place_classes(graph, space);
  return scheme;
}

TONEWHEEL_INLINE std::size_t attach_norms(ConceptGraph& graph, SchemeId scheme, const Norms& norms,
                                          const Vocabulary& vocabulary) {
  return attach_norms(graph, scheme, norms, WordForms(vocabulary));
}

TONEWHEEL_INLINE std::size_t attach_norms(ConceptGraph& graph, SchemeId scheme, const Norms& norms,
                                          const WordForms& forms) {
  std::size_t count = 0;
  for (const ConceptId id : graph.members(scheme)) {
    if (graph[id].affect || graph[id].kind != ConceptKind::emotion) {
      continue;
    }
    const std::string name(graph[id].name());
    const bool rated = norms.find(name) != nullptr;
    const auto words = rated ? std::vector<std::string>{name} : forms.of(name);
    if (const auto made = class_of_words(name, words, norms)) {
      const Vad& sd = made->deviation;
      if (!(sd.valence > 0 && sd.arousal > 0 && sd.dominance > 0)) {
        continue;  // raters who all agree make no density
      }
      graph.set_affect(id, {.mean = made->mean,
                            .covariance = {sd.valence * sd.valence, 0, 0, sd.arousal * sd.arousal,
                                           0, sd.dominance * sd.dominance},
                            .origin = rated ? AffectOrigin::named : AffectOrigin::synonym,
                            .source = made->source});
      ++count;
    }
  }
  return count;
}

TONEWHEEL_INLINE std::size_t attach_affect(ConceptGraph& graph, SchemeId scheme,
                                           const std::vector<Space>& spaces,
                                           const Vocabulary& vocabulary) {
  const Table matches = Table::parse(data::label_matches);
  detail::ClassPlaces all;
  std::vector<detail::ClassPlaces> by_space(spaces.size());
  for (std::size_t i = 0; i < spaces.size(); ++i) {
    detail::add_places(all, spaces[i]);
    detail::add_places(by_space[i], spaces[i]);
  }
  std::size_t count = 0;
  for (const ConceptId id : graph.members(scheme)) {
    if (graph[id].affect || graph[id].kind != ConceptKind::emotion) {
      continue;
    }
    auto affect = detail::named_affect(all, graph[id].name(), AffectOrigin::named);
    if (!affect) {
      const auto words = detail::other_words(graph, id, vocabulary, matches);
      for (const detail::ClassPlaces& places : by_space) {
        for (std::size_t i = 0; !affect && i < words.size(); ++i) {
          affect = detail::named_affect(places, words[i], AffectOrigin::synonym);
        }
      }
    }
    if (affect) {
      graph.set_affect(id, std::move(*affect));
      ++count;
    }
  }
  return count;
}

TONEWHEEL_INLINE std::size_t compose_affect(ConceptGraph& graph, SchemeId scheme) {
  std::size_t count = 0;
  for (const ConceptId id : detail::without_affect(graph, scheme)) {
    const auto merged =
        detail::merged_affect(graph, graph.out(id, relation::composed_of), "composed of ");
    if (merged) {
      graph.set_affect(id, *merged);
      ++count;
    }
  }
  return count;
}

TONEWHEEL_INLINE std::size_t inherit_affect(ConceptGraph& graph, SchemeId scheme) {
  const std::vector<ConceptId> without = detail::without_affect(graph, scheme);
  std::size_t count = 0;
  for (const ConceptId id : without) {
    if (const auto merged = detail::merged_affect(graph, descendants(graph, id), "")) {
      graph.set_affect(id, *merged);
      ++count;
    }
  }
  std::vector<std::pair<ConceptId, ConceptAffect>> from_above;
  for (const ConceptId id : without) {
    const auto above = ancestors(graph, id);
    const auto nearest = std::find_if(
        above.begin(), above.end(), [&](ConceptId each) { return graph[each].affect.has_value(); });
    if (!graph[id].affect && nearest != above.end()) {
      ConceptAffect affect = *graph[*nearest].affect;
      affect.origin = AffectOrigin::ancestor;
      affect.source = graph[*nearest].key;
      from_above.emplace_back(id, std::move(affect));
    }
  }
  for (auto& [id, affect] : from_above) {
    graph.set_affect(id, std::move(affect));
    ++count;
  }
  return count;
}

}  // namespace tonewheel
