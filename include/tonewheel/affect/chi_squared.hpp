#pragma once

#include <algorithm>
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

/// What a chi-squared variable with 1, 2 or 3 degrees of freedom exceeds with probability `tail`,
/// 0 < tail <= 1: the inverse of chi_squared_tail, by Newton's method on its logarithm, which is
/// concave. Relative error 1e-12 for a tail of at most .99. Throws Error for other degrees or
/// tails.
[[nodiscard]] inline double chi_squared_bound(double tail, int degrees) {
  if (degrees < 1 || degrees > 3 || !(tail > 0 && tail <= 1)) {
    throw Error("chi_squared_bound: found a tail of " + number_text(tail) + " with " +
                std::to_string(degrees) + " degrees, expected 0 < tail <= 1 and 1, 2 or 3 degrees");
  }
  const double wanted = std::log(tail);
  if (degrees == 2 || tail == 1) {
    return tail == 1 ? 0 : -2 * wanted;
  }
  double x = degrees - 2 * wanted;
  for (int step = 0; step < 100; ++step) {
    const double now = chi_squared_tail(x, degrees);
    const double density = std::exp(-x / 2) / std::sqrt(2 * std::numbers::pi) *
                           (degrees == 1 ? 1 / std::sqrt(x) : std::sqrt(x));
    const double change = (std::log(now) - wanted) * now / density;
    // A tangent of a concave function lies above it, so only the first step may go too far down.
    const double next = std::max(x + change, x / 16);
    if (std::abs(next - x) <= 1e-15 * x) {
      return next;
    }
    x = next;
  }
  return x;
}

}  // namespace tonewheel
