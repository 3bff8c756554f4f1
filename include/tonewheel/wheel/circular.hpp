#pragma once

#include <optional>
#include <span>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/tolerance.hpp>

namespace tonewheel {

/// The angle in [0, 1) that `turns` comes to; any finite angle in turns, else Error.
[[nodiscard]] double wrap(double turns);

/// Length of the shorter way round between two angles, turns in [0, 0.5]; a, b any finite angles in
/// turns, else Error.
[[nodiscard]] double circular_distance(double a, double b);

/// Angles in turns (any finite ones) and the weight of each (finite, >= 0, not all 0), as many as
/// there are angles; no weights: each weighs 1. Else Error.
struct WeightedAngles {
  std::span<const double> turns{};    ///< the angles; 1 is a full turn
  std::span<const double> weights{};  ///< what each angle counts
};

/// Length of the mean of the unit vectors, in [0, 1]: 1 where all point one way (Mardia & Jupp
/// 2000, 2.3).
[[nodiscard]] double resultant_length(const WeightedAngles& angles);

/// Direction of the mean of the unit vectors, turns in [0, 1); nothing where the resultant length
/// is below tolerance::resultant.
[[nodiscard]] std::optional<double> circular_mean(const WeightedAngles& angles);

/// 1 - resultant length, in [0, 1].
[[nodiscard]] double circular_variance(const WeightedAngles& angles);

/// Earth mover's distance on the circle between two distributions at any angles: turns that a unit
/// of mass is moved on average, in [0, 0.5], the shorter way round counting. Both masses must be
/// equal (tolerance::equal_mass), else Error. Exact, by the weighted median of the differences of
/// the cumulative distributions (Rabin, Delon & Gousseau 2011); O(n log n).
[[nodiscard]] double circular_emd(const WeightedAngles& a, const WeightedAngles& b);

/// The same between two distributions over k equally spaced sectors, k weights each (finite, >= 0,
/// equal sums above 0, else Error): steps of one sector in [0, floor(k / 2)].
[[nodiscard]] double sector_emd(std::span<const double> a, std::span<const double> b);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/wheel/impl/circular_inl.hpp>
#endif
