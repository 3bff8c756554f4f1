#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <tonewheel/affect/linkage.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// How to cut a space into compound emotions: by number of clusters or by height (nats).
struct FusionOptions {
  std::optional<std::size_t> clusters = 14;  ///< at most so many; the authors' number
  std::optional<double> height{};            ///< used where `clusters` is nothing
  /// Classes that give a cluster its name, in the order of the space, letter case ignored; the
  /// authors' universals.
  std::vector<std::string> naming = {"happy",     "contempt", "surprised", "angry",
                                     "disgusted", "fearful",  "sad"};
};

/// Compound emotions with what they were made of.
struct Fusion {
  Space space;                                    ///< one class a cluster, in the cut's order
  std::vector<std::vector<std::size_t>> members;  ///< positions in the input space, ascending
  Dendrogram tree;                                ///< the merges that the clusters were cut from
};

/// Fuses classes as the authors of 2602.06778 do (fuseDistributions.py): Bhattacharyya distance
/// between the diagonal Gaussians (deviations at least 1e-6), complete linkage, cut, moment
/// matching with equal weights. A cluster is named by its classes of `naming` joined by " + ";
/// without one, by its first two members joined by " + ", with " (etc)" behind where there are
/// more. Correlations and priors are not carried over. Throws Error for less than one class.
[[nodiscard]] Fusion fuse(const Space& space, const FusionOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/fusion_inl.hpp>
#endif
