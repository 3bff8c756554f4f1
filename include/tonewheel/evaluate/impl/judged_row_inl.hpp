#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/evaluate/prediction_judge.hpp>

namespace tonewheel::detail {

inline void require_judged_row(std::span<const double> probabilities, std::size_t classes,
                               const JudgedRow& row) {
  if (probabilities.size() != classes || (!row.logs.empty() && row.logs.size() != classes)) {
    throw Error("judge: found " + std::to_string(probabilities.size()) + " probabilities and " +
                std::to_string(row.logs.size()) + " logarithms, expected " +
                std::to_string(classes) + ", and as many logarithms or none");
  }
  if (!(row.weight >= 0 && row.weight <= 1e100)) {
    throw Error("judge: found a row of weight " + number_text(row.weight) +
                ", expected a number from 0 to 1e100");
  }
  double sum = 0;
  for (std::size_t k = 0; k < classes; ++k) {
    // A sum of rounded shares may miss 1 from above.
    if (!(probabilities[k] >= 0 && probabilities[k] <= 1 + tolerance::unit_mass)) {
      throw Error("judge: found " + number_text(probabilities[k]) + " for class " +
                  std::to_string(k) + ", expected a probability in [0, 1]");
    }
    sum += probabilities[k];
  }
  if (!(std::abs(sum - 1) <= tolerance::unit_mass)) {
    throw Error("judge: found probabilities that sum to " + number_text(sum) +
                ", expected 1 within " + number_text(tolerance::unit_mass));
  }
}

inline constexpr std::uint64_t most_rows_alike = std::uint64_t{1} << 53U;

inline double judged_loss(std::span<const double> probabilities, std::span<const double> logs,
                          std::size_t k) {
  return std::max(0.0, -(logs.empty() ? std::log(probabilities[k]) : logs[k]));
}

inline std::size_t likeliest(std::span<const double> probabilities) {
  const auto top = std::max_element(probabilities.begin(), probabilities.end());
  return static_cast<std::size_t>(top - probabilities.begin());
}

}  // namespace tonewheel::detail
