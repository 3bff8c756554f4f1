#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include <Eigen/Core>

#include <tonewheel/affect/covariance.hpp>
#include <tonewheel/affect/gaussian.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/near_point.hpp>

namespace tonewheel {
namespace detail {

/// Mahalanobis distance of `apart` = point - mean; NaN where the covariance is none of a density.
template <int Dim>
double deviations(const Eigen::Matrix<double, Dim, 1>& apart,
                  const Eigen::Matrix<double, Dim, Dim>& matrix) {
  const Covariance<Dim> covariance(matrix);
  return covariance.positive_definite() ? (covariance.whitener() * apart).norm()
                                        : std::numeric_limits<double>::quiet_NaN();
}

inline PointNeighbour place_near(ConceptId id, const ConceptAffect& affect, const Vad& point,
                                 bool has_dominance) {
  const auto& c = affect.covariance;
  Eigen::Matrix3d matrix;
  matrix << c[0], c[1], c[2],  //
      c[1], c[3], c[4],        //
      c[2], c[4], c[5];
  const Eigen::Vector3d apart = to_vector(point) - to_vector(affect.mean);
  if (has_dominance) {
    return {id, apart.norm(), deviations<3>(apart, matrix), inherited(affect.origin), false};
  }
  return {id, apart.head<2>().norm(), deviations<2>(apart.head<2>(), matrix.topLeftCorner<2, 2>()),
          inherited(affect.origin), false};
}

}  // namespace detail

TONEWHEEL_INLINE bool share_inherited(const ConceptAffect& a, const ConceptAffect& b) {
  return a.mean == b.mean && a.covariance == b.covariance &&
         (inherited(a.origin) || inherited(b.origin));
}

TONEWHEEL_INLINE std::vector<PointNeighbour> nearest_to_point(const ConceptGraph& graph,
                                                              std::span<const ConceptId> candidates,
                                                              const Vad& point, std::size_t k,
                                                              const NearPointOptions& options) {
  if (!std::isfinite(point.valence) || !std::isfinite(point.arousal) ||
      (options.has_dominance && !std::isfinite(point.dominance))) {
    throw Error("nearest_to_point: the point is not finite");
  }
  std::vector<PointNeighbour> all;
  for (const ConceptId id : candidates) {
    const auto& affect = graph.at(id).affect;
    if (affect && (options.with_inherited || !inherited(affect->origin))) {
      all.push_back(detail::place_near(id, *affect, point, options.has_dominance));
    }
  }
  std::sort(all.begin(), all.end(), [](const PointNeighbour& a, const PointNeighbour& b) {
    return std::tuple(a.distance, a.inherited, a.concept_id) <
           std::tuple(b.distance, b.inherited, b.concept_id);
  });
  k = std::min(k, all.size());
  for (std::size_t i = 0; i < k; ++i) {
    const ConceptAffect& mine = *graph[all[i].concept_id].affect;
    const auto shares = [&](const PointNeighbour& other) {
      return other.concept_id != all[i].concept_id &&
             share_inherited(mine, *graph[other.concept_id].affect);
    };
    all[i].tied = std::any_of(all.begin(), all.end(), shares);
  }
  all.resize(k);
  return all;
}

TONEWHEEL_INLINE std::vector<PointNeighbour> nearest_to_point(const ConceptGraph& graph,
                                                              const Vad& point, std::size_t k,
                                                              const NearPointOptions& options) {
  std::vector<ConceptId> candidates;
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    const Concept& each = graph[{i}];
    if ((!options.scheme || each.scheme == options.scheme) &&
        (!options.tier || each.tier == options.tier)) {
      candidates.push_back({i});
    }
  }
  return nearest_to_point(graph, candidates, point, k, options);
}

}  // namespace tonewheel
