#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include <tonewheel/core/config.hpp>

/// Penalties on long label lists and long texts, which keep a policy from emitting every word it
/// knows. AffectGPT-R1 tried several; its formulas were not found, so these shapes are our own.
namespace tonewheel {
inline namespace reward {

/// With x = (length - limit) / range above the limit:
enum class PenaltyShape : unsigned char {
  none,         ///< 0
  cap,          ///< strength
  linear,       ///< strength min(1, x)
  quadratic,    ///< strength min(1, x)^2
  exponential,  ///< strength (1 - exp(-x))
  cosine,       ///< strength (1 - cos(pi min(1, x))) / 2
  band,         ///< linear, and below `least` too, with x = (least - length) / range
};
/// The shape in a word, as "cosine".
[[nodiscard]] constexpr std::string_view name(PenaltyShape shape) noexcept {
  constexpr std::array<std::string_view, 7> names{"none",        "cap",    "linear", "quadratic",
                                                  "exponential", "cosine", "band"};
  return names[static_cast<std::size_t>(shape)];
}

/// A penalty that grows with a length.
struct LengthPenalty {
  PenaltyShape shape = PenaltyShape::none;  ///< how it grows
  double limit = 0;                         ///< lengths up to here cost nothing; >= 0
  double range = 1;     ///< over which the penalty grows, in units of length; > 0
  double least = 0;     ///< of a band: shorter ones cost too; in [0, limit]
  double strength = 1;  ///< the largest penalty, >= 0
};

/// What a length costs, in [0, strength]: to be subtracted. Never falls as the length grows above
/// the limit. Throws Error on a length that is not finite and >= 0 and on options out of range.
[[nodiscard]] double length_penalty(double length, const LengthPenalty& options);

/// Code points of a UTF-8 text: bytes other than 10xxxxxx, in any other text too.
[[nodiscard]] std::size_t text_length(std::string_view text) noexcept;

}  // namespace reward
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/reward/impl/length_penalty_inl.hpp>
#endif
