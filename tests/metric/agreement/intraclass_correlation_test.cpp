#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/agreement/intraclass_correlation.hpp>

#include "metric/agreement/agreement_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::agreement_golden;
using support::agrees;
using support::agrees_relatively;
using support::contains;
using support::golden_number;
using support::GoldenRatings;
using support::message_of;
using support::same_bits;

namespace {

using Values = std::vector<double>;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Mean squares are exact but for the last few divisions.
constexpr double few_roundings = 1e-15 * 4;
/// A correlation is a ratio of differences of mean squares.
constexpr double of_differences = 1e-13;

std::array<double, 6> correlations(const IntraclassCorrelation& result) {
  return {result.icc_1_1, result.icc_2_1, result.icc_3_1,
          result.icc_1_k, result.icc_2_k, result.icc_3_k};
}

Values random_values(std::mt19937_64& engine, std::size_t units, std::size_t raters) {
  std::normal_distribution<double> normal;
  Values values;
  for (std::size_t i = 0; i < units; ++i) {
    const double truth = normal(engine);
    for (std::size_t j = 0; j < raters; ++j) {
      values.push_back(truth + 0.5 * normal(engine) + 0.2 * static_cast<double>(j));
    }
  }
  return values;
}

}  // namespace

TEST_CASE("intraclass: the example of Shrout and Fleiss, 6 targets and 4 judges") {
  const Values values{9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7};
  const IntraclassCorrelation result = intraclass_correlation({values, 6, 4});
  const std::array<double, 6> published{0.17, 0.29, 0.71, 0.44, 0.62, 0.91};
  for (std::size_t i = 0; i < published.size(); ++i) {
    CHECK(std::abs(correlations(result)[i] - published[i]) < 0.005);
  }
  CHECK(std::abs(result.between_units - 11.24) < 0.005);
  CHECK(std::abs(result.within_units - 6.26) < 0.005);
  CHECK(std::abs(result.between_raters - 32.49) < 0.005);
  CHECK(std::abs(result.residual - 1.02) < 0.005);
  CHECK(result.units == 6);
  CHECK(result.raters == 4);
}

TEST_CASE("intraclass: against sums of squares about means in fractions") {
  for (const auto& golden : agreement_golden("intraclass")) {
    const GoldenRatings rows(golden["rows"]);
    const IntraclassCorrelation result = intraclass_correlation(rows.view());
    for (std::size_t i = 0; i < 6; ++i) {
      CHECK(agrees(correlations(result)[i], golden_number(golden["icc"][i]), of_differences));
    }
    const auto relative = [&](double found, const char* name) {
      CHECK(agrees_relatively(found, golden_number(golden[name]), few_roundings));
    };
    relative(result.between_units, "between");
    relative(result.within_units, "within");
    relative(result.between_raters, "raters");
    relative(result.residual, "error");
    relative(result.f_one_way, "f_one_way");
    relative(result.f_two_way, "f_two_way");
    relative(result.f_raters, "f_raters");
  }
}

TEST_CASE("intraclass: order, scale, shifts of raters, bounds") {
  std::mt19937_64 engine(521);
  for (int round = 0; round < 40; ++round) {
    const std::size_t units = 2 + engine() % 15;
    const Values values = random_values(engine, units, 3);
    const IntraclassCorrelation result = intraclass_correlation({values, units, 3});
    const Values reversed(values.rbegin(), values.rend());  // units and raters in another order
    const auto moved = correlations(intraclass_correlation({reversed, units, 3}));
    for (std::size_t i = 0; i < 6; ++i) {
      CHECK(same_bits(moved[i], correlations(result)[i]));
      CHECK(!(correlations(result)[i] > 1));
    }
    CHECK(result.icc_1_1 >= -0.5 - of_differences);
    CHECK(result.icc_3_1 >= -0.5 - of_differences);
    // Spearman-Brown leads from one rater to the mean of k.
    CHECK(agrees(result.icc_1_k, 3 * result.icc_1_1 / (1 + 2 * result.icc_1_1), 1e-12));
    CHECK(agrees(result.icc_3_k, 3 * result.icc_3_1 / (1 + 2 * result.icc_3_1), 1e-12));
    Values stretched = values;
    Values biased = values;
    for (std::size_t i = 0; i < values.size(); ++i) {
      stretched[i] = -4 * values[i];
      biased[i] += static_cast<double>(i % 3);
    }
    CHECK(correlations(intraclass_correlation({stretched, units, 3})) == correlations(result));
    const IntraclassCorrelation with_bias = intraclass_correlation({biased, units, 3});
    CHECK(agrees(with_bias.icc_3_1, result.icc_3_1, 1e-12));  // consistency
    CHECK(with_bias.icc_1_1 < result.icc_1_1);                // absolute agreement
  }
}

