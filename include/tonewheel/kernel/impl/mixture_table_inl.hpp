#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/kernel/mixture_table.hpp>

namespace tonewheel::kernel {
namespace detail {

using SmallMatrix = std::array<std::array<long double, 3>, 3>;

/// Turns `w` (n x n) into an upper triangle that gives every vector the same length, by plane
/// rotations.
inline void triangulate(SmallMatrix& w, std::size_t n) noexcept {
  for (std::size_t column = 0; column < n; ++column) {
    for (std::size_t row = column + 1; row < n; ++row) {
      if (w[row][column] == 0) {
        continue;
      }
      const long double radius = std::hypot(w[column][column], w[row][column]);
      const long double c = w[column][column] / radius;
      const long double s = w[row][column] / radius;
      for (std::size_t j = column; j < n; ++j) {
        const long double upper = w[column][j];
        w[column][j] = c * upper + s * w[row][j];
        w[row][j] = c * w[row][j] - s * upper;
      }
      w[row][column] = 0;
    }
  }
}

}  // namespace detail

TONEWHEEL_INLINE MixtureTable::MixtureTable(std::size_t dimensions, std::vector<double> means,
                                            std::vector<double> whiteners,
                                            std::vector<double> log_weights)
    : dimensions_(dimensions),
      means_(std::move(means)),
      whiteners_(std::move(whiteners)),
      log_weights_(std::move(log_weights)) {
  const std::size_t n = dimensions_;
  if ((n != 2 && n != 3) || classes() == 0 || means_.size() != classes() * n ||
      whiteners_.size() != classes() * n * n) {
    throw Error("mixture table: found " + std::to_string(n) + " dimensions, " +
                std::to_string(means_.size()) + " means, " + std::to_string(whiteners_.size()) +
                " whitening factors, " + std::to_string(classes()) +
                " weights; expected n = 2 or 3, n a class, n x n a class, one a class");
  }
  const auto count = static_cast<double>(classes());
  for (std::size_t i = 0; i < means_.size(); ++i) {
    centre_[i % n] += means_[i] / count;
  }
  top_log_weight_ = *std::max_element(log_weights_.begin(), log_weights_.end());

  // Lengths are kept in units such that exp(-length^2 / 2) = 2^(-z^2).
  const long double unit = std::sqrt(std::numbers::log2e_v<long double> / 2);
  std::vector<detail::SmallMatrix> triangles(classes());
  whitening_ = Whitening::diagonal;
  for (std::size_t k = 0; k < classes(); ++k) {
    detail::SmallMatrix& w = triangles[k];
    for (std::size_t r = 0; r < n; ++r) {
      for (std::size_t c = 0; c < n; ++c) {
        w[r][c] = whiteners_[(k * n + r) * n + c];
      }
    }
    detail::triangulate(w, n);
    for (std::size_t r = 0; r < n; ++r) {
      for (std::size_t c = r + 1; c < n; ++c) {
        whitening_ = w[r][c] == 0 ? whitening_ : Whitening::triangular;
      }
    }
  }
  for (std::size_t k = 0; k < classes(); ++k) {
    for (std::size_t r = 0; r < n; ++r) {
      const std::size_t end = whitening_ == Whitening::diagonal ? r + 1 : n;
      long double constant = 0;
      for (std::size_t c = r; c < end; ++c) {
        const long double factor = unit * triangles[k][r][c];
        coefficients_.push_back(static_cast<double>(factor));
        constant -= factor * (static_cast<long double>(means_[k * n + c]) - centre_[c]);
      }
      coefficients_.push_back(static_cast<double>(constant));
    }
    coefficients_.push_back(
        static_cast<double>((static_cast<long double>(log_weights_[k]) - top_log_weight_) *
                            std::numbers::log2e_v<long double>));
  }
}

}  // namespace tonewheel::kernel
