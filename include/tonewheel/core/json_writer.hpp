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
  using Array = std::vector<JsonValue>;  ///< a list: any values, in their order
  using Object = std::vector<Member>;    ///< named values, in the order in which they were set

  // A value is one of what follows, so these convert by themselves: hence NOLINT.
  /// Null.
  JsonValue() noexcept;
  /// Null.
  JsonValue(std::nullptr_t) noexcept;  // NOLINT
  /// True or false. Of bool alone, so that no pointer turns into `true`.
  template <std::same_as<bool> Bool>
  JsonValue(Bool value) : JsonValue(Kind::boolean, value ? 1U : 0U) {}  // NOLINT
  /// A whole number from 0, written without a point: 3.
  template <std::unsigned_integral Number>
    requires(!std::same_as<Number, bool>)
  JsonValue(Number value) : JsonValue(Kind::whole, value) {}  // NOLINT
  /// A whole number with a sign, written without a point: -3. Its kind is `integer`, 0 and above
  /// too.
  template <std::signed_integral Number>
  JsonValue(Number value)  // NOLINT
      : JsonValue(Kind::integer, static_cast<std::uint64_t>(static_cast<std::int64_t>(value))) {}
  /// A number, written with a point or an exponent: 0.5, 1.0; NaN and infinity are written as null.
  JsonValue(double value);  // NOLINT
  /// A text in UTF-8; json() refuses any other.
  JsonValue(std::string value);  // NOLINT
  /// A text in UTF-8, copied.
  JsonValue(std::string_view value);  // NOLINT
  /// A text in UTF-8 that ends with a zero byte, copied; not nullptr.
  JsonValue(const char* value);  // NOLINT
  /// A list.
  JsonValue(Array value);  // NOLINT
  /// Named values; names are not compared, so give each once.
  JsonValue(Object value);  // NOLINT
  /// Null where there is none.
  template <class T>
  JsonValue(const std::optional<T>& value) : JsonValue() {  // NOLINT
    if (value) {
      *this = JsonValue(*value);
    }
  }
  /// What a state holds.
  JsonValue(const StateValue& value);  // NOLINT
  /// Copies the value with all that is in it.
  JsonValue(const JsonValue& other);
  /// Takes the value over.
  JsonValue(JsonValue&& other) noexcept;
  /// Copies the value with all that is in it.
  JsonValue& operator=(const JsonValue& other);
  /// Takes the value over.
  JsonValue& operator=(JsonValue&& other) noexcept;
  ~JsonValue();

  /// A list of values: array({1, "two", 0.5}).
  [[nodiscard]] static JsonValue array(std::initializer_list<JsonValue> values = {});
  /// Values by name: object({{"n", 3}, {"mean", 0.5}}). Names are not compared: give each once.
  [[nodiscard]] static JsonValue object(std::initializer_list<Member> members = {});

  /// The value of that name, set to null behind the others if there is none. A null becomes an
  /// object. Throws Error on any other value.
  JsonValue& operator[](std::string_view name);
  /// Puts a value at the end of a list. A null becomes a list. Throws Error on any other value.
  void push_back(JsonValue value);
  /// Sets each of another object's values by its name. Throws Error unless both are objects; a null
  /// becomes one.
  void update(JsonValue object);

  /// What a value is. Numbers are `whole` or `integer` where they were made of an unsigned or a
  /// signed integer, and `number` where of a double.
  enum class Kind : unsigned char { null, boolean, whole, integer, number, text, array, object };
  /// Which of these the value is; it tells which of the functions below to call.
  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  /// The truth value of a `boolean`; of a `whole` or `integer`: whether it is not 0; else false.
  [[nodiscard]] bool boolean() const noexcept { return bits_ != 0; }
  /// The number of a `whole`; 0 or 1 of a `boolean`, modulo 2^64 of an `integer`, else 0.
  [[nodiscard]] std::uint64_t whole() const noexcept { return bits_; }
  /// The number of an `integer`, or of a `whole` below 2^63; 0 or 1 of a `boolean`, else 0.
  [[nodiscard]] std::int64_t integer() const noexcept { return static_cast<std::int64_t>(bits_); }
  /// The number of a `number`, NaN and infinity too; 0 of any other kind, whole numbers included.
  [[nodiscard]] double number() const noexcept { return number_; }
  /// The text of a `text`; empty for any other kind.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  /// What an `array` holds, in its order; empty for any other kind.
  [[nodiscard]] const Array& values() const noexcept { return array_; }
  /// What an `object` holds, in the order of setting; empty for any other kind.
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

/// A value of an object with the name it has there.
struct JsonValue::Member {
  std::string name;  ///< in UTF-8
  JsonValue value;   ///< of any kind
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
