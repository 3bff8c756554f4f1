#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/kernel/nearest_distance.hpp>

#include "kernel/every_isa.hpp"
#include "kernel/random_mixture.hpp"

using namespace tonewheel;
using kernel::MixtureTable;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The classes of a random table, all of one weight; only the axes' own factors if `diagonal`.
MixtureTable random_distances(std::mt19937_64& engine, std::size_t n, std::size_t classes,
                              bool diagonal) {
  const MixtureTable random = tests::random_table(engine, n, classes);
  std::vector<double> whiteners = random.whiteners();
  for (std::size_t i = 0; diagonal && i < whiteners.size(); ++i) {
    whiteners[i] = i % (n * n) % (n + 1) == 0 ? whiteners[i] : 0.0;
  }
  return {n, random.means(), whiteners, std::vector<double>(classes, -1.25)};
}

/// The definition, in long double.
double reference(const MixtureTable& table, const double* x) {
  const std::size_t n = table.dimensions();
  long double nearest = infinity;
  for (std::size_t k = 0; k < table.classes(); ++k) {
    long double square = 0;
    for (std::size_t r = 0; r < n; ++r) {
      long double z = 0;
      for (std::size_t c = 0; c < n; ++c) {
        z += static_cast<long double>(table.whiteners()[(k * n + r) * n + c]) *
             (static_cast<long double>(x[c]) - table.means()[k * n + c]);
      }
      square += z * z;
    }
    nearest = std::min(nearest, square);
  }
  return static_cast<double>(nearest);
}

std::vector<double> nearest(const MixtureTable& table, const double* points, std::size_t rows) {
  std::vector<double> out(rows + 1, -7);
  kernel::nearest_squared_distance(
      table, {points, static_cast<std::ptrdiff_t>(table.dimensions()), 1}, rows, out.data());
  CHECK(out.back() == -7);
  out.pop_back();
  return out;
}

}  // namespace

TEST_CASE("nearest distance: the definition, any number of rows, the same bits for each") {
  tests::on_every_isa([] {
    std::mt19937_64 engine(20);
    std::uniform_real_distribution<double> uniform(-1.5, 1.5);
    for (const std::size_t n : {2U, 3U}) {
      for (const std::size_t classes : {1U, 7U, 8U, 151U}) {
        for (const bool diagonal : {false, true}) {
          const MixtureTable table = random_distances(engine, n, classes, diagonal);
          std::vector<double> points(n * 67);
          std::generate(points.begin(), points.end(), [&] { return uniform(engine); });
          const std::vector<double> all = nearest(table, points.data(), 67);
          for (std::size_t i = 0; i < 67; ++i) {
            CHECK(std::abs(all[i] - reference(table, &points[n * i])) <= 1e-13 * (1 + all[i]));
            CHECK(nearest(table, &points[n * i], 1).front() == all[i]);
          }
          for (const std::size_t rows : {0U, 2U, 15U, 33U}) {
            const std::vector<double> part = nearest(table, points.data(), rows);
            CHECK(std::equal(part.begin(), part.end(), all.begin()));
          }
          std::vector<double> by_axes(points.size());
          for (std::size_t i = 0; i < points.size(); ++i) {
            by_axes[i % n * 67 + i / n] = points[i];
          }
          std::vector<double> out(67);
          kernel::nearest_squared_distance(table, {by_axes.data(), 1, 67}, 67, out.data());
          CHECK(out == all);
        }
      }
    }
  });
}

TEST_CASE("nearest distance: 0 on a mean, infinite where squares overflow, never NaN") {
  tests::on_every_isa([] {
    const MixtureTable table(2, {0, 0, 4, 0}, {1, 0, 0, 1, 2, 1, 0, 3}, {0, 0});
    const std::vector<double> points{0, 0, 4, 0, 1, 0, 1e100, -1e100, 1e200, -1e200, -1e308, 1e308};
    const std::vector<double> found = nearest(table, points.data(), 6);
    CHECK(found[0] == doctest::Approx(0).epsilon(1e-15));
    CHECK(found[1] == doctest::Approx(0).epsilon(1e-15));
    CHECK(found[2] == doctest::Approx(1).epsilon(1e-13));
    CHECK(found[3] == doctest::Approx(2e200).epsilon(1e-13));
    CHECK(found[4] == infinity);
    CHECK(found[5] == infinity);
  });
}
