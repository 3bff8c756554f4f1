#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <system_error>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/overlap/group_set.hpp>
#include <tonewheel/metric/reward/action_unit_reward.hpp>

namespace tonewheel {
inline namespace reward {

TONEWHEEL_INLINE std::vector<ActionUnit> find_action_units(std::string_view text) {
  std::vector<ActionUnit> units;
  const auto is = [&](std::size_t at, char lower) { return (text[at] | 0x20) == lower; };
  for (std::size_t at = 0; at + 2 < text.size(); ++at) {
    if (!is(at, 'a') || !is(at + 1, 'u')) {
      continue;
    }
    std::uint32_t number = 0;
    const auto [end, status] =
        std::from_chars(text.data() + at + 2, text.data() + text.size(), number);
    if (status == std::errc::result_out_of_range) {
      number = std::numeric_limits<std::uint32_t>::max();
    } else if (status != std::errc{}) {
      continue;
    }
    units.push_back({number});
    at = static_cast<std::size_t>(end - text.data()) - 1;
  }
  std::sort(units.begin(), units.end());
  units.erase(std::unique(units.begin(), units.end()), units.end());
  return units;
}

TONEWHEEL_INLINE double action_unit_reward(std::span<const ActionUnit> truth,
                                           std::span<const ActionUnit> prediction,
                                           const ActionUnitRewardOptions& options) {
  if (!(options.beta > 0) || std::isinf(options.beta)) {
    throw Error("action unit reward: found beta " + number_text(options.beta) +
                ", expected a finite number > 0");
  }
  const SetCounts counts = set_counts(truth, prediction);
  if (counts.truth == 0) {
    return 0;
  }
  // F_beta = (1 + b^2) common / (b^2 truth + prediction); as a mean of 1 / P and 1 / R weighted by
  // 1 / (1 + b^2), so that no beta overflows.
  if (counts.common == 0) {
    return -1;
  }
  const double weight = 1 / (1 + options.beta * options.beta);
  const double sizes = (1 - weight) * counts.truth + weight * counts.prediction;
  return 2 * counts.common / sizes - 1;
}

}  // namespace reward
}  // namespace tonewheel
