#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/reward/length_penalty.hpp>

namespace tonewheel {

namespace detail {

inline void require_length_penalty(double length, const LengthPenalty& options) {
  const auto require = [](bool fine, const char* what, double value, const char* expected) {
    if (!fine || !std::isfinite(value)) {
      throw Error(std::string("length penalty: found ") + what + " " + number_text(value) +
                  ", expected " + expected);
    }
  };
  require(length >= 0, "length", length, "a finite number >= 0");
  require(options.limit >= 0, "limit", options.limit, "a finite number >= 0");
  require(options.range > 0, "range", options.range, "a finite number > 0");
  require(options.least >= 0 && options.least <= options.limit, "least", options.least,
          "a number in [0, limit]");
  require(options.strength >= 0, "strength", options.strength, "a finite number >= 0");
}

}  // namespace detail

inline namespace reward {

TONEWHEEL_INLINE double length_penalty(double length, const LengthPenalty& options) {
  detail::require_length_penalty(length, options);
  const bool too_short = options.shape == PenaltyShape::band && length < options.least;
  const double beyond = too_short ? options.least - length : length - options.limit;
  if (beyond <= 0) {
    return 0;
  }
  const double x = beyond / options.range;
  const double capped = std::min(1.0, x);
  switch (options.shape) {
    case PenaltyShape::none:
      return 0;
    case PenaltyShape::cap:
      return options.strength;
    case PenaltyShape::linear:
    case PenaltyShape::band:
      return options.strength * capped;
    case PenaltyShape::quadratic:
      return options.strength * capped * capped;
    case PenaltyShape::exponential:
      return options.strength * -std::expm1(-x);
    case PenaltyShape::cosine:
      return options.strength * (1 - std::cos(std::numbers::pi * capped)) / 2;
  }
  throw Error("length penalty: found shape " +
              std::to_string(static_cast<unsigned>(options.shape)) + ", expected a PenaltyShape");
}

TONEWHEEL_INLINE std::size_t text_length(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
  }));
}

}  // namespace reward
}  // namespace tonewheel
