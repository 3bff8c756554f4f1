#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
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
  struct Member;
  using Array = std::vector<JsonValue>;
  using Object = std::vector<Member>;

  JsonValue() noexcept;                // null; a value is one of these, hence NOLINT
  JsonValue(std::nullptr_t) noexcept;  // NOLINT
  template <std::same_as<bool> Bool>   // a pointer is none
  JsonValue(Bool value) : JsonValue(Kind::boolean, value ? 1U : 0U) {}  // NOLINT
  template <std::unsigned_integral Number>
    requires(!std::same_as<Number, bool>)
  JsonValue(Number value) : JsonValue(Kind::whole, value) {}  // NOLINT
  template <std::signed_integral Number>
  JsonValue(Number value)  // NOLINT
      : JsonValue(Kind::integer, static_cast<std::uint64_t>(static_cast<std::int64_t>(value))) {}
  JsonValue(double value);            // NOLINT
  JsonValue(std::string value);       // NOLINT
  JsonValue(std::string_view value);  // NOLINT
  JsonValue(const char* value);       // NOLINT
  JsonValue(Array value);             // NOLINT
  JsonValue(Object value);            // NOLINT
  /// Null where there is none.
  template <class T>
  JsonValue(const std::optional<T>& value) : JsonValue() {  // NOLINT
    if (value) {
      *this = JsonValue(*value);
    }
  }
  /// What a state holds.
  JsonValue(const StateValue& value);  // NOLINT
  JsonValue(const JsonValue& other);
  JsonValue(JsonValue&& other) noexcept;
  JsonValue& operator=(const JsonValue& other);
  JsonValue& operator=(JsonValue&& other) noexcept;
  ~JsonValue();

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

  /// What it is; a number that is not whole and below 0 is an `integer`.
  enum class Kind : unsigned char { null, boolean, whole, integer, number, text, array, object };
  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  // The value of that kind; of another kind it is empty or 0.
  [[nodiscard]] bool boolean() const noexcept { return bits_ != 0; }
  [[nodiscard]] std::uint64_t whole() const noexcept { return bits_; }
  [[nodiscard]] std::int64_t integer() const noexcept { return static_cast<std::int64_t>(bits_); }
  [[nodiscard]] double number() const noexcept { return number_; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] const Array& values() const noexcept { return array_; }
  [[nodiscard]] const Object& members() const noexcept { return object_; }

  friend bool operator==(const JsonValue& a, const JsonValue& b);

 private:
  JsonValue(Kind kind, std::uint64_t bits);

  Kind kind_ = Kind::null;
  std::uint64_t bits_ = 0;
  double number_ = 0;
  std::string text_;
  Array array_;
  Object object_;
};

struct JsonValue::Member {
  std::string name;
  JsonValue value;
  friend bool operator==(const Member&, const Member&) = default;
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
