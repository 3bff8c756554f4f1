#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/ids.hpp>
#include <tonewheel/wheel/wheel.hpp>

/// Credits for soft_match.hpp out of places on a wheel, our own. All in [0, 1], symmetric, 1 for a
/// label with itself, 0 for labels that face each other and where one is not on the wheel.
namespace tonewheel {
inline namespace vocabulary {

/// 1 - steps / the most steps there are: by sectors, whatever the ring. 1 on a wheel of one sector.
[[nodiscard]] double step_credit(const Wheel& wheel, ConceptId a, ConceptId b);

/// 1 - 2 angular distance in turns.
[[nodiscard]] double angle_credit(const Wheel& wheel, ConceptId a, ConceptId b);

}  // namespace vocabulary
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/vocabulary/impl/wheel_credit_inl.hpp>
#endif
