#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
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

/// Gives a closed standard error to /dev/null, so that no file that is opened later takes its place
/// and gets the messages.
inline void hold_standard_error() {
  if (::fcntl(STDERR_FILENO, F_GETFD) != -1) {
    return;
  }
  const int null = ::open("/dev/null", O_WRONLY);
  if (null != -1 && null != STDERR_FILENO) {
    static_cast<void>(::dup2(null, STDERR_FILENO));
    static_cast<void>(::close(null));
  }
}

}  // namespace program
