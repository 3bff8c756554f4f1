#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <tonewheel/affect/vad.hpp>
#include <tonewheel/dataset/fault_counts.hpp>

namespace tonewheel {

/// What became of the rows of a data set that was read to fit a space to or to judge one by.
/// read = used + faults.n() + the unlabelled ones where those are left out.
struct TrainingTally {
  /// How many rows the file has.
  std::uint64_t rows_read = 0;
  std::uint64_t rows_used = 0;  ///< given on; in long files: items
  /// How many lines were empty.
  std::uint64_t blank_lines = 0;
  /// Rows that were not used, by what was wrong with them.
  FaultCounts faults;
  RowTally unlabelled;  ///< rows without a label, kept or not
  /// Of the points used, on the unit scale: what of each axis is used (dataset/doubt_warnings.hpp).
  std::array<double, 3> least = {infinity, infinity, infinity};
  /// The greatest value of each axis, on the unit scale.
  std::array<double, 3> most = {-infinity, -infinity, -infinity};
  std::vector<std::string> columns;  ///< "valence = V": every column that is used
  std::vector<std::string> guesses;  ///< those of them that nobody named
  std::vector<std::string> notes;    ///< a sentence each

  /// Where least and most start.
  static constexpr double infinity = std::numeric_limits<double>::infinity();
  /// Widens least and most to `points`.
  void reach(const std::vector<Vad>& points) {
    for (const Vad& point : points) {
      for (const Axis axis : all_axes) {
        const auto a = static_cast<std::size_t>(axis);
        least[a] = std::min(least[a], point[axis]);
        most[a] = std::max(most[a], point[axis]);
      }
    }
  }
};

}  // namespace tonewheel
