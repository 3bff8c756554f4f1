#pragma once

#include <span>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/hierarchy.hpp>
#include <tonewheel/metric/distribution/ground_distance.hpp>
#include <tonewheel/wheel/geometry.hpp>
#include <tonewheel/wheel/wheel.hpp>

/// Ground distances between concepts, in the order they are given.
namespace tonewheel {

/// Steps between the sectors of concepts on a wheel, the shorter way round; 0 within a sector.
/// Throws Error on a concept that is not on the wheel.
[[nodiscard]] GroundDistance wheel_distance(const Wheel& wheel,
                                            std::span<const ConceptId> concepts);

/// Fewest steps between concepts by way of a common ancestor (taxonomic_distance), those under
/// different roots by way of one root above all.
[[nodiscard]] GroundDistance hierarchy_distance(const Hierarchy& hierarchy,
                                                std::span<const ConceptId> concepts);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/distribution/impl/concept_distance_inl.hpp>
#endif
