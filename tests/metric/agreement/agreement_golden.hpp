#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <vector>

#include <nlohmann/json.hpp>

#include <tonewheel/metric/agreement/ratings.hpp>

namespace support {

/// The cases of one topic, made by tests/golden/agreement.py. Throws where there are none.
[[nodiscard]] inline nlohmann::json agreement_golden(const char* topic) {
  std::ifstream stream(std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "tests/golden/agreement.json");
  nlohmann::json cases = nlohmann::json::parse(stream).at(topic);
  if (cases.empty()) {
    throw std::runtime_error(topic);
  }
  return cases;
}

/// null: NaN; "inf": infinite.
[[nodiscard]] inline double golden_number(const nlohmann::json& value) {
  if (value == "inf") {
    return std::numeric_limits<double>::infinity();
  }
  return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

/// Rows of numbers; null: not given.
struct GoldenRatings {
  std::vector<double> values;
  std::size_t units = 0;
  std::size_t raters = 0;

  explicit GoldenRatings(const nlohmann::json& rows)
      : units(rows.size()), raters(rows.empty() ? 0 : rows[0].size()) {
    for (const auto& row : rows) {
      for (const auto& value : row) {
        values.push_back(golden_number(value));
      }
    }
  }
  [[nodiscard]] tonewheel::MatrixView<double> view() const { return {values, units, raters}; }
  [[nodiscard]] std::vector<std::uint32_t> codes() const {
    std::vector<std::uint32_t> codes;
    codes.reserve(values.size());
    for (const double value : values) {
      codes.push_back(std::isnan(value) ? tonewheel::no_rating : static_cast<std::uint32_t>(value));
    }
    return codes;
  }
};

/// Both NaN, or apart by no more than `tolerance` of the larger or of 1.
[[nodiscard]] inline bool agrees(double found, double expected, double tolerance) {
  if (std::isnan(found) || std::isnan(expected)) {
    return std::isnan(found) && std::isnan(expected);
  }
  return found == expected || std::abs(found - expected) <=
                                  tolerance * std::max({1.0, std::abs(found), std::abs(expected)});
}

/// The same with no absolute part: for numbers far from 1.
[[nodiscard]] inline bool agrees_relatively(double found, double expected, double tolerance) {
  if (std::isnan(found) || std::isnan(expected)) {
    return std::isnan(found) && std::isnan(expected);
  }
  return found == expected ||
         std::abs(found - expected) <= tolerance * std::max(std::abs(found), std::abs(expected));
}

/// The same double, NaN being NaN.
[[nodiscard]] inline bool same_bits(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace support
