#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// The range of one axis; min < neutral < max, all finite.
struct AxisRange {
  /// The lowest rating.
  double min = -1;
  /// The highest rating.
  double max = 1;
  /// The rating that means neither one nor the other.
  double neutral = 0;

  /// Whether a rating lies between the ends, these included.
  [[nodiscard]] bool contains(double value) const noexcept { return value >= min && value <= max; }
  friend bool operator==(const AxisRange&, const AxisRange&) = default;
};

/// A rating scale: a range per axis and the order in which data sets give the axes. Conversion is
/// linear on each side of neutral: min, neutral and max go exactly to -1, 0 and 1 of the unit scale
/// and back. Values beyond the range are extrapolated; Screen (screen.hpp) decides on them.
class Scale {
 public:
  /// The unit scale [-1, 1], in the order valence, arousal, dominance.
  Scale() = default;
  /// Throws Error unless every range is ordered and `order` names each axis once (`axes` of them,
  /// 2 for scales without dominance).
  Scale(std::string name, std::array<AxisRange, 3> ranges,
        std::array<Axis, 3> order = {Axis::valence, Axis::arousal, Axis::dominance},
        std::size_t axes = 3);

  /// Its name, as messages and reports show it.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// The ends and the middle of an axis.
  [[nodiscard]] const AxisRange& range(Axis axis) const noexcept {
    return ranges_[static_cast<std::size_t>(axis)];
  }
  /// Axis of each column in the data sets that use this scale.
  [[nodiscard]] const std::array<Axis, 3>& order() const noexcept { return order_; }
  /// 3, or 2 where the scale has no dominance.
  [[nodiscard]] std::size_t axes() const noexcept { return axes_; }

  /// From this scale to the unit scale and back, one axis.
  [[nodiscard]] double to_unit(Axis axis, double value) const noexcept {
    const AxisRange& r = range(axis);
    // Looked up, not branched to: no branch foresees the side that a value lies on.
    const std::array<double, 2> widths{r.neutral - r.min, r.max - r.neutral};
    return (value - r.neutral) / widths[value >= r.neutral ? 1 : 0];
  }
  /// The rating on this scale of a value on the unit scale.
  [[nodiscard]] double from_unit(Axis axis, double value) const noexcept;

  /// to_unit of each axis.
  [[nodiscard]] Vad to_unit(const Vad& point) const noexcept;
  /// from_unit of each axis.
  [[nodiscard]] Vad from_unit(const Vad& point) const noexcept;

 private:
  std::string name_ = "unit";
  std::array<AxisRange, 3> ranges_{};
  std::array<Axis, 3> order_{Axis::valence, Axis::arousal, Axis::dominance};
  std::size_t axes_ = 3;
};

/// A point from one scale to another, through the unit scale.
[[nodiscard]] Vad convert(const Vad& point, const Scale& from, const Scale& to) noexcept;

/// unit [-1,1]; affectnet [-1,1] (valence and arousal only); emobank 1..5; warriner and anew 1..9;
/// nrc 0..1, nrc2 -1..1 (NRC VAD 1 and 2); w2v2 0..1 in the order arousal, dominance, valence;
/// msp-podcast 1..7; iemocap 1..5; emotic 1..10; omg (OMG-Emotion) valence -1..1 and arousal 0..1,
/// without dominance. Neutral is the midpoint of each.
[[nodiscard]] std::span<const Scale> scale_presets();

/// A preset by name (letter case ignored), or "min:max:neutral" for every axis, with an optional
/// fourth part for the column order such as "0:1:0.5:ADV", or a range for each axis in the order of
/// the columns, "v=-1:1,a=0:1" with neutral in the middle or "v=1:9:5,a=0:1:.5,d=1:5:3"; without d
/// the scale has no dominance. Throws Error that lists the presets.
[[nodiscard]] Scale parse_scale(std::string_view text);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/scale_inl.hpp>
#endif
