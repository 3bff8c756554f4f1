#pragma once

#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/graph/crosswalk.hpp>
#include <tonewheel/ontology/label_crosswalk.hpp>
#include <tonewheel/ontology/label_set.hpp>
#include <tonewheel/ontology/set_crosswalk.hpp>
#include <tonewheel/ontology/tone_ontology.hpp>

namespace tonewheel {

TONEWHEEL_INLINE LabelCrosswalk::LabelCrosswalk(std::vector<std::string> from,
                                                std::vector<std::string> to,
                                                std::vector<LabelMatch> best,
                                                std::vector<double> weights)
    : from_(std::move(from)),
      to_(std::move(to)),
      best_(std::move(best)),
      weights_(std::move(weights)) {
  if (best_.size() != from_.size() || weights_.size() != from_.size() * to_.size()) {
    throw Error("crosswalk: found " + std::to_string(best_.size()) + " matches and " +
                std::to_string(weights_.size()) + " weights, expected " +
                std::to_string(from_.size()) + " and " + std::to_string(from_.size()) + " x " +
                std::to_string(to_.size()));
  }
}

TONEWHEEL_INLINE const LabelMatch& LabelCrosswalk::operator[](std::string_view label) const {
  const std::string wanted = lower_ascii(trim(label));
  std::string expected;
  for (const LabelMatch& each : best_) {
    if (lower_ascii(each.from) == wanted) {
      return each;
    }
    expected += (expected.empty() ? "" : ", ") + each.from;
  }
  throw Error("crosswalk: found the label " + shown(label) + ", expected one of " + expected);
}

TONEWHEEL_INLINE std::vector<double> LabelCrosswalk::moved(
    std::span<const double> probabilities) const {
  if (probabilities.size() != from_.size()) {
    throw Error("crosswalk: found " + std::to_string(probabilities.size()) +
                " probabilities, expected " + std::to_string(from_.size()) +
                ", one a label of the first set");
  }
  std::vector<double> out(to_.size());
  for (std::size_t i = 0; i < from_.size(); ++i) {
    for (std::size_t j = 0; j < to_.size(); ++j) {
      out[j] += probabilities[i] * weights_[i * to_.size() + j];
    }
  }
  return out;
}

TONEWHEEL_INLINE LabelCrosswalk crosswalk(std::string_view from, std::string_view to) {
  const ConceptGraph& graph = shipped_graph();
  const Crosswalk walk = crosswalk(graph, label_set(graph, from), label_set(graph, to));
  const auto names = [&graph](const std::vector<ConceptId>& concepts) {
    std::vector<std::string> out;
    out.reserve(concepts.size());
    for (const ConceptId id : concepts) {
      out.emplace_back(graph[id].name());
    }
    return out;
  };
  std::vector<std::string> source = names(walk.from);
  std::vector<std::string> target = names(walk.to);
  std::vector<LabelMatch> best(source.size());
  std::vector<double> weights(source.size() * target.size());
  for (std::size_t i = 0; i < source.size(); ++i) {
    best[i].from = source[i];
    best[i].evidence = name(CrosswalkKind::none);
  }
  for (const CrosswalkPair& pair : walk.pairs) {
    weights[pair.from * target.size() + pair.to] = pair.weight;
    LabelMatch& match = best[pair.from];
    if (pair.kind != CrosswalkKind::none && pair.weight > match.weight) {
      match = {source[pair.from], target[pair.to], std::string(name(pair.kind)), pair.weight};
    }
  }
  return {std::move(source), std::move(target), std::move(best), std::move(weights)};
}

}  // namespace tonewheel
