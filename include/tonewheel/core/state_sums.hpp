#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state_reader.hpp>

/// How accumulators read sums and counts out of a state, with what must hold of them.
namespace tonewheel::detail {

/// What was added to a sum: numbers that may overflow, finite ones, or finite ones >= 0.
enum class SumOf : unsigned char { any, numbers, sizes };

inline void require_sum(const StateReader& from, std::string_view name, const ExactSum& sum,
                        std::uint64_t n, SumOf what) {
  from.require(what == SumOf::any || std::isfinite(sum.fraction().fraction), name, "finite sums");
  from.require(what != SumOf::sizes || sum.sign() >= 0, name, "sums of sizes");
  from.require(n > 0 || sum == ExactSum(), name, "0 where nothing was counted");
}

/// A count of a state that is the sum of n numbers of that sort.
[[nodiscard]] inline ExactSum read_sum(StateReader& from, std::string_view name, std::uint64_t n,
                                       SumOf what) {
  auto sum = from.count<ExactSum>(name);
  require_sum(from, name, sum, n, what);
  return sum;
}

/// The same of many sums, each of so many numbers.
[[nodiscard]] inline std::vector<ExactSum> read_sums(StateReader& from, std::string_view name,
                                                     std::span<const std::uint64_t> n, SumOf what) {
  auto sums = from.count<std::vector<ExactSum>>(name);
  from.require(sums.size() == n.size(), name, "a list of " + std::to_string(n.size()));
  for (std::size_t i = 0; i < sums.size(); ++i) {
    require_sum(from, name, sums[i], n[i], what);
  }
  return sums;
}

/// So many counts.
[[nodiscard]] inline std::vector<std::uint64_t> read_counts(StateReader& from,
                                                            std::string_view name,
                                                            std::size_t size) {
  auto counts = from.count<std::vector<std::uint64_t>>(name);
  from.require(counts.size() == size, name, "a list of " + std::to_string(size));
  return counts;
}

}  // namespace tonewheel::detail
