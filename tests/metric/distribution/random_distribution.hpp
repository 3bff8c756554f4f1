#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

/// Distributions for tests, and reference values of them.
namespace sample {

using Values = std::vector<double>;

inline double uniform(std::mt19937_64& engine) {
  return static_cast<double>(engine() >> 11U) * 0x1p-53;
}

/// Shares of k classes that sum to 1 within rounding; some of them 0 where `sparse`.
inline Values distribution(std::mt19937_64& engine, std::size_t k, bool sparse = false) {
  Values values(k);
  double sum = 0;
  for (double& value : values) {
    value = sparse && engine() % 3 == 0 ? 0 : uniform(engine) + 1e-3;
    sum += value;
  }
  if (sum == 0) {
    values[engine() % k] = 1;
    sum = 1;
  }
  for (double& value : values) {
    value /= sum;
  }
  return values;
}

/// k multiples of 1 / units that sum to 1 exactly, for units a power of two.
inline Values exact_distribution(std::mt19937_64& engine, std::size_t k, int units) {
  Values values(k, 0);
  for (int i = 0; i < units; ++i) {
    values[engine() % k] += 1.0 / units;
  }
  return values;
}

/// A number of the reference file; "inf" and "nan" stand there as texts.
inline double reference_number(const nlohmann::json& item) {
  if (item.is_number()) {
    return item.get<double>();
  }
  return item.get<std::string>() == "inf" ? std::numeric_limits<double>::infinity()
                                          : std::numeric_limits<double>::quiet_NaN();
}

inline nlohmann::json distribution_reference() {
  std::ifstream stream(std::filesystem::path(TONEWHEEL_SOURCE_DIR) /
                       "tests/golden/distribution.json");
  return nlohmann::json::parse(stream);
}

}  // namespace sample
