#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include <tonewheel/core/config.hpp>
#include <tonewheel/wheel/circular.hpp>
#include <tonewheel/wheel/wheel.hpp>

/// Measures on a wheel. What takes concepts gives nothing where one is not on the wheel.
namespace tonewheel {

/// Turns in [0, 0.5] between two labels, the shorter way round.
[[nodiscard]] std::optional<double> angular_distance(const Wheel& wheel, ConceptId a, ConceptId b);

/// Sectors from one to the other along the shorter arc, in [0, sectors() / 2]; 0 within a sector.
/// On Mikels' wheel this is Mikels' distance.
[[nodiscard]] std::size_t steps(const Wheel& wheel, SectorId a, SectorId b);
/// The same of two concepts.
[[nodiscard]] std::optional<std::size_t> steps(const Wheel& wheel, ConceptId a, ConceptId b);

/// The sector half a turn away, by order; nothing on a wheel with an odd number of sectors.
[[nodiscard]] std::optional<SectorId> opposite(const Wheel& wheel, SectorId sector);

/// Direction and concentration of a distribution over the sectors: one weight each, >= 0, not all
/// zero; else Error. No mean where the resultant vanishes.
struct WheelDirection {
  std::optional<double> mean;  ///< turns in [0, 1)
  double resultant = 0;        ///< in [0, 1]
};
/// Where a distribution over the sectors points to.
[[nodiscard]] WheelDirection direction(const Wheel& wheel, std::span<const double> distribution);

/// Circular earth mover's distance of two distributions over the sectors by their angles, in turns
/// of [0, 0.5]. Throws Error on a wrong number of weights, negative ones, or unequal masses.
[[nodiscard]] double wheel_emd(const Wheel& wheel, std::span<const double> a,
                               std::span<const double> b);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/wheel/impl/geometry_inl.hpp>
#endif
