#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <memory>
#include <ranges>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/matrix_view.hpp>

namespace tonewheel {

/// A series of codes of classes as a function takes it: any contiguous range (vectors, spans,
/// arrays, Eigen's vectors) of integers, or codes in braces. Those of type Code are seen where they
/// lie and must outlive the call; others are copied. Throws Error with the position, from 1, on a
/// negative one and on one too large for Code. Classes are codes and not typed ids, since data has
/// them as integers; the functions that take them throw Error on one that there is none of.
template <std::unsigned_integral Code>
class CodeSeries {
 public:
  CodeSeries() = default;
  /// Codes in braces.
  CodeSeries(std::initializer_list<Code> codes)  // NOLINT(google-explicit-constructor)
      : kept_(std::make_shared<std::vector<Code>>(codes)), codes_(*kept_) {}
  /// A range of integers.
  template <std::ranges::contiguous_range R>
    requires std::ranges::sized_range<R> && std::integral<std::ranges::range_value_t<R>> &&
             (!std::same_as<std::ranges::range_value_t<R>, char>)  // a text is no codes
  CodeSeries(const R& codes) {  // NOLINT(google-explicit-constructor)
    if constexpr (std::same_as<std::ranges::range_value_t<R>, Code>) {
      codes_ = {std::ranges::data(codes), std::ranges::size(codes)};
    } else {
      keep(std::ranges::size(codes),
           [at = std::ranges::data(codes)](std::size_t i) { return at[i]; });
    }
  }
  /// A vector of Eigen's.
  template <detail::EigenLike V>
    requires(bool(V::IsVectorAtCompileTime) && !std::ranges::contiguous_range<V> &&
             std::integral<typename V::Scalar>)
  CodeSeries(const V& vector) {                     // NOLINT(google-explicit-constructor)
    const typename V::PlainObject& plain = vector;  // an expression is computed once
    keep(static_cast<std::size_t>(plain.size()),
         [&plain](std::size_t i) { return plain(static_cast<std::ptrdiff_t>(i)); });
  }

  operator std::span<const Code>() const noexcept {  // NOLINT(google-explicit-constructor)
    return codes_;
  }
  /// The codes, one after the other.
  [[nodiscard]] std::span<const Code> values() const noexcept { return codes_; }
  /// How many there are.
  [[nodiscard]] std::size_t size() const noexcept { return codes_.size(); }
  /// Whether there are none.
  [[nodiscard]] bool empty() const noexcept { return codes_.empty(); }
  /// The first one.
  [[nodiscard]] const Code* begin() const noexcept { return codes_.data(); }
  /// Behind the last one.
  [[nodiscard]] const Code* end() const noexcept { return codes_.data() + codes_.size(); }
  /// The i-th code; i below size().
  [[nodiscard]] Code operator[](std::size_t i) const { return codes_[i]; }

 private:
  void keep(std::size_t size, const auto& at) {
    auto kept = std::make_shared<std::vector<Code>>();
    kept->reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
      kept->push_back(detail::checked_element<Code>(at(i), [i] { return Place{{}, i + 1, {}}; }));
    }
    codes_ = *kept;
    kept_ = std::move(kept);
  }

  std::shared_ptr<const std::vector<Code>> kept_;  ///< where it is a copy
  std::span<const Code> codes_{};
};

/// Codes of classes, each below a number of classes.
using Codes = CodeSeries<std::uint32_t>;
/// Truth values as 0 and 1.
using Flags = CodeSeries<std::uint8_t>;

}  // namespace tonewheel
