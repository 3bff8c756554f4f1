#pragma once

#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/ids.hpp>

namespace tonewheel {
inline namespace reward {

/// A facial action unit by its number in FACS (Ekman & Friesen 1978): 12 is the lip corner puller.
using ActionUnit = StrongId<struct ActionUnitTag>;

/// The action units named in a text, each once, ascending: "AU" in either case with digits directly
/// behind, as in "AU6 and au12". Numbers too large for 32 bits are the largest there is.
[[nodiscard]] std::vector<ActionUnit> find_action_units(std::string_view text);

/// How recall and precision are combined.
struct ActionUnitRewardOptions {
  double beta = 1;  ///< above 1 recall counts more, below 1 precision; finite, > 0
};

/// Facial-R1's reward (2025) of the units named in the reasoning against the labelled ones:
/// 2 F_beta - 1, in [-1, 1]; -1 where none is named, 0 where none is labelled. Duplicates collapse.
[[nodiscard]] double action_unit_reward(std::span<const ActionUnit> truth,
                                        std::span<const ActionUnit> prediction,
                                        const ActionUnitRewardOptions& options = {});

}  // namespace reward
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/reward/impl/action_unit_reward_inl.hpp>
#endif
