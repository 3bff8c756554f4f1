#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/dataset/batch.hpp>
#include <tonewheel/dataset/byte_buffer.hpp>
#include <tonewheel/dataset/doubt_columns.hpp>

namespace tonewheel {

/// A batch as bytes: of one file, or of a file each for a folder.
struct FormattedBlock {
  /// What is to be written, as bytes.
  ByteBuffer bytes;
  std::vector<std::pair<std::string, std::string>> files;  ///< name, content

  /// Empties it; the memory is kept.
  void clear() {
    bytes.clear();
    files.clear();
  }
};

/// Where relabelled rows go. Nothing stands under the final name before commit().
class Sink {
 public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;

  /// Delimiter of the input's cells it wants beside the numbers; 0: none.
  [[nodiscard]] virtual char delimiter() const = 0;
  /// From any thread.
  virtual void format(const Batch& batch, FormattedBlock& out) const = 0;
  /// In order, one call at a time.
  virtual void write(const FormattedBlock& block) = 0;
  /// All is written: the output takes its final name.
  virtual void commit() = 0;
};

/// What a sink writes for a row beside the input's cells.
struct SinkOptions {
  std::vector<std::string> classes{};  ///< names of the classes, in the order of the probabilities
  bool float_precision = false;        ///< whether probabilities are numbers of 32 bits
  bool dominance = false;              ///< an estimated dominance
  int digits = 6;                      ///< decimals of probabilities in text
  std::size_t top = 0;                 ///< the likeliest classes, with their probabilities
  DoubtColumns doubt{};                ///< which doubts are written beside the probabilities
};

}  // namespace tonewheel
