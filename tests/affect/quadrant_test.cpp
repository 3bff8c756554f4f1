#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/quadrant.hpp>
#include <tonewheel/core/error.hpp>

using tonewheel::BalancePlan;
using tonewheel::Error;
using tonewheel::plan_balance;
using tonewheel::Quadrant;
using tonewheel::quadrant_density;
using tonewheel::quadrant_of;
using tonewheel::QuadrantDensity;
using tonewheel::Va;

namespace {

using Counts = std::array<std::size_t, 4>;
using Rows = std::vector<std::size_t>;

constexpr std::array<Va, 4> inside{Va{0.5, 0.5}, {-0.5, 0.5}, {-0.5, -0.5}, {0.5, -0.5}};

std::vector<Va> points(const Counts& counts) {
  std::vector<Va> out;
  for (std::size_t q = 0; q < 4; ++q) {
    out.insert(out.end(), counts[q], inside[q]);
  }
  return out;
}

/// Row r in quadrant r mod 4.
std::vector<Va> round_robin(std::size_t rows) {
  std::vector<Va> out;
  for (std::size_t row = 0; row < rows; ++row) {
    out.push_back(inside[row % 4]);
  }
  return out;
}

}  // namespace

TEST_CASE("quadrants") {
  CHECK(quadrant_of({1, 1}) == Quadrant::first);
  CHECK(quadrant_of({-1e-300, 1}) == Quadrant::second);
  CHECK(quadrant_of({-1, -0.1}) == Quadrant::third);
  CHECK(quadrant_of({0.1, -1}) == Quadrant::fourth);
  for (const Va point : {Va{0, 0}, {0, 0.5}, {-0.0, 0.5}, {0.5, 0}, {1.01, 0.5}, {0.5, -2}}) {
    CHECK_FALSE(quadrant_of(point).has_value());
  }
  CHECK_FALSE(quadrant_of({std::nan(""), 0.5}).has_value());
}

TEST_CASE("densities lose no point") {
  const std::vector<Va> all{{0.5, 0.5}, {0.9, 0.1},  {-0.5, 0.5}, {-0.1, -0.1}, {0, 0},
                            {0, 1},     {0.3, -0.0}, {1.5, 0},    {0.2, -1.01}, {1, -1}};
  const QuadrantDensity density = quadrant_density(all);
  CHECK(density.counts == Counts{2, 1, 1, 1});
  CHECK(density.densities == std::array<double, 4>{2, 1, 1, 1});
  CHECK(density.on_axis == 3);
  CHECK(density.outside == 2);
  CHECK(quadrant_density({}).counts == Counts{});
  CHECK_THROWS_WITH_AS((void)quadrant_density(std::vector<Va>{{0, 0}, {std::nan(""), 0}}),
                       "quadrants: the point in row 1 is not finite", Error);
}

TEST_CASE("a plan fills the quadrants in order of rows") {
  const QuadrantDensity present = quadrant_density(points({5, 2, 4, 3}));
  std::vector<Va> candidates = round_robin(10);
  candidates.push_back({0, 0.5});
  candidates.push_back({3, 0.5});
  const BalancePlan plan = plan_balance(present, candidates);
  CHECK(plan.target == 5);
  CHECK(plan.needed == Counts{0, 3, 1, 2});
  CHECK(plan.drawn == Counts{0, 3, 1, 2});
  CHECK(plan.missing == Counts{});
  CHECK(plan.rows == Rows{1, 2, 3, 5, 7, 9});
  CHECK(plan.candidates.counts == Counts{3, 3, 2, 2});
  CHECK(plan.candidates.on_axis == 1);
  CHECK(plan.candidates.outside == 1);
}

TEST_CASE("a plan says what is missing") {
  const QuadrantDensity present = quadrant_density(points({5, 2, 4, 3}));
  const BalancePlan plan = plan_balance(present, round_robin(4), {.target = 6.5});
  CHECK(plan.needed == Counts{2, 5, 3, 4});  // 7 points are the first to reach 6.5
  CHECK(plan.drawn == Counts{1, 1, 1, 1});
  CHECK(plan.missing == Counts{1, 4, 2, 3});
  CHECK(plan.rows == Rows{0, 1, 2, 3});
  const BalancePlan low = plan_balance(present, round_robin(4), {.target = 3});
  CHECK(low.needed == Counts{0, 1, 0, 0});
  CHECK(plan_balance({}, round_robin(4)).rows.empty());
  CHECK(plan_balance(present, {}).missing == Counts{0, 3, 1, 2});
}

TEST_CASE("the plan balances: together the sets reach the target") {
  std::mt19937_64 engine(5);
  std::uniform_real_distribution<double> uniform(-1, 1);
  std::vector<Va> first;
  std::vector<Va> second;
  for (int i = 0; i < 300; ++i) {
    first.push_back({std::sqrt(std::abs(uniform(engine))), uniform(engine)});
    second.push_back({uniform(engine) - 0.4, uniform(engine)});
  }
  for (const bool sampled : {false, true}) {
    const QuadrantDensity present = quadrant_density(first);
    const BalancePlan plan = plan_balance(
        present, second, {.seed = sampled ? std::optional<std::uint64_t>(9) : std::nullopt});
    std::vector<Va> together = first;
    for (std::size_t i = 0; i < plan.rows.size(); ++i) {
      CHECK((i == 0 || plan.rows[i - 1] < plan.rows[i]));
      together.push_back(second[plan.rows[i]]);
    }
    const QuadrantDensity after = quadrant_density(together);
    for (std::size_t q = 0; q < 4; ++q) {
      CHECK(after.densities[q] + static_cast<double>(plan.missing[q]) == plan.target);
    }
  }
}

TEST_CASE("a sample is the same everywhere") {
  // MT19937-64, draws below n by rejection, Fisher-Yates quadrant by quadrant, in plain Python.
  const QuadrantDensity present = quadrant_density(points({2, 5, 3, 0}));
  const BalancePlan plan = plan_balance(present, round_robin(40), {.seed = 2024});
  CHECK(plan.needed == Counts{3, 0, 2, 5});
  CHECK(plan.rows == Rows{3, 10, 16, 18, 20, 23, 27, 28, 31, 35});
  CHECK(plan_balance(present, round_robin(40), {.seed = 2025}).rows != plan.rows);
}

TEST_CASE("draws are unbiased") {
  std::mt19937_64 engine(1);
  std::array<double, 7> counts{};
  for (int i = 0; i < 70000; ++i) {
    ++counts.at(tonewheel::draw_below(engine, 7));
  }
  double chi_squared = 0;
  for (const double count : counts) {
    chi_squared += (count - 10000) * (count - 10000) / 10000;
  }
  CHECK(chi_squared < 22.5);  // 6 degrees: p = 0.001
  CHECK(tonewheel::draw_below(engine, 1) == 0);
  CHECK(tonewheel::draw_below(engine, ~std::uint64_t{0}) < ~std::uint64_t{0});
}

TEST_CASE("what is no plan") {
  CHECK_THROWS_AS((void)plan_balance({}, {}, {.target = -1}), Error);
  CHECK_THROWS_AS((void)plan_balance({}, {}, {.target = std::nan("")}), Error);
  CHECK_THROWS_AS((void)plan_balance({}, {}, {.target = 1e300}), Error);
  CHECK_THROWS_AS((void)plan_balance({}, std::vector<Va>{{0, std::nan("")}}), Error);
}
