#pragma once

#include <cstddef>
#include <optional>

#include <tonewheel/metric/vocabulary/wheel_credit.hpp>
#include <tonewheel/wheel/geometry.hpp>

namespace tonewheel {
inline namespace vocabulary {

TONEWHEEL_INLINE double step_credit(const Wheel& wheel, ConceptId a, ConceptId b) {
  const std::optional<std::size_t> between = steps(wheel, a, b);
  if (!between) {
    return 0;
  }
  const std::size_t most = wheel.sectors() / 2;
  return most == 0 ? 1 : 1 - static_cast<double>(*between) / static_cast<double>(most);
}

TONEWHEEL_INLINE double angle_credit(const Wheel& wheel, ConceptId a, ConceptId b) {
  const std::optional<double> distance = angular_distance(wheel, a, b);
  return distance ? 1 - 2 * *distance : 0;
}

}  // namespace vocabulary
}  // namespace tonewheel
