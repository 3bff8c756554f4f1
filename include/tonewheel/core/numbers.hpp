#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <ranges>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/matrix_view.hpp>

namespace tonewheel {

/// A series of numbers as a function takes it: any contiguous range (vectors, spans, arrays,
/// Eigen's vectors) of double, float or integers, or numbers in braces. Doubles are seen where they
/// lie and must outlive the call; others are copied. Throws Error with the position on an integer
/// beyond 2^53, which need not be a double.
class Numbers {
 public:
  /// Numbers in braces.
  Numbers(std::initializer_list<double> values)  // NOLINT(google-explicit-constructor)
      : copy_(values), values_(copy_) {}
  /// A range of numbers.
  template <std::ranges::contiguous_range R>
    requires std::ranges::sized_range<R> && std::is_arithmetic_v<std::ranges::range_value_t<R>> &&
             (!std::same_as<std::ranges::range_value_t<R>, bool>) &&
             (!std::same_as<std::ranges::range_value_t<R>, char>)  // a text is no numbers
  Numbers(const R& values) {  // NOLINT(google-explicit-constructor)
    if constexpr (std::same_as<std::ranges::range_value_t<R>, double>) {
      values_ = {std::ranges::data(values), std::ranges::size(values)};
    } else {
      copy_.reserve(std::ranges::size(values));
      for (const auto value : values) {
        if constexpr (std::integral<std::ranges::range_value_t<R>> && sizeof(value) > 4) {
          constexpr std::ranges::range_value_t<R> most = std::int64_t{1} << 53U;
          if (value > most || (std::signed_integral<decltype(value)> && value < -most)) {
            throw Error(
                Place{{}, copy_.size() + 1, {}},
                "found the integer " + std::to_string(value) + ", expected at most 2^53 in size");
          }
        }
        copy_.push_back(static_cast<double>(value));
      }
      values_ = copy_;
    }
  }
  /// A vector of Eigen's.
  template <detail::EigenLike V>
    requires(bool(V::IsVectorAtCompileTime) && !std::ranges::contiguous_range<V>)
  Numbers(const V& vector) {                       // NOLINT(google-explicit-constructor)
    const typename V::PlainObject plain = vector;  // an expression is computed once
    for (std::ptrdiff_t i = 0; i < plain.size(); ++i) {
      copy_.push_back(static_cast<double>(plain(i)));
    }
    values_ = copy_;
  }
  // A copy would see the numbers of the one it was made of.
  Numbers(const Numbers&) = delete;
  Numbers& operator=(const Numbers&) = delete;

  operator std::span<const double>() const noexcept {  // NOLINT(google-explicit-constructor)
    return values_;
  }
  /// The numbers, one after the other.
  [[nodiscard]] std::span<const double> values() const noexcept { return values_; }
  /// How many there are.
  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
  /// Whether there are none.
  [[nodiscard]] bool empty() const noexcept { return values_.empty(); }
  /// The first one.
  [[nodiscard]] const double* begin() const noexcept { return values_.data(); }
  /// Behind the last one.
  [[nodiscard]] const double* end() const noexcept { return values_.data() + values_.size(); }
  /// The i-th number; i below size().
  [[nodiscard]] double operator[](std::size_t i) const { return values_[i]; }

 private:
  std::vector<double> copy_;
  std::span<const double> values_;
};

}  // namespace tonewheel
