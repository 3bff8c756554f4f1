#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <numbers>
#include <random>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/kernel/posterior.hpp>

#include "kernel/every_isa.hpp"
#include "kernel/random_mixture.hpp"

namespace {

using namespace tonewheel;
using kernel::MixtureTable;
using kernel::Strided;
using tests::dense_posterior;
using tests::random_table;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

template <class Real>
std::vector<Real> random_points(std::mt19937_64& engine, std::size_t count) {
  std::uniform_real_distribution<double> uniform(-1.5, 1.5);
  std::vector<Real> points(count);
  std::generate(points.begin(), points.end(), [&] { return static_cast<Real>(uniform(engine)); });
  return points;
}

/// The definition, in long double: log weight - |W (x - m)|^2 / 2, one point.
template <class Real>
std::vector<long double> reference_joint(const MixtureTable& table, const Real* x) {
  const std::size_t n = table.dimensions();
  std::vector<long double> out;
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
    out.push_back(table.log_weights()[k] - square / 2);
  }
  return out;
}

std::vector<double> normalised(const std::vector<long double>& joint) {
  const long double top = *std::max_element(joint.begin(), joint.end());
  long double sum = 0;
  for (const long double each : joint) {
    sum += std::exp(each - top);
  }
  std::vector<double> out;
  for (const long double each : joint) {
    out.push_back(static_cast<double>(std::exp(each - top) / sum));
  }
  return out;
}

struct Shape {
  std::size_t dimensions;
  std::size_t classes;
};

/// Fewer classes than lanes, the eight that have a loop of their own, and more with a remainder.
constexpr Shape shapes[] = {{2, 5}, {3, 5}, {2, 8}, {3, 8}, {2, 19}, {3, 19}};

template <class Real>
bool same_bits(const std::vector<Real>& a, const std::vector<Real>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(Real)) == 0;
}

}  // namespace

TEST_CASE_TEMPLATE("posterior kernel: the definition in long double", Real, double, float) {
  tests::on_every_isa([] {
    std::mt19937_64 engine(1);
    const double close =
        std::is_same_v<Real, double> ? tolerance::posterior : tolerance::posterior_float;
    for (const std::size_t dimensions : {2U, 3U}) {
      for (const std::size_t classes : {1U, 2U, 7U, 8U, 9U, 33U, 151U}) {
        const MixtureTable table = random_table(engine, dimensions, classes);
        const std::size_t rows = 70;
        const std::vector<Real> points = random_points<Real>(engine, rows * dimensions);
        const std::vector<Real> p = dense_posterior(table, points);
        for (std::size_t i = 0; i < rows; ++i) {
          const std::vector<double> expected =
              normalised(reference_joint(table, points.data() + i * dimensions));
          double sum = 0;
          for (std::size_t k = 0; k < classes; ++k) {
            const auto value = static_cast<double>(p[i * classes + k]);
            CHECK(std::abs(value - expected[k]) <= close);
            sum += value;
          }
          CHECK(std::abs(sum - 1) <=
                (std::is_same_v<Real, double> ? tolerance::row_sum : tolerance::posterior_float));
        }
      }
    }
  });
}

TEST_CASE("posterior kernel: log_joint is the definition") {
  tests::on_every_isa([] {
    std::mt19937_64 engine(2);
    for (const std::size_t dimensions : {2U, 3U}) {
      const MixtureTable table = random_table(engine, dimensions, 9);
      for (const std::size_t rows : {1U, 5U, 32U, 67U}) {
        const std::vector<double> points = random_points<double>(engine, rows * dimensions);
        std::vector<double> out(rows * 9);
        std::vector<double> scratch(kernel::scratch_size(table), not_a_number);
        // Written column by column.
        kernel::log_joint(table, {points.data(), static_cast<std::ptrdiff_t>(dimensions), 1}, rows,
                          {out.data(), 1, static_cast<std::ptrdiff_t>(rows)}, scratch.data());
        for (std::size_t i = 0; i < rows; ++i) {
          const auto expected = reference_joint(table, points.data() + i * dimensions);
          for (std::size_t k = 0; k < 9; ++k) {
            CHECK(std::abs(out[k * rows + i] - static_cast<double>(expected[k])) <=
                  tolerance::closed_form * (1 + std::abs(static_cast<double>(expected[k]))));
          }
        }
      }
    }
  });
}

