#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>

#include <nlohmann/json.hpp>

namespace support {

/// Reference results of every step of the pipeline, computed outside this library: the file
/// golden/vad.json of the folder that the environment variable TONEWHEEL_SHARED names. Nothing
/// where that leads nowhere: the test says so and passes.
[[nodiscard]] inline std::optional<nlohmann::json> golden_vad() {
  const char* shared = std::getenv("TONEWHEEL_SHARED");
  if (shared == nullptr || *shared == '\0') {
    return std::nullopt;
  }
  std::ifstream stream(std::filesystem::path(shared) / "golden" / "vad.json");
  if (!stream) {
    return std::nullopt;
  }
  return nlohmann::json::parse(stream);
}

}  // namespace support
