#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/npy.hpp>

namespace tonewheel {
namespace detail {

inline constexpr std::string_view npy_magic{"\x93NUMPY", 6};
inline constexpr std::size_t npy_preface = 12;  ///< magic, version and the longer length field
inline constexpr std::size_t npy_dimension_limit = 64;
inline constexpr bool native_big_endian = std::endian::native == std::endian::big;

/// IEEE 754 binary16.
struct NpyHalf {
  std::uint16_t bits;

  explicit operator double() const noexcept {
    const auto exponent = static_cast<int>((bits >> 10U) & 0x1fU);
    const auto fraction = static_cast<int>(bits & 0x3ffU);
    double size = 0;
    if (exponent == 0x1f) {
      size = fraction == 0 ? std::numeric_limits<double>::infinity()
                           : std::numeric_limits<double>::quiet_NaN();
    } else {
      size = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(fraction + 1024, exponent - 25);
    }
    return (bits & 0x8000U) != 0 ? -size : size;
  }
};

struct NpyBool {
  std::uint8_t byte;

  explicit operator double() const noexcept { return byte != 0 ? 1.0 : 0.0; }
};

/// visit(std::type_identity<T>) with the C++ type of a number; false for every other type.
template <class Visit>
bool visit_npy_number(NpyType type, Visit visit) {
  const auto is = [&](char kind, std::size_t size) {
    return type.kind == kind && type.size == size;
  };
  if (is('f', 8)) {
    visit(std::type_identity<double>{});
  } else if (is('f', 4)) {
    visit(std::type_identity<float>{});
  } else if (is('f', 2)) {
    visit(std::type_identity<NpyHalf>{});
  } else if (is('i', 8)) {
    visit(std::type_identity<std::int64_t>{});
  } else if (is('i', 4)) {
    visit(std::type_identity<std::int32_t>{});
  } else if (is('i', 2)) {
    visit(std::type_identity<std::int16_t>{});
  } else if (is('i', 1)) {
    visit(std::type_identity<std::int8_t>{});
  } else if (is('u', 8)) {
    visit(std::type_identity<std::uint64_t>{});
  } else if (is('u', 4)) {
    visit(std::type_identity<std::uint32_t>{});
  } else if (is('u', 2)) {
    visit(std::type_identity<std::uint16_t>{});
  } else if (is('u', 1)) {
    visit(std::type_identity<std::uint8_t>{});
  } else if (is('b', 1)) {
    visit(std::type_identity<NpyBool>{});
  } else {
    return false;
  }
  return true;
}

inline bool is_npy_number(NpyType type) {
  return visit_npy_number(type, [](auto) {});
}

/// As in a header, without the byte order: "f8", "U12".
inline std::string npy_type_name(NpyType type) {
  return type.kind + std::to_string(type.kind == 'U' ? type.size / 4 : type.size);
}

template <class T>
T load_npy(const char* element, bool big_endian) noexcept {
  std::array<char, sizeof(T)> bytes;
  std::memcpy(bytes.data(), element, sizeof(T));
  if (big_endian != native_big_endian) {
    std::ranges::reverse(bytes);
  }
  return std::bit_cast<T>(bytes);
}

/// `count` elements that lie side by side, to every `stride`-th double.
inline void widen_npy(const char* elements, NpyType type, std::size_t count, double* out,
                      std::size_t stride) {
  visit_npy_number(type, [&]<class T>(std::type_identity<T>) {
    for (std::size_t i = 0; i < count; ++i) {
      out[i * stride] = static_cast<double>(load_npy<T>(elements + i * sizeof(T), type.big_endian));
    }
  });
}

/// "(3,)", "(3, 2)", as Python shows a tuple.
inline std::string shape_text(std::span<const std::uint64_t> shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  }
  return text + (shape.size() == 1 ? ",)" : ")");
}

/// a * b, or nothing beyond 2^64 - 1.
inline std::optional<std::uint64_t> checked_product(std::uint64_t a, std::uint64_t b) noexcept {
  if (b != 0 && a > std::numeric_limits<std::uint64_t>::max() / b) {
    return std::nullopt;
  }
  return a * b;
}

/// Elements of a shape, times `size`.
inline std::uint64_t shape_product(std::span<const std::uint64_t> shape, std::uint64_t size) {
  if (std::ranges::find(shape, 0U) != shape.end()) {
    return 0;
  }
  for (const std::uint64_t extent : shape) {
    const auto product = checked_product(size, extent);
    if (!product) {
      throw Error("found the shape " + shape_text(shape) + ", expected at most 2^64 - 1 bytes");
    }
    size = *product;
  }
  return size;
}

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

/// Where the data starts, from the first npy_preface bytes.
inline std::size_t npy_data_offset(std::string_view first_bytes, const std::string& file) {
  if (!first_bytes.starts_with(npy_magic)) {
    throw Error({file, 0, {}},
                first_bytes.empty()
                    ? std::string("found no bytes, expected a .npy file")
                    : "starts with " + shown(first_bytes.substr(0, npy_magic.size())) +
                          ", expected a .npy file, which starts with byte 0x93 and \"NUMPY\"");
  }
  if (first_bytes.size() < npy_preface) {
    throw Error({file, 0, {}}, "the .npy header ends after " + std::to_string(first_bytes.size()) +
                                   " bytes, expected at least 12");
  }
  const auto byte = [&](std::size_t i) {
    return std::size_t{static_cast<unsigned char>(first_bytes[i])};
  };
  if (byte(6) < 1 || byte(6) > 3 || byte(7) != 0) {
    throw Error({file, 0, {}}, "found the .npy version " + std::to_string(byte(6)) + "." +
                                   std::to_string(byte(7)) + ", expected 1.0, 2.0 or 3.0");
  }
  std::size_t length = byte(8) + (byte(9) << 8U);
  std::size_t start = 10;
  if (byte(6) > 1) {
    length += (byte(10) << 16U) + (byte(11) << 24U);
    start = 12;
  }
  if (length < 2 || start + length > npy_header_limit) {
    throw Error({file, 0, {}}, "found a .npy header of " + std::to_string(length) +
                                   " bytes, expected 2 to " +
                                   std::to_string(npy_header_limit - start));
  }
  return start + length;
}

/// Throws Error where the bytes are not UTF-32; NULs at the end are NumPy's padding.
inline std::string utf8_from_npy(std::string_view element, bool big_endian,
                                 const std::string& file) {
  std::string text;
  std::size_t kept = 0;
  for (std::size_t at = 0; at + 4 <= element.size(); at += 4) {
    const auto code = load_npy<std::uint32_t>(element.data() + at, big_endian);
    const auto add = [&](std::uint32_t lead, std::uint32_t bits) {
      text += static_cast<char>(lead | bits);
    };
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      throw Error({file, 0, {}}, "found the number " + std::to_string(code) + " as character " +
                                     std::to_string(at / 4 + 1) +
                                     " of a string, expected a Unicode code point");
    }
    if (code < 0x80) {
      add(0, code);
    } else if (code < 0x800) {
      add(0xc0, code >> 6U);
      add(0x80, code & 0x3fU);
    } else if (code < 0x10000) {
      add(0xe0, code >> 12U);
      add(0x80, (code >> 6U) & 0x3fU);
      add(0x80, code & 0x3fU);
    } else {
      add(0xf0, code >> 18U);
      add(0x80, (code >> 12U) & 0x3fU);
      add(0x80, (code >> 6U) & 0x3fU);
      add(0x80, code & 0x3fU);
    }
    kept = code != 0 ? text.size() : kept;
  }
  text.resize(kept);
  return text;
}

