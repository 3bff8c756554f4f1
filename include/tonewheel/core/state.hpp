#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// A value inside a State: a whole number, a text, a truth value, a list or named values. Numbers
/// that are not whole are texts with hexadecimal digits ("0x1.8p+1" is 3), which lose nothing.
class StateValue {
 public:
  /// Several values, in order.
  using List = std::vector<StateValue>;
  /// Values by name.
  using Object = std::map<std::string, StateValue, std::less<>>;

  StateValue() : value_(Object{}) {}
  /// A truth value.
  template <std::same_as<bool> Bool>         // a pointer is none
  StateValue(Bool value) : value_(value) {}  // NOLINT: a value is one of these
  /// A whole number.
  StateValue(std::uint64_t value) : value_(value) {}  // NOLINT
  /// A text.
  StateValue(std::string value) : value_(std::move(value)) {}  // NOLINT
  /// A copy of a text.
  StateValue(std::string_view value) : value_(std::string(value)) {}  // NOLINT
  /// A copy of a text.
  StateValue(const char* value) : value_(std::string(value)) {}  // NOLINT
  /// A list.
  StateValue(List value) : value_(std::move(value)) {}  // NOLINT
  /// Named values.
  StateValue(Object value) : value_(std::move(value)) {}  // NOLINT

  /// The value if it is of that kind, else nullptr.
  template <class T>
  [[nodiscard]] const T* as() const noexcept {
    return std::get_if<T>(&value_);
  }

  /// JSON in one line: no white space, names in ascending order of bytes, no character escaped that
  /// need not be. Throws Error on a text that is not UTF-8.
  [[nodiscard]] std::string json() const;
  /// Reads any JSON without fractions and null, whatever its white space and order of names; at
  /// most 64 deep. Throws Error with the byte where it ends being that.
  [[nodiscard]] static StateValue parse(std::string_view json);

  friend bool operator==(const StateValue&, const StateValue&) = default;

 private:
  std::variant<bool, std::uint64_t, std::string, List, Object> value_;
};

/// All that an accumulator has counted, to be kept in a file or sent elsewhere, read back and
/// merged there. As text it is one line of JSON, the same bytes for equal states:
///
///     {"counts":{...},"kind":"pair_moments","options":{...},"sha256":"...","tonewheel_state":1}
///
/// `sha256` is that of the line without it, in the same form; Python writes it by
/// json.dumps(state, sort_keys=True, separators=(",", ":"), ensure_ascii=False).
class State {
 public:
  State() = default;
  /// Made of its three parts.
  State(std::string kind, StateValue::Object options, StateValue::Object counts)
      : kind_(std::move(kind)), options_(std::move(options)), counts_(std::move(counts)) {}

  /// Reads what text() wrote, also where another program has laid it out anew. Throws Error on
  /// anything else: another version, a missing or unknown member, a checksum that does not match.
  [[nodiscard]] static State parse(std::string_view text);
  /// One line of JSON, the same bytes for equal states.
  [[nodiscard]] std::string text() const;

  /// Which accumulator it is of, such as "pair_moments".
  [[nodiscard]] const std::string& kind() const noexcept { return kind_; }
  /// How it counts.
  [[nodiscard]] const StateValue::Object& options() const noexcept { return options_; }
  /// What it has counted.
  [[nodiscard]] const StateValue::Object& counts() const noexcept { return counts_; }

  /// For a state inside another one: kind, options and counts.
  [[nodiscard]] StateValue value() const;
  /// What value() made, again; throws Error on anything else.
  [[nodiscard]] static State from_value(const StateValue& value);

  friend bool operator==(const State&, const State&) = default;

 private:
  std::string kind_;
  StateValue::Object options_;
  StateValue::Object counts_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/core/impl/state_inl.hpp>
#endif
