#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/dataset/annotator.hpp>
#include <tonewheel/dataset/batch.hpp>
#include <tonewheel/dataset/class_labels.hpp>
#include <tonewheel/dataset/columns.hpp>
#include <tonewheel/dataset/format.hpp>
#include <tonewheel/dataset/record_reader.hpp>
#include <tonewheel/dataset/shard.hpp>

namespace tonewheel {

/// Consecutive rows as a source took them from its input, not yet looked at.
struct RawBlock {
  RecordBlock records;           ///< of delimited text
  std::vector<double> values;    ///< of an array, row-major
  std::vector<std::string> ids;  ///< of a folder
  std::uint64_t first_row = 1;   ///< data row, counted from 1
  std::uint64_t position = 0;    ///< how far the input is taken, in the units of Source::total
};

/// What is read of a data set, and how.
struct SourceOptions {
  Format format = Format::csv;       ///< how the input is written down
  std::optional<Quoting> quoting{};  ///< of CSV and TSV, see RecordReaderOptions
  Scale scale{};                     ///< its column order is that of arrays
  ColumnChoice columns{};            ///< names of its columns; those left out are guessed
  bool wants_dominance = true;       ///< use a dominance of the input if there is one
  bool wants_label = false;          ///< a label column must be there
  Shard shard{};                     ///< the part of the input to read
  std::size_t block_rows = 4096;     ///< the most rows of a block
};

/// The label of a row as the input has it; empty where it has none.
struct RowLabel {
  std::uint64_t row = 0;  ///< the row's number, from 1
  std::string text;       ///< the label, in the words of the input
};

/// An annotated data set, taken block by block.
class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  /// Names of valence, arousal, dominance and label columns, for messages.
  [[nodiscard]] virtual std::array<std::string, 4> column_names() const = 0;
  /// Whether the rows have a dominance.
  [[nodiscard]] virtual bool has_dominance() const = 0;
  /// The file or folder, for messages.
  [[nodiscard]] virtual const std::string& name() const = 0;
  /// "valence = V": columns that were guessed.
  [[nodiscard]] virtual std::vector<std::string> guesses() const { return {}; }
  /// Labels are AffectNet's codes.
  [[nodiscard]] virtual bool affectnet_codes() const { return false; }

  /// The header of the input's cells as delimited text, without line end, and the line end.
  [[nodiscard]] virtual std::string header(char delimiter) const {
    std::string text;
    for (const std::string& column : columns()) {
      text += (text.empty() ? "" : std::string(1, delimiter)) + column;
    }
    return text;
  }
  /// What ends a line: LF or CRLF.
  [[nodiscard]] virtual std::string_view line_end() const { return "\n"; }
  /// Names of the input's cells.
  [[nodiscard]] virtual std::vector<std::string> columns() const = 0;

  /// The next block; false at the end. Calls in order, one at a time.
  virtual bool next(RawBlock& block) = 0;
  /// The label of every row of a block, for counting.
  [[nodiscard]] virtual std::vector<RowLabel> labels(const RawBlock& block) const = 0;
  /// Reads a block's rows into the batch. `delimiter` 0: no texts wanted. From any thread.
  virtual void read(const RawBlock& block, const Annotator& annotator, const ClassLabels& labels,
                    char delimiter, Batch& batch) const = 0;

  /// Size of the part to be taken, for progress: bytes, rows or files; nothing for pipes.
  [[nodiscard]] virtual std::optional<std::uint64_t> total() const = 0;
  /// How many lines were empty so far.
  [[nodiscard]] virtual std::uint64_t blank_lines() const { return 0; }
};

}  // namespace tonewheel
