#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>

/// The NumPy array format .npy, versions 1.0, 2.0 and 3.0 (numpy.lib.format, NEP 1). Numbers, truth
/// values and Unicode strings; pickled objects and structured types are refused.
namespace tonewheel {

/// The type of one element.
struct NpyType {
  char kind = 'f';       ///< 'f' float, 'i' signed, 'u' unsigned, 'b' truth value, 'U' UTF-32 text
  std::size_t size = 8;  ///< bytes: f 2, 4, 8; i and u 1, 2, 4, 8; b 1; U four a character
  /// Whether the first byte of a number is its highest.
  bool big_endian = false;

  friend bool operator==(const NpyType&, const NpyType&) = default;
};

/// What the header of a .npy file says of the numbers behind it.
struct NpyHeader {
  /// What kind of number an element is.
  NpyType type;
  /// Whether the elements stand by columns, not by rows.
  bool fortran_order = false;
  std::vector<std::uint64_t> shape;  ///< empty: one element
  std::size_t data_offset = 0;       ///< bytes before the first element

  /// Elements, and their bytes. Throw Error beyond 2^64 - 1.
  [[nodiscard]] std::uint64_t count() const;
  /// How many bytes the elements take; throws Error where no 64-bit number holds it.
  [[nodiscard]] std::uint64_t data_bytes() const;
};

/// A header may be this long, with its magic and length fields; NumPy writes 64 to 256 bytes.
inline constexpr std::size_t npy_header_limit = std::size_t{1} << 16U;

/// The header that starts `first_bytes` (the data need not follow). Throws Error naming `file`
/// where it is not a .npy header, cut short, longer than npy_header_limit, of a type that NpyType
/// cannot hold, or of more than 64 dimensions or 2^64 - 1 bytes.
[[nodiscard]] NpyHeader parse_npy_header(std::string_view first_bytes, const std::string& file);

/// A header of version 1.0, a multiple of 64 bytes long; the bytes that numpy.save (1.24) writes.
/// Throws Error on a type that NpyType does not list or on more than 64 dimensions.
[[nodiscard]] std::string npy_header(NpyType type, bool fortran_order,
                                     std::span<const std::uint64_t> shape);

/// The element's value, rounded to double; `element` points to type.size bytes, aligned or not.
/// Throws Error where the type is not a number or truth value.
[[nodiscard]] double npy_number(const char* element, NpyType type);

/// An array of one element.
struct NpyScalar {
  NpyType type;      ///< the type of the element as the file states it
  std::string text;  ///< the string; of a number the shortest text that reads back to its type
  std::optional<double> number;  ///< rounded to double; nothing for a string that is no number
};

/// Reads a .npy file of one element (shape (), (1,), (1, 1), ...), a number, truth value ("1" or
/// "0") or string (`<U`, as UTF-8). Throws Error with the path otherwise.
[[nodiscard]] NpyScalar read_npy_scalar(const std::filesystem::path& path);

/// The file that numpy.save writes for numpy.float32(value): shape ().
[[nodiscard]] std::string npy_scalar_bytes(float value);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/npy_inl.hpp>
#endif
