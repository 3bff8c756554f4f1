#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/metric/resampling.hpp>

/// Whether the difference of two systems could be chance. Statistics are those of resampling.hpp.
namespace tonewheel {

/// Whether two systems differ by more than exchanging their outputs gives.
struct PermutationTest {
  double difference = 0;   ///< statistic of a minus that of b
  double p_value = 1;      ///< two-sided
  std::size_t rounds = 0;  ///< exchanges tried
  bool exact = false;      ///< they were all there are
  friend bool operator==(const PermutationTest&, const PermutationTest&) = default;
};

namespace detail {

/// Whether a sample is exchanged: in round `round` of all 2^n, or by chance.
[[nodiscard]] bool exchanged(bool exact, std::uint64_t seed, std::size_t round,
                             std::size_t sample) noexcept;
/// Counts the rounds whose |difference| reaches the one observed.
[[nodiscard]] PermutationTest permutation_result(double a, double b,
                                                 const std::vector<double>& differences,
                                                 bool exact);
/// Whether n samples have at most `rounds` exchanges.
[[nodiscard]] bool few_exchanges(std::size_t n, std::size_t rounds) noexcept;

}  // namespace detail

/// Whether a difference of two systems on the same samples could be chance. Exchanges their results
/// on each sample with probability 1/2; the p-value is the share of exchanges that part them at
/// least as far as they are, (1 + such rounds) / (1 + rounds), or the exact share where there are
/// no more than `rounds` exchanges. `level` does not matter.
template <class Sample, class Statistic>
[[nodiscard]] PermutationTest paired_permutation(std::span<const Sample> a,
                                                 std::span<const Sample> b,
                                                 const Statistic& statistic,
                                                 const ResamplingOptions& options = {}) {
  detail::require_paired(a.size(), b.size());
  detail::require_resampling(a.size(), options);
  const bool exact = detail::few_exchanges(a.size(), options.rounds);
  std::vector<double> differences(exact ? std::size_t{1} << a.size() : options.rounds);
  detail::for_rounds(differences.size(), options.threads, [&](std::size_t first, std::size_t last) {
    std::vector<Sample> left(a.begin(), a.end());
    std::vector<Sample> right(b.begin(), b.end());
    for (std::size_t round = first; round < last; ++round) {
      for (std::size_t i = 0; i < a.size(); ++i) {
        const bool swap = detail::exchanged(exact, options.seed, round, i);
        left[i] = swap ? b[i] : a[i];
        right[i] = swap ? a[i] : b[i];
      }
      differences[round] =
          statistic(std::span<const Sample>(left)) - statistic(std::span<const Sample>(right));
    }
  });
  return detail::permutation_result(statistic(a), statistic(b), differences, exact);
}

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/impl/permutation_test_inl.hpp>
#endif
