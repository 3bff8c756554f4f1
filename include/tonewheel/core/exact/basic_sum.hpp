#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

namespace detail {

/// Throws Error: "exact sum: found ..., expected ...".
[[noreturn]] void refuse_sum(std::string_view noun, std::string_view found,
                             std::string_view expected);

}  // namespace detail

/// What a sum is kept in: it starts as 0, two of them merge, and it may be divided by a count; how
/// a term is added is its own.
// Not default_initializable: g++ 12 -ftime-report, of tests/compile, fails in it.
template <class Digits>
concept SumDigits = std::copyable<Digits> && std::constructible_from<Digits> &&
                    requires(Digits& digits, const Digits& other) {
                      digits.merge(other);
                      { other.over(1) } -> std::convertible_to<double>;
                    };

/// Such digits that have one text for equal sums: `noun` and `expected` are for messages.
template <class Digits>
concept KeptDigits =
    SumDigits<Digits> && requires(Digits& digits, const Digits& other, std::string_view text) {
      { digits.read(text) } -> std::same_as<bool>;
      { other.state() } -> std::same_as<std::string>;
      { Digits::noun } -> std::convertible_to<std::string_view>;
      { Digits::expected } -> std::convertible_to<std::string_view>;
    };

/// A sum that any number of shards may add to, with one of the kinds of digits: ExactSum for
/// doubles and their products, UnitSum for numbers in [0, 1], RatioSum for fractions. What each
/// rounds, and when, stands there.
template <SumDigits Digits>
class BasicSum : public Digits {
 public:
  using Digits::Digits;
  BasicSum() = default;
  /// The sum that state() wrote; throws Error on any other text.
  explicit BasicSum(std::string_view state)
    requires KeptDigits<Digits>
  {
    if (!this->read(state) || this->state() != state) {
      detail::refuse_sum(Digits::noun, state, Digits::expected);
    }
  }
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/core/exact/impl/basic_sum_inl.hpp>
#endif
