#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/kernel/gaussian_distances.hpp>

#include "kernel/every_isa.hpp"

using namespace tonewheel;
using kernel::GaussianDistance;
using kernel::GaussianTable;

namespace {

/// Independent axes.
GaussianTable table_of(const std::vector<std::array<double, 3>>& deviations, double mean) {
  GaussianTable table(3, deviations.size());
  for (std::size_t i = 0; i < deviations.size(); ++i) {
    const std::array<double, 3> centre{mean, 0, -mean};
    std::array<double, 9> covariance{};
    std::array<double, 9> whitener{};
    std::array<double, 9> root{};
    double log_determinant = 0;
    for (std::size_t d = 0; d < 3; ++d) {
      const double sd = deviations[i][d];
      covariance[4 * d] = sd * sd;
      whitener[4 * d] = 1 / sd;
      root[4 * d] = sd;
      log_determinant += 2 * std::log(sd);
    }
    table.set(i, {.mean = centre.data(),
                  .covariance = covariance.data(),
                  .whitener = whitener.data(),
                  .root = root.data(),
                  .log_determinant = log_determinant});
  }
  return table;
}

}  // namespace

TEST_CASE("gaussian distances kernel: one against several, no place written beside them") {
  const GaussianTable p = table_of({{1, 2, 3}, {.5, .5, .5}}, 0.25);
  const GaussianTable q = table_of(std::vector<std::array<double, 3>>(20, {.25, 1, 2}), -0.25);
  // By hand: squared shifts 1/4, 0, 1/4.
  const double kl = std::log(.25 * 1 * 2 / .125) + (.25 + .25) / (2 * .0625) + .25 / 2 +
                    (.25 + .25) / (2 * 4) - 1.5;
  const double w = std::sqrt(.5 + .0625 + .25 + 2.25);
  tests::on_every_isa([&] {
    for (std::size_t first = 0; first <= 20; ++first) {
      std::vector<double> out(21 - first, -7);
      kernel::gaussian_distances(GaussianDistance::kullback_leibler, p, 1, q, first, 20 - first,
                                 out.data());
      CHECK(out.back() == -7);
      for (std::size_t j = first; j < 20; ++j) {
        CHECK(out[j - first] == doctest::Approx(kl).epsilon(1e-14));
      }
      kernel::gaussian_distances(GaussianDistance::wasserstein, p, 1, q, first, 20 - first,
                                 out.data());
      CHECK(out.back() == -7);
      for (std::size_t j = first; j < 20; ++j) {
        CHECK(out[j - first] == doctest::Approx(w).epsilon(1e-14));
      }
    }
  });
}

TEST_CASE("gaussian distances kernel: NaN where the pairwise function decides") {
  const GaussianTable p = table_of({{1, 1, 1}}, 0);
  const GaussianTable q = table_of({{1, 1, 1}, {1, 1, 1e-12}, {1e-160, 1, 1}}, 0);
  const GaussianTable far = table_of({{1, 1, 1}}, 1e200);
  tests::on_every_isa([&] {
    std::vector<double> out(3);
    kernel::gaussian_distances(GaussianDistance::wasserstein, p, 0, q, 0, 3, out.data());
    CHECK(out[0] == 0);
    CHECK(std::isnan(out[1]));
    CHECK(std::isnan(out[2]));
    for (const GaussianDistance distance :
         {GaussianDistance::bhattacharyya, GaussianDistance::hellinger,
          GaussianDistance::kullback_leibler, GaussianDistance::wasserstein}) {
      kernel::gaussian_distances(distance, p, 0, far, 0, 1, out.data());
      CHECK(std::isnan(out[0]));
    }
  });
}

TEST_CASE("gaussian distances kernel: dimensions other than 2 and 3 are refused") {
  for (const std::size_t dimensions : {0U, 1U, 4U}) {
    CHECK_THROWS_AS(GaussianTable(dimensions, 2), Error);
  }
}
