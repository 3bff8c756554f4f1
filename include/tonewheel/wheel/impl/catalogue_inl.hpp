#pragma once

#include <algorithm>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/circles.hpp>
#include <tonewheel/data/wheel_titles.hpp>
#include <tonewheel/wheel/catalogue.hpp>

namespace tonewheel {

TONEWHEEL_INLINE std::vector<std::string> wheel_keys() {
  std::vector<std::string> keys{"plutchik", "parrott"};
  const Table titles = Table::parse(data::wheel_titles);
  for (std::size_t row = 0; row < titles.rows(); ++row) {
    keys.push_back(titles.cell(row, titles.column("wheel")));
  }
  return keys;
}

TONEWHEEL_INLINE Wheel shipped_wheel(const ConceptGraph& graph, std::string_view key) {
  const std::vector<std::string> keys = wheel_keys();
  if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
    std::string known;
    for (const std::string& each : keys) {
      known += (known.empty() ? "" : ", ") + each;
    }
    throw Error("wheel " + shown(key) + ": expected one of " + known);
  }
  return {graph, key == "parrott" ? "tone" : key};
}

TONEWHEEL_INLINE HalfPlanes half_planes(std::string_view wheel, std::string_view label) {
  const Table table = Table::parse(data::circles);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (table.cell(row, table.column("wheel")) == wheel &&
        fold_label(table.cell(row, table.column("label"))) == fold_label(label)) {
      HalfPlanes halves;
      if (const auto& cell = table.cell(row, table.column("valence")); !cell.empty()) {
        halves.positive_valence = cell == "positive";
      }
      if (const auto& cell = table.cell(row, table.column("control")); !cell.empty()) {
        halves.high_control = cell == "high";
      }
      return halves;
    }
  }
  return {};
}

}  // namespace tonewheel
