#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <tonewheel/dataset/fault_counts.hpp>

namespace tonewheel {

/// What became of the rows of a data set that was read to fit a space to or to judge one by.
/// read = used + faults.total_skipped() + the unlabelled ones where those are left out.
struct TrainingTally {
  std::uint64_t rows_read = 0;
  std::uint64_t rows_used = 0;  ///< given on; in long files: items
  std::uint64_t blank_lines = 0;
  FaultCounts faults;
  RowTally unlabelled;               ///< rows without a label, kept or not
  std::vector<std::string> columns;  ///< "valence = V": every column that is used
  std::vector<std::string> guesses;  ///< those of them that nobody named
  std::vector<std::string> notes;    ///< a sentence each
};

}  // namespace tonewheel
