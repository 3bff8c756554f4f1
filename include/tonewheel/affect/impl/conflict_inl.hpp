#pragma once

#include <algorithm>
#include <array>

#include <tonewheel/affect/conflict.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/conflicts.hpp>

namespace tonewheel {

TONEWHEEL_INLINE std::vector<std::string> universal8_names() {
  return {"happy", "contempt", "surprised", "angry", "disgusted", "fearful", "sad", "neutral"};
}

TONEWHEEL_INLINE std::vector<std::string> fused14_loss_names() {
  return {"happy", "contempt",   "elated",    "hopeful", "surprised", "proud",    "loved",
          "angry", "astonished", "disgusted", "fearful", "sad",       "fatigued", "neutral"};
}

TONEWHEEL_INLINE std::vector<double> detail::conflict_strengths(
    std::string_view set, std::span<const std::string> classes) {
  const Table table = Table::parse(data::conflicts);
  const std::size_t set_column = table.column("set");
  const std::array pair{table.column("first"), table.column("second")};
  const std::size_t strength = table.column("strength");
  std::vector<std::size_t> rows;
  std::vector<std::string> sets;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& name = table.cell(row, set_column);
    if (name == set) {
      rows.push_back(row);
    }
    if (std::find(sets.begin(), sets.end(), name) == sets.end()) {
      sets.push_back(name);
    }
  }
  if (rows.empty()) {
    std::string all;
    for (const std::string& name : sets) {
      all += (all.empty() ? "" : ", ") + name;
    }
    throw Error("conflicts: no set " + shown(set) + "; there are: " + all);
  }
  // A set belongs to the smaller set-up if that has all its classes.
  std::vector<std::string> expected = universal8_names();
  for (const std::size_t row : rows) {
    for (const std::size_t column : pair) {
      if (std::find(expected.begin(), expected.end(), table.cell(row, column)) == expected.end()) {
        expected = fused14_loss_names();
      }
    }
  }
  std::vector<std::string> given(classes.begin(), classes.end());
  std::sort(given.begin(), given.end());
  std::string names;
  for (const std::string& name : expected) {
    names += (names.empty() ? "" : ", ") + name;
  }
  std::sort(expected.begin(), expected.end());
  if (given != expected) {
    std::string found;
    for (const std::string& name : classes) {
      found += (found.empty() ? "" : ", ") + shown(name);
    }
    throw Error("conflicts of " + std::string(set) + ": found the classes " + found +
                ", expected each of " + names + " once");
  }
  std::vector<double> matrix(classes.size() * classes.size());
  for (const std::size_t row : rows) {
    const auto first = std::find(classes.begin(), classes.end(), table.cell(row, pair[0]));
    const auto second = std::find(classes.begin(), classes.end(), table.cell(row, pair[1]));
    const auto i = static_cast<std::size_t>(first - classes.begin());
    const auto j = static_cast<std::size_t>(second - classes.begin());
    matrix[i * classes.size() + j] = matrix[j * classes.size() + i] = table.number(row, strength);
  }
  return matrix;
}

}  // namespace tonewheel
