#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace tonewheel {

/// Which values of a metric are good ones: high ones, low ones, or those near 0 (a bias).
enum class Direction : unsigned char { higher, lower, zero };

/// The word for each Direction, in reports.
inline constexpr std::array<std::string_view, 3> direction_names{"higher", "lower", "zero"};
/// The word for a direction, in reports: "higher", "lower" or "zero".
[[nodiscard]] constexpr std::string_view name(Direction direction) noexcept {
  return direction_names[static_cast<std::size_t>(direction)];
}

/// What a reader of a number must know of the metric that it is a value of.
struct MetricFacts {
  std::string_view task;                 ///< what is scored: "regression", "classification", ...
  std::string_view name;                 ///< in programs and reports; one of its task
  Direction better = Direction::higher;  ///< which values are good ones
  std::string_view range;                ///< "[0, 1]"; for `zero` with the best value
  std::string_view formula;              ///< in words and signs, one line
  std::string_view source;               ///< author and year; empty: common knowledge
  std::string_view undefined;  ///< where it has no value, beside "no samples"; empty: nowhere else
  bool by_default = true;      ///< computed where nobody names metrics
  bool needs_order =
      false;  ///< undefined unless the classes stand in an order that means something
};

}  // namespace tonewheel
