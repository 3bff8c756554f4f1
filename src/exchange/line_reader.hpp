#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include <tonewheel/dataset/input_file.hpp>

namespace tonewheel::exchange {

/// The lines of a file, "-" for the standard input. Memory: a block and the longest line.
class LineReader {
 public:
  explicit LineReader(const std::filesystem::path& path) : input_(path) {}

  /// The next line without its LF, the first without a byte order mark; valid until the next call.
  /// False at the end. Throws Error on a line longer than record_limit.
  bool next(std::string_view& line);

  [[nodiscard]] const std::string& name() const noexcept { return input_.name(); }
  /// Of the line at hand, from 1.
  [[nodiscard]] std::uint64_t number() const noexcept { return number_; }

 private:
  InputFile input_;
  std::string buffer_;
  std::size_t cursor_ = 0;   ///< of the next line in buffer_
  std::size_t scanned_ = 0;  ///< no line end between cursor_ and it
  bool at_end_ = false;
  std::uint64_t number_ = 0;
};

}  // namespace tonewheel::exchange
