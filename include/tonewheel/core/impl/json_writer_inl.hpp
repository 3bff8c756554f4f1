#pragma once

#include <algorithm>

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
    if (const auto* flag = value.as<bool>()) {
      out_ += *flag ? "true" : "false";
    } else if (const auto* whole = value.as<std::uint64_t>()) {
      out_ += std::to_string(*whole);
    } else if (const auto* integer = value.as<std::int64_t>()) {
      out_ += std::to_string(*integer);
    } else if (const auto* number = value.as<double>()) {
      append_json_number(out_, *number);
    } else if (const auto* text = value.as<std::string>()) {
      append_json_text(out_, *text, "JSON");
    } else if (const auto* array = value.as<JsonValue::Array>()) {
      write_all('[', *array, ']', [this](const JsonValue& each) { write(each); });
    } else if (const auto* object = value.as<JsonValue::Object>()) {
      write_all('{', *object, '}', [this](const JsonValue::Member& each) {
        append_json_text(out_, each.first, "JSON");
        out_ += indent_ < 0 ? ":" : ": ";
        write(each.second);
      });
    } else {
      out_ += "null";
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

TONEWHEEL_INLINE JsonValue::JsonValue(std::nullptr_t /*null*/) noexcept {}
TONEWHEEL_INLINE JsonValue::JsonValue(Array value) noexcept : value_(std::move(value)) {}
TONEWHEEL_INLINE JsonValue::JsonValue(Object value) noexcept : value_(std::move(value)) {}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the state
TONEWHEEL_INLINE JsonValue::JsonValue(const StateValue& value) {
  if (const auto* flag = value.as<bool>()) {
    value_ = *flag;
  } else if (const auto* whole = value.as<std::uint64_t>()) {
    value_ = *whole;
  } else if (const auto* text = value.as<std::string>()) {
    value_ = *text;
  } else if (const auto* list = value.as<StateValue::List>()) {
    value_ = Array(list->begin(), list->end());
  } else {
    Object object;
    for (const auto& [name, each] : *value.as<StateValue::Object>()) {
      object.emplace_back(name, each);
    }
    value_ = std::move(object);
  }
}

TONEWHEEL_INLINE JsonValue JsonValue::array(std::initializer_list<JsonValue> values) {
  return Array(values);
}

TONEWHEEL_INLINE JsonValue JsonValue::object(std::initializer_list<Member> members) {
  return Object(members);
}

TONEWHEEL_INLINE JsonValue& JsonValue::operator[](std::string_view name) {
  if (is_null()) {
    value_ = Object{};
  }
  auto* object = std::get_if<Object>(&value_);
  if (object == nullptr) {
    throw Error("JSON: found another value, expected an object to set \"" + std::string(name) +
                "\" in");
  }
  const auto at = std::find_if(object->begin(), object->end(),
                               [&](const Member& each) { return each.first == name; });
  return at != object->end() ? at->second : object->emplace_back(name, JsonValue()).second;
}

TONEWHEEL_INLINE void JsonValue::push_back(JsonValue value) {
  if (is_null()) {
    value_ = Array{};
  }
  auto* array = std::get_if<Array>(&value_);
  if (array == nullptr) {
    throw Error("JSON: found another value, expected a list to put one more into");
  }
  array->push_back(std::move(value));
}

TONEWHEEL_INLINE void JsonValue::update(JsonValue object) {
  if (is_null()) {
    value_ = Object{};
  }
  auto* members = std::get_if<Object>(&object.value_);
  if (members == nullptr || as<Object>() == nullptr) {
    throw Error("JSON: found another value, expected an object whose values to take");
  }
  for (auto& [name, value] : *members) {
    (*this)[name] = std::move(value);
  }
}

TONEWHEEL_INLINE std::string json(const JsonValue& value, int indent) {
  detail::JsonWriter writer(indent);
  writer.write(value);
  return writer.take();
}

}  // namespace tonewheel
