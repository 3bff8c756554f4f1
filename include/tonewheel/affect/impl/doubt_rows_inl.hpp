#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <tonewheel/affect/chi_squared.hpp>
#include <tonewheel/affect/doubt.hpp>
#include <tonewheel/kernel/nearest_distance.hpp>
#include <tonewheel/kernel/posterior_summary.hpp>

namespace tonewheel {

template <int Dim>
double outlier_p_value(const BasicMixture<Dim>& mixture,
                       const typename BasicMixture<Dim>::Vector& x) {
  return chi_squared_tail(mixture.nearest_squared_distance(x), Dim);
}

template <int Dim>
double none_of_these(const BasicMixture<Dim>& mixture,
                     const typename BasicMixture<Dim>::Vector& x) {
  return none_of_these(mixture, x, calibrated_level(mixture));
}

template <class Points>
DoubtRows DoubtMeter::rows(const Eigen::MatrixBase<Points>& points) const {
  static_assert((unsigned{Points::Flags} & Eigen::DirectAccessBit) != 0,
                "points: a matrix, map or block");
  detail::require_points(points, static_cast<Eigen::Index>(dimensions()));
  const kernel::Strided<const double> strided{points.derived().data(), points.rowStride(),
                                              points.colStride()};
  const auto count = static_cast<std::size_t>(points.rows());
  const std::size_t likeliest = std::min<std::size_t>(table_.classes(), 2);
  DoubtRows out;
  out.p_value.resize(points.rows());
  out.entropy.resize(points.rows());
  out.margin.resize(points.rows());
  out.none.resize(points.rows());
  Eigen::Matrix<double, Eigen::Dynamic, 2> top(points.rows(), 2);
  std::vector<double> scratch(kernel::scratch_size(table_));
  kernel::posterior_summary(table_, strided, count, {},
                            {.entropy = out.entropy.data(),
                             .likeliest = likeliest,
                             .class_probabilities = {top.data(), 1, points.rows()}},
                            scratch.data());
  kernel::nearest_squared_distance(distances_, strided, count, out.p_value.data());
  const int degrees = static_cast<int>(dimensions());
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    out.p_value[i] = chi_squared_tail(std::abs(out.p_value[i]), degrees);
    out.margin[i] = likeliest == 2 ? top(i, 0) - top(i, 1) : 1.0;
    out.none[i] = none_of_these(out.p_value[i], level_);
  }
  return out;
}

}  // namespace tonewheel
