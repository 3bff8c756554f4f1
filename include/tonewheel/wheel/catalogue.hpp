#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/wheel/wheel.hpp>

namespace tonewheel {

/// The wheels that ship: plutchik, parrott (a view on TONE), willcox-a, willcox-b, roberts, junto,
/// geneva, mikels, russell.
[[nodiscard]] std::vector<std::string> wheel_keys();

/// A shipped wheel as a view on a graph that holds its scheme (ontology/atlas.hpp holds all).
/// Throws Error that lists the keys.
[[nodiscard]] Wheel shipped_wheel(const ConceptGraph& graph, std::string_view key);

/// The half of the wheel that a label stands in, where its publication says so: pleasant or not,
/// much or little control.
struct HalfPlanes {
  /// Whether the label is pleasant; nothing where it is not published.
  std::optional<bool> positive_valence;
  /// Whether it means much control; nothing where it is not published.
  std::optional<bool> high_control;
  friend bool operator==(const HalfPlanes&, const HalfPlanes&) = default;
};
/// Of geneva (both) and mikels (valence), by label (folded); empty for other wheels and labels.
[[nodiscard]] HalfPlanes half_planes(std::string_view wheel, std::string_view label);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/wheel/impl/catalogue_inl.hpp>
#endif
