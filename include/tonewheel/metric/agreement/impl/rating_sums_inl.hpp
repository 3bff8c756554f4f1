#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state_sums.hpp>

/// Shared by the bodies that keep sums of ratings; no functions of its own to compile.
namespace tonewheel::detail {

/// The spread (exact_spread) of the squares in a state; throws Error where no n numbers have those
/// sums.
inline ExactSum rating_spread(const StateReader& from, std::string_view name, std::uint64_t n,
                              const ExactSum& sum, const ExactSum& squares) {
  ExactSum spread = exact_spread(n, squares, sum, sum);
  const bool fits = std::isfinite(sum.value()) && std::isfinite(squares.value()) &&
                    spread.sign() >= 0 && (n > 0 || squares == ExactSum());
  from.require(fits, name, "a sum of squares that n numbers with that sum have");
  return spread;
}

}  // namespace tonewheel::detail
