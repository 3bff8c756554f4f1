#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include <tonewheel/affect/recovery.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {
namespace detail {

/// A checked distribution, divided by its sum.
template <class Derived>
Eigen::VectorXd distribution(const Eigen::MatrixBase<Derived>& p, std::size_t classes) {
  if ((p.rows() != 1 && p.cols() != 1) || p.size() != static_cast<Eigen::Index>(classes)) {
    throw Error("recovery: a distribution of " + std::to_string(p.rows()) + " x " +
                std::to_string(p.cols()) + ", expected " + std::to_string(classes) +
                " probabilities");
  }
  Eigen::VectorXd out(p.size());
  for (Eigen::Index k = 0; k < p.size(); ++k) {
    out[k] = static_cast<double>(p(k));
    if (!(out[k] >= 0)) {
      throw Error("recovery: probability " + std::to_string(k) + " is " + number_text(out[k]) +
                  ", expected a number >= 0");
    }
  }
  const double slack = std::max(1e-6, 5e-7 * static_cast<double>(classes)) + 1e-12;
  if (!(std::abs(out.sum() - 1) <= slack)) {
    throw Error("recovery: the probabilities sum to " + number_text(out.sum()) + ", expected 1");
  }
  return out / out.sum();
}

}  // namespace detail

template <int Dim, class Derived>
Eigen::Matrix<double, Dim, 1> weighted_mean(const BasicMixture<Dim>& mixture,
                                            const Eigen::MatrixBase<Derived>& p) {
  const Eigen::VectorXd weights = detail::distribution(p, mixture.size());
  Eigen::Matrix<double, Dim, 1> mean = Eigen::Matrix<double, Dim, 1>::Zero();
  for (std::size_t k = 0; k < mixture.size(); ++k) {
    mean += weights[static_cast<Eigen::Index>(k)] * mixture.gaussian(k).mean();
  }
  return mean;
}

template <int Dim, class Derived>
Recovery<Dim> recover(const BasicMixture<Dim>& mixture, const Eigen::MatrixBase<Derived>& p,
                      const RecoveryOptions& options) {
  return detail::recover_checked(mixture, detail::distribution(p, mixture.size()).data(), options);
}

}  // namespace tonewheel
