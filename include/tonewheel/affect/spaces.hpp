#pragma once

#include <string_view>
#include <vector>

#include <tonewheel/affect/fusion.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/core/config.hpp>

/// The spaces that ship. Their numbers stand in src/data, with sources.
namespace tonewheel {

/// Names of the variants of neutral's mean and deviation, which changed between the authors'
/// scripts: "2026-07" (.1, .05; the default), "2025-10" (0, .1), "dominance" (.1, .01), "2025-08"
/// (0, 0: a point mass, only a repair makes it a density). The same on all three axes.
[[nodiscard]] std::vector<std::string> neutral_variants();
inline constexpr std::string_view default_neutral = "2026-07";

/// 7 emotions and neutral with correlations, 2602.06778. Throws Error on an unknown variant.
[[nodiscard]] Space universal(std::string_view neutral = default_neutral);

/// The 151 terms of Russell and Mehrabian 1977 in lower case, no correlations. Deviations that no
/// public copy of the table gives are pooled, and marked so for each class and axis.
[[nodiscard]] Space pad151();

/// 14 compound emotions fused from pad151 (its 7 universals as in `universal`), and neutral last:
/// the 15 columns of the published N_prob_rank.txt files. Computed, not a table.
[[nodiscard]] Space fused14(std::string_view neutral = default_neutral);
/// The fusion behind fused14: members and dendrogram, without neutral.
[[nodiscard]] Fusion fused14_fusion();

/// A shipped space by name: universal, pad151 or fused14. Throws Error that lists them.
[[nodiscard]] Space shipped_space(std::string_view name,
                                  std::string_view neutral = default_neutral);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/spaces_inl.hpp>
#endif
