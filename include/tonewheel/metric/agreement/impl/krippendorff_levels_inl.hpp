#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/agreement/krippendorff_alpha.hpp>

namespace tonewheel {

namespace detail {

/// Differences over pairs of ratings, each pair once.
struct KrippendorffSums {
  std::map<std::uint64_t, double> within{};  ///< units, by their number of ratings
  double all = 0;                            ///< of all ratings that count
};

/// `units`, `left_out` and `ratings` of the result are given.
inline KrippendorffAlpha krippendorff_result(const KrippendorffSums& sums,
                                             KrippendorffAlpha result) {
  if (result.ratings == 0) {
    return result;
  }
  double within = 0;
  for (const auto& [m, sum] : sums.within) {
    within += sum / static_cast<double>(m - 1);
  }
  const auto n = static_cast<double>(result.ratings);
  result.observed = 2 * within / n;
  result.expected = 2 * sums.all / (n * (n - 1));
  if (result.expected > 0) {
    result.alpha = 1 - result.observed / result.expected;
  }
  return result;
}

inline void require_krippendorff(const KrippendorffOptions& options) {
  if (options.level == MeasurementLevel::circular &&
      !(options.circumference > 0 && std::isfinite(options.circumference))) {
    throw Error("Krippendorff's alpha: found circumference " + number_text(options.circumference) +
                ", expected a finite number above 0");
  }
}

inline void require_ratio(double value) {
  if (value < 0) {
    throw Error("Krippendorff's alpha: found " + number_text(value) +
                " at the ratio level, expected numbers >= 0");
  }
}

/// Of two numbers; at the ordinal level those are ranks.
inline double krippendorff_difference(const KrippendorffOptions& options, double a, double b) {
  double apart = a - b;
  switch (options.level) {
    case MeasurementLevel::nominal:
      return apart == 0 ? 0 : 1;
    case MeasurementLevel::ratio:
      apart = apart == 0 ? 0 : apart / (a + b);
      break;
    case MeasurementLevel::circular:
      // Remainders are exact: a large number keeps its place on the circle.
      apart = std::remainder(a, options.circumference) - std::remainder(b, options.circumference);
      apart = std::remainder(apart, options.circumference) / options.circumference;
      apart = std::sin(std::numbers::pi * apart);
      break;
    case MeasurementLevel::ordinal:
    case MeasurementLevel::interval:
      break;
  }
  return apart * apart;
}

}  // namespace detail

}  // namespace tonewheel
