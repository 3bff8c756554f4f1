#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>

#include <tonewheel/core/state.hpp>

namespace tonewheel {

/// A number as a state keeps it: "0x1.8p+1" for 3, "-0x0p+0", "inf", "nan". Nothing is lost.
[[nodiscard]] inline std::string hex_number(double value) {
  std::array<char, 40> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::hex)
          .ptr;
  std::string text(buffer.data(), end);
  if (value - value == 0) {  // finite
    text.insert(text.front() == '-' ? 1 : 0, "0x");
  }
  return text;
}

/// What a state keeps of a value: a whole number or text as it is, a number as hex_number(), many
/// of them in one text with blanks between; other ranges as lists, an accumulator inside another
/// one by its own state, an optional value as a list of at most one.
template <class T>
[[nodiscard]] StateValue state_value(const T& value) {
  if constexpr (std::same_as<T, bool>) {
    return value;
  } else if constexpr (std::unsigned_integral<T>) {
    return static_cast<std::uint64_t>(value);
  } else if constexpr (std::same_as<T, double>) {
    return hex_number(value);
  } else if constexpr (std::convertible_to<const T&, std::string_view>) {
    return std::string(std::string_view(value));
  } else if constexpr (requires {
                         { value.state() } -> std::same_as<State>;
                       }) {
    return value.state().value();
  } else if constexpr (requires {
                         { value.state() } -> std::same_as<std::string>;
                       }) {
    return value.state();  // ExactSum, UnitSum
  } else if constexpr (requires { value.has_value(); }) {
    return value.has_value() ? StateValue::List{state_value(*value)} : StateValue::List{};
  } else {
    static_assert(std::ranges::input_range<const T>, "a state cannot keep such a value");
    if constexpr (std::same_as<std::ranges::range_value_t<const T>, double>) {
      std::string text;
      for (const double each : value) {
        text += text.empty() ? "" : " ";
        text += hex_number(each);
      }
      return text;
    } else {
      StateValue::List list;
      for (const auto& each : value) {
        list.push_back(state_value<std::ranges::range_value_t<const T>>(each));
      }
      return list;
    }
  }
}

/// Makes the state of an accumulator, value by value:
///
///     return StateWriter("pair_moments").option("missing", "skip").count("n", n_).finish();
class StateWriter {
 public:
  /// The state of an accumulator of that kind.
  explicit StateWriter(std::string_view kind) : kind_(kind) {}

  /// How it counts.
  template <class T>
  StateWriter& option(std::string_view name, const T& value) {
    options_.insert_or_assign(std::string(name), state_value(value));
    return *this;
  }
  /// What it has counted.
  template <class T>
  StateWriter& count(std::string_view name, const T& value) {
    counts_.insert_or_assign(std::string(name), state_value(value));
    return *this;
  }
  /// The state; the writer is empty behind it.
  [[nodiscard]] State finish() {
    return {std::move(kind_), std::move(options_), std::move(counts_)};
  }

 private:
  std::string kind_;
  StateValue::Object options_;
  StateValue::Object counts_;
};

}  // namespace tonewheel
