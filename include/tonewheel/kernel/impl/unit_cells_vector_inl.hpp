#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <tonewheel/kernel/impl/kernel_table_inl.hpp>
#include <tonewheel/kernel/impl/vector_inl.hpp>

// Plain arrays: functions of std::array would be shared symbols here.
// NOLINTBEGIN(modernize-avoid-c-arrays)
namespace tonewheel::kernel::TONEWHEEL_ISA {

/// Added to a double in (-1, 2^32) this leaves its nearest integer in the low bits.
inline constexpr double integer_shift = 0x1.8p52;

/// x, an integer in [0, 2^32), as one.
inline Words to_words(Doubles x) noexcept {
  return reinterpret_cast<Words>(x + integer_shift) & 0xffffffffU;
}

/// The eight decimal digits of an integer below 10^8, the first in the lowest byte: split into
/// fours, twos and ones by products with rounded inverses.
inline Words eight_digits(Doubles value) noexcept {
  // value / 10^4 rounded down: its fractions are multiples of 10^-4.
  const Doubles high = (value * 1e-4 - 0.49995 + integer_shift) - integer_shift;
  const Words fours = to_words(high) | to_words(value - high * 1e4) << 32U;
  const auto fours_half = reinterpret_cast<Halves>(fours);
  const Halves hundreds = fours_half * 10486U >> 20U;
  const Halves twos_half = hundreds | (fours_half - hundreds * 100U) << 16U;
  const auto twos = reinterpret_cast<Quarters>(twos_half);
  const Quarters tens = twos * 103 >> 10;
  const Quarters ones = twos - tens * 10;
  return reinterpret_cast<Words>(tens | ones << 8);
}

/// What stands in a row for the numbers of a vector.
struct UnitCells {
  std::uint64_t first[lanes<Doubles>];   ///< eight bytes of each
  std::uint64_t second[lanes<Doubles>];  ///< and two more
};

/// Whether every value is in [0, 1] (-0 is not) and not near a tie; then its cell is in `cells`.
inline bool unit_cells_of(Doubles value, const detail::UnitCellForm& form,
                          UnitCells& cells) noexcept {
  const auto bits = reinterpret_cast<Longs>(value);
  const auto one = reinterpret_cast<Longs>(broadcast<Doubles>(1.0));
  const Doubles scaled = value * form.one;
  const Doubles units = (scaled + integer_shift) - integer_shift;
  const Doubles rest = scaled - units;
  if (any_lane((bits < 0) | (bits > one) | (larger(rest, -rest) > form.certain))) {
    return false;
  }
  const Words text = eight_digits(units * form.to_seven) | 0x3030303030303030U;
  const Words frame = Words{} + (std::uint64_t{'.'} << 16U | form.delimiter);
  store(cells.first, (text << 16U & ~std::uint64_t{0xffffff}) | (text & 0xffU) << 8U | frame);
  store(cells.second, text >> 48U);
  return true;
}

/// See kernel/unit_cells.hpp.
inline std::size_t unit_cells(const double* values, std::size_t count,
                              const detail::UnitCellForm& form, char** out) noexcept {
  constexpr std::size_t step = lanes<Doubles>;
  UnitCells cells;
  char* end = *out;
  std::size_t done = 0;
  while (done < count) {
    const std::size_t size = count - done < step ? count - done : step;
    Doubles value{};
    if (size == step) {
      value = load<Doubles>(values + done);
    } else {
      std::memcpy(&value, values + done, size * sizeof(double));
    }
    if (!unit_cells_of(value, form, cells)) {
      break;
    }
    for (std::size_t i = 0; i < size; ++i) {
      std::memcpy(end, &cells.first[i], 8);
      std::memcpy(end + 8, &cells.second[i], 2);
      end += form.width;
    }
    done += size;
  }
  *out = end;
  return done;
}

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
// NOLINTEND(modernize-avoid-c-arrays)
