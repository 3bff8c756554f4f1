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

/// n * sum of x y - sum of x * sum of y: n^2 times the covariance, exactly.
[[nodiscard]] inline ExactSum exact_spread(std::uint64_t n, ExactSum products, const ExactSum& x,
                                           const ExactSum& y) noexcept {
  products.multiply(n);
  ExactSum product;
  product.add_product(x, y);
  products.subtract(product);
  return products;
}

/// Whether a sum is a number, however large: not an infinity or NaN.
[[nodiscard]] inline bool is_number(const ExactSum& sum) noexcept {
  return std::isfinite(sum.fraction().fraction);
}

/// Whether |common|^2 is at most a * b, as a covariance and two variances are (Cauchy-Schwarz), but
/// for the roundings of this comparison. True where one is no number.
[[nodiscard]] inline bool fits_spreads(const ExactSum& common, const ExactSum& a,
                                       const ExactSum& b) noexcept {
  if (!is_number(common) || !is_number(a) || !is_number(b) || common.sign() == 0) {
    return true;
  }
  if (a.sign() == 0 || b.sign() == 0) {
    return false;
  }
  const BinaryFraction of_common = common.fraction();
  const BinaryFraction of_a = a.fraction();
  const BinaryFraction of_b = b.fraction();
  constexpr double roundings = 1 + 0x1p-48;
  return std::ldexp(of_common.fraction / of_a.fraction * (of_common.fraction / of_b.fraction),
                    2 * of_common.exponent - of_a.exponent - of_b.exponent) <= roundings;
}

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
  from.require_length(name, n.size());
  auto sums = from.count<std::vector<ExactSum>>(name);
  for (std::size_t i = 0; i < sums.size(); ++i) {
    require_sum(from, name, sums[i], n[i], what);
  }
  return sums;
}

/// So many counts.
[[nodiscard]] inline std::vector<std::uint64_t> read_counts(StateReader& from,
                                                            std::string_view name,
                                                            std::size_t size) {
  from.require_length(name, size);
  return from.count<std::vector<std::uint64_t>>(name);
}

}  // namespace tonewheel::detail
