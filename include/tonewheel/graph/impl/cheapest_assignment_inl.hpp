#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

namespace tonewheel::detail {

/// A square matrix of costs.
struct SquareCosts {
  explicit SquareCosts(std::size_t n) : size(n), values(n * n, 0) {}
  double& operator()(std::size_t i, std::size_t j) noexcept { return values[i * size + j]; }
  double operator()(std::size_t i, std::size_t j) const noexcept { return values[i * size + j]; }
  std::size_t size = 0;
  std::vector<double> values;
};

/// The column of each row in a cheapest assignment: shortest augmenting paths (Kuhn 1955;
/// Jonker & Volgenant 1987), O(n^3).
inline std::vector<std::size_t> cheapest_assignment(const SquareCosts& costs) {
  const std::size_t n = costs.size;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::vector<double> row_price(n + 1, 0);  // rows and columns from 1; 0: none
  std::vector<double> column_price(n + 1, 0);
  std::vector<std::size_t> row_of(n + 1, 0);
  std::vector<std::size_t> previous(n + 1, 0);
  std::vector<double> slack(n + 1);
  std::vector<char> reached(n + 1);
  for (std::size_t i = 1; i <= n; ++i) {
    row_of[0] = i;
    std::size_t column = 0;
    std::fill(slack.begin(), slack.end(), infinity);
    std::fill(reached.begin(), reached.end(), char{0});
    do {
      reached[column] = 1;
      const std::size_t row = row_of[column];
      double least = infinity;
      std::size_t next = 0;
      for (std::size_t j = 1; j <= n; ++j) {
        if (reached[j] != 0) {
          continue;
        }
        const double reduced = costs(row - 1, j - 1) - row_price[row] - column_price[j];
        if (reduced < slack[j]) {
          slack[j] = reduced;
          previous[j] = column;
        }
        if (slack[j] < least) {
          least = slack[j];
          next = j;
        }
      }
      for (std::size_t j = 0; j <= n; ++j) {
        if (reached[j] != 0) {
          row_price[row_of[j]] += least;
          column_price[j] -= least;
        } else {
          slack[j] -= least;
        }
      }
      column = next;
    } while (row_of[column] != 0);
    for (; column != 0; column = previous[column]) {
      row_of[column] = row_of[previous[column]];
    }
  }
  std::vector<std::size_t> column_of(n);
  for (std::size_t j = 1; j <= n; ++j) {
    column_of[row_of[j] - 1] = j - 1;
  }
  return column_of;
}

}  // namespace tonewheel::detail
