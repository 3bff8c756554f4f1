#pragma once

#include <algorithm>
#include <cmath>

#include <tonewheel/metric/impl/resampling_inl.hpp>
#include <tonewheel/metric/permutation_test.hpp>

namespace tonewheel::detail {

TONEWHEEL_INLINE bool exchanged(bool exact, std::uint64_t seed, std::size_t round,
                                std::size_t sample) noexcept {
  const std::uint64_t bits = exact ? round : random_bits(seed, round, sample / 64);
  return ((bits >> (sample % 64)) & 1U) != 0;
}

TONEWHEEL_INLINE bool few_exchanges(std::size_t n, std::size_t rounds) noexcept {
  return n < 40 && (std::size_t{1} << n) <= rounds;
}

TONEWHEEL_INLINE PermutationTest permutation_result(double a, double b,
                                                    const std::vector<double>& differences,
                                                    bool exact) {
  // Differences that are equal but for the rounding of the statistic count as equal.
  constexpr double rounding = 1e-12;
  require_statistic(a);
  require_statistic(b);
  const double least = std::abs(a - b) - rounding * std::max(std::abs(a), std::abs(b));
  std::size_t extreme = 0;
  for (const double difference : differences) {
    require_statistic(difference);
    extreme += std::abs(difference) >= least ? 1U : 0U;
  }
  const auto rounds = static_cast<double>(differences.size());
  const auto count = static_cast<double>(extreme);
  return {a - b, exact ? count / rounds : (1 + count) / (1 + rounds), differences.size(), exact};
}

}  // namespace tonewheel::detail
