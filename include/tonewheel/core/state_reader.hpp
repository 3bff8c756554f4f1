#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/state.hpp>

namespace tonewheel {

/// Takes a state apart, value by value, and throws Error where one is missing, of another kind or
/// out of range, and where one is left:
///
///     StateReader from(state, "pair_moments");
///     n_ = from.count<std::uint64_t>("n");
///     from.finish();
class StateReader {
 public:
  /// The state must outlive the reader. Throws Error on a state of another kind.
  StateReader(const State& state, std::string_view kind);
  StateReader(State&& state, std::string_view kind) = delete;

  /// A value that state_value() wrote of a T: bool, a type of unsigned integers, double, a text,
  /// ExactSum and whatever else is made of a text or a State, std::vector and std::optional of
  /// these.
  template <class T>
  [[nodiscard]] T option(std::string_view name) {
    return to<T>(take(state_->options(), name, options_read_), name);
  }
  /// The same of what was counted.
  template <class T>
  [[nodiscard]] T count(std::string_view name) {
    return to<T>(take(state_->counts(), name, counts_read_), name);
  }
  /// The place of an option's word among those there are.
  [[nodiscard]] std::size_t choice(std::string_view name, std::span<const std::string_view> words);

  /// The sum of counts that were read. Throws Error where it is above 2^64 - 1.
  [[nodiscard]] std::uint64_t total(std::string_view name,
                                    std::span<const std::uint64_t> counts) const;

  /// Throws Error where a value was not asked for.
  void finish() const;

  /// Throws Error: "state of pair_moments: found n 3, expected ...".
  [[noreturn]] void refuse(std::string_view name, std::string_view expected) const;
  /// The same unless the condition holds. `expected` is a text, or makes one when it is needed.
  template <class Text>
  void require(bool holds, std::string_view name, const Text& expected) const {
    if (!holds) {
      if constexpr (std::invocable<const Text&>) {
        refuse(name, expected());
      } else {
        refuse(name, expected);
      }
    }
  }
  /// Throws Error unless the count of that name is a list of so many: to be asked before anything
  /// of a size that an option names is made.
  void require_length(std::string_view name, std::size_t size) const;

 private:
  [[nodiscard]] const StateValue& found(const StateValue::Object& from,
                                        std::string_view name) const;
  [[nodiscard]] const StateValue& take(const StateValue::Object& from, std::string_view name,
                                       std::size_t& read) const;
  [[nodiscard]] std::uint64_t whole(const StateValue& value, std::string_view name,
                                    std::uint64_t most) const;
  [[nodiscard]] const std::string& text(const StateValue& value, std::string_view name) const;
  [[nodiscard]] double number(std::string_view digits, std::string_view name) const;
  [[nodiscard]] std::vector<double> numbers(const StateValue& value, std::string_view name) const;
  [[nodiscard]] const StateValue::List& list(const StateValue& value, std::string_view name) const;

  template <class T>
  struct IsVector : std::false_type {};
  template <class T>
  struct IsVector<std::vector<T>> : std::true_type {};
  template <class T>
  struct IsOptional : std::false_type {};
  template <class T>
  struct IsOptional<std::optional<T>> : std::true_type {};

  template <class T>
  [[nodiscard]] T to(const StateValue& value, std::string_view name) const {
    if constexpr (std::same_as<T, bool>) {
      const bool* flag = value.as<bool>();
      require(flag != nullptr, name, "true or false");
      return *flag;
    } else if constexpr (std::unsigned_integral<T>) {
      return static_cast<T>(whole(value, name, std::numeric_limits<T>::max()));
    } else if constexpr (std::same_as<T, double>) {
      return number(text(value, name), name);
    } else if constexpr (std::same_as<T, std::string>) {
      return text(value, name);
    } else if constexpr (std::same_as<T, std::vector<double>>) {
      return numbers(value, name);
    } else if constexpr (IsOptional<T>::value) {
      const StateValue::List& values = list(value, name);
      require(values.size() <= 1, name, "a list of at most one value");
      return values.empty() ? T{} : T{to<typename T::value_type>(values.front(), name)};
    } else if constexpr (IsVector<T>::value) {
      T out;
      for (const StateValue& each : list(value, name)) {
        out.push_back(to<typename T::value_type>(each, name));
      }
      return out;
    } else if constexpr (std::constructible_from<T, const State&>) {
      return T(State::from_value(value));
    } else {
      return T(std::string_view(text(value, name)));
    }
  }

  const State* state_;
  std::size_t options_read_ = 0;
  std::size_t counts_read_ = 0;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/core/impl/state_reader_inl.hpp>
#endif
