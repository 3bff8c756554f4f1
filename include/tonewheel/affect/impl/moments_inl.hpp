#pragma once

#include <algorithm>
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
  Vector mean;
  std::fill(mean.data(), mean.data() + Dim, 0.0);
  const auto weight = [&](std::size_t i) { return weights.empty() ? 1.0 : weights[i]; };
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!(weight(i) >= 0) || !std::isfinite(weight(i))) {
      throw Error("moment_match: found weight " + number_text(weight(i)) +
                  ", expected a finite number >= 0");
    }
    total += weight(i);
    for (Eigen::Index r = 0; r < Dim; ++r) {
      mean[r] += weight(i) * members[i].mean()[r];
    }
  }
  if (!(total > 0)) {
    throw Error("moment_match: all weights are zero");
  }
  for (double& each : std::span(mean.data(), Dim)) {
    each /= total;
  }
  Matrix covariance;
  std::fill(covariance.data(), covariance.data() + Dim * Dim, 0.0);
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto& member = members[i];
    for (Eigen::Index c = 0; c < Dim; ++c) {
      for (Eigen::Index r = 0; r < Dim; ++r) {
        const double spread = (member.mean()[r] - mean[r]) * (member.mean()[c] - mean[c]);
        covariance(r, c) += weight(i) * (member.covariance().matrix()(r, c) + spread);
      }
    }
  }
  for (double& each : std::span(covariance.data(), Dim * Dim)) {
    each /= total;
  }
  return {mean, covariance};
}

}  // namespace tonewheel
