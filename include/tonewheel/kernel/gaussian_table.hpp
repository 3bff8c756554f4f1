#pragma once

#include <cstddef>
#include <vector>

namespace tonewheel::kernel {

/// A Gaussian as plain numbers, matrices row after row (dimensions x dimensions).
struct GaussianNumbers {
  /// The mean, `dimensions` numbers.
  const double* mean = nullptr;
  const double* covariance = nullptr;  ///< symmetric, positive definite
  const double* whitener = nullptr;    ///< W with W^T W = inverse of the covariance
  const double* root = nullptr;        ///< its symmetric square root; null: for no wasserstein
  double log_determinant = 0;          ///< of the covariance
};

/// Gaussians of 2 or 3 dimensions, number by number, so that a vector holds the same number of
/// several of them.
class GaussianTable {
 public:
  GaussianTable() = default;
  /// Throws Error on other dimensions.
  GaussianTable(std::size_t dimensions, std::size_t size);

  /// Fills place i < size().
  void set(std::size_t i, const GaussianNumbers& gaussian) noexcept;

  /// How many axes there are: 2 or 3.
  [[nodiscard]] std::size_t dimensions() const noexcept { return dimensions_; }
  /// How many Gaussians there are.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// Column f, element i is number f of Gaussian i; numbers in the order of GaussianNumbers.
  /// Columns are stride() apart; behind size() they go on with zeros for a vector's width.
  [[nodiscard]] const double* values() const noexcept { return values_.data(); }
  /// Numbers from a column to the next one.
  [[nodiscard]] std::size_t stride() const noexcept { return stride_; }

 private:
  std::size_t dimensions_ = 0;
  std::size_t size_ = 0;
  std::size_t stride_ = 0;
  std::vector<double> values_;
};

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/gaussian_table_inl.hpp>
#endif
