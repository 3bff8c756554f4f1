#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include <tonewheel/core/build_info.hpp>
#include <tonewheel/dataset/output_file.hpp>

/// Files as wholes.
namespace program {

using namespace tonewheel;

/// Of a file's bytes, or of what a folder and the folders in it hold: "path sha256" of every file,
/// a line each, paths from the folder on with "/" between, sorted.
inline std::string sha256_of(const std::filesystem::path& path) {
  if (!std::filesystem::is_directory(path)) {
    return sha256_of_file(path);
  }
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) {
      files.push_back(entry.path().lexically_relative(path).generic_string());
    }
  }
  std::sort(files.begin(), files.end());
  std::string all;
  for (const std::string& file : files) {
    all += file + " " + sha256_of_file(path / file) + "\n";
  }
  return sha256(all);
}

/// Writes a whole file, which appears under its name only when complete.
inline void write_file(const std::string& path, const std::string& bytes) {
  OutputFile file(path);
  file.write(bytes);
  file.commit();
}

/// The checksum of a file for a stamp; of a pipe, which is read once, that it is not known.
inline std::string stamp_sha256(const std::filesystem::path& path) {
  std::error_code ignored;
  return path != "-" && (std::filesystem::is_regular_file(path, ignored) ||
                         std::filesystem::is_directory(path, ignored))
             ? sha256_of(path)
             : "not known: read once";
}

}  // namespace program
