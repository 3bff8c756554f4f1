#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

namespace support {

/// A published ontology in the folder that the environment variable TONEWHEEL_SHARED names;
/// nothing where it is not there: the test says so and passes.
[[nodiscard]] inline std::optional<std::filesystem::path> ontology_file(const std::string& name) {
  const char* shared = std::getenv("TONEWHEEL_SHARED");
  if (shared == nullptr || *shared == '\0') {
    return std::nullopt;
  }
  auto path = std::filesystem::path(shared) / "data" / "ontology" / name;
  return std::filesystem::exists(path) ? std::optional(path) : std::nullopt;
}

}  // namespace support
