#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/gaussian_distances.hpp>
#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/tolerance.hpp>

#include "kernel/every_isa.hpp"

using namespace tonewheel;

namespace {

constexpr std::array all_distances{GaussianDistance::bhattacharyya, GaussianDistance::hellinger,
                                   GaussianDistance::kullback_leibler,
                                   GaussianDistance::wasserstein};

/// To the named tolerance; Hellinger's distance is a root, its square is what is exact near 0.
bool agrees(GaussianDistance distance, double found, double expected) {
  if (!std::isfinite(expected)) {
    return std::isnan(expected) ? std::isnan(found) : found == expected;
  }
  if (distance == GaussianDistance::hellinger) {
    found *= found;
    expected *= expected;
  }
  return std::abs(found - expected) <= tolerance::gaussian_distances * (1 + expected);
}

template <int Dim>
void check_pairs(const std::vector<BasicGaussian<Dim>>& p,
                 const std::vector<BasicGaussian<Dim>>& q) {
  for (const GaussianDistance distance : all_distances) {
    const std::vector<double> found = gaussian_distances(distance, p, q);
    REQUIRE(found.size() == p.size() * q.size());
    for (std::size_t i = 0; i < p.size(); ++i) {
      for (std::size_t j = 0; j < q.size(); ++j) {
        const double value = found[i * q.size() + j];
        const double expected = gaussian_distance(distance, p[i], q[j]);
        INFO("distance " << static_cast<int>(distance) << " of " << i << " from " << j << ": "
                         << value << ", expected " << expected);
        CHECK(agrees(distance, value, expected));
      }
    }
  }
}

std::vector<Gaussian> gaussians_of(const char* space, CovarianceKind kind) {
  const Model model = make_model(shipped_space(space), {.covariance = kind});
  std::vector<Gaussian> list;
  for (std::size_t k = 0; k < model.mixture.size(); ++k) {
    list.push_back(model.mixture.gaussian(k));
  }
  return list;
}

class Source {
 public:
  explicit Source(unsigned seed) : engine_(seed) {}
  double next() { return uniform_(engine_); }
  /// Deviations of 0.1 to 0.5, correlations up to `correlation`.
  Gaussian gaussian(double correlation = 0.4, Repair repair = Repair::none) {
    const auto sd = [&] { return .1 + .4 * std::abs(next()); };
    return make_gaussian({next(), next(), next()}, {sd(), sd(), sd()},
                         {correlation * next(), correlation * next(), correlation * next()},
                         repair);
  }
  std::vector<Gaussian> gaussians(std::size_t n, double correlation = 0.4,
                                  Repair repair = Repair::none) {
    std::vector<Gaussian> list;
    for (std::size_t i = 0; i < n; ++i) {
      list.push_back(gaussian(correlation, repair));
    }
    return list;
  }

 private:
  std::mt19937_64 engine_;
  std::uniform_real_distribution<double> uniform_{-1, 1};
};

std::vector<VaGaussian> marginals(const std::vector<Gaussian>& gaussians) {
  std::vector<VaGaussian> list;
  for (const Gaussian& each : gaussians) {
    list.push_back(marginal(each));
  }
  return list;
}

}  // namespace

TEST_CASE("gaussian distances: the pairwise functions on the shipped spaces") {
  for (const CovarianceKind kind : {CovarianceKind::full, CovarianceKind::diagonal}) {
    const std::vector<Gaussian> universal = gaussians_of("universal", kind);
    const std::vector<Gaussian> fused = gaussians_of("fused14", kind);
    std::vector<Gaussian> pad = gaussians_of("pad151", CovarianceKind::diagonal);
    pad.erase(pad.begin() + 40, pad.end());
    tests::on_every_isa([&] {
      check_pairs(universal, universal);
      check_pairs(fused, universal);
      check_pairs(universal, pad);
      check_pairs(marginals(universal), marginals(pad));
    });
  }
}

TEST_CASE("gaussian distances: the pairwise functions on random and floored covariances") {
  Source source(1);
  const std::vector<Gaussian> random = source.gaussians(21);
  const std::vector<Gaussian> thin = source.gaussians(21, 1, Repair::floor);
  tests::on_every_isa([&] {
    check_pairs(random, thin);
    check_pairs(thin, random);
    check_pairs(thin, thin);
    check_pairs(marginals(random), marginals(thin));
  });
}

TEST_CASE("gaussian distances: the pairwise functions on equal and nearly equal Gaussians") {
  Source source(2);
  std::vector<Gaussian> near;
  for (int i = 0; i < 64; ++i) {
    const double h = std::pow(10.0, -i / 4.0) / 10;
    near.push_back(make_gaussian({.1 + h * (i % 2), .2, .3},
                                 {.2 + h * source.next(), .3 + h * source.next(), .4},
                                 {.3 + h * source.next(), -.2, .1}));
  }
  tests::on_every_isa([&] {
    check_pairs(near, near);
    check_pairs(marginals(near), marginals(near));
  });
}

