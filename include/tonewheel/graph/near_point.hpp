#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept.hpp>
#include <tonewheel/graph/concept_graph.hpp>

/// Which words lie near a rating of valence, arousal and dominance.
namespace tonewheel {

/// A concept near a point. The order is that of `distance`, how far the places lie apart: by
/// `deviations` a word that people rate far and wide would be near to everything.
struct PointNeighbour {
  ConceptId concept_id;    ///< the concept
  double distance = 0;     ///< of the point from the mean, on the unit scale
  double deviations = 0;   ///< the same in standard deviations (Mahalanobis); NaN: no density
  bool inherited = false;  ///< the Gaussian is not the concept's own
  bool tied = false;       ///< another candidate has the same Gaussian, one of the two inherited it
};

/// Which concepts are candidates.
struct NearPointOptions {
  std::optional<SchemeId> scheme{};  ///< only concepts of this scheme; none: of any
  std::optional<int> tier{};         ///< only concepts of this tier; none: of any
  bool with_inherited = true;        ///< also concepts whose Gaussian is inherited
  bool has_dominance = true;         ///< else the point's dominance counts for nothing
};

/// Whether two concepts share a Gaussian because one at least inherited it: their likeness then
/// says where the graph has no numbers, not that the two feel alike.
[[nodiscard]] bool share_inherited(const ConceptAffect& a, const ConceptAffect& b);

/// The k concepts nearest to a point of the unit scale, nearest first, own Gaussians before
/// inherited ones at the same place, then by id; fewer where there are fewer with a Gaussian.
/// Linear in the size of the graph. Throws Error on a point that is not finite.
[[nodiscard]] std::vector<PointNeighbour> nearest_to_point(const ConceptGraph& graph,
                                                           const Vad& point, std::size_t k,
                                                           const NearPointOptions& options = {});

/// The same among the candidates, such as the cells of a wheel; of the options only those that
/// choose no scheme or tier count.
[[nodiscard]] std::vector<PointNeighbour> nearest_to_point(const ConceptGraph& graph,
                                                           std::span<const ConceptId> candidates,
                                                           const Vad& point, std::size_t k,
                                                           const NearPointOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/near_point_inl.hpp>
#endif
