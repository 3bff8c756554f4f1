#pragma once

#include <cstddef>
#include <cstdint>

#include <tonewheel/core/config.hpp>
#include <tonewheel/metric/resampling.hpp>

/// Which part of the data a row is in, decided by the row alone: the same for any sharding, any
/// size of blocks and any number of threads.
namespace tonewheel {

/// Below `parts`: 64 bits that look random, of seed and data row (counted from 1), modulo parts.
/// Throws Error on no parts.
[[nodiscard]] std::size_t row_part(std::uint64_t row, std::size_t parts, std::uint64_t seed);

/// 64 bits that look random, of seed and data row: not those that row_part() looks at. A row is
/// drawn where they are below share * 2^64.
[[nodiscard]] std::uint64_t row_bits(std::uint64_t row, std::uint64_t seed) noexcept;

namespace detail {

/// random_bits() of the rows of one seed and round.
class RowHash {
 public:
  RowHash(std::uint64_t seed, std::uint64_t round) noexcept : seed_(seed), round_(round) {}
  [[nodiscard]] std::uint64_t operator()(std::uint64_t row) const noexcept {
    return random_bits(seed_, round_, row);
  }

 private:
  std::uint64_t seed_;
  std::uint64_t round_;
};

}  // namespace detail

/// Groups (speakers, videos) sorted by name take turns: position modulo parts, so that no group is
/// in two. Throws Error on no parts.
[[nodiscard]] std::size_t group_part(std::uint32_t position, std::size_t parts);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/folds_inl.hpp>
#endif