TEST_CASE_TEMPLATE("posterior kernel: any strides, and nothing beside the matrix is touched", Real,
                   double, float) {
  tests::on_every_isa([] {
    std::mt19937_64 engine(3);
    for (const auto& [dimensions, classes] : shapes) {
      const MixtureTable table = random_table(engine, dimensions, classes);
      const auto k = static_cast<std::ptrdiff_t>(classes);
      for (const std::size_t rows : {1U, 31U, 32U, 33U, 65U}) {
        const std::vector<Real> points = random_points<Real>(engine, rows * dimensions);
        const std::vector<Real> expected = dense_posterior(table, points);
        struct Layout {
          std::ptrdiff_t row;
          std::ptrdiff_t column;
        };
        const auto n = static_cast<std::ptrdiff_t>(rows);
        // Row-major, row-major with gaps, column-major, column-major with gaps, every second
        // element, backwards.
        for (const Layout& layout :
             {Layout{k, 1}, Layout{k + 6, 1}, Layout{1, n}, Layout{1, n + 3}, Layout{2 * k + 3, 2},
              Layout{-k, 1}, Layout{-1, n}, Layout{k + 2, -1}}) {
          const auto place = [&](std::size_t i, std::size_t j) {
            return static_cast<std::ptrdiff_t>(i) * layout.row +
                   static_cast<std::ptrdiff_t>(j) * layout.column;
          };
          std::ptrdiff_t low = 0;
          std::ptrdiff_t high = 0;
          for (const std::size_t i : {std::size_t{0}, rows - 1}) {
            for (const std::size_t j : {std::size_t{0}, classes - 1}) {
              low = std::min(low, place(i, j));
              high = std::max(high, place(i, j));
            }
          }
          const auto size = static_cast<std::size_t>(high - low + 1);
          const Real poison = std::numeric_limits<Real>::quiet_NaN();
          std::vector<Real> in(size, poison);
          std::vector<Real> out(size, Real{-7});
          std::vector<Real> wanted(size, Real{-7});
          for (std::size_t i = 0; i < rows; ++i) {
            for (std::size_t j = 0; j < classes; ++j) {
              wanted[static_cast<std::size_t>(place(i, j) - low)] = expected[i * classes + j];
              if (j < dimensions) {
                in[static_cast<std::size_t>(place(i, j) - low)] = points[i * dimensions + j];
              }
            }
          }
          std::vector<double> scratch(kernel::scratch_size(table), not_a_number);
          kernel::posterior(table, Strided<const Real>{in.data() - low, layout.row, layout.column},
                            rows, Strided<Real>{out.data() - low, layout.row, layout.column},
                            scratch.data());
          INFO(rows << " rows, strides " << layout.row << ", " << layout.column);
          CHECK(same_bits(out, wanted));
        }
      }
    }
  });
}

TEST_CASE_TEMPLATE("posterior kernel: one point for all rows through stride zero", Real, double,
                   float) {
  tests::on_every_isa([] {
    std::mt19937_64 engine(4);
    const MixtureTable table = random_table(engine, 3, 6);
    const std::vector<Real> point = random_points<Real>(engine, 3);
    const std::vector<Real> expected = dense_posterior(table, point);
    std::vector<Real> out(40 * 6);
    std::vector<double> scratch(kernel::scratch_size(table));
    kernel::posterior(table, Strided<const Real>{point.data(), 0, 1}, 40,
                      Strided<Real>{out.data(), 6, 1}, scratch.data());
    for (std::size_t i = 0; i < 40; ++i) {
      CHECK(same_bits(std::vector<Real>(out.begin() + static_cast<std::ptrdiff_t>(i * 6),
                                        out.begin() + static_cast<std::ptrdiff_t>(i * 6 + 6)),
                      expected));
    }
  });
}

TEST_CASE_TEMPLATE("posterior kernel: no rows touch nothing", Real, double, float) {
  tests::on_every_isa([] {
    std::mt19937_64 engine(5);
    const MixtureTable table = random_table(engine, 3, 6);
    kernel::posterior(table, Strided<const Real>{nullptr, 3, 1}, 0, Strided<Real>{nullptr, 6, 1},
                      nullptr);
    kernel::log_joint(table, {nullptr, 3, 1}, 0, {nullptr, 6, 1}, nullptr);
  });
}

TEST_CASE_TEMPLATE("posterior kernel: a row's bits do not depend on the others", Real, double,
                   float) {
  tests::on_every_isa([] {
    std::mt19937_64 engine(6);
    for (const auto& [dimensions, classes] : shapes) {
      const MixtureTable table = random_table(engine, dimensions, classes);
      std::vector<Real> points = random_points<Real>(engine, 97 * dimensions);
      points[20 * dimensions] = std::numeric_limits<Real>::max();
      points[64 * dimensions + 1] = -std::numeric_limits<Real>::max();
      const std::vector<Real> whole = dense_posterior(table, points);
      for (std::size_t first = 0; first < 97; ++first) {
        for (const std::size_t count : {1U, 2U, 31U, 32U, 33U}) {
          const std::size_t end = std::min<std::size_t>(97, first + count);
          const auto at = [](std::size_t i) { return static_cast<std::ptrdiff_t>(i); };
          const std::vector<Real> part(points.begin() + at(first * dimensions),
                                       points.begin() + at(end * dimensions));
          CHECK(same_bits(dense_posterior(table, part),
                          std::vector<Real>(whole.begin() + at(first * classes),
                                            whole.begin() + at(end * classes))));
        }
      }
    }
  });
}