TEST_CASE("intraclass: perfect agreement, and nothing to say") {
  const Values agreeing{1, 1, 2, 2, 5, 5};
  for (const double value : correlations(intraclass_correlation({agreeing, 3, 2}))) {
    CHECK(value == 1);
  }
  CHECK(std::isinf(intraclass_correlation({agreeing, 3, 2}).f_one_way));
  const Values constant{0.1, 0.1, 0.1, 0.1};
  const IntraclassCorrelation none = intraclass_correlation({constant, 2, 2});
  CHECK(none.between_units == 0);
  CHECK(std::isnan(none.f_one_way));
  for (const double value : correlations(none)) {
    CHECK(std::isnan(value));
  }
  for (const auto& few : {MatrixView<double>(agreeing, 1, 6), MatrixView<double>(agreeing, 6, 1),
                          MatrixView<double>({}, 0, 3)}) {
    CHECK(std::isnan(intraclass_correlation(few).icc_2_1));
    CHECK(std::isnan(intraclass_correlation(few).between_units));
  }
}

TEST_CASE("intraclass: units with a gap by policy") {
  const Values whole{9, 2, 5, 6, 1, 3, 8, 4, 6};
  const Values gaps{9, 2, 5, 1, not_a_number, 4, 6, 1, 3, 8, 4, 6};
  const IntraclassCorrelation skipped = intraclass_correlation({gaps, 4, 3}, NanPolicy::skip);
  CHECK(correlations(skipped) == correlations(intraclass_correlation({whole, 3, 3})));
  CHECK(skipped.units == 3);
  CHECK(skipped.left_out == 1);
  const IntraclassCorrelation nan = intraclass_correlation({gaps, 4, 3}, NanPolicy::propagate);
  CHECK(std::isnan(nan.icc_3_k));
  CHECK(std::isnan(nan.between_raters));
  CHECK(nan.left_out == 1);
  CHECK(correlations(intraclass_correlation({whole, 3, 3}, NanPolicy::propagate)) ==
        correlations(skipped));
}

TEST_CASE("intraclass: what cannot be is refused") {
  const Values gap{1, 2, 3, not_a_number};
  const Values large{1, 2, 1e300, 4};
  CHECK(contains(message_of([&] { (void)intraclass_correlation({gap, 2, 2}); }),
                 "row 2: intraclass correlation: found no rating of rater 1"));
  CHECK(contains(message_of([&] { (void)intraclass_correlation({large, 2, 2}); }),
                 "row 2: rating of rater 0: found 1e+300"));
  CHECK(
      contains(message_of([&] { (void)intraclass_correlation({gap, 3, 2}); }), "found 4 of them"));
  CHECK(contains(message_of([] { (void)intraclass_correlation(MatrixView<double>()); }),
                 "found 0 raters"));
  IntraclassSums sums(2);
  CHECK(contains(message_of([&] { sums.add(gap); }), "a unit with 4 ratings, expected 2"));
  CHECK(contains(message_of([&] { sums.merge(IntraclassSums(3)); }), "found 3 raters"));
  CHECK(contains(message_of([&] { sums.merge(IntraclassSums(2, NanPolicy::skip)); }),
                 "the same policy"));
  CHECK(sums == IntraclassSums(2));
}
