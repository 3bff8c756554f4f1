#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include <tonewheel/metric/resampling.hpp>

namespace tonewheel::detail {

/// Numbers that look random, one after the other, of one stream.
class RandomStream {
 public:
  explicit RandomStream(std::uint64_t stream) noexcept : stream_(stream) {}
  /// In (0, 1), of 53 bits.
  double uniform() noexcept {
    return (static_cast<double>(random_bits(stream_, 0, place_++) >> 11U) + 0.5) * 0x1p-53;
  }

 private:
  std::uint64_t stream_;
  std::uint64_t place_ = 0;
};

/// log(x!) - x log x + x - log(2 pi x) / 2, x a whole number >= 1; to 1e-11 (Stirling's series).
inline double stirling_rest(double x) {
  constexpr std::array<double, 10> small{
      0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509,
      0.01664469118982119, 0.01387612882307075, 0.01189670994589177, 0.01041126526197210,
      0.00925546218271273, 0.00833056343336287};
  if (x <= 10) {
    return small[static_cast<std::size_t>(x) - 1];
  }
  const double y = 1 / (x * x);
  return (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y / 1680))) / x;
}

/// log(a!) - log(b!) of whole numbers >= 0, exact to some 1e-10 also where both are large and near.
inline double log_factorial_ratio(double a, double b) {
  if (a == 0 || b == 0) {  // 0! = 1!
    return a == b ? 0 : a == 0 ? log_factorial_ratio(1, b) : log_factorial_ratio(a, 1);
  }
  const double apart = a - b;
  return apart * (std::log(a) - 1) + (b + 0.5) * std::log1p(apart / b) + stirling_rest(a) -
         stirling_rest(b);
}

/// How many marked ones `taken` have that are drawn without replacement from `marked` and `others`:
/// the hypergeometric distribution, by ratio of uniforms (Stadlober 1990, HRUA*), or one by one
/// where few are drawn or left. Whole numbers below 2^53, taken at most all. Some 10 numbers of
/// the stream, or 20.
inline double draw_hypergeometric(double marked, double others, double taken,
                                  RandomStream& stream) {
  const double all = marked + others;
  const double drawn = std::min(taken, all - taken);
  const double fewer = std::min(marked, others);
  const double more = std::max(marked, others);
  double found = 0;  // of the fewer ones among `drawn`
  constexpr double few = 10;
  if (drawn <= few) {
    double left = fewer;
    const auto count = static_cast<std::uint64_t>(drawn);
    for (std::uint64_t i = 0; i < count; ++i) {
      const bool is_one = stream.uniform() * (all - static_cast<double>(i)) < left;
      found += is_one ? 1 : 0;
      left -= is_one ? 1 : 0;
    }
  } else if (fewer > 0) {
    const double share = fewer / all;
    const double middle = drawn * share + 0.5;
    const double variance = (all - drawn) * drawn * share * (1 - share) / (all - 1);
    const double width = std::sqrt(variance + 0.5);
    constexpr double d1 = 1.7155277699214135;  // 2 sqrt(2 / e)
    constexpr double d2 = 0.8989161620588988;  // 3 - 2 sqrt(3 / e)
    const double height = d1 * width + d2;
    const double mode = std::floor((drawn + 1) * (fewer + 1) / (all + 2));
    const double end = std::min(std::min(drawn, fewer) + 1, std::floor(middle + 16 * width));
    for (;;) {
      const double u = stream.uniform();
      const double x = middle + height * (stream.uniform() - 0.5) / u;
      if (x < 0 || x >= end) {
        continue;
      }
      found = std::floor(x);
      // log of the chance of `found` by that of the mode
      const double odds = log_factorial_ratio(mode, found) +
                          log_factorial_ratio(fewer - mode, fewer - found) +
                          log_factorial_ratio(drawn - mode, drawn - found) +
                          log_factorial_ratio(more - drawn + mode, more - drawn + found);
      if (2 * std::log(u) <= odds) {
        break;
      }
    }
  }
  if (marked > others) {
    found = drawn - found;
  }
  return drawn < taken ? marked - found : found;
}

}  // namespace tonewheel::detail
