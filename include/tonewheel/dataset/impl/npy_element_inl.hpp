#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/npy.hpp>

namespace tonewheel::detail {

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

}  // namespace tonewheel::detail
