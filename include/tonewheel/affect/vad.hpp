#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace tonewheel {

/// The axes of affect space in the library's own order.
enum class Axis : unsigned char { valence, arousal, dominance };

/// The three axes, in the order of columns.
inline constexpr std::array<Axis, 3> all_axes{Axis::valence, Axis::arousal, Axis::dominance};

/// "valence", "arousal", "dominance".
[[nodiscard]] constexpr std::string_view name(Axis axis) noexcept {
  constexpr std::array<std::string_view, 3> names{"valence", "arousal", "dominance"};
  return names[static_cast<std::size_t>(axis)];
}

/// A point in valence and arousal, on the unit scale [-1, 1] unless a Scale says otherwise.
struct Va {
  /// From unpleasant, -1, to pleasant, 1, on the unit scale.
  double valence = 0;
  /// From calm, -1, to excited, 1, on the unit scale.
  double arousal = 0;

  friend bool operator==(const Va&, const Va&) = default;
};

/// A point in valence, arousal and dominance, on the unit scale unless a Scale says otherwise.
struct Vad {
  /// From unpleasant, -1, to pleasant, 1, on the unit scale.
  double valence = 0;
  /// From calm, -1, to excited, 1, on the unit scale.
  double arousal = 0;
  /// From controlled, -1, to in control, 1, on the unit scale.
  double dominance = 0;

  /// The value of an axis.
  [[nodiscard]] double operator[](Axis axis) const noexcept {
    return axis == Axis::valence ? valence : axis == Axis::arousal ? arousal : dominance;
  }
  /// The value of an axis, to be written.
  [[nodiscard]] double& operator[](Axis axis) noexcept {
    return axis == Axis::valence ? valence : axis == Axis::arousal ? arousal : dominance;
  }
  /// Without dominance.
  [[nodiscard]] Va va() const noexcept { return {valence, arousal}; }
  friend bool operator==(const Vad&, const Vad&) = default;
};

}  // namespace tonewheel
