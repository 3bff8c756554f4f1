#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/agreement/evaluator_weighted.hpp>

#include "metric/agreement/agreement_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::agreement_golden;
using support::agrees;
using support::contains;
using support::golden_number;
using support::GoldenRatings;
using support::message_of;
using support::same_bits;

namespace {

using Values = std::vector<double>;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// Exact sums, two square roots, some divisions.
constexpr double few_roundings = 1e-14;

Values random_values(std::mt19937_64& engine, std::size_t units, std::size_t raters) {
  std::normal_distribution<double> normal;
  Values values;
  for (std::size_t i = 0; i < units; ++i) {
    const double truth = normal(engine);
    for (std::size_t j = 0; j < raters; ++j) {
      const double noise = 0.3 + static_cast<double>(j);
      values.push_back(engine() % 5 == 0 ? not_a_number : truth + noise * normal(engine));
    }
  }
  return values;
}

bool same_values(const Values& a, const Values& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_bits);
}

}  // namespace

TEST_CASE("evaluators: against the definition in fractions") {
  for (const auto& golden : agreement_golden("evaluators")) {
    const GoldenRatings rows(golden["rows"]);
    for (const auto reference :
         {EvaluatorReference::all_raters, EvaluatorReference::other_raters}) {
      const auto& expected =
          golden[reference == EvaluatorReference::all_raters ? "all_raters" : "other_raters"];
      const EvaluatorEstimates found = evaluator_weighted(rows.view(), {.reference = reference});
      REQUIRE(found.values.size() == expected["values"].size());
      REQUIRE(found.weights.size() == expected["weights"].size());
      for (std::size_t k = 0; k < rows.raters; ++k) {
        CHECK(agrees(found.correlations[k], golden_number(expected["correlations"][k]),
                     few_roundings));
        CHECK(agrees(found.weights[k], golden_number(expected["weights"][k]), few_roundings));
      }
      for (std::size_t i = 0; i < rows.units; ++i) {
        CHECK(agrees(found.values[i], golden_number(expected["values"][i]), few_roundings));
      }
      CHECK(found.plain_means == expected["plain_means"].get<std::size_t>());
    }
  }
}

TEST_CASE("evaluators: who agrees weighs more, who says the opposite nothing") {
  // Raters 0 and 1 agree; 2 says the opposite.
  const Values values{1, 1, 5, 2, 2, 4, 3, 3, 3, 5, 5, 1};
  const EvaluatorEstimates found = evaluator_weighted({values, 4, 3});
  CHECK(agrees(found.correlations[0], 1, few_roundings));
  CHECK(agrees(found.correlations[2], -1, few_roundings));
  CHECK(found.weights[2] == 0);
  CHECK(found.values == Values{1, 2, 3, 5});
  const EvaluatorEstimates kept =
      evaluator_weighted({values, 4, 3}, {.negative = NegativeWeight::kept});
  CHECK(agrees(kept.weights[2], -1, few_roundings));
  CHECK(agrees(kept.values[0], 1 + 1 - 5, few_roundings));
  // Two raters who contradict each other, each compared with the other: plain means.
  const Values contrary{1, 4, 2, 3, 4, 1};
  const EvaluatorEstimates plain =
      evaluator_weighted({contrary, 3, 2}, {.reference = EvaluatorReference::other_raters});
  CHECK(plain.weights == Values{0, 0});
  CHECK(plain.values == Values{2.5, 2.5, 2.5});
  CHECK(plain.plain_means == 3);
}

TEST_CASE("evaluators: others whose mean does not vary tell nothing, however many they are") {
  // Rater 0 varies; three others say x, y and z, or nine say that three times: their means are
  // equal, but not every rounding of them.
  std::mt19937_64 engine(533);
  std::uniform_real_distribution<double> uniform(-1, 1);
  for (int round = 0; round < 200; ++round) {
    const double x = uniform(engine);
    const double y = 1e-3 * uniform(engine);
    const double z = 1e-6 * uniform(engine);
    EvaluatorCorrelations sums(10, EvaluatorReference::other_raters);
    for (int unit = 0; unit < 6; ++unit) {
      Values ratings{uniform(engine), x, y, z, x, y, z, x, y, z};
      if (unit % 2 == 0) {
        std::fill(ratings.begin() + 4, ratings.end(), not_a_number);
      }
      sums.add(ratings);
    }
    for (const double correlation : sums.correlations()) {
      CHECK(std::isnan(correlation));
    }
  }
}

TEST_CASE("evaluators: order of units and raters, scale, and the range of a mean") {
  std::mt19937_64 engine(531);
  for (int round = 0; round < 40; ++round) {
    const std::size_t units = 3 + engine() % 15;
    const Values values = random_values(engine, units, 4);
    for (const EvaluatorOptions options :
         {EvaluatorOptions{}, EvaluatorOptions{.reference = EvaluatorReference::other_raters}}) {
      const EvaluatorEstimates found = evaluator_weighted({values, units, 4}, options);
      const Values reversed(values.rbegin(), values.rend());
      EvaluatorEstimates moved = evaluator_weighted({reversed, units, 4}, options);
      std::reverse(moved.values.begin(), moved.values.end());
      std::reverse(moved.weights.begin(), moved.weights.end());
      CHECK(same_values(moved.values, found.values));
      CHECK(same_values(moved.weights, found.weights));
      Values doubled = values;
      std::for_each(doubled.begin(), doubled.end(), [](double& value) { value *= 2; });
      CHECK(same_values(evaluator_weighted({doubled, units, 4}, options).weights, found.weights));
      for (std::size_t i = 0; i < units; ++i) {
        double least = infinity;
        double most = -infinity;
        for (std::size_t k = 0; k < 4; ++k) {
          const double value = values[4 * i + k];
          least = std::isnan(value) ? least : std::min(least, value);
          most = std::isnan(value) ? most : std::max(most, value);
        }
        CHECK(std::isnan(found.values[i]) == (least > most));
        CHECK(!(found.values[i] < least - few_roundings * std::abs(least)));
        CHECK(!(found.values[i] > most + few_roundings * std::abs(most)));
      }
    }
  }
}

TEST_CASE("evaluators: nothing rated, and what cannot be") {
  const Values none{not_a_number, not_a_number};
  const EvaluatorEstimates found = evaluator_weighted({none, 1, 2});
  CHECK(std::isnan(found.values[0]));
  CHECK(found.unrated == 1);
  CHECK(found.plain_means == 0);
  CHECK(evaluator_weighted({{}, 0, 2}).values.empty());
  CHECK(contains(message_of([] { (void)evaluator_weighted(MatrixView<double>()); }),
                 "found 0 raters"));
  const Values bad{1, 2, 3, -infinity};
  CHECK(contains(message_of([&] { (void)evaluator_weighted({bad, 2, 2}); }),
                 "row 2: rating of rater 1: found -inf"));
  CHECK(contains(message_of([&] { (void)evaluator_weighted({bad, 3, 2}); }), "found 4 of them"));
  const Values weights{1, not_a_number};
  const Values unit{1, 2};
  CHECK(contains(message_of([&] { (void)weighted_rating(unit, weights); }),
                 "found weight nan of rater 1"));
  CHECK(contains(message_of([&] { (void)weighted_rating(bad, weights); }),
                 "a unit with 4 ratings, expected 2"));
  EvaluatorCorrelations sums(2);
  CHECK(contains(
      message_of([&] { sums.merge(EvaluatorCorrelations(2, EvaluatorReference::other_raters)); }),
      "the same reference"));
  CHECK(contains(message_of([&] { sums.merge(EvaluatorCorrelations(3)); }), "found 3 raters"));
}
