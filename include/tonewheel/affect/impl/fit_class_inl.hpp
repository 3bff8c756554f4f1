#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel::detail {

/// vv, va, vd, aa, ad, dd.
using FitMatrix = std::array<double, 6>;

/// Places of the variances in a FitMatrix, and of the pairs va, vd, ad.
inline constexpr std::array<std::size_t, 3> fit_diagonal{0, 3, 5};
inline constexpr std::array<std::array<std::size_t, 3>, 3> fit_pairs{
    {{0, 1, 1}, {0, 2, 2}, {1, 2, 4}}};  ///< first axis, second axis, place

/// A class on its way to be fitted.
struct FitClass {
  std::size_t k = 0;  ///< in the rows
  std::string name;
  std::uint64_t rows = 0;
  double weight = 0;
  Vad mean{};
  bool takes_pooled = false;
};

inline void add_scaled(FitMatrix& sum, const FitMatrix& matrix, double factor) {
  for (std::size_t i = 0; i < 6; ++i) {
    sum[i] += matrix[i] * factor;
  }
}

inline std::string rows_text(std::uint64_t rows, double weight) {
  const auto count = static_cast<double>(rows);
  return std::to_string(rows) + (rows == 1 ? " row" : " rows") +
         (weight == count ? "" : " of weight " + number_text(weight));
}

inline std::string axes_text(const std::vector<std::string_view>& axes) {
  std::string text;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    text += i == 0 ? "" : i + 1 == axes.size() ? " and " : ", ";
    text += axes[i];
  }
  return text;
}

}  // namespace tonewheel::detail
