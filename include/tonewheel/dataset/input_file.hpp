#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// Bytes of a file, of the standard input ("-") or of memory, read once from start to end.
class InputFile {
 public:
  /// Throws Error where the path cannot be read or is a folder.
  explicit InputFile(const std::filesystem::path& path);
  /// Bytes in memory, which must outlive this; the name is for messages.
  InputFile(std::string name, std::string_view bytes);
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile();

  /// The path as given, "standard input" for "-"; for messages.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// Bytes of a regular file; nothing for pipes and the like.
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept { return size_; }

  /// Fills `out` as far as there are bytes; less than out.size() only at the end. Throws Error with
  /// the system's reason.
  std::size_t read(std::span<char> out);

 private:
  std::string name_;
  std::optional<std::uint64_t> size_;
  int descriptor_ = -1;    ///< -1: in memory
  std::string_view rest_;  ///< of the bytes in memory
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/input_file_inl.hpp>
#endif
