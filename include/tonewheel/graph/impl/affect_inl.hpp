#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <Eigen/Core>

#include <tonewheel/affect/divergence.hpp>
#include <tonewheel/affect/gaussian_distances.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/affect.hpp>

namespace tonewheel {

TONEWHEEL_INLINE Gaussian to_gaussian(const ConceptAffect& affect) {
  const auto& c = affect.covariance;
  Eigen::Matrix3d matrix;
  constexpr std::array<std::size_t, 9> entries{0, 1, 2, 1, 3, 4, 2, 4, 5};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    matrix.data()[i] = c[entries[i]];
  }
  return {to_vector(affect.mean), matrix};
}

TONEWHEEL_INLINE ConceptAffect to_concept_affect(const Gaussian& gaussian, AffectOrigin origin,
                                                 std::string source) {
  const Gaussian::Stored& mean = gaussian.mean();
  const Covariance<3>::Stored& c = gaussian.covariance().matrix();
  return {.mean = {mean[0], mean[1], mean[2]},
          .covariance = {c(0, 0), c(0, 1), c(0, 2), c(1, 1), c(1, 2), c(2, 2)},
          .origin = origin,
          .source = std::move(source)};
}

TONEWHEEL_INLINE double affect_distance(const ConceptAffect& a, const ConceptAffect& b,
                                        AffectMeasure measure) {
  if (a.mean == b.mean && a.covariance == b.covariance) {
    return 0;
  }
  switch (measure) {
    case AffectMeasure::bhattacharyya:
      return bhattacharyya(to_gaussian(a), to_gaussian(b));
    case AffectMeasure::wasserstein:
      return wasserstein(to_gaussian(a), to_gaussian(b));
    case AffectMeasure::mean:
      break;
  }
  const Vad shift{a.mean.valence - b.mean.valence, a.mean.arousal - b.mean.arousal,
                  a.mean.dominance - b.mean.dominance};
  return std::sqrt(shift.valence * shift.valence + shift.arousal * shift.arousal +
                   shift.dominance * shift.dominance);
}

TONEWHEEL_INLINE std::vector<double> affect_distances(const ConceptAffect& from,
                                                      const std::vector<const ConceptAffect*>& to,
                                                      AffectMeasure measure) {
  std::vector<double> distances(to.size());
  std::vector<std::size_t> places;
  std::vector<Gaussian> others;
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (measure == AffectMeasure::mean) {
      distances[i] = affect_distance(from, *to[i], measure);
    } else if (from.mean != to[i]->mean || from.covariance != to[i]->covariance) {
      places.push_back(i);
      others.push_back(to_gaussian(*to[i]));
    }
  }
  if (!others.empty()) {
    const std::vector<double> found =
        gaussian_distances(measure == AffectMeasure::wasserstein ? GaussianDistance::wasserstein
                                                                 : GaussianDistance::bhattacharyya,
                           std::vector<Gaussian>{to_gaussian(from)}, others);
    for (std::size_t i = 0; i < places.size(); ++i) {
      distances[places[i]] = found[i];
    }
  }
  return distances;
}

TONEWHEEL_INLINE double affect_similarity(const ConceptAffect& a, const ConceptAffect& b,
                                          AffectMeasure measure) {
  const double distance = affect_distance(a, b, measure);
  return measure == AffectMeasure::bhattacharyya ? std::exp(-distance) : 1 / (1 + distance);
}

TONEWHEEL_INLINE std::vector<Neighbour> nearest_by_affect(const ConceptGraph& graph,
                                                          const ConceptAffect& affect,
                                                          std::size_t k,
                                                          const NearestOptions& options) {
  std::vector<ConceptId> ids;
  std::vector<const ConceptAffect*> others;
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    const Concept& each = graph[{i}];
    if (each.affect && (!options.scheme || each.scheme == options.scheme) &&
        (options.with_inherited || !inherited(each.affect->origin))) {
      ids.push_back({i});
      others.push_back(&*each.affect);
    }
  }
  const std::vector<double> distances = affect_distances(affect, others, options.measure);
  std::vector<Neighbour> all;
  all.reserve(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    all.push_back({ids[i], distances[i]});
  }
  const auto nearer = [](const Neighbour& p, const Neighbour& q) {
    return std::pair(p.distance, p.concept_id) < std::pair(q.distance, q.concept_id);
  };
  k = std::min(k, all.size());
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(k), all.end(), nearer);
  all.resize(k);
  return all;
}

TONEWHEEL_INLINE std::vector<Neighbour> nearest_by_affect(const ConceptGraph& graph, ConceptId id,
                                                          std::size_t k,
                                                          const NearestOptions& options) {
  const Concept& origin = graph.at(id);
  if (!origin.affect) {
    throw Error("nearest_by_affect: " + shown(origin.key) + " has no Gaussian");
  }
  std::vector<Neighbour> nearest =
      nearest_by_affect(graph, *origin.affect, std::min(k, graph.size()) + 1, options);
  std::erase_if(nearest, [&](const Neighbour& each) { return each.concept_id == id; });
  nearest.resize(std::min(k, nearest.size()));
  return nearest;
}

}  // namespace tonewheel
