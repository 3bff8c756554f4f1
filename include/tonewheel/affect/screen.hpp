#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>

#include <tonewheel/affect/scale.hpp>
#include <tonewheel/affect/vad.hpp>

namespace tonewheel {

/// What to do with an annotation that cannot be used as it stands. `error`: stop at the first one.
/// `skip`: leave the row out and count it. `clip`: move out-of-range values to the nearer end of
/// the range and count them; what has no value (missing, not a number) is left out and counted.
enum class OutOfRange : unsigned char { error, skip, clip };

/// Why an annotation cannot be used as it stands.
enum class Fault : unsigned char {
  none,
  missing,        ///< empty cell, absent file, NaN, or AffectNet's -2 "not annotated"
  unparsable,     ///< a cell that is not a number
  not_finite,     ///< an infinity
  out_of_range,   ///< a number outside the scale
  unknown_label,  ///< a label that names no class of the space
  ragged,         ///< a record with too many or too few fields
};

/// How many kinds of Fault there are.
inline constexpr std::size_t fault_kinds = 7;

/// "missing", "unparsable", ...: the names that reports use.
[[nodiscard]] constexpr std::string_view name(Fault fault) noexcept {
  constexpr std::array<std::string_view, fault_kinds> names{
      "none", "missing", "unparsable", "not_finite", "out_of_range", "unknown_label", "ragged"};
  return names[static_cast<std::size_t>(fault)];
}

/// AffectNet writes -2 into valence and arousal of images without annotation (expression
/// "uncertain" or "no face"); no shipped scale reaches it. Mollahosseini et al. 2017.
inline constexpr double affectnet_not_annotated = -2.0;

/// One value looked at: fault none and the value (clipped under OutOfRange::clip, then `clipped`),
/// or the fault.
struct Screened {
  Fault fault = Fault::none;  ///< what is wrong with the value; none: it can be used
  double value = 0;           ///< the number, where nothing is wrong
  bool clipped = false;       ///< whether the number was moved to an end of the scale
};

/// Looks at a value on its scale. -2 is missing on axes that start at -1, as AffectNet's do.
[[nodiscard]] inline Screened screen(double value, const AxisRange& range,
                                     OutOfRange policy) noexcept {
  if (range.contains(value)) {
    return {Fault::none, value, false};
  }
  if (std::isnan(value) || (value == affectnet_not_annotated && range.min == -1)) {
    return {Fault::missing, value, false};
  }
  if (std::isinf(value)) {
    return {Fault::not_finite, value, false};
  }
  if (policy == OutOfRange::clip) {
    return {Fault::none, value < range.min ? range.min : range.max, true};
  }
  return {Fault::out_of_range, value, false};
}

}  // namespace tonewheel
