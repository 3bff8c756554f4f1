#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/metric/classification/label_score.hpp>

namespace support {

/// Against scikit-learn: its own sums of up to some thousand roundings.
inline constexpr double sklearn_rounding = 1e-13;

/// tests/golden/classification.json, made by scikit-learn.
[[nodiscard]] inline nlohmann::json classification_golden() {
  std::ifstream stream(std::filesystem::path(TONEWHEEL_SOURCE_DIR) /
                       "tests/golden/classification.json");
  return nlohmann::json::parse(stream);
}

/// Whether the value is the expected one, relative to its size if above 1; null stands for NaN.
[[nodiscard]] inline bool agrees(double value, const nlohmann::json& expected,
                                 double tolerance = sklearn_rounding) {
  if (expected.is_null()) {
    return std::isnan(value);
  }
  const double number = expected.get<double>();
  return std::abs(value - number) <= tolerance * std::max(1.0, std::abs(number));
}

/// Precision, recall, F, Jaccard.
[[nodiscard]] inline bool agrees(const tonewheel::LabelScore& score,
                                 const nlohmann::json& expected) {
  return agrees(score.precision, expected.at(0)) && agrees(score.recall, expected.at(1)) &&
         agrees(score.fscore, expected.at(2)) && agrees(score.jaccard, expected.at(3));
}

[[nodiscard]] inline bool agree(const std::vector<tonewheel::LabelScore>& scores,
                                const nlohmann::json& expected) {
  bool all = scores.size() == expected.size();
  for (std::size_t i = 0; all && i < scores.size(); ++i) {
    all = agrees(scores[i], expected[i]);
  }
  return all;
}

/// Equal bits, NaN of NaN included.
[[nodiscard]] inline bool same(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || a == b;
}

/// Rows of JSON numbers in one piece.
template <class Number>
struct Rows {
  std::vector<Number> values{};
  std::size_t rows = 0;
  std::size_t columns = 0;

  explicit Rows(const nlohmann::json& json)
      : rows(json.size()), columns(rows == 0 ? 0 : json.at(0).size()) {
    for (const nlohmann::json& row : json) {
      for (const nlohmann::json& value : row) {
        values.push_back(value.get<Number>());
      }
    }
  }
  [[nodiscard]] std::span<const Number> row(std::size_t i) const {
    return std::span(values).subspan(i * columns, columns);
  }
};

[[nodiscard]] inline tonewheel::MatrixView<double> span_of(const Rows<double>& rows) {
  return {rows.values, rows.rows, rows.columns};
}

}  // namespace support
