#pragma once

#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include <tonewheel/affect/vad.hpp>

namespace support {

/// tests/golden/fit.json: results of numpy, scipy and scikit-learn.
[[nodiscard]] inline nlohmann::json fit_golden() {
  std::ifstream stream(std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "tests/golden/fit.json");
  return nlohmann::json::parse(stream);
}

/// A point of two or three coordinates.
[[nodiscard]] inline tonewheel::Vad point_of(const nlohmann::json& row) {
  return {row.at(0), row.at(1), row.size() == 3 ? row.at(2).get<double>() : 0.0};
}

}  // namespace support
