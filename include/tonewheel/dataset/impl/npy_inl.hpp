#pragma once

#include <array>
#include <bit>
#include <charconv>
#include <type_traits>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/impl/npy_element_inl.hpp>
#include <tonewheel/dataset/impl/npy_literal_inl.hpp>
#include <tonewheel/dataset/npy.hpp>

namespace tonewheel {
namespace detail {

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
