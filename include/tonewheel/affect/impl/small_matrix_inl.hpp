#pragma once

#include <array>
#include <cmath>
#include <cstddef>

// Matrices of 2 or 3 rows in plain loops, column-major: every file that includes the header would
// pay for expression templates. Sums of three go in the order of Eigen's fixed sizes with vectors
// of two numbers, so that results are those of the library's versions that used them.
namespace tonewheel::detail {

/// Numbers of a matrix of at most 3 x 3.
using SmallMatrix = std::array<double, 9>;

/// The sum of n products, of row i of a product of matrices.
inline double product_sum(std::size_t n, std::size_t row, const double* products) {
  if (n == 2) {
    return products[0] + products[1];
  }
  return row < 2 ? products[0] + products[1] + products[2]
                 : products[0] + (products[1] + products[2]);
}

/// a b of n x n and n x columns.
inline SmallMatrix product(std::size_t n, const double* a, const double* b, std::size_t columns) {
  SmallMatrix result{};
  for (std::size_t j = 0; j < columns; ++j) {
    for (std::size_t i = 0; i < n; ++i) {
      std::array<double, 3> products{};
      for (std::size_t k = 0; k < n; ++k) {
        products[k] = a[k * n + i] * b[j * n + k];
      }
      result[j * n + i] = product_sum(n, i, products.data());
    }
  }
  return result;
}

/// The transpose of n x n.
inline SmallMatrix transposed(std::size_t n, const double* a) {
  SmallMatrix result{};
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = 0; i < n; ++i) {
      result[j * n + i] = a[i * n + j];
    }
  }
  return result;
}

/// The sum of the squares of `count` numbers: 2, 3, 4 or 9.
inline double square_sum(std::size_t count, const double* x) {
  std::array<double, 9> squares{};
  for (std::size_t i = 0; i < count; ++i) {
    squares[i] = x[i] * x[i];
  }
  if (count == 9) {
    return ((squares[0] + squares[2]) + (squares[4] + squares[6])) +
           ((squares[1] + squares[3]) + (squares[5] + squares[7])) + squares[8];
  }
  return count == 4 ? (squares[0] + squares[2]) + (squares[1] + squares[3])
                    : squares[0] + squares[1] + squares[2];
}

/// Whether none of `count` numbers is infinite or NaN.
inline bool all_finite(std::size_t count, const double* x) {
  for (std::size_t i = 0; i < count; ++i) {
    if (!std::isfinite(x[i])) {
      return false;
    }
  }
  return true;
}

/// |W (x - mean)|^2, W of n x n: the squared distance of x in the units of a whitening factor.
inline double whitened_square(std::size_t n, const double* whitener, const double* x,
                              const double* mean) {
  std::array<double, 3> shift{};
  for (std::size_t i = 0; i < n; ++i) {
    shift[i] = x[i] - mean[i];
  }
  return square_sum(n, product(n, whitener, shift.data(), 1).data());
}

}  // namespace tonewheel::detail
