#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/affect/chi_squared.hpp>
#include <tonewheel/affect/doubt.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/kernel/nearest_distance.hpp>

namespace tonewheel {
namespace detail {

/// Points of a standard normal distribution, Dim numbers each, and what each counts (sum: as many
/// as there are, about). A lattice of irrational steps (Roberts 2018) over tails and directions;
/// tails go by squares, so that points are densest far out, where they decide.
template <int Dim>
struct NormalLattice {
  std::vector<double> points;
  std::vector<double> weights;

  explicit NormalLattice(std::size_t count) {
    // The root above 1 of x^(Dim + 1) = x + 1.
    constexpr double root = Dim == 3 ? 1.2207440846057596 : 1.324717957244746;
    for (std::size_t i = 0; i < count; ++i) {
      const auto coordinate = [&](int power) {
        double whole = 0;
        return std::modf(0.5 + static_cast<double>(i + 1) / std::pow(root, power), &whole);
      };
      const double u = std::max(coordinate(1), 0x1p-30);
      const double length = std::sqrt(chi_squared_bound(u * u, Dim));
      const double turn = 2 * std::numbers::pi * coordinate(2);
      const double height = Dim == 3 ? 1 - 2 * coordinate(3) : 0;
      const double across = length * std::sqrt(1 - height * height);
      points.push_back(across * std::cos(turn));
      points.push_back(across * std::sin(turn));
      if constexpr (Dim == 3) {
        points.push_back(length * height);
      }
      weights.push_back(2 * u);
    }
  }
};

inline void require_share(const char* what, double share) {
  if (!(share > 0 && share < 1)) {
    throw Error(std::string(what) + number_text(share) + ", expected a number between 0 and 1");
  }
}

}  // namespace detail

TONEWHEEL_INLINE double none_of_these(double p_value, double level) {
  detail::require_share("none_of_these: found level ", level);
  return std::max(0.0, 1 - p_value / level);
}

template <int Dim>
kernel::MixtureTable distance_table(const BasicMixture<Dim>& mixture) {
  std::vector<double> whiteners;
  for (std::size_t k = 0; k < mixture.size(); ++k) {
    const typename BasicGaussian<Dim>::Matrix whitener =
        mixture.gaussian(k).covariance().whitener();
    for (Eigen::Index r = 0; r < Dim; ++r) {
      for (Eigen::Index c = 0; c < Dim; ++c) {
        whiteners.push_back(whitener(r, c));
      }
    }
  }
  return {Dim, mixture.table().means(), std::move(whiteners),
          std::vector<double>(mixture.size(), 0.0)};
}

template <int Dim>
double calibrated_level(const BasicMixture<Dim>& mixture, double share) {
  detail::require_share("calibrated_level: found a share of ", share);
  const std::size_t classes = mixture.size();
  const std::size_t count = std::clamp<std::size_t>((std::size_t{1} << 15U) / classes, 64, 4096);
  const detail::NormalLattice<Dim> lattice(count);
  const kernel::MixtureTable distances = distance_table(mixture);
  struct Weighted {
    double distance, weight;
  };
  std::vector<Weighted> drawn;
  drawn.reserve(classes * count);
  using Matrix = Eigen::Matrix<double, Dim, Eigen::Dynamic>;
  const Eigen::Map<const Matrix> standard(lattice.points.data(), Dim,
                                          static_cast<Eigen::Index>(count));
  Matrix points(Dim, static_cast<Eigen::Index>(count));
  std::vector<double> nearest(count);
  double total = 0;
  for (std::size_t k = 0; k < classes; ++k) {
    const auto& gaussian = mixture.gaussian(k);
    // The inverse of the whitener W, as W covariance W^T = 1.
    const typename BasicGaussian<Dim>::Matrix spread =
        gaussian.covariance().matrix() * gaussian.covariance().whitener().transpose();
    points = (spread * standard).colwise() + gaussian.mean();
    kernel::nearest_squared_distance(distances, {points.data(), Dim, 1}, count, nearest.data());
    for (std::size_t i = 0; i < count; ++i) {
      const double weight = mixture.priors()[k] * lattice.weights[i];
      drawn.push_back({nearest[i], weight});
      total += weight;
    }
  }
  std::sort(drawn.begin(), drawn.end(), [](const Weighted& a, const Weighted& b) {
    return a.distance != b.distance ? a.distance > b.distance : a.weight > b.weight;
  });
  double beyond = 0;
  for (const Weighted& each : drawn) {
    beyond += each.weight;
    if (beyond >= share * total) {
      return chi_squared_tail(each.distance, Dim);
    }
  }
  return chi_squared_tail(drawn.back().distance, Dim);
}

template <int Dim>
DoubtMeter::DoubtMeter(const BasicMixture<Dim>& mixture, double level)
    : table_(mixture.table()), distances_(distance_table(mixture)), level_(level) {
  detail::require_share("doubt: found level ", level);
}

}  // namespace tonewheel
