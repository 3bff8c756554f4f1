#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

#include "names.hpp"

namespace tonewheel::exchange {

/// A value and the JSON pointer to it.
class JsonCell {
 public:
  JsonCell(const nlohmann::ordered_json& value, std::string pointer, const std::string& file)
      : value_(value), pointer_(std::move(pointer)), file_(file) {}

  [[noreturn]] void fail(const std::string& message) const {
    throw Error(Place{file_, 0, pointer_}, message);
  }
  [[noreturn]] void expected(const std::string& what) const {
    fail("found " + std::string(value_.type_name()) + ", expected " + what);
  }
  /// Runs what may be refused; a refusal gets this place.
  template <class Action>
  void placed(const Action& action) const {
    try {
      action();
    } catch (const Error& error) {
      if (!error.place().file.empty() || !error.place().column.empty()) {
        throw;
      }
      fail(error.what());
    }
  }

  [[nodiscard]] std::string text() const {
    if (!value_.is_string()) {
      expected("a text");
    }
    return value_.get<std::string>();
  }
  [[nodiscard]] double number() const {
    if (value_.is_string()) {
      const auto parsed = parse_number(value_.get<std::string>());
      if (parsed && !std::isfinite(*parsed)) {
        return *parsed;
      }
    }
    if (!value_.is_number()) {
      expected("a number");
    }
    return value_.get<double>();
  }
  [[nodiscard]] int integer() const {
    if (!value_.is_number_integer() || value_ < std::numeric_limits<int>::min() ||
        value_ > std::numeric_limits<int>::max()) {
      fail("found " + shown(value_.dump(-1, ' ', true)) + ", expected an integer");
    }
    return value_.get<int>();
  }
  [[nodiscard]] std::vector<JsonCell> items() const {
    if (!value_.is_array()) {
      expected("an array");
    }
    std::vector<JsonCell> cells;
    cells.reserve(value_.size());
    for (std::size_t i = 0; i < value_.size(); ++i) {
      cells.emplace_back(value_[i], pointer_ + "/" + std::to_string(i), file_);
    }
    return cells;
  }
  template <std::size_t Count>
  [[nodiscard]] std::array<double, Count> numbers() const {
    const std::vector<JsonCell> cells = items();
    if (cells.size() != Count) {
      fail("found " + std::to_string(cells.size()) + " numbers, expected " + std::to_string(Count));
    }
    std::array<double, Count> values{};
    for (std::size_t i = 0; i < Count; ++i) {
      values[i] = cells[i].number();
    }
    return values;
  }

  /// Refuses a value that is no object and members of other names.
  void only(std::initializer_list<std::string_view> names) const {
    if (!value_.is_object()) {
      expected("an object");
    }
    for (const auto& [name, value] : value_.items()) {
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        throw Error(Place{file_, 0, pointer_to(name)}, "found a member that is not known here");
      }
    }
  }
  [[nodiscard]] std::optional<JsonCell> find(const char* name) const {
    const auto found = value_.find(name);
    return found == value_.end()
               ? std::nullopt
               : std::optional<JsonCell>(std::in_place, *found, pointer_to(name), file_);
  }
  [[nodiscard]] JsonCell get(const char* name) const {
    if (auto found = find(name)) {
      return std::move(*found);
    }
    fail("member " + shown(name) + " is missing");
  }
  [[nodiscard]] std::string text_or_empty(const char* name) const {
    const auto found = find(name);
    return found ? found->text() : std::string();
  }
  [[nodiscard]] std::vector<JsonCell> items_or_none(const char* name) const {
    const auto found = find(name);
    return found ? found->items() : std::vector<JsonCell>();
  }

 private:
  [[nodiscard]] std::string pointer_to(const std::string& name) const {
    std::string escaped;
    for (const char c : name) {
      escaped += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
    return pointer_ + "/" + escaped;
  }

  const nlohmann::ordered_json& value_;
  std::string pointer_;
  const std::string& file_;
};

/// The enumerator of a member's name.
template <class Enum, std::size_t Count>
Enum enum_of(const JsonCell& cell, const std::array<std::string_view, Count>& names) {
  const std::string text = cell.text();
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) {
    cell.fail("found " + shown(text) + ", expected " + listed(names));
  }
  return static_cast<Enum>(found - names.begin());
}

}  // namespace tonewheel::exchange
