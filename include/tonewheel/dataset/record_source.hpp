#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/format.hpp>
#include <tonewheel/dataset/record_reader.hpp>

namespace tonewheel {

/// A delimited file that is read several times: a regular file anew each time, the standard input
/// ("-") and pipes once into memory.
class RecordSource {
 public:
  /// The format: csv or tsv; none: by the path's ending, else csv. Throws Error on another one and
  /// where the path cannot be read, and as RecordReader on its header. Quoting: see
  /// RecordReaderOptions.
  explicit RecordSource(std::filesystem::path path, std::optional<Format> format = {},
                        std::optional<Quoting> quoting = {});

  /// A reader from the first record on; this must outlive it. Throws Error as RecordReader, and
  /// where the file has another size than at first: it changed while it was read.
  [[nodiscard]] std::unique_ptr<RecordReader> open() const;

  /// The file, for messages.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// The character between two fields.
  [[nodiscard]] char delimiter() const noexcept { return delimiter_; }
  /// Whether cells stand in quotes.
  [[nodiscard]] Quoting quoting() const noexcept { return *quoting_; }
  /// The whole input is kept in memory.
  [[nodiscard]] bool in_memory() const noexcept { return in_memory_; }
  /// The bytes, where they are in memory.
  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

 private:
  std::filesystem::path path_;
  char delimiter_;
  std::optional<Quoting> quoting_;
  std::string name_;
  bool in_memory_ = false;
  std::uint64_t size_ = 0;
  std::string bytes_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/record_source_inl.hpp>
#endif
