#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/kernel/posterior_summary.hpp>

#include "kernel/every_isa.hpp"
#include "kernel/random_mixture.hpp"

using namespace tonewheel;
using kernel::MixtureTable;
using tests::dense_posterior;
using tests::random_table;

namespace {

/// All that the kernel gives, written with gaps between the rows.
struct Summary {
  std::vector<double> p;
  std::vector<double> entropy;
  std::vector<std::uint32_t> classes;
  std::vector<double> probabilities;
};

Summary summarise(const MixtureTable& table, const std::vector<double>& points, std::size_t rows,
                  std::size_t likeliest, bool with_p = true) {
  const auto dimensions = static_cast<std::ptrdiff_t>(table.dimensions());
  const auto columns = static_cast<std::ptrdiff_t>(table.classes());
  const auto n = static_cast<std::ptrdiff_t>(likeliest);
  Summary out;
  out.p.assign(with_p ? rows * table.classes() : 0, -7);
  out.entropy.assign(rows + 1, -7);
  out.classes.assign(rows * likeliest + 1, 777);
  out.probabilities.assign(rows * likeliest + 1, -7);
  std::vector<double> scratch(kernel::scratch_size(table),
                              std::numeric_limits<double>::quiet_NaN());
  kernel::posterior_summary(
      table, {points.data(), dimensions, 1}, rows, {with_p ? out.p.data() : nullptr, columns, 1},
      {.entropy = out.entropy.data(),
       .likeliest = likeliest,
       .classes = {out.classes.data(), n, 1},
       .class_probabilities = {out.probabilities.data(), 1, static_cast<std::ptrdiff_t>(rows)}},
      scratch.data());
  CHECK(out.entropy.back() == -7);
  CHECK(out.classes.back() == 777);
  CHECK(out.probabilities.back() == -7);
  return out;
}

}  // namespace

TEST_CASE("posterior summary: the bits of the posterior, its entropy and its likeliest classes") {
  tests::on_every_isa([] {
    std::mt19937_64 engine(4);
    std::uniform_real_distribution<double> uniform(-1.5, 1.5);
    for (const std::size_t dimensions : {2U, 3U}) {
      for (const std::size_t classes : {1U, 2U, 7U, 8U, 9U, 151U}) {
        const MixtureTable table = random_table(engine, dimensions, classes);
        for (const std::size_t rows : {1U, 15U, 33U}) {
          std::vector<double> points(rows * dimensions);
          std::generate(points.begin(), points.end(), [&] { return uniform(engine); });
          const std::vector<double> p = dense_posterior(table, points);
          const std::size_t likeliest = std::min<std::size_t>(classes, 9);
          const Summary summary = summarise(table, points, rows, likeliest);
          CHECK(std::memcmp(summary.p.data(), p.data(), p.size() * sizeof(double)) == 0);
          for (std::size_t i = 0; i < rows; ++i) {
            const double* row = p.data() + i * classes;
            long double entropy = 0;
            for (std::size_t k = 0; k < classes; ++k) {
              entropy -= row[k] * std::log(static_cast<long double>(row[k]));
            }
            CHECK(std::abs(summary.entropy[i] - static_cast<double>(entropy)) <=
                  tolerance::entropy);
            std::vector<std::size_t> order(classes);
            std::iota(order.begin(), order.end(), std::size_t{0});
            std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
              return row[a] != row[b] ? row[a] > row[b] : a < b;
            });
            for (std::size_t rank = 0; rank < likeliest; ++rank) {
              const std::uint32_t k = summary.classes[i * likeliest + rank];
              // Powers that differ may be equal when divided; then either may stand first.
              CHECK(row[k] == row[order[rank]]);
              CHECK(summary.probabilities[rank * rows + i] == row[k]);
            }
          }
          // Not wanting the probabilities changes nothing else.
          const Summary brief = summarise(table, points, rows, 1, false);
          for (std::size_t i = 0; i < rows; ++i) {
            CHECK(brief.entropy[i] == summary.entropy[i]);
            CHECK(brief.classes[i] == summary.classes[i * likeliest]);
          }
        }
      }
    }
  });
}

TEST_CASE("posterior summary: equal classes share, in class order") {
  const std::size_t classes = 20;
  std::vector<double> whiteners;
  for (std::size_t k = 0; k < classes; ++k) {
    whiteners.insert(whiteners.end(), {1, 0, 0, 0, 1, 0, 0, 0, 1});
  }
  const MixtureTable table(3, std::vector<double>(classes * 3, 0.5), whiteners,
                           std::vector<double>(classes, 0.0));
  tests::on_every_isa([&] {
    const Summary summary = summarise(table, std::vector<double>(60, 0.25), 20, classes);
    for (std::size_t i = 0; i < 20; ++i) {
      CHECK(summary.entropy[i] == doctest::Approx(std::log(20.0)).epsilon(1e-15));
      for (std::size_t k = 0; k < classes; ++k) {
        CHECK(summary.classes[i * classes + k] == k);
        CHECK(summary.probabilities[k * 20 + i] == doctest::Approx(0.05).epsilon(1e-15));
      }
    }
  });
}

TEST_CASE("posterior summary: points far from every class, and one class that takes all") {
  const MixtureTable table(2, {0, 0, 1, 1, 1, 1}, {1, 0, 0, 1, 2, 0, 0, 2, 1, 0, 0, 1},
                           {0, 1, 0.5});
  tests::on_every_isa([&] {
    // Far out the widest classes win: 0 and 2 lie at the same whitened distance and share by
    // weight.
    const std::vector<double> points{0.1, 0.2, 1e200, -1e250, 40, 40, 0.3, 0.1};
    const std::vector<double> p = dense_posterior(table, points);
    const Summary summary = summarise(table, points, 4, 3);
    CHECK(std::memcmp(summary.p.data(), p.data(), p.size() * sizeof(double)) == 0);
    CHECK(summary.classes[3] == 2);
    CHECK(summary.classes[4] == 0);
    const double share = 1 / (1 + std::exp(0.5));
    CHECK(summary.probabilities[1] == doctest::Approx(1 - share).epsilon(1e-14));
    CHECK(summary.entropy[1] ==
          doctest::Approx(-share * std::log(share) - (1 - share) * std::log(1 - share))
              .epsilon(1e-14));
    CHECK(summary.classes[6] == 2);
    CHECK(summary.entropy[2] >= 0);
    CHECK(summary.entropy[2] < 1e-15);
    CHECK(summarise(table, {}, 0, 3).p.empty());
  });
}
