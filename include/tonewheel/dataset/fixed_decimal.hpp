#pragma once

#include <cstddef>
#include <span>

#include <tonewheel/core/config.hpp>

/// Numbers as decimal text, the same bytes on every machine and in every locale. Where `digits` is
/// `shortest_digits` a number is the shortest text that reads back to it.
namespace tonewheel {

/// Instead of a number of decimals: the shortest text that reads back to the same value.
inline constexpr int shortest_digits = 17;

/// Bytes that write_fixed needs at most: sign, 309 digits, point, decimals.
[[nodiscard]] constexpr std::size_t max_fixed_width(int digits) noexcept {
  return 1 + 309 + 1 + static_cast<std::size_t>(digits);
}

/// Writes `value` with `digits` decimals (0 to 16), as printf("%.*f"): the exact binary value
/// rounded to nearest, ties to even; or the shortest text (digits = shortest_digits). NaN is "nan"
/// whatever its sign, infinities are "inf" and "-inf". `out` has room for max_fixed_width(digits)
/// bytes; returns the end, no NUL is written. Throws Error on other `digits`.
char* write_fixed(char* out, double value, int digits);

/// As above for the exact value of a float; shortest_digits reads back to the same float.
char* write_fixed(char* out, float value, int digits);

/// Each number as write_fixed does, a delimiter before it: ",0.250000,0.750000". `out` has room for
/// values.size() * (1 + max_fixed_width(digits)) bytes.
char* write_fixed_cells(char* out, std::span<const double> values, char delimiter, int digits);
/// The same of numbers in single precision.
char* write_fixed_cells(char* out, std::span<const float> values, char delimiter, int digits);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/fixed_decimal_inl.hpp>
#endif
