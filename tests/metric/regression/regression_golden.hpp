#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace support {

using Values = std::vector<double>;

/// Largest relative error of a result that was rounded a few times: 16 times 2^-53.
inline constexpr double few_roundings = 0x1p-49;

/// What numpy, scipy and scikit-learn lose on values about 1, summed over up to some hundred.
inline constexpr double library = 1e-11;

/// tests/golden/regression.json.
[[nodiscard]] inline nlohmann::json regression_golden() {
  std::ifstream stream(std::filesystem::path(TONEWHEEL_SOURCE_DIR) /
                       "tests/golden/regression.json");
  return nlohmann::json::parse(stream);
}

/// A number, NaN for null.
[[nodiscard]] inline double number(const nlohmann::json& value) {
  return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

/// Both NaN, or apart by no more than `relative` of the expected and `absolute`.
[[nodiscard]] inline bool close(double found, double expected, double relative,
                                double absolute = 0) {
  if (std::isnan(found) || std::isnan(expected)) {
    return std::isnan(found) && std::isnan(expected);
  }
  return std::abs(found - expected) <= relative * std::abs(expected) + absolute;
}

/// In [-1, 1), or on a grid of nine values.
[[nodiscard]] inline Values random_values(std::mt19937_64& engine, std::size_t n, bool tied) {
  Values values(n);
  for (double& value : values) {
    value = tied ? static_cast<double>(engine() % 9) / 4 - 1
                 : static_cast<double>(engine() >> 11U) * 0x1p-52 - 1;
  }
  return values;
}

[[nodiscard]] inline std::vector<std::pair<double, double>> zipped(const Values& x,
                                                                   const Values& y) {
  std::vector<std::pair<double, double>> pairs;
  for (std::size_t i = 0; i < x.size(); ++i) {
    pairs.emplace_back(x[i], y[i]);
  }
  return pairs;
}

}  // namespace support
