#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <tonewheel/affect/mixture.hpp>
#include <tonewheel/kernel/posterior.hpp>
#include <tonewheel/kernel/strided.hpp>

namespace tonewheel {
namespace detail {

/// Probabilities of points that stand row after row in memory, to `out`; as posterior_rows.
template <int Dim, class Real>
void fill_rows(const BasicMixture<Dim>& mixture, std::span<const Real> points, std::size_t columns,
               std::span<Real> out) {
  const std::size_t rows = columns == 0 ? 0 : points.size() / columns;
  const kernel::Strided<const Real> from{points.data(), static_cast<std::ptrdiff_t>(columns), 1};
  require_points(from, rows, columns, Dim);
  std::vector<double> scratch(kernel::scratch_size(mixture.table()));
  kernel::posterior(
      mixture.table(), from, rows,
      kernel::Strided<Real>{out.data(), static_cast<std::ptrdiff_t>(mixture.size()), 1},
      scratch.data());
}

}  // namespace detail

template <int Dim>
Eigen::VectorXd BasicMixture<Dim>::log_joint(const Vector& x) const {
  Eigen::VectorXd out(static_cast<Eigen::Index>(size()));
  std::vector<double> scratch(kernel::scratch_size(table_));
  kernel::log_joint(table_, {x.data(), Dim, 1}, 1, {out.data(), out.size(), 1}, scratch.data());
  return out;
}

template <int Dim>
Eigen::VectorXd BasicMixture<Dim>::posterior(const Vector& x) const {
  const Eigen::Matrix<double, Eigen::Dynamic, Dim, Eigen::RowMajor> row = x.transpose();
  return posterior_rows(row).row(0);
}

template <int Dim>
double BasicMixture<Dim>::nearest_squared_distance(const Vector& x) const {
  double nearest = std::numeric_limits<double>::infinity();
  for (const BasicGaussian<Dim>& gaussian : gaussians_) {
    nearest = std::min(nearest, gaussian.squared_distance(x));
  }
  return nearest;
}

template <int Dim>
template <class Points, class Out>
void BasicMixture<Dim>::posterior_rows(const Eigen::MatrixBase<Points>& points,
                                       Eigen::MatrixBase<Out>& out) const {
  using Real = typename Points::Scalar;
  static_assert(std::is_same_v<Real, typename Out::Scalar>, "points and output: one number type");
  static_assert((unsigned{Points::Flags} & unsigned{Out::Flags} & Eigen::DirectAccessBit) != 0,
                "points and output: a matrix, map or block");
  detail::require_points(points, Dim);
  if (out.rows() != points.rows() || out.cols() != static_cast<Eigen::Index>(size())) {
    throw Error("posterior: output of " + std::to_string(out.rows()) + " x " +
                std::to_string(out.cols()) + ", expected " + std::to_string(points.rows()) + " x " +
                std::to_string(size()));
  }
  std::vector<double> scratch(kernel::scratch_size(table_));
  kernel::posterior(
      table_,
      kernel::Strided<const Real>{points.derived().data(), points.rowStride(), points.colStride()},
      static_cast<std::size_t>(points.rows()),
      kernel::Strided<Real>{out.derived().data(), out.rowStride(), out.colStride()},
      scratch.data());
}

}  // namespace tonewheel
