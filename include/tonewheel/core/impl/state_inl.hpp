#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <initializer_list>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/impl/json_text_inl.hpp>
#include <tonewheel/core/sha256.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/core/utf8.hpp>

namespace tonewheel {

namespace detail {

// NOLINTNEXTLINE(misc-no-recursion): as deep as the value, which its maker or StateParser bounds
inline void append_json(std::string& out, const StateValue& value) {
  if (const auto* flag = value.as<bool>()) {
    out += *flag ? "true" : "false";
  } else if (const auto* number = value.as<std::uint64_t>()) {
    out += std::to_string(*number);
  } else if (const auto* text = value.as<std::string>()) {
    append_json_text(out, *text, "state");
  } else if (const auto* list = value.as<StateValue::List>()) {
    out += '[';
    for (const StateValue& each : *list) {
      out += out.back() == '[' && &each == list->data() ? "" : ",";
      append_json(out, each);
    }
    out += ']';
  } else {
    const auto& object = *value.as<StateValue::Object>();
    out += '{';
    bool first = true;
    for (const auto& [name, each] : object) {
      out += first ? "" : ",";
      first = false;
      append_json_text(out, name, "state");
      out += ':';
      append_json(out, each);
    }
    out += '}';
  }
}

/// The part of JSON that states are made of.
class StateParser {
 public:
  explicit StateParser(std::string_view text) : text_(text) {}

  [[nodiscard]] StateValue whole() {
    StateValue value = any(0);
    skip_space();
    if (at_ != text_.size()) {
      fail("the end");
    }
    return value;
  }

 private:
  static constexpr std::size_t deepest = 64;

  [[noreturn]] void fail(const std::string& expected) const {
    throw Error("state: found " +
                (at_ < text_.size() ? shown(text_.substr(at_), 20) : std::string("the end")) +
                " at byte " + std::to_string(at_) + ", expected " + expected);
  }
  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != text_.npos) {
      ++at_;
    }
  }
  [[nodiscard]] bool take(std::string_view token) {
    if (!text_.substr(at_).starts_with(token)) {
      return false;
    }
    at_ += token.size();
    return true;
  }
  [[nodiscard]] bool take_sign(char sign) {
    skip_space();
    return take({&sign, 1});
  }

  // NOLINTNEXTLINE(misc-no-recursion): at most `deepest` calls
  [[nodiscard]] StateValue any(std::size_t depth) {
    if (depth >= deepest) {
      fail("values at most " + std::to_string(deepest) + " deep");
    }
    skip_space();
    if (take("{")) {
      return object(depth);
    }
    if (take("[")) {
      return list(depth);
    }
    if (at_ < text_.size() && text_[at_] == '"') {
      return text();
    }
    if (take("true")) {
      return true;
    }
    if (take("false")) {
      return false;
    }
    return number();
  }
  // NOLINTNEXTLINE(misc-no-recursion): at most `deepest` calls
  [[nodiscard]] StateValue object(std::size_t depth) {
    StateValue::Object members;
    if (take_sign('}')) {
      return members;
    }
    do {
      skip_space();
      const std::size_t start = at_;
      std::string name = text();
      if (!take_sign(':')) {
        fail("\":\"");
      }
      StateValue value = any(depth + 1);
      if (!members.emplace(std::move(name), std::move(value)).second) {
        at_ = start;
        fail("each name once");
      }
    } while (take_sign(','));
    if (!take_sign('}')) {
      fail("\",\" or \"}\"");
    }
    return members;
  }
  // NOLINTNEXTLINE(misc-no-recursion): at most `deepest` calls
  [[nodiscard]] StateValue list(std::size_t depth) {
    StateValue::List values;
    if (take_sign(']')) {
      return values;
    }
    do {
      values.push_back(any(depth + 1));
    } while (take_sign(','));
    if (!take_sign(']')) {
      fail("\",\" or \"]\"");
    }
    return values;
  }
  [[nodiscard]] StateValue number() {
    std::uint64_t value = 0;
    const char* const first = text_.data() + at_;
    const char* const last = text_.data() + text_.size();
    const auto [end, status] = std::from_chars(first, last, value);
    const bool fraction = end != last && std::string_view(".eE").find(*end) != text_.npos;
    if (status != std::errc{} || fraction || (*first == '0' && end - first > 1)) {
      fail("an object, a list, a text, true, false or a whole number below 2^64");
    }
    at_ += static_cast<std::size_t>(end - first);
    return value;
  }