TEST_CASE_TEMPLATE("posterior kernel: far points are never NaN", Real, double, float) {
  tests::on_every_isa([] {
    std::mt19937_64 engine(7);
    for (const std::size_t dimensions : {2U, 3U}) {
      for (int round = 0; round < 20; ++round) {
        const MixtureTable table = random_table(engine, dimensions, 4);
        std::vector<Real> points;
        for (const double size : {1e1, 1e3, 1e8, 1e19, 1e38, 1e76, 1e100, 1e153, 1e154, 1e155,
                                  1e200, 1e307, 1e308, std::numeric_limits<double>::max()}) {
          const double limited =
              std::min(size, static_cast<double>(std::numeric_limits<Real>::max()));
          std::uniform_real_distribution<double> uniform(-1, 1);
          for (std::size_t d = 0; d < dimensions; ++d) {
            points.push_back(static_cast<Real>(limited * uniform(engine)));
          }
          for (std::size_t d = 0; d < dimensions; ++d) {
            points.push_back(static_cast<Real>(engine() % 2 == 0 ? limited : -limited));
          }
        }
        const std::vector<Real> p = dense_posterior(table, points);
        for (std::size_t i = 0; i < p.size() / 4; ++i) {
          double sum = 0;
          for (std::size_t k = 0; k < 4; ++k) {
            const auto value = static_cast<double>(p[i * 4 + k]);
            CHECK(value >= 0);  // false for NaN
            CHECK(value <= 1);
            sum += value;
          }
          CHECK(std::abs(sum - 1) <=
                (std::is_same_v<Real, double> ? tolerance::row_sum : tolerance::posterior_float));
        }
      }
    }
  });
}

TEST_CASE("posterior kernel: log_joint of far points is -inf, never NaN") {
  tests::on_every_isa([] {
    std::mt19937_64 engine(8);
    for (int round = 0; round < 20; ++round) {
      const MixtureTable table = random_table(engine, 3, 4);
      for (const double size : {1e155, 1e200, 1e308, std::numeric_limits<double>::max()}) {
        for (const double sign : {-1.0, 1.0}) {
          const std::vector<double> point{size, sign * size, -size};
          std::vector<double> out(4);
          std::vector<double> scratch(kernel::scratch_size(table));
          kernel::log_joint(table, {point.data(), 3, 1}, 1, {out.data(), 4, 1}, scratch.data());
          for (const double each : out) {
            CHECK(each == -std::numeric_limits<double>::infinity());
          }
        }
      }
    }
  });
}

TEST_CASE("posterior kernel: a class whose whitened point overflows does not spoil the others") {
  tests::on_every_isa([] {
    // A needle (deviation 1e-150, correlated) beside a class wide enough that 1e159 is near to
    // it.
    const MixtureTable table(2, {0, 0, 0, 0}, {1e150, -1e150, 1e150, 1e150, 1e-160, 0, 0, 1e-160},
                             {0, 0});
    const std::vector<double> p = dense_posterior<double>(table, {1e159, 1e159, 0, 0});
    CHECK(p[0] <= tolerance::posterior);
    CHECK(p[1] == 1.0);
    CHECK(p[2] == 0.5);
    CHECK(p[3] == 0.5);
  });
}

TEST_CASE("posterior kernel: log weights of any size") {
  tests::on_every_isa([] {
    // Two classes at the origin: the posterior is the logistic function of the difference.
    for (const double level : {-1e6, -700.0, 0.0, 700.0, 1e6}) {
      for (const double difference : {-800.0, -30.0, -1.0, 0.0, 2.0, 50.0, 800.0}) {
        const MixtureTable table(2, {0, 0, 0, 0}, {1, 0, 0, 1, 1, 0, 0, 1},
                                 {level, level + difference});
        const std::vector<double> p = dense_posterior<double>(table, {.3, -.4});
        // At a level of 1e6 the sum with the difference is rounded to 2^-33.
        const double rounded = (level + difference) - level;
        CHECK(std::abs(p[1] - 1 / (1 + std::exp(-rounded))) <= tolerance::posterior_repaired);
        CHECK(std::abs(p[0] + p[1] - 1) <= tolerance::row_sum);
      }
    }
  });
}
