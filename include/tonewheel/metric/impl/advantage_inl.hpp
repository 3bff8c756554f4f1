#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/advantage.hpp>

namespace tonewheel {

namespace detail {

/// The rewards of a group that do not abstain; throws Error on one that is not finite.
inline std::vector<double> given_rewards(std::span<const std::optional<double>> group) {
  std::vector<double> given;
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (group[i] && !std::isfinite(*group[i])) {
      throw Error("advantage: reward " + std::to_string(i) + " is " + number_text(*group[i]) +
                  ", expected a finite number");
    }
    if (group[i]) {
      given.push_back(*group[i]);
    }
  }
  return given;
}

}  // namespace detail

TONEWHEEL_INLINE std::vector<std::optional<double>> group_advantages(
    std::span<const std::optional<double>> group, const AdvantageOptions& options) {
  if (!(options.epsilon >= 0) || std::isinf(options.epsilon)) {
    throw Error("advantage: found epsilon " + number_text(options.epsilon) +
                ", expected a finite number >= 0");
  }
  std::vector<double> given = detail::given_rewards(group);
  std::vector<std::optional<double>> advantages(group.size());
  const auto [least, most] = std::minmax_element(given.begin(), given.end());
  if (given.empty() || *least == *most) {
    std::transform(group.begin(), group.end(), advantages.begin(), [](const auto& reward) {
      return reward ? std::optional<double>(0) : std::nullopt;
    });
    return advantages;
  }
  // In units of a power of two near the largest reward, so that no square vanishes or overflows.
  const int unit = std::ilogb(std::max(std::abs(*least), std::abs(*most)));
  const auto n = static_cast<double>(given.size());
  double mean = 0;
  for (double& reward : given) {
    reward = std::scalbn(reward, -unit);
    mean += reward / n;
  }
  double squares = 0;
  for (const double reward : given) {
    squares += (reward - mean) * (reward - mean);
  }
  const double variance = squares / (options.deviation == Deviation::sample ? n - 1 : n);
  const double divisor = std::sqrt(variance) + std::scalbn(options.epsilon, -unit);
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (group[i]) {
      const double distance = std::scalbn(*group[i], -unit) - mean;
      advantages[i] = options.divide ? distance / divisor : std::scalbn(distance, unit);
    }
  }
  return advantages;
}

TONEWHEEL_INLINE std::vector<std::optional<double>> group_advantages(
    std::span<const std::optional<double>> rewards, std::size_t group_size,
    const AdvantageOptions& options) {
  if (group_size == 0 || rewards.size() % group_size != 0) {
    throw Error("advantage: found " + std::to_string(rewards.size()) + " rewards in groups of " +
                std::to_string(group_size) + ", expected whole groups of at least one");
  }
  std::vector<std::optional<double>> advantages;
  advantages.reserve(rewards.size());
  for (std::size_t first = 0; first < rewards.size(); first += group_size) {
    const auto group = group_advantages(rewards.subspan(first, group_size), options);
    advantages.insert(advantages.end(), group.begin(), group.end());
  }
  return advantages;
}

}  // namespace tonewheel
