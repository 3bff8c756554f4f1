#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <tonewheel/affect/gaussian.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>

/// Concepts in the affect space.
namespace tonewheel {

/// Throws Error if the covariance is not positive definite.
[[nodiscard]] Gaussian to_gaussian(const ConceptAffect& affect);

/// The Gaussian as plain numbers, as a concept keeps it, with where it is from.
[[nodiscard]] ConceptAffect to_concept_affect(const Gaussian& gaussian, AffectOrigin origin,
                                              std::string source);

/// `bhattacharyya`: distance in nats. `wasserstein`: 2-Wasserstein, in units of the unit scale.
/// `mean`: Euclidean distance of the means. All symmetric, 0 for equal Gaussians.
enum class AffectMeasure : unsigned char { bhattacharyya, wasserstein, mean };

/// How far two concepts' Gaussians are from each other: 0 for equal ones, else above 0.
[[nodiscard]] double affect_distance(const ConceptAffect& a, const ConceptAffect& b,
                                     AffectMeasure measure = AffectMeasure::bhattacharyya);

/// affect_distance of one from each of several, which it equals to tolerance::gaussian_distances.
[[nodiscard]] std::vector<double> affect_distances(
    const ConceptAffect& from, const std::vector<const ConceptAffect*>& to,
    AffectMeasure measure = AffectMeasure::bhattacharyya);

/// In [0, 1], 1 for equal Gaussians: the Bhattacharyya coefficient exp(-distance), which
/// is at least the mass that the two share, or 1 / (1 + distance) for the other two.
[[nodiscard]] double affect_similarity(const ConceptAffect& a, const ConceptAffect& b,
                                       AffectMeasure measure = AffectMeasure::bhattacharyya);

/// Which concepts are neighbours, and how far away they are.
struct NearestOptions {
  std::optional<SchemeId> scheme{};  ///< only concepts of this scheme; none: of any
  AffectMeasure measure = AffectMeasure::bhattacharyya;  ///< what the distance is
  bool with_inherited = true;  ///< also concepts whose Gaussian is inherited
};

/// A concept and how far away it is.
struct Neighbour {
  /// The neighbour.
  ConceptId concept_id;
  /// Its distance, in the unit of the measure.
  double distance = 0;
  friend bool operator==(const Neighbour&, const Neighbour&) = default;
};

/// The k concepts nearest to a Gaussian, nearest first, then by id; fewer where there are fewer
/// with a Gaussian. Linear in the size of the graph.
[[nodiscard]] std::vector<Neighbour> nearest_by_affect(const ConceptGraph& graph,
                                                       const ConceptAffect& affect, std::size_t k,
                                                       const NearestOptions& options = {});

/// The k concepts nearest to another one, without itself. Throws Error if it has no Gaussian.
[[nodiscard]] std::vector<Neighbour> nearest_by_affect(const ConceptGraph& graph, ConceptId id,
                                                       std::size_t k,
                                                       const NearestOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/affect_inl.hpp>
#endif
