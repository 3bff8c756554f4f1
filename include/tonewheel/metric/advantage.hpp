#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// Which standard deviation the rewards of a group are divided by.
enum class Deviation : unsigned char {
  population,  ///< divides the sum of squares by n
  sample,      ///< by n - 1, as PyTorch's std
};

/// How the rewards of a group become advantages.
struct AdvantageOptions {
  Deviation deviation = Deviation::population;  ///< which standard deviation rewards are divided by
  double epsilon = 0;  ///< added to the deviation, as some trainers do (1e-4); finite, >= 0
  bool divide = true;  ///< false: subtract the mean only
};

/// Group-relative advantages (GRPO, Shao et al. 2024): (reward - mean) / (deviation + epsilon) over
/// the rewards of one group; nothing where a reward abstains, which leaves the mean and the
/// deviation. All 0 where all rewards are equal or only one is left. Throws Error on a reward that
/// is not finite.
[[nodiscard]] std::vector<std::optional<double>> group_advantages(
    std::span<const std::optional<double>> group, const AdvantageOptions& options = {});

/// The same for groups of `group_size` rewards that follow each other. Throws Error where the
/// rewards do not divide into such groups.
[[nodiscard]] std::vector<std::optional<double>> group_advantages(
    std::span<const std::optional<double>> rewards, std::size_t group_size,
    const AdvantageOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/impl/advantage_inl.hpp>
#endif
