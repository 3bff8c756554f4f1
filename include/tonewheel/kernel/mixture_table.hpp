#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace tonewheel::kernel {

/// How the whitened coordinates of a class hang on the axes.
enum class Whitening : unsigned char {
  diagonal,    ///< each on its own axis: 2 coefficients an axis
  triangular,  ///< the i-th on the axes i and after
};

/// K Gaussians of 2 or 3 dimensions as plain arrays, ready for the kernels. A class is whitened
/// about its mean, z = W (x - mean), never expanded into monomials, which loses up to 1.4e-2 of a
/// probability in float.
class MixtureTable {
 public:
  MixtureTable() = default;
  /// means: classes x dimensions; whiteners: classes x dimensions x dimensions, row-major;
  /// log_weights: log prior - log sqrt det(2 pi covariance), one a class. All finite. Throws Error
  /// on other sizes.
  MixtureTable(std::size_t dimensions, std::vector<double> means, std::vector<double> whiteners,
               std::vector<double> log_weights);

  /// How many axes there are: 2 or 3.
  [[nodiscard]] std::size_t dimensions() const noexcept { return dimensions_; }
  /// How many classes there are, K.
  [[nodiscard]] std::size_t classes() const noexcept { return log_weights_.size(); }
  /// The means, classes x dimensions, row after row.
  [[nodiscard]] const std::vector<double>& means() const noexcept { return means_; }
  /// The whitening matrices W, classes x dimensions x dimensions, row after row.
  [[nodiscard]] const std::vector<double>& whiteners() const noexcept { return whiteners_; }
  /// Of each class, log prior - log sqrt det(2 pi covariance), nats.
  [[nodiscard]] const std::vector<double>& log_weights() const noexcept { return log_weights_; }

  /// What the kernels read. Of every class: the coefficients of z_0 (its axes, then a constant),
  /// of z_1, ..., then log2 of its weight relative to the largest; z is scaled such that
  /// log2(weight x exp(-|W (x - mean)|^2 / 2)) = log2 weight - |z|^2, and taken of x - centre.
  [[nodiscard]] const std::vector<double>& coefficients() const noexcept { return coefficients_; }
  /// Which coordinates the parts of z are on.
  [[nodiscard]] Whitening whitening() const noexcept { return whitening_; }
  /// The mean of the classes' means.
  [[nodiscard]] const std::array<double, 3>& centre() const noexcept { return centre_; }
  /// The largest of log_weights.
  [[nodiscard]] double top_log_weight() const noexcept { return top_log_weight_; }

 private:
  std::size_t dimensions_ = 0;
  std::vector<double> means_;
  std::vector<double> whiteners_;
  std::vector<double> log_weights_;
  std::vector<double> coefficients_;
  Whitening whitening_ = Whitening::diagonal;
  std::array<double, 3> centre_{};
  double top_log_weight_ = 0;
};

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/mixture_table_inl.hpp>
#endif
