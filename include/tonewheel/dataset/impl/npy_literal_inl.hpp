#pragma once

#include <algorithm>
#include <charconv>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/impl/npy_element_inl.hpp>
#include <tonewheel/dataset/npy.hpp>

namespace tonewheel::detail {

/// The Python literal of a header: {'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }.
class NpyLiteral {
 public:
  NpyLiteral(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  [[nodiscard]] NpyHeader parse() {
    NpyHeader header;
    bool descr = false;
    bool order = false;
    bool shape = false;
    expect('{');
    while (!take('}')) {
      const std::string_view key = string();
      expect(':');
      if (key == "descr" && !std::exchange(descr, true)) {
        header.type = type();
      } else if (key == "fortran_order" && !std::exchange(order, true)) {
        header.fortran_order = truth();
      } else if (key == "shape" && !std::exchange(shape, true)) {
        header.shape = tuple();
      } else {
        fail("the key " + shown(key), "each of descr, fortran_order, shape once");
      }
      if (!take(',')) {
        expect('}');
        break;
      }
    }
    skip_space();
    if (at_ != text_.size()) {
      fail(shown(text_.substr(at_)), "nothing after the closing brace");
    }
    if (!descr || !order || !shape) {
      fail("no key " + std::string(!descr   ? "descr"
                                   : !order ? "fortran_order"
                                            : "shape"),
           "descr, fortran_order, shape");
    }
    return header;
  }

 private:
  [[noreturn]] void fail(const std::string& found, const std::string& expected) const {
    throw Error({file_, 0, {}}, "in the .npy header found " + found + ", expected " + expected);
  }

  void skip_space() noexcept {
    at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
  }

  bool take(char wanted) {
    skip_space();
    if (at_ == text_.size() || text_[at_] != wanted) {
      return false;
    }
    ++at_;
    return true;
  }

  void expect(char wanted) {
    if (!take(wanted)) {
      fail(rest(), std::string("'") + wanted + "'");
    }
  }

  [[nodiscard]] std::string rest() const {
    return at_ == text_.size() ? "its end" : shown(text_.substr(at_));
  }

  std::string_view string() {
    skip_space();
    if (at_ == text_.size() || (text_[at_] != '\'' && text_[at_] != '"')) {
      fail(rest(), "a quoted string");
    }
    const std::size_t end = text_.find(text_[at_], at_ + 1);
    if (end == std::string_view::npos) {
      fail(rest(), "a closing quote");
    }
    const std::string_view value = text_.substr(at_ + 1, end - at_ - 1);
    if (value.find('\\') != std::string_view::npos) {
      fail(shown(value), "a string without a backslash");
    }
    at_ = end + 1;
    return value;
  }

  bool truth() {
    skip_space();
    for (const bool value : {false, true}) {
      const std::string_view word = value ? "True" : "False";
      if (text_.substr(at_).starts_with(word)) {
        at_ += word.size();
        return value;
      }
    }
    fail(rest(), "True or False");
  }

  /// Digits, with the "L" that Python 2 wrote behind long integers.
  std::uint64_t extent() {
    skip_space();
    std::uint64_t value = 0;
    const char* const first = text_.data() + at_;
    const auto [end, status] = std::from_chars(first, text_.data() + text_.size(), value);
    if (status != std::errc{}) {
      fail(rest(), "a dimension, 0 to 2^64 - 1");
    }
    at_ += static_cast<std::size_t>(end - first);
    if (at_ < text_.size() && text_[at_] == 'L') {
      ++at_;
    }
    return value;
  }

  std::vector<std::uint64_t> tuple() {
    std::vector<std::uint64_t> extents;
    expect('(');
    while (!take(')')) {
      if (extents.size() == npy_dimension_limit) {
        fail("more than 64 dimensions", "at most 64");
      }
      extents.push_back(extent());
      if (!take(',')) {
        if (extents.size() == 1) {
          fail(rest(), "',' as in (3,)");
        }
        expect(')');
        break;
      }
    }
    return extents;
  }

  NpyType type() {
    skip_space();
    if (at_ < text_.size() && (text_[at_] == '[' || text_[at_] == '(')) {
      fail("a structured type", "numbers, truth values or strings");
    }
    const std::string_view descr = string();
    constexpr std::string_view orders = "<>=|";
    if (descr.size() < 2 || orders.find(descr[0]) == std::string_view::npos) {
      fail("the type " + shown(descr), "a byte order < > = | and a type, as in <f8");
    }
    if (descr[1] == 'O') {
      fail("pickled Python objects (type " + shown(descr) + ")",
           "numbers, truth values or strings; convert the array with astype first");
    }
    NpyType type{descr[1], 0, native_big_endian};
    if (descr[0] == '<' || descr[0] == '>') {
      type.big_endian = descr[0] == '>';
    }
    const char* const last = descr.data() + descr.size();
    std::uint32_t size = 0;
    const auto [end, status] = std::from_chars(descr.data() + 2, last, size);
    type.size = type.kind == 'U' ? std::size_t{size} * 4 : size;
    if (status != std::errc{} || end != last || (type.kind != 'U' && !is_npy_number(type))) {
      fail("the type " + shown(descr), "f2, f4, f8, i1 to i8, u1 to u8, b1 or U with a length");
    }
    return type;
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0;
};

}  // namespace tonewheel::detail
