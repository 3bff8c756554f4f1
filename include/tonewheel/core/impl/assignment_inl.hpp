#pragma once

#include <cmath>
#include <limits>
#include <string>

#include <tonewheel/core/assignment.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {
namespace detail {

inline void require_assignable(const MatrixView<double>& matrix) {
  constexpr double largest = 1e100;  // so that no sum of potentials overflows
  if (!matrix.fits()) {
    throw Error("assignment: found " + std::to_string(matrix.values.size()) + " values of " +
                std::to_string(matrix.rows) + " rows and " + std::to_string(matrix.columns) +
                " columns, expected one for each row and column");
  }
  for (std::size_t i = 0; i < matrix.values.size(); ++i) {
    if (!(std::abs(matrix.values[i]) <= largest)) {
      throw Error("assignment: found " + number_text(matrix.values[i]) + " in row " +
                  std::to_string(i / matrix.columns) + ", column " +
                  std::to_string(i % matrix.columns) +
                  ", expected a number of at most 1e100 in size");
    }
  }
}

/// Columns of the n rows of least cost(row, column), n <= m.
inline std::vector<std::size_t> least_columns(std::size_t n, std::size_t m, const auto& cost) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  // Column m is where each search starts; row n stands for "free".
  std::vector<double> row_potential(n, 0);
  std::vector<double> column_potential(m + 1, 0);
  std::vector<std::size_t> row_of(m + 1, n);
  std::vector<std::size_t> before(m + 1, m);
  for (std::size_t start = 0; start < n; ++start) {
    std::vector<double> reach(m, infinity);
    std::vector<bool> done(m + 1, false);
    std::size_t column = m;
    row_of[m] = start;
    while (row_of[column] != n) {
      done[column] = true;
      const std::size_t row = row_of[column];
      std::size_t next = m;
      for (std::size_t j = 0; j < m; ++j) {
        if (done[j]) {
          continue;
        }
        const double reduced = cost(row, j) - row_potential[row] - column_potential[j];
        if (reduced < reach[j]) {
          reach[j] = reduced;
          before[j] = column;
        }
        if (next == m || reach[j] < reach[next]) {
          next = j;
        }
      }
      const double step = reach[next];
      for (std::size_t j = 0; j <= m; ++j) {
        if (done[j]) {
          row_potential[row_of[j]] += step;
          column_potential[j] -= step;
        } else {
          reach[j] -= step;
        }
      }
      column = next;
    }
    while (column != m) {
      row_of[column] = row_of[before[column]];
      column = before[column];
    }
  }
  std::vector<std::size_t> column_of(n, m);
  for (std::size_t j = 0; j < m; ++j) {
    if (row_of[j] != n) {
      column_of[row_of[j]] = j;
    }
  }
  return column_of;
}

}  // namespace detail

TONEWHEEL_INLINE Assignment assign(const MatrixView<double>& matrix, Objective objective) {
  detail::require_assignable(matrix);
  const double sign = objective == Objective::least ? 1 : -1;
  Assignment result;
  result.column_of.resize(matrix.rows);
  if (matrix.rows <= matrix.columns) {
    const auto columns = detail::least_columns(
        matrix.rows, matrix.columns,
        [&](std::size_t row, std::size_t column) { return sign * matrix.at(row, column); });
    for (std::size_t row = 0; row < matrix.rows; ++row) {
      result.column_of[row] = columns[row];
    }
  } else {
    const auto rows = detail::least_columns(
        matrix.columns, matrix.rows,
        [&](std::size_t column, std::size_t row) { return sign * matrix.at(row, column); });
    for (std::size_t column = 0; column < matrix.columns; ++column) {
      result.column_of[rows[column]] = column;
    }
  }
  for (std::size_t row = 0; row < matrix.rows; ++row) {
    if (result.column_of[row]) {
      result.total += matrix.at(row, *result.column_of[row]);
    }
  }
  return result;
}

}  // namespace tonewheel
