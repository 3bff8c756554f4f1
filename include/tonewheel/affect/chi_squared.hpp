#pragma once

#include <cmath>
#include <numbers>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

/// Probability that a chi-squared variable with 1, 2 or 3 degrees of freedom exceeds x >= 0: the
/// p-value of a squared Mahalanobis distance. Closed forms, a few units in the last place; 0 at
/// infinity. Throws Error for other degrees or x < 0.
[[nodiscard]] inline double chi_squared_tail(double x, int degrees) {
  if (degrees < 1 || degrees > 3 || !(x >= 0)) {
    throw Error("chi_squared_tail: found x " + number_text(x) + " with " + std::to_string(degrees) +
                " degrees, expected x >= 0 and 1, 2 or 3 degrees");
  }
  if (std::isinf(x)) {
    return 0;
  }
  if (degrees == 2) {
    return std::exp(-x / 2);
  }
  const double one = std::erfc(std::sqrt(x / 2));
  return degrees == 1 ? one
                      : one + std::sqrt(x) * std::sqrt(2 / std::numbers::pi) * std::exp(-x / 2);
}

}  // namespace tonewheel