/// Of a number or truth value: the shortest text that reads back to its type.
inline std::string npy_number_text(const char* element, NpyType type) {
  std::array<char, 32> text{};
  char* end = text.data();
  visit_npy_number(type, [&]<class T>(std::type_identity<T>) {
    const T value = load_npy<T>(element, type.big_endian);
    char* const first = text.data();
    char* const last = first + text.size();
    if constexpr (std::is_arithmetic_v<T>) {
      end = std::to_chars(first, last, value).ptr;
    } else {
      end = std::to_chars(first, last, static_cast<float>(static_cast<double>(value))).ptr;
    }
  });
  return {text.data(), end};
}

}  // namespace detail

TONEWHEEL_INLINE std::uint64_t NpyHeader::count() const {
  return detail::shape_product(shape, 1);
}

TONEWHEEL_INLINE std::uint64_t NpyHeader::data_bytes() const {
  return detail::shape_product(shape, type.size);
}

TONEWHEEL_INLINE NpyHeader parse_npy_header(std::string_view first_bytes, const std::string& file) {
  const std::size_t offset = detail::npy_data_offset(first_bytes, file);
  if (first_bytes.size() < offset) {
    throw Error({file, 0, {}}, "the .npy header ends after " + std::to_string(first_bytes.size()) +
                                   " bytes, expected " + std::to_string(offset));
  }
  const std::size_t start = first_bytes[6] == 1 ? 10 : 12;
  NpyHeader header = detail::NpyLiteral(first_bytes.substr(start, offset - start), file).parse();
  header.data_offset = offset;
  try {
    static_cast<void>(header.count());
    static_cast<void>(header.data_bytes());
  } catch (const Error& error) {
    throw Error({file, 0, {}}, error.what());
  }
  return header;
}

