#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <tonewheel/core/build_info.hpp>
#include <tonewheel/dataset/output_file.hpp>

/// Files as wholes.
namespace program {

using namespace tonewheel;

/// Of a file's bytes, or of the sorted names and bytes of a folder's files.
inline std::string sha256_of(const std::filesystem::path& path) {
  if (!std::filesystem::is_directory(path)) {
    return sha256_of_file(path);
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    if (entry.is_regular_file()) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  std::string all;
  for (const auto& file : files) {
    all += file.filename().string() + " " + sha256_of_file(file) + "\n";
  }
  return sha256(all);
}

/// Writes a whole file, which appears under its name only when complete.
inline void write_file(const std::string& path, const std::string& bytes) {
  OutputFile file(path);
  file.write(bytes);
  file.commit();
}

}  // namespace program
