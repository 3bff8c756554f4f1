#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include <doctest/doctest.h>

namespace support {

/// A file or folder of the reference folder that the environment variable TONEWHEEL_SHARED names;
/// nothing where it is not there: says so, and the test passes.
[[nodiscard]] inline std::optional<std::filesystem::path> shared_file(const std::string& name) {
  const char* folder = std::getenv("TONEWHEEL_SHARED");
  const std::filesystem::path path = std::filesystem::path(folder == nullptr ? "" : folder) / name;
  if (folder == nullptr || *folder == '\0' || !std::filesystem::exists(path)) {
    MESSAGE("skipped: TONEWHEEL_SHARED leads to no " << name);
    return std::nullopt;
  }
  return path;
}

}  // namespace support
