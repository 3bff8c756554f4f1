#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// The quadrants of the valence-arousal square [-1, 1] x [-1, 1], counter-clockwise; the axes
/// belong to none of them.
enum class Quadrant : unsigned char {
  first,   ///< valence > 0, arousal > 0
  second,  ///< valence < 0, arousal > 0
  third,   ///< valence < 0, arousal < 0
  fourth,  ///< valence > 0, arousal < 0
};

/// How many quadrants the plane of valence and arousal has.
inline constexpr std::size_t quadrants = 4;

/// In squared units of the unit scale.
inline constexpr double quadrant_area = 1;

/// The quadrant of a point; nothing on an axis, outside the square, or where it is not a number.
[[nodiscard]] inline std::optional<Quadrant> quadrant_of(const Va& point) noexcept {
  if (!(std::abs(point.valence) <= 1) || !(std::abs(point.arousal) <= 1) || point.valence == 0 ||
      point.arousal == 0) {
    return std::nullopt;
  }
  if (point.arousal > 0) {
    return point.valence > 0 ? Quadrant::first : Quadrant::second;
  }
  return point.valence < 0 ? Quadrant::third : Quadrant::fourth;
}

/// How points lie over the quadrants. counts, on_axis and outside add up to the number of points.
struct QuadrantDensity {
  std::array<std::size_t, quadrants> counts{};  ///< indexed by Quadrant
  std::array<double, quadrants> densities{};    ///< points per squared unit of the unit scale
  std::size_t on_axis = 0;                      ///< inside the square, valence or arousal 0
  std::size_t outside = 0;                      ///< valence or arousal beyond [-1, 1]
};

/// Points on the unit scale. Throws Error naming the row (from 0) of a point that is not finite.
[[nodiscard]] QuadrantDensity quadrant_density(std::span<const Va> points);

/// How rows are drawn so that quadrants weigh the same.
struct BalanceOptions {
  /// Density that every quadrant shall reach, finite and >= 0; nothing: the largest of the first
  /// set.
  std::optional<double> target{};
  /// Nothing: candidates are taken in ascending order of rows, as the authors do. A seed: a sample
  /// without replacement, the same on every platform.
  std::optional<std::uint64_t> seed{};
};

/// Which rows of a second set to add to a first one.
struct BalancePlan {
  double target = 0;                             ///< density aimed at
  std::vector<std::size_t> rows;                 ///< chosen rows of the second set, ascending
  std::array<std::size_t, quadrants> needed{};   ///< to reach the target; 0 where it is exceeded
  std::array<std::size_t, quadrants> drawn{};    ///< chosen
  std::array<std::size_t, quadrants> missing{};  ///< needed - drawn: the candidates ran out
  QuadrantDensity candidates;                    ///< the second set; on_axis, outside: never chosen
};

/// Draws from `candidates` until each quadrant of `present` has the target density or runs out:
/// 2602.06778, joinDatasetWithDensity.py (whose densities and points number the quadrants
/// differently, and which counts points on an axis as first quadrant; neither is copied here).
/// Throws Error on a bad target or a candidate that is not finite.
[[nodiscard]] BalancePlan plan_balance(const QuadrantDensity& present,
                                       std::span<const Va> candidates,
                                       const BalanceOptions& options = {});

/// An unbiased draw from 0 .. bound - 1, bound > 0: unlike std::uniform_int_distribution the same
/// on every platform. The engine gives 64 random bits a call, as std::mt19937_64 does.
template <class Engine>
[[nodiscard]] std::uint64_t draw_below(Engine& engine, std::uint64_t bound) {
  static_assert(Engine::min() == 0 && Engine::max() == ~std::uint64_t{0});
  const std::uint64_t surplus = (0 - bound) % bound;  // 2^64 modulo bound
  std::uint64_t number = engine();
  while (number < surplus) {
    number = engine();
  }
  return number % bound;
}

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/quadrant_inl.hpp>
#endif
