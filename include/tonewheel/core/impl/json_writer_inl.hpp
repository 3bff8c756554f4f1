#pragma once

#include <algorithm>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/impl/json_number_inl.hpp>
#include <tonewheel/core/impl/json_text_inl.hpp>
#include <tonewheel/core/json_writer.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {

namespace detail {

/// Writes values, each level further in by `indent` blanks.
class JsonWriter {
 public:
  explicit JsonWriter(int indent) : indent_(indent) {}

  // NOLINTNEXTLINE(misc-no-recursion): as deep as the value, which its maker bounds
  void write(const JsonValue& value) {
    using Kind = JsonValue::Kind;
    switch (value.kind()) {
      case Kind::null:
        out_ += "null";
        break;
      case Kind::boolean:
        out_ += value.boolean() ? "true" : "false";
        break;
      case Kind::whole:
        out_ += std::to_string(value.whole());
        break;
      case Kind::integer:
        out_ += std::to_string(value.integer());
        break;
      case Kind::number:
        append_json_number(out_, value.number());
        break;
      case Kind::text:
        append_json_text(out_, value.text(), "JSON");
        break;
      case Kind::array:
        write_all('[', value.values(), ']', [this](const JsonValue& each) { write(each); });
        break;
      case Kind::object:
        write_all('{', value.members(), '}', [this](const JsonValue::Member& each) {
          append_json_text(out_, each.name, "JSON");
          out_ += indent_ < 0 ? ":" : ": ";
          write(each.value);
        });
    }
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  template <class List, class Write>
  void write_all(char open, const List& list, char close, Write write) {
    out_ += open;
    ++level_;
    for (const auto& each : list) {
      out_ += &each == list.data() ? "" : ",";
      break_line();
      write(each);
    }
    --level_;
    if (!list.empty()) {
      break_line();
    }
    out_ += close;
  }

  void break_line() {
    if (indent_ >= 0) {
      out_ += '\n';
      out_.append(level_ * static_cast<std::size_t>(indent_), ' ');
    }
  }

  int indent_;
  std::size_t level_ = 0;
  std::string out_;
};

}  // namespace detail

TONEWHEEL_INLINE JsonValue::JsonValue() noexcept = default;
TONEWHEEL_INLINE JsonValue::JsonValue(std::nullptr_t /*null*/) noexcept {}
TONEWHEEL_INLINE JsonValue::JsonValue(Kind kind, std::uint64_t bits) : kind_(kind), bits_(bits) {}
TONEWHEEL_INLINE JsonValue::JsonValue(double value) : kind_(Kind::number), number_(value) {}
TONEWHEEL_INLINE JsonValue::JsonValue(std::string value)
    : kind_(Kind::text), text_(std::move(value)) {}
TONEWHEEL_INLINE JsonValue::JsonValue(std::string_view value) : kind_(Kind::text), text_(value) {}
TONEWHEEL_INLINE JsonValue::JsonValue(const char* value) : kind_(Kind::text), text_(value) {}
TONEWHEEL_INLINE JsonValue::JsonValue(Array value) : kind_(Kind::array), array_(std::move(value)) {}
TONEWHEEL_INLINE JsonValue::JsonValue(Object value)
    : kind_(Kind::object), object_(std::move(value)) {}
TONEWHEEL_INLINE JsonValue::JsonValue(const JsonValue& other) = default;
TONEWHEEL_INLINE JsonValue::JsonValue(JsonValue&& other) noexcept = default;
TONEWHEEL_INLINE JsonValue& JsonValue::operator=(const JsonValue& other) = default;
TONEWHEEL_INLINE JsonValue& JsonValue::operator=(JsonValue&& other) noexcept = default;
TONEWHEEL_INLINE JsonValue::~JsonValue() = default;

// NOLINTNEXTLINE(misc-no-recursion): as deep as the state
TONEWHEEL_INLINE JsonValue::JsonValue(const StateValue& value) : JsonValue() {
  if (const auto* flag = value.as<bool>()) {
    *this = *flag;
  } else if (const auto* whole = value.as<std::uint64_t>()) {
    *this = *whole;
  } else if (const auto* text = value.as<std::string>()) {
    *this = *text;
  } else if (const auto* list = value.as<StateValue::List>()) {
    *this = Array(list->begin(), list->end());
  } else {
    Object object;
    for (const auto& [name, each] : *value.as<StateValue::Object>()) {
      object.push_back({name, each});
    }
    *this = std::move(object);
  }
}

TONEWHEEL_INLINE JsonValue JsonValue::array(std::initializer_list<JsonValue> values) {
  return Array(values);
}

TONEWHEEL_INLINE JsonValue JsonValue::object(std::initializer_list<Member> members) {
  return Object(members);
}

TONEWHEEL_INLINE bool operator==(const JsonValue& a, const JsonValue& b) {
  return a.kind_ == b.kind_ && a.bits_ == b.bits_ && a.number_ == b.number_ && a.text_ == b.text_ &&
         a.array_ == b.array_ && a.object_ == b.object_;
}

TONEWHEEL_INLINE JsonValue& JsonValue::operator[](std::string_view name) {
  if (kind_ == Kind::null) {
    kind_ = Kind::object;
  }
  if (kind_ != Kind::object) {
    throw Error("JSON: found another value, expected an object to set \"" + std::string(name) +
                "\" in");
  }
  const auto at = std::find_if(object_.begin(), object_.end(),
                               [&](const Member& each) { return each.name == name; });
  if (at != object_.end()) {
    return at->value;
  }
  object_.push_back({std::string(name), {}});
  return object_.back().value;
}

TONEWHEEL_INLINE void JsonValue::push_back(JsonValue value) {
  if (kind_ == Kind::null) {
    kind_ = Kind::array;
  }
  if (kind_ != Kind::array) {
    throw Error("JSON: found another value, expected a list to put one more into");
  }
  array_.push_back(std::move(value));
}

TONEWHEEL_INLINE void JsonValue::update(JsonValue object) {
  if (kind_ == Kind::null) {
    kind_ = Kind::object;
  }
  if (kind_ != Kind::object || object.kind_ != Kind::object) {
    throw Error("JSON: found another value, expected an object whose values to take");
  }
  for (Member& each : object.object_) {
    (*this)[each.name] = std::move(each.value);
  }
}

TONEWHEEL_INLINE std::string json(const JsonValue& value, int indent) {
  detail::JsonWriter writer(indent);
  writer.write(value);
  return writer.take();
}

}  // namespace tonewheel
