#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <Eigen/Core>

#include <tonewheel/affect/gaussian.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/kernel/posterior.hpp>
#include <tonewheel/kernel/strided.hpp>

namespace tonewheel {

/// Matrix of N rows (annotations) and K columns (classes).
template <class Real>
using Rows = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

namespace detail {

/// Throws Error unless the points have `expected` columns and are finite; names the row.
template <class Real>
void require_points(kernel::Strided<const Real> points, std::size_t rows, std::size_t columns,
                    std::size_t expected) {
  if (columns != expected) {
    throw Error("posterior: points of " + std::to_string(columns) + " columns, expected " +
                std::to_string(expected));
  }
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      if (!std::isfinite(points.at(row, column))) {
        throw Error("posterior: the point in row " + std::to_string(row) + " is not finite");
      }
    }
  }
}
/// The same of a matrix, map or block.
template <class Points>
void require_points(const Eigen::MatrixBase<Points>& points, Eigen::Index columns) {
  require_points<typename Points::Scalar>(
      {points.derived().data(), points.rowStride(), points.colStride()},
      static_cast<std::size_t>(points.rows()), static_cast<std::size_t>(points.cols()),
      static_cast<std::size_t>(columns));
}

}  // namespace detail

/// Named classes, each a Gaussian with a prior, in a fixed order; Dim is 3 (VAD) or 2 (VA).
template <int Dim>
class BasicMixture {
 public:
  /// A point.
  using Vector = Eigen::Matrix<double, Dim, 1>;

  /// Priors: > 0, finite, one a class; they are normalised to sum 1. Names: not empty, distinct.
  /// Temperatures: 1e-9 to 1e9, one a class or none (all 1): a class's density counts to the power
  /// of 1 / temperature, so that above 1 it is less sure of itself. Throws Error otherwise, or for
  /// no class at all.
  BasicMixture(std::vector<std::string> names, std::vector<BasicGaussian<Dim>> gaussians,
               std::vector<double> priors, std::vector<double> temperatures = {});

  /// How many classes there are, K.
  [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
  /// The classes, in the order of the probabilities.
  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
  /// The Gaussian of class k, below size().
  [[nodiscard]] const BasicGaussian<Dim>& gaussian(std::size_t k) const { return gaussians_.at(k); }
  /// Sum 1.
  [[nodiscard]] const std::vector<double>& priors() const noexcept { return priors_; }
  /// One a class.
  [[nodiscard]] const std::vector<double>& temperatures() const noexcept { return temperatures_; }
  /// What the kernels work on.
  [[nodiscard]] const kernel::MixtureTable& table() const noexcept { return table_; }
  /// Position of a class; throws Error that lists the names.
  [[nodiscard]] std::size_t index_of(std::string_view name) const;

  /// K values log(prior x density^(1 / temperature)), nats.
  [[nodiscard]] Eigen::VectorXd log_joint(const Vector& x) const;
  /// K probabilities, sum 1 within tolerance::row_sum, never NaN. x: finite, else Error.
  [[nodiscard]] Eigen::VectorXd posterior(const Vector& x) const;

  /// The squared Mahalanobis distance of x from the class nearest to it.
  [[nodiscard]] double nearest_squared_distance(const Vector& x) const;

  /// N x K probabilities of N points, float or double in and out. Points: an Eigen matrix, map or
  /// block of N x Dim, row- or column-major. Throws Error naming the row on a point that is not
  /// finite, and on a wrong number of columns. Error of a double: tolerance::posterior
  /// (posterior_repaired with a repaired covariance), of a float: tolerance::posterior_float.
  template <class Points>
  [[nodiscard]] Rows<typename Points::Scalar> posterior_rows(
      const Eigen::MatrixBase<Points>& points) const {
    Rows<typename Points::Scalar> out(points.rows(), static_cast<Eigen::Index>(size()));
    posterior_rows(points, out);
    return out;
  }
  /// The same into the caller's N x K matrix of either storage order.
  template <class Points, class Out>
  void posterior_rows(const Eigen::MatrixBase<Points>& points, Eigen::MatrixBase<Out>& out) const;

 private:
  std::vector<std::string> names_;
  std::vector<BasicGaussian<Dim>> gaussians_;
  std::vector<double> priors_;
  std::vector<double> temperatures_;
  kernel::MixtureTable table_;
};

/// A mixture over valence, arousal and dominance.
using GaussianMixture = BasicMixture<3>;
/// A mixture over valence and arousal.
using VaMixture = BasicMixture<2>;

/// The mixture over valence and arousal, dominance marginalised out.
[[nodiscard]] VaMixture marginal(const GaussianMixture& mixture);

/// N x K probabilities of N x 3 points, or of N x 2 with dominance marginalised out.
template <class Points>
[[nodiscard]] Rows<typename Points::Scalar> posterior(const GaussianMixture& mixture,
                                                      const Eigen::MatrixBase<Points>& points) {
  return points.cols() == 2 ? marginal(mixture).posterior_rows(points)
                            : mixture.posterior_rows(points);
}

/// Position of the largest probability; the first of equals. p: not empty.
template <class Derived>
[[nodiscard]] std::size_t argmax(const Eigen::MatrixBase<Derived>& p) {
  Eigen::Index position = 0;
  p.maxCoeff(&position);
  return static_cast<std::size_t>(position);
}

/// -sum p log p in nats, 0 log 0 = 0; in [0, log K].
template <class Derived>
[[nodiscard]] double entropy(const Eigen::MatrixBase<Derived>& p) {
  double sum = 0;
  for (Eigen::Index k = 0; k < p.size(); ++k) {
    const auto value = static_cast<double>(p(k));
    sum -= value > 0 ? value * std::log(value) : 0.0;
  }
  return std::max(0.0, sum);
}

}  // namespace tonewheel

#include <tonewheel/affect/impl/mixture_rows_inl.hpp>
#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/mixture_inl.hpp>
#endif
