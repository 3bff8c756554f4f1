#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// Distances between classes, for the earth mover's distance: 1 between neighbours of a line or of
/// a ring, or those of a table with the classes' names.
struct GroundChoice {
  std::string name{};                  ///< "line", "ring", or where `values` come from; empty: none
  std::vector<std::string> classes{};  ///< of `values`, in their order; empty for line and ring
  std::vector<double> values{};        ///< classes x classes, by rows
  /// Whether no distances were chosen.
  [[nodiscard]] bool empty() const noexcept { return name.empty(); }
  friend bool operator==(const GroundChoice&, const GroundChoice&) = default;
};

/// "line", "ring", or a CSV of classes x classes: its header names the classes; its rows are in the
/// same order, or named by a first column that is not a class ("class", ""). Throws Error with row
/// and column on another number of rows, a name there is not, and a negative distance.
[[nodiscard]] GroundChoice ground_choice(std::string_view name_or_file);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/ground_choice_inl.hpp>
#endif
