#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/wheel/geometry.hpp>

namespace tonewheel {
namespace detail {

inline std::vector<double> sector_angles(const Wheel& wheel, std::size_t weights) {
  if (weights != wheel.sectors()) {
    throw Error("wheel " + wheel.name() + ": found " + std::to_string(weights) +
                " weights, expected one for each of " + std::to_string(wheel.sectors()) +
                " sectors");
  }
  std::vector<double> angles;
  angles.reserve(wheel.sectors());
  for (std::uint32_t i = 0; i < wheel.sectors(); ++i) {
    angles.push_back(*wheel.angle_of(wheel.core({i})));
  }
  return angles;
}

}  // namespace detail

TONEWHEEL_INLINE std::optional<double> angular_distance(const Wheel& wheel, ConceptId a,
                                                        ConceptId b) {
  const auto first = wheel.angle_of(a);
  const auto second = wheel.angle_of(b);
  return first && second ? std::optional(circular_distance(*first, *second)) : std::nullopt;
}

TONEWHEEL_INLINE std::size_t steps(const Wheel& wheel, SectorId a, SectorId b) {
  if (std::max(a, b).index() >= wheel.sectors()) {
    throw Error("wheel " + wheel.name() + ": found sector " + std::to_string(std::max(a, b).value) +
                ", expected less than " + std::to_string(wheel.sectors()));
  }
  const std::size_t way = std::max(a, b).index() - std::min(a, b).index();
  return std::min(way, wheel.sectors() - way);
}

TONEWHEEL_INLINE std::optional<std::size_t> steps(const Wheel& wheel, ConceptId a, ConceptId b) {
  const auto first = wheel.sector_of(a);
  const auto second = wheel.sector_of(b);
  return first && second ? std::optional(steps(wheel, *first, *second)) : std::nullopt;
}

TONEWHEEL_INLINE std::optional<SectorId> opposite(const Wheel& wheel, SectorId sector) {
  const auto n = static_cast<std::uint32_t>(wheel.sectors());
  if (sector.value >= n) {
    throw Error("wheel " + wheel.name() + ": found sector " + std::to_string(sector.value) +
                ", expected less than " + std::to_string(n));
  }
  return n % 2 == 0 ? std::optional(SectorId{(sector.value + n / 2) % n}) : std::nullopt;
}

TONEWHEEL_INLINE WheelDirection direction(const Wheel& wheel,
                                          std::span<const double> distribution) {
  const std::vector<double> angles = detail::sector_angles(wheel, distribution.size());
  const WeightedAngles weighted{angles, distribution};
  return {circular_mean(weighted), resultant_length(weighted)};
}

TONEWHEEL_INLINE double wheel_emd(const Wheel& wheel, std::span<const double> a,
                                  std::span<const double> b) {
  const std::vector<double> angles = detail::sector_angles(wheel, a.size());
  static_cast<void>(detail::sector_angles(wheel, b.size()));
  return circular_emd({angles, a}, {angles, b});
}

}  // namespace tonewheel
