#pragma once

#include <cstddef>
#include <cstdint>

#include <tonewheel/core/config.hpp>

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

/// The bits of random_bits(seed, round, row) for many rows of one seed and round.
class RowHash {
 public:
  RowHash(std::uint64_t seed, std::uint64_t round) noexcept : start_(mixed(mixed(seed) ^ round)) {}
  [[nodiscard]] std::uint64_t operator()(std::uint64_t row) const noexcept {
    return mixed(start_ ^ row);
  }

 private:
  /// The output function of splitmix64, as in metric/resampling.hpp.
  static std::uint64_t mixed(std::uint64_t x) noexcept {
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31U);
  }

  std::uint64_t start_;
};

}  // namespace detail

/// Groups (speakers, videos) sorted by name take turns: position modulo parts, so that no group is
/// in two. Throws Error on no parts.
[[nodiscard]] std::size_t group_part(std::uint32_t position, std::size_t parts);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/folds_inl.hpp>
#endif