TEST_CASE("gaussian distances: independent axes in long double, however near") {
  Source source(3);
  tests::on_every_isa([&] {
    for (int round = 0; round < 300; ++round) {
      const double h = std::pow(10.0, -round / 30.0);
      long double shape = 0;
      long double information = 0;
      long double transport = 0;
      Vad s{};
      Vad t{};
      for (const Axis axis : all_axes) {
        s[axis] = .3 + .1 * source.next();
        t[axis] = s[axis] * (1 + h * std::abs(source.next()));
        // The variances as they stand in the matrices.
        const long double v = s[axis] * s[axis];
        const long double w = t[axis] * t[axis];
        const long double ratio = (v - w) / w;
        const long double root = (std::sqrt(v) - std::sqrt(w));
        shape += std::log1p(root * root / (2 * std::sqrt(v) * std::sqrt(w))) / 2;
        information += (ratio - std::log1p(ratio)) / 2;
        transport += root * root;
      }
      const std::vector<Gaussian> p{make_gaussian({}, s)};
      const std::vector<Gaussian> q{make_gaussian({}, t)};
      // The relative covariance is rounded once or twice, and the distance is second order in it.
      const auto close = [](double found, long double exact) {
        return std::abs(found - static_cast<double>(exact)) <=
               1e-14 * static_cast<double>(exact + std::sqrt(exact)) + 1e-30;
      };
      CHECK(close(gaussian_distances(GaussianDistance::bhattacharyya, p, q)[0], shape));
      CHECK(close(gaussian_distances(GaussianDistance::kullback_leibler, p, q)[0], information));
      CHECK(std::abs(gaussian_distances(GaussianDistance::wasserstein, p, q)[0] -
                     static_cast<double>(std::sqrt(transport))) <= 1e-15);
      const double hellinger = gaussian_distances(GaussianDistance::hellinger, p, q)[0];
      CHECK(close(hellinger * hellinger, -std::expm1(-shape)));
    }
  });
}

TEST_CASE("gaussian distances: far apart, of all sizes, needles and sheets") {
  std::vector<Gaussian> all;
  for (const double size : {0.0, 1.0, 1e6, 1e100, 1e160, 1e300}) {
    all.push_back(make_gaussian({size, -size, size / 3}, {.1, .2, .3}, {.2, .1, -.3}));
  }
  for (const double sd : {1e-140, 1e-70, 1e-20, 1e20, 1e70}) {
    all.push_back(make_gaussian({}, {sd, 2 * sd, 3 * sd}, {.2, .1, -.3}));
  }
  const std::size_t first_sheet = all.size();
  for (const double sd : {1e-3, 1e-5, 1e-6, 3e-7}) {
    const double c = sd * sd;
    all.push_back(make_gaussian({}, {1, sd, 1}));
    all.push_back(make_gaussian({}, {sd, sd, 1}));
    // Thin along (1, 1, 0), (1, -1, 0) and both (1, -1, 0) and z.
    all.push_back(
        {Eigen::Vector3d(0, 0, 0),
         Eigen::Matrix3d(
             (Eigen::Matrix3d() << 1 + c, c - 1, 0, c - 1, 1 + c, 0, 0, 0, 1).finished())});
    all.push_back(
        {Eigen::Vector3d(0, 0, 0),
         Eigen::Matrix3d(
             (Eigen::Matrix3d() << 1 + c, 1 - c, 0, 1 - c, 1 + c, 0, 0, 0, c).finished())});
  }
  tests::on_every_isa([&] {
    for (const GaussianDistance distance : all_distances) {
      const std::vector<double> found = gaussian_distances(distance, all, all);
      for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = 0; j < all.size(); ++j) {
          const double value = found[i * all.size() + j];
          const double expected = gaussian_distance(distance, all[i], all[j]);
          INFO("distance " << static_cast<int>(distance) << " of " << i << " from " << j << ": "
                           << value << ", expected " << expected);
          // Wasserstein's is as exact as the deviations are. A condition of up to 1e13 leaves three
          // digits of the thin direction, in the matrices already.
          const double size =
              distance == GaussianDistance::wasserstein
                  ? std::sqrt((all[i].covariance().matrix() + all[j].covariance().matrix()).trace())
                  : 0;
          const bool sheets = i >= first_sheet || j >= first_sheet;
          const double margin = sheets ? 1e-3 : tolerance::gaussian_distances;
          CHECK(
              (value == expected || std::abs(value - expected) <= margin * (1 + expected + size)));
        }
      }
    }
  });
}

TEST_CASE("gaussian distances: among themselves they are symmetric, and 0 on the diagonal") {
  Source source(4);
  const std::vector<Gaussian> gaussians = source.gaussians(23);
  const std::size_t n = gaussians.size();
  tests::on_every_isa([&] {
    for (const GaussianDistance distance : all_distances) {
      const std::vector<double> square = gaussian_distances(distance, gaussians);
      const std::vector<double> pairs = gaussian_distances(distance, gaussians, gaussians);
      for (std::size_t i = 0; i < n; ++i) {
        CHECK(square[i * n + i] == 0);
        for (std::size_t j = i + 1; j < n; ++j) {
          CHECK(square[i * n + j] == pairs[i * n + j]);
          const bool one_way = distance == GaussianDistance::kullback_leibler;
          CHECK(square[j * n + i] == (one_way ? pairs[j * n + i] : square[i * n + j]));
        }
      }
    }
  });
}

TEST_CASE("gaussian distances: a pair's bits do not depend on the others, for any count") {
  Source source(5);
  const std::vector<Gaussian> p = source.gaussians(3);
  const std::vector<Gaussian> q = source.gaussians(19);
  tests::on_every_isa([&] {
    for (const GaussianDistance distance : all_distances) {
      const std::vector<double> whole = gaussian_distances(distance, p, q);
      for (std::size_t first = 0; first <= q.size(); ++first) {
        const std::vector<Gaussian> rest(q.begin() + static_cast<std::ptrdiff_t>(first), q.end());
        const std::vector<double> part = gaussian_distances(distance, p, rest);
        for (std::size_t i = 0; i < p.size(); ++i) {
          for (std::size_t j = 0; j < rest.size(); ++j) {
            CHECK(part[i * rest.size() + j] == whole[i * q.size() + first + j]);
          }
        }
      }
      CHECK(gaussian_distances(distance, std::vector<Gaussian>{}, q).empty());
      CHECK(gaussian_distances(distance, std::vector<Gaussian>{}).empty());
    }
  });
}
