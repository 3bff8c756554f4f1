#pragma once

#include <tonewheel/core/error.hpp>
#include <tonewheel/evaluate/folds.hpp>

namespace tonewheel {
namespace detail {

inline void require_parts(std::size_t parts) {
  if (parts == 0) {
    throw Error("folds: found 0 parts, expected at least 1");
  }
}

}  // namespace detail

TONEWHEEL_INLINE std::size_t row_part(std::uint64_t row, std::size_t parts, std::uint64_t seed) {
  detail::require_parts(parts);
  return static_cast<std::size_t>(detail::RowHash(seed, 0)(row) % parts);
}

TONEWHEEL_INLINE std::uint64_t row_bits(std::uint64_t row, std::uint64_t seed) noexcept {
  return detail::RowHash(seed, 1)(row);
}

TONEWHEEL_INLINE std::size_t group_part(std::uint32_t position, std::size_t parts) {
  detail::require_parts(parts);
  return position % parts;
}

}  // namespace tonewheel
