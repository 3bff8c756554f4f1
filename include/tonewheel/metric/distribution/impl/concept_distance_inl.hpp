#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/similarity.hpp>
#include <tonewheel/metric/distribution/concept_distance.hpp>

namespace tonewheel {
namespace detail {

inline GroundDistance concept_distance(std::span<const ConceptId> concepts, const auto& distance) {
  const std::size_t n = concepts.size();
  GroundDistance result{n, std::vector<double>(n * n, 0)};
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      result.values[i * n + j] = distance(concepts[i], concepts[j]);
      result.values[j * n + i] = result.values[i * n + j];
    }
  }
  return result;
}

}  // namespace detail

TONEWHEEL_INLINE GroundDistance wheel_distance(const Wheel& wheel,
                                               std::span<const ConceptId> concepts) {
  for (const ConceptId each : concepts) {
    if (!wheel.sector_of(each)) {
      throw Error("wheel_distance: found concept " + std::to_string(each.index()) +
                  ", expected one on the wheel " + wheel.name());
    }
  }
  return detail::concept_distance(concepts, [&wheel](ConceptId a, ConceptId b) {
    return static_cast<double>(steps(wheel, a, b).value());
  });
}

TONEWHEEL_INLINE GroundDistance hierarchy_distance(const Hierarchy& hierarchy,
                                                   std::span<const ConceptId> concepts) {
  for (const ConceptId each : concepts) {
    if (each.index() >= hierarchy.size()) {
      throw Error("hierarchy_distance: found concept " + std::to_string(each.index()) +
                  ", expected a number below " + std::to_string(hierarchy.size()));
    }
  }
  return detail::concept_distance(concepts, [&hierarchy](ConceptId a, ConceptId b) {
    return static_cast<double>(taxonomic_distance(hierarchy, a, b).value());
  });
}

}  // namespace tonewheel
