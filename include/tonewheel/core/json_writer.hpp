#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

class StateValue;

/// A value of a report in JSON: null, true or false, a number, a text, a list, or named values,
/// which keep the order in which they were set:
///
///     JsonValue report;
///     report["metric"] = "ccc";
///     report["scores"].push_back(0.5);
///     json(report, 2);
///
/// It is for writing: what programs read back is a State.
class JsonValue {
 public:
  using Member = std::pair<std::string, JsonValue>;
  using Array = std::vector<JsonValue>;
  using Object = std::vector<Member>;

  JsonValue() = default;                             ///< null
  JsonValue(std::nullptr_t) noexcept;                // NOLINT: a value is one of these
  template <std::same_as<bool> Bool>                 // a pointer is none
  JsonValue(Bool value) noexcept : value_(value) {}  // NOLINT
  template <std::unsigned_integral Number>
    requires(!std::same_as<Number, bool>)
  JsonValue(Number value) noexcept : value_(static_cast<std::uint64_t>(value)) {}  // NOLINT
  template <std::signed_integral Number>
  JsonValue(Number value) noexcept : value_(static_cast<std::int64_t>(value)) {}  // NOLINT
  JsonValue(double value) noexcept : value_(value) {}                             // NOLINT
  JsonValue(std::string value) noexcept : value_(std::move(value)) {}             // NOLINT
  JsonValue(std::string_view value) : value_(std::string(value)) {}               // NOLINT
  JsonValue(const char* value) : value_(std::string(value)) {}                    // NOLINT
  JsonValue(Array value) noexcept;                                                // NOLINT
  JsonValue(Object value) noexcept;                                               // NOLINT
  /// Null where there is none.
  template <class T>
  JsonValue(const std::optional<T>& value) {  // NOLINT
    if (value) {
      *this = JsonValue(*value);
    }
  }
  /// What a state holds.
  JsonValue(const StateValue& value);  // NOLINT

  /// A list of values, and values by name: object({{"n", 3}, {"mean", 0.5}}).
  [[nodiscard]] static JsonValue array(std::initializer_list<JsonValue> values = {});
  [[nodiscard]] static JsonValue object(std::initializer_list<Member> members = {});

  /// The value of that name, set to null behind the others if there is none. A null becomes an
  /// object. Throws Error on any other value.
  JsonValue& operator[](std::string_view name);
  /// Puts a value at the end of a list. A null becomes a list. Throws Error on any other value.
  void push_back(JsonValue value);
  /// Sets each of another object's values by its name. Throws Error unless both are objects; a null
  /// becomes one.
  void update(JsonValue object);

  /// The value if it is of that kind (bool, std::uint64_t, std::int64_t, double, std::string,
  /// Array, Object), else nullptr.
  template <class T>
  [[nodiscard]] const T* as() const noexcept {
    return std::get_if<T>(&value_);
  }
  [[nodiscard]] bool is_null() const noexcept {
    return std::holds_alternative<std::monostate>(value_);
  }

  friend bool operator==(const JsonValue&, const JsonValue&) = default;

 private:
  std::variant<std::monostate, bool, std::uint64_t, std::int64_t, double, std::string, Array,
               Object>
      value_;
};

/// The text of a value: in one line for an indent below 0, else a line for each value, each level
/// further in by so many blanks. A number reads back to the same double and is never an integer
/// (1.0, 0.5, 1e+20); one that is not finite is null. Same bytes as nlohmann::ordered_json::dump().
/// Throws Error on a text that is not UTF-8.
[[nodiscard]] std::string json(const JsonValue& value, int indent = -1);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/core/impl/json_writer_inl.hpp>
#endif