TONEWHEEL_INLINE std::string npy_header(NpyType type, bool fortran_order,
                                        std::span<const std::uint64_t> shape) {
  if (!detail::is_npy_number(type) && (type.kind != 'U' || type.size % 4 != 0)) {
    throw Error("found the .npy type " + std::string(1, type.kind) + " of " +
                std::to_string(type.size) + " bytes, expected one that NpyType lists");
  }
  if (shape.size() > detail::npy_dimension_limit) {
    throw Error("found " + std::to_string(shape.size()) + " dimensions, expected at most 64");
  }
  const bool one_byte = type.kind != 'U' && type.size == 1;
  std::string text = "{'descr': '";
  text += one_byte ? '|' : type.big_endian ? '>' : '<';
  text += detail::npy_type_name(type);
  text += std::string("', 'fortran_order': ") + (fortran_order ? "True" : "False");
  text += ", 'shape': " + detail::shape_text(shape) + ", }";
  if (!shape.empty()) {
    // numpy.lib.format leaves room for the growing dimension to become 21 digits long.
    const std::uint64_t growing = fortran_order ? shape.back() : shape.front();
    text.append(21 - std::to_string(growing).size(), ' ');
  }
  const std::size_t unpadded = 10 + text.size() + 1;
  text.append(64 - unpadded % 64, ' ');  // as NumPy: 64 more where none is needed
  text += '\n';
  std::string header(detail::npy_magic);
  header += '\x01';
  header += '\0';
  header += static_cast<char>(text.size() & 0xffU);
  header += static_cast<char>(text.size() >> 8U);
  return header + text;
}

TONEWHEEL_INLINE double npy_number(const char* element, NpyType type) {
  double value = 0;
  if (!detail::is_npy_number(type)) {
    throw Error("found the .npy type " + detail::npy_type_name(type) + ", expected a number");
  }
  detail::widen_npy(element, type, 1, &value, 1);
  return value;
}

TONEWHEEL_INLINE NpyScalar read_npy_scalar(const std::filesystem::path& path) {
  const std::string file = path.string();
  const std::string bytes = read_small_file(path, std::size_t{1} << 20U);
  const NpyHeader header = parse_npy_header(bytes, file);
  if (header.count() != 1) {
    throw Error({file, 0, {}}, "found the shape " + detail::shape_text(header.shape) +
                                   ", expected a single element");
  }
  if (bytes.size() - header.data_offset != header.data_bytes()) {
    throw Error({file, 0, {}}, "expected " + std::to_string(header.data_bytes()) +
                                   " bytes of data, found " +
                                   std::to_string(bytes.size() - header.data_offset));
  }
  NpyScalar scalar{header.type, {}, {}};
  if (header.type.kind == 'U') {
    const std::string_view element = std::string_view(bytes).substr(header.data_offset);
    scalar.text = detail::utf8_from_npy(element, header.type.big_endian, file);
    scalar.number = parse_number(scalar.text);
  } else {
    const char* const element = bytes.data() + header.data_offset;
    scalar.text = detail::npy_number_text(element, header.type);
    scalar.number = npy_number(element, header.type);
  }
  return scalar;
}

TONEWHEEL_INLINE std::string npy_scalar_bytes(float value) {
  std::string bytes = npy_header({'f', 4, detail::native_big_endian}, false, {});
  const auto raw = std::bit_cast<std::array<char, sizeof(float)>>(value);
  return bytes.append(raw.data(), raw.size());
}

}  // namespace tonewheel
