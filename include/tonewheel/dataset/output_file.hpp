#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// A destination that appears under its final name only when complete.
/// - "-" and "/dev/stdout" are the standard output.
/// - A path that is new or a regular file (behind symbolic links too): the bytes go to a hidden
///   file in the same folder, `.NAME.PID-N.partial`, which commit() renames over the final name;
///   without commit() it is removed. The mode is that of the file replaced, else 0666 & ~umask.
/// - Any other path (/dev/null, a pipe) is written directly.
///
/// Unbuffered: hand over large blocks. Every failure throws Error with the final path and the
/// system's reason; after one, commit() refuses. A closed pipe is an Error only where the program
/// ignores SIGPIPE. The file is complete for other processes, not yet safe from a power cut.
class OutputFile {
 public:
  /// Throws Error where the path cannot be written: no such folder, no permission, a folder itself.
  explicit OutputFile(std::filesystem::path path);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  /// Takes the file over.
  OutputFile(OutputFile&& other) noexcept { swap(other); }
  /// Takes the file over.
  OutputFile& operator=(OutputFile&& other) noexcept;
  ~OutputFile() { discard(); }

  /// Appends the bytes.
  void write(std::string_view bytes);

  /// Replaces bytes already written, such as a header; offset + bytes.size() <= size(). Throws
  /// Error where the destination is not seekable.
  void write_at(std::uint64_t offset, std::string_view bytes);

  /// Whether write_at works: not for pipes, terminals and files opened for appending (`>> FILE`).
  [[nodiscard]] bool seekable() const noexcept { return seekable_; }

  /// Bytes written so far.
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

  /// The final path as it was given.
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// Closes the file, checks that closing succeeded and gives it its final name; once.
  void commit();

 private:
  OutputFile() = default;
  void swap(OutputFile& other) noexcept;
  void open_partial();
  void require_open() const;
  void discard() noexcept;

  std::filesystem::path path_;     ///< as given
  std::filesystem::path target_;   ///< absolute, symbolic links followed
  std::filesystem::path partial_;  ///< empty where the destination is written directly
  int descriptor_ = -1;            ///< -1: complete or moved from
  bool owned_ = false;             ///< the standard output is not ours to close
  bool seekable_ = false;
  bool failed_ = false;
  std::uint64_t base_ = 0;  ///< where in the destination our first byte stands
  std::uint64_t size_ = 0;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/output_file_inl.hpp>
#endif
