#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/screen.hpp>
#include <tonewheel/affect/vad.hpp>
#include <tonewheel/dataset/doubt_counts.hpp>
#include <tonewheel/dataset/fault_counts.hpp>

namespace tonewheel {

/// One annotation value as a source found it.
struct Cell {
  Fault fault = Fault::none;  ///< why there is no number; none: there is one
  double value = 0;           ///< the number, where nothing is wrong
  std::string_view text{};    ///< for messages; empty where the source holds numbers
};

/// One row as a source found it, before it is looked at.
struct RawRow {
  std::uint64_t row = 0;       ///< data row, counted from 1
  std::array<Cell, 3> axes{};  ///< valence, arousal, dominance
  Cell label;                  ///< value: the class; only where labels are asked for
};

/// The rows of a block that were kept, and what became of the others.
struct Batch {
  std::vector<std::uint64_t> rows;         ///< data rows, ascending
  std::vector<Vad> points;                 ///< on the unit scale; dominance 0 where there is none
  std::vector<std::size_t> labels;         ///< classes, where labels are asked for
  std::vector<double> dominance;           ///< estimates on the input's scale, where asked for
  std::vector<double> coordinates;         ///< rows x dimensions of the model
  std::vector<double> probabilities;       ///< rows x classes
  std::vector<float> probabilities_float;  ///< the same in float, where asked for
  std::vector<std::uint32_t> likeliest;    ///< the likeliest class of each row
  std::vector<double> nearest;             ///< squared distance of the class nearest to each row
  std::vector<double> summary;             ///< entropy and likeliest probabilities, where asked for
  std::vector<double> doubt;               ///< rows x doubt columns, where asked for
  /// The doubts about the batch's rows, counted.
  DoubtCounts doubt_counts;
  std::vector<std::string_view> texts;      ///< the input's cells, where a sink wants them
  std::vector<std::string_view> line_ends;  ///< of each text
  std::string text;                         ///< what texts point to, if not to the input block
  /// What was wrong with rows of the batch.
  FaultCounts faults;

  /// How many rows are in the batch.
  [[nodiscard]] std::size_t size() const noexcept { return rows.size(); }
  /// Forgets the rows. Coordinates and probabilities stay until they are written anew: to resize
  /// them from nothing would write their memory twice.
  void clear() {
    rows.clear();
    points.clear();
    labels.clear();
    dominance.clear();
    texts.clear();
    line_ends.clear();
    text.clear();
    faults = {};
  }
};

}  // namespace tonewheel
