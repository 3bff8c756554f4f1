#pragma once

#include <fstream>
#include <optional>

#include <nlohmann/json.hpp>

#include "shared_file.hpp"

namespace support {

/// Reference results of every step of the pipeline, computed outside this library: the file
/// golden/vad.json of the folder that the environment variable TONEWHEEL_SHARED names. Nothing
/// where that leads nowhere: the test says so and passes.
[[nodiscard]] inline std::optional<nlohmann::json> golden_vad() {
  const auto path = shared_file("golden/vad.json");
  if (!path) {
    return std::nullopt;
  }
  std::ifstream stream(*path);
  return nlohmann::json::parse(stream);
}

}  // namespace support