  [[nodiscard]] std::string text() {
    if (!take("\"")) {
      fail("a text in quotes");
    }
    std::string out;
    for (;;) {
      const std::size_t plain = text_.find_first_of("\"\\", at_);
      if (plain == text_.npos) {
        at_ = text_.size();
        fail("a quote at the end of a text");
      }
      out += text_.substr(at_, plain - at_);
      at_ = plain + 1;
      if (text_[plain] == '"') {
        break;
      }
      escape(out);
    }
    if (invalid_utf8(out)) {
      fail("UTF-8 in the text before");
    }
    return out;
  }
  void escape(std::string& out) {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const char letter = at_ < text_.size() ? text_[at_] : '\0';
    if (const std::size_t i = letters.find(letter); letter != '\0' && i != letters.npos) {
      out += meanings[i];
      ++at_;
    } else if (take("u")) {
      append_utf8(out, code_point());
    } else {
      fail("one of \" \\ / b f n r t u behind \\");
    }
  }
  [[nodiscard]] std::uint32_t four_digits() {
    std::uint32_t unit = 0;
    const std::string_view digits = text_.substr(at_, 4);
    const auto [end, status] =
        std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
    if (digits.size() < 4 || status != std::errc{} || end != digits.data() + 4) {
      fail("four hexadecimal digits behind \\u");
    }
    at_ += 4;
    return unit;
  }
  [[nodiscard]] std::uint32_t code_point() {
    const std::uint32_t unit = four_digits();
    if (unit < 0xd800U || unit > 0xdfffU) {
      return unit;
    }
    if (unit > 0xdbffU || !take("\\u")) {
      fail("a pair of surrogates");
    }
    const std::uint32_t low = four_digits();
    if (low < 0xdc00U || low > 0xdfffU) {
      fail("a pair of surrogates");
    }
    return 0x10000U + ((unit - 0xd800U) << 10U) + (low - 0xdc00U);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

inline constexpr std::uint64_t state_version = 1;

/// Throws Error unless the members are those named, no more and no less.
inline const StateValue::Object& state_members(const StateValue& value,
                                               std::initializer_list<std::string_view> names) {
  const auto* object = value.as<StateValue::Object>();
  std::string expected;
  for (const std::string_view name : names) {
    expected += (expected.empty() ? "" : ", ") + std::string(name);
  }
  if (object == nullptr) {
    throw Error("state: found " + shown(value.json()) + ", expected an object with " + expected);
  }
  for (const std::string_view name : names) {
    if (!object->contains(name)) {
      throw Error("state: found no " + shown(name) + ", expected " + expected);
    }
  }
  if (object->size() != names.size()) {
    for (const auto& [name, each] : *object) {
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        throw Error("state: found " + shown(name) + ", expected only " + expected);
      }
    }
  }
  return *object;
}

template <class T>
[[nodiscard]] const T& state_member(const StateValue::Object& members, std::string_view name,
                                    std::string_view expected) {
  const StateValue& value = members.find(name)->second;
  const T* found = value.as<T>();
  if (found == nullptr) {
    throw Error("state: found " + shown(value.json()) + " as " + std::string(name) + ", expected " +
                std::string(expected));
  }
  return *found;
}

}  // namespace detail

TONEWHEEL_INLINE std::string StateValue::json() const {
  std::string out;
  detail::append_json(out, *this);
  return out;
}

TONEWHEEL_INLINE StateValue StateValue::parse(std::string_view json) {
  return detail::StateParser(json).whole();
}

TONEWHEEL_INLINE StateValue State::value() const {
  return StateValue::Object{{"kind", kind_}, {"options", options_}, {"counts", counts_}};
}

TONEWHEEL_INLINE State State::from_value(const StateValue& value) {
  const auto& members = detail::state_members(value, {"kind", "options", "counts"});
  return {detail::state_member<std::string>(members, "kind", "a text"),
          detail::state_member<StateValue::Object>(members, "options", "named values"),
          detail::state_member<StateValue::Object>(members, "counts", "named values")};
}

TONEWHEEL_INLINE std::string State::text() const {
  StateValue::Object members{{"kind", kind_},
                             {"options", options_},
                             {"counts", counts_},
                             {"tonewheel_state", detail::state_version}};
  members.emplace("sha256", sha256(StateValue(members).json()));
  return StateValue(std::move(members)).json();
}

TONEWHEEL_INLINE State State::parse(std::string_view text) {
  const StateValue value = StateValue::parse(text);
  const auto& members =
      detail::state_members(value, {"tonewheel_state", "kind", "options", "counts", "sha256"});
  const auto found = detail::state_member<std::uint64_t>(members, "tonewheel_state", "a number");
  if (found != detail::state_version) {
    throw Error("state: found version " + std::to_string(found) + ", expected " +
                std::to_string(detail::state_version));
  }
  const auto& sum = detail::state_member<std::string>(members, "sha256", "a text");
  StateValue::Object rest = members;
  rest.erase("sha256");
  if (const std::string expected = sha256(StateValue(std::move(rest)).json()); sum != expected) {
    throw Error("state: found the sha256 " + shown(sum, 64) + ", expected " + shown(expected, 64) +
                ", that of what stands there: it was changed since it was written");
  }
  return {detail::state_member<std::string>(members, "kind", "a text"),
          detail::state_member<StateValue::Object>(members, "options", "named values"),
          detail::state_member<StateValue::Object>(members, "counts", "named values")};
}

}  // namespace tonewheel
