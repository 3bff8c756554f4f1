#pragma once

#include <cmath>
#include <cstddef>
#include <string>

#include <tonewheel/affect/moments.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

template <int Dim>
BasicGaussian<Dim> moment_match(std::span<const BasicGaussian<Dim>> members,
                                std::span<const double> weights) {
  using Vector = Eigen::Matrix<double, Dim, 1>;
  using Matrix = Eigen::Matrix<double, Dim, Dim>;
  if (members.empty() || (!weights.empty() && weights.size() != members.size())) {
    throw Error("moment_match: " + std::to_string(members.size()) + " members and " +
                std::to_string(weights.size()) + " weights, expected one weight a member");
  }
  double total = 0;
  Vector mean = Vector::Zero();
  const auto weight = [&](std::size_t i) { return weights.empty() ? 1.0 : weights[i]; };
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!(weight(i) >= 0) || !std::isfinite(weight(i))) {
      throw Error("moment_match: found weight " + number_text(weight(i)) +
                  ", expected a finite number >= 0");
    }
    total += weight(i);
    mean += weight(i) * members[i].mean();
  }
  if (!(total > 0)) {
    throw Error("moment_match: all weights are zero");
  }
  mean /= total;
  Matrix covariance = Matrix::Zero();
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Vector shift = members[i].mean() - mean;
    covariance += weight(i) * (members[i].covariance().matrix() + shift * shift.transpose());
  }
  covariance /= total;
  return {mean, covariance};
}

}  // namespace tonewheel
