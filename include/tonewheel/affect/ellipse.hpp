#pragma once

#include <cmath>
#include <string>

#include <tonewheel/affect/space.hpp>
#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

/// Where a point went, and how far out it was: its distance from the class mean in standard
/// deviations over the radius; above 1 it was moved.
struct EllipseAdjustment {
  Va point;          ///< where it is now: on the ellipse if it was moved, else where it was
  double ratio = 0;  ///< distance by radius before it was moved, >= 0
};

/// Moves a point that lies outside the ellipse of its class (semi-axes `radius` standard deviations
/// of valence and of arousal, no correlation) straight towards the mean, onto the ellipse; a point
/// inside stays as it is, bit for bit. Unit scale. Error: tolerance::closed_form. Throws Error
/// unless the point is finite, radius > 0 and both standard deviations > 0. 2602.06778,
/// adjustaVAValuesToDistros.py (which gives neutral mean 0 and standard deviation 0.1).
[[nodiscard]] inline EllipseAdjustment adjust_to_ellipse(const Va& point,
                                                         const EmotionClass& emotion,
                                                         double radius = 1) {
  if (!std::isfinite(point.valence) || !std::isfinite(point.arousal)) {
    throw Error("ellipse: valence and arousal are not finite");
  }
  if (!(radius > 0) || !std::isfinite(radius)) {
    throw Error("ellipse: found radius " + number_text(radius) + ", expected a finite number > 0");
  }
  const Vad& sd = emotion.deviation;
  if (!(sd.valence > 0) || !(sd.arousal > 0)) {
    throw Error("ellipse of " + emotion.name + ": found standard deviations " +
                number_text(sd.valence) + " (valence) and " + number_text(sd.arousal) +
                " (arousal), expected numbers > 0");
  }
  const double v = (point.valence - emotion.mean.valence) / sd.valence;
  const double a = (point.arousal - emotion.mean.arousal) / sd.arousal;
  const double distance = std::hypot(v, a);
  if (distance <= radius) {
    return {point, distance / radius};
  }
  const double shrink = radius / distance;
  return {{emotion.mean.valence + sd.valence * (shrink * v),
           emotion.mean.arousal + sd.arousal * (shrink * a)},
          distance / radius};
}

}  // namespace tonewheel
