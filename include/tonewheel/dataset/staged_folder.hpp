#pragma once

#include <filesystem>
#include <string_view>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// A folder of many small files that appears under its final name only when complete: the files go
/// to a hidden folder beside it, `.NAME.PID-N.partial`, which commit() renames; without commit() it
/// is removed with all its files. Every failure throws Error with the path and the system's reason;
/// after one, commit() refuses. Not for several threads at once.
class StagedFolder {
 public:
  /// Throws Error where `path` is there already (an empty folder may be) or its parent cannot be
  /// written.
  explicit StagedFolder(std::filesystem::path path);
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;
  /// Takes the folder over.
  StagedFolder(StagedFolder&& other) noexcept { swap(other); }
  /// Takes the folder over.
  StagedFolder& operator=(StagedFolder&& other) noexcept;
  ~StagedFolder() { discard(); }

  /// One whole file. `file_name` is a plain name (no '/'), each name once.
  void write(std::string_view file_name, std::string_view bytes);

  /// The final path as it was given.
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// Gives the folder its final name; once.
  void commit();

 private:
  StagedFolder() = default;
  void swap(StagedFolder& other) noexcept;
  void require_open() const;
  void discard() noexcept;

  std::filesystem::path path_;     ///< as given
  std::filesystem::path target_;   ///< absolute, symbolic links followed
  std::filesystem::path partial_;  ///< empty: complete or moved from
  int descriptor_ = -1;            ///< of the hidden folder
  bool failed_ = false;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/staged_folder_inl.hpp>
#endif
