#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/agreement/krippendorff.hpp>

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

using Level = MeasurementLevel;
using CodeList = std::vector<std::uint32_t>;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// Exact sums, then some ten roundings of terms that are not negative.
constexpr double few_roundings = 1e-14;

bool same(const KrippendorffAlpha& a, const KrippendorffAlpha& b) {
  return same_bits(a.alpha, b.alpha) && same_bits(a.observed, b.observed) &&
         same_bits(a.expected, b.expected) && a.units == b.units && a.left_out == b.left_out &&
         a.ratings == b.ratings;
}

void check_golden(const KrippendorffAlpha& found, const nlohmann::json& expected) {
  CHECK(agrees(found.alpha, golden_number(expected["alpha"]), few_roundings));
  CHECK(agrees_relatively(found.observed, golden_number(expected["observed"]), few_roundings));
  CHECK(agrees_relatively(found.expected, golden_number(expected["expected"]), few_roundings));
  CHECK(found.units == expected["units"].get<std::uint64_t>());
  CHECK(found.left_out == expected["left_out"].get<std::uint64_t>());
  CHECK(found.ratings == expected["ratings"].get<std::uint64_t>());
}

struct RandomRatings {
  CodeList codes;
  std::vector<double> values;
  std::size_t units = 0;
  std::size_t raters = 0;

  RandomRatings(std::mt19937_64& engine, std::size_t unit_count, std::size_t rater_count)
      : units(unit_count), raters(rater_count) {
    for (std::size_t i = 0; i < units * raters; ++i) {
      const bool missing = engine() % 4 == 0;
      const auto code = static_cast<std::uint32_t>(engine() % 5);
      codes.push_back(missing ? no_rating : code);
      values.push_back(missing ? not_a_number : static_cast<double>(code));
    }
  }
  [[nodiscard]] MatrixView<std::uint32_t> categories() const { return {codes, units, raters}; }
  [[nodiscard]] MatrixView<double> numbers() const { return {values, units, raters}; }
};

/// Krippendorff 2011, section C: 4 observers, 12 units; 0: not given.
const std::vector<std::vector<int>> published{{1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0},
                                              {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3},
                                              {0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0},
                                              {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0}};

}  // namespace

TEST_CASE("krippendorff: the published example at four levels") {
  std::vector<double> values;
  for (std::size_t unit = 0; unit < 12; ++unit) {
    for (const auto& observer : published) {
      values.push_back(observer[unit] == 0 ? not_a_number : observer[unit]);
    }
  }
  const MatrixView<double> ratings{values, 12, 4};
  const auto alpha = [&](Level level) { return krippendorff_alpha(ratings, {.level = level}); };
  CHECK(std::abs(alpha(Level::nominal).alpha - 0.743) < 5e-4);
  CHECK(std::abs(alpha(Level::ordinal).alpha - 0.815) < 5e-4);
  CHECK(std::abs(alpha(Level::interval).alpha - 0.849) < 5e-4);
  CHECK(std::abs(alpha(Level::ratio).alpha - 0.797) < 5e-4);
  // "40 pairable values"; unit 12 has one rating only.
  CHECK(alpha(Level::nominal).ratings == 40);
  CHECK(alpha(Level::nominal).units == 11);
  CHECK(alpha(Level::nominal).left_out == 1);

  CodeList codes;
  for (const double value : values) {
    codes.push_back(std::isnan(value) ? no_rating : static_cast<std::uint32_t>(value) - 1);
  }
  CoincidenceCounts counts(5);
  for (std::size_t unit = 0; unit < 12; ++unit) {
    counts.add(MatrixView<std::uint32_t>(codes, 12, 4).row(unit));
  }
  CHECK(counts.n() == 11);
  CHECK(counts.left_out() == 1);
  // The coincidence matrix as printed, and its margins.
  const std::vector<double> thirds{21, 4,  1,  1,  0,   // 1
                                   4,  30, 4,  1,  0,   // 2
                                   1,  4,  24, 1,  0,   // 3
                                   1,  1,  1,  12, 0,   // 4
                                   0,  0,  0,  0,  9};  // 5
  for (std::size_t i = 0; i < thirds.size(); ++i) {
    CHECK(agrees(counts.matrix()[i], thirds[i] / 3, few_roundings));
  }
  CHECK(counts.totals() == std::vector<std::uint64_t>{9, 13, 10, 5, 3});
  const std::vector<double> stand_for{1, 2, 3, 4, 5};
  for (const Level level : {Level::interval, Level::ratio}) {
    CHECK(
        agrees(counts.alpha({.level = level}, stand_for).alpha, alpha(level).alpha, few_roundings));
  }
}

TEST_CASE("krippendorff: categories against sums over all pairs in fractions") {
  for (const auto& golden : agreement_golden("categories")) {
    const GoldenRatings rows(golden["rows"]);
    const CodeList codes = rows.codes();
    const auto k = golden["categories"].get<std::size_t>();
    const MatrixView<std::uint32_t> ratings{codes, rows.units, rows.raters};
    check_golden(krippendorff_alpha(ratings, k), golden["nominal"]);
    check_golden(krippendorff_alpha(ratings, k, {.level = Level::ordinal}), golden["ordinal"]);
    check_golden(krippendorff_alpha(ratings, k, {.level = Level::interval}), golden["interval"]);
    check_golden(krippendorff_alpha(ratings, k, {.level = Level::ratio}), golden["ratio"]);
    check_golden(
        krippendorff_alpha(ratings, k,
                           {.level = Level::circular, .circumference = static_cast<double>(k)}),
        golden["circular"]);
    std::vector<double> distance;
    for (const auto& row : golden["distance"]) {
      for (const auto& value : row) {
        distance.push_back(value.get<double>());
      }
    }
    const MatrixView<double> matrix{distance, k, k};
    check_golden(krippendorff_alpha(ratings, k, {.distance = matrix, .power = DistancePower::one}),
                 golden["distance_one"]);
    check_golden(krippendorff_alpha(ratings, k, {.distance = matrix, .power = DistancePower::two}),
                 golden["distance_two"]);
  }
}

TEST_CASE("krippendorff: numbers against sums over all pairs in fractions") {
  for (const auto& golden : agreement_golden("numbers")) {
    const GoldenRatings rows(golden["rows"]);
    const GoldenRatings sizes(golden["sizes"]);
    const MatrixView<double> ratings = rows.view();
    check_golden(krippendorff_alpha(ratings, {.level = Level::nominal}), golden["nominal"]);
    check_golden(krippendorff_alpha(ratings, {.level = Level::ordinal}), golden["ordinal"]);
    check_golden(krippendorff_alpha(ratings, {.level = Level::interval}), golden["interval"]);
    check_golden(krippendorff_alpha(sizes.view(), {.level = Level::ratio}), golden["ratio"]);
    check_golden(
        krippendorff_alpha(ratings, {.level = Level::circular,
                                     .circumference = golden["circumference"].get<double>()}),
        golden["circular"]);
  }
}

TEST_CASE("krippendorff: categories as numbers, and distances that are levels, give the same") {
  std::mt19937_64 engine(501);
  for (int round = 0; round < 30; ++round) {
    const RandomRatings ratings(engine, 3 + engine() % 20, 2 + engine() % 4);
    for (const KrippendorffOptions options :
         {KrippendorffOptions{}, KrippendorffOptions{.level = Level::ordinal},
          KrippendorffOptions{.level = Level::interval}, KrippendorffOptions{.level = Level::ratio},
          KrippendorffOptions{.level = Level::circular, .circumference = 5}}) {
      CHECK(same(krippendorff_alpha(ratings.categories(), 5, options),
                 krippendorff_alpha(ratings.numbers(), options)));
    }
    std::vector<double> different(25, 1);
    std::vector<double> chord(25);
    std::vector<double> apart(25);
    for (std::size_t i = 0; i < 25; ++i) {
      const std::size_t row = i / 5;
      const auto c = static_cast<double>(row);
      const auto k = static_cast<double>(i % 5);
      different[i] = c == k ? 0 : 1;
      apart[i] = std::abs(c - k);
      chord[i] = c == k ? 0 : std::abs(std::sin(std::numbers::pi * (c - k) / 5));
    }
    const auto given = [&](const std::vector<double>& distance) {
      return krippendorff_alpha(ratings.categories(), 5, {.distance = {distance, 5, 5}});
    };
    CHECK(same(given(different), krippendorff_alpha(ratings.categories(), 5)));
    CHECK(same(given(apart),
               krippendorff_alpha(ratings.categories(), 5, {.level = Level::interval})));
    CHECK(agrees(
        given(chord).alpha,
        krippendorff_alpha(ratings.categories(), 5, {.level = Level::circular, .circumference = 5})
            .alpha,
        few_roundings));
  }
}

TEST_CASE("krippendorff: the order of units, raters and category codes does not matter") {
  std::mt19937_64 engine(502);
  for (int round = 0; round < 30; ++round) {
    const RandomRatings ratings(engine, 2 + engine() % 20, 2 + engine() % 4);
    std::vector<std::size_t> units(ratings.units);
    std::vector<std::uint32_t> codes{0, 1, 2, 3, 4};
    for (std::size_t i = 0; i < units.size(); ++i) {
      units[i] = i;
    }
    std::shuffle(units.begin(), units.end(), engine);
    std::shuffle(codes.begin(), codes.end(), engine);
    CodeList shuffled;
    CodeList renamed;
    std::vector<double> numbers;
    for (const std::size_t unit : units) {
      const auto row = ratings.categories().row(unit);
      CodeList one(row.begin(), row.end());
      std::shuffle(one.begin(), one.end(), engine);  // raters may even change from unit to unit
      for (const std::uint32_t code : one) {
        shuffled.push_back(code);
        renamed.push_back(code == no_rating ? no_rating : codes[code]);
        numbers.push_back(code == no_rating ? not_a_number : 0.1 * code - 7);
      }
    }
    const MatrixView<std::uint32_t> moved{shuffled, ratings.units, ratings.raters};
    const MatrixView<std::uint32_t> relabelled{renamed, ratings.units, ratings.raters};
    const KrippendorffAlpha nominal = krippendorff_alpha(ratings.categories(), 5);
    CHECK(same(krippendorff_alpha(moved, 5), nominal));
    CHECK(same(krippendorff_alpha(relabelled, 5), nominal));
    for (const Level level : {Level::ordinal, Level::interval, Level::ratio}) {
      CHECK(same(krippendorff_alpha(moved, 5, {.level = level}),
                 krippendorff_alpha(ratings.categories(), 5, {.level = level})));
    }
    // Interval data may be moved and stretched, ordinal data be any that keep the order.
    const MatrixView<double> stretched{numbers, ratings.units, ratings.raters};
    CHECK(agrees(krippendorff_alpha(stretched, {.level = Level::interval}).alpha,
                 krippendorff_alpha(moved, 5, {.level = Level::interval}).alpha, few_roundings));
    CHECK(same(krippendorff_alpha(stretched, {.level = Level::ordinal}),
               krippendorff_alpha(moved, 5, {.level = Level::ordinal})));
    // Numbers on a circle may be turned.
    std::vector<double> turned = numbers;
    for (double& value : turned) {
      value += 0.25;
    }
    const KrippendorffOptions circle{.level = Level::circular, .circumference = 0.5};
    CHECK(agrees(krippendorff_alpha({turned, ratings.units, ratings.raters}, circle).alpha,
                 krippendorff_alpha(stretched, circle).alpha, 1e-11));
    CHECK(!(nominal.alpha > 1));
  }
}

TEST_CASE("krippendorff: perfect agreement is 1, two raters who always differ are below 0") {
  const CodeList agreeing{0, 0, 1, 1, 2, 2};
  const CodeList differing{0, 1, 1, 0, 0, 1};
  for (const Level level : {Level::nominal, Level::ordinal, Level::interval, Level::ratio}) {
    CHECK(krippendorff_alpha({agreeing, 3, 2}, 3, {.level = level}).alpha == 1);
    CHECK(krippendorff_alpha({differing, 3, 2}, 2, {.level = level}).alpha < 0);
  }
  // D_o = 1, D_e = 2 * 9 / 30.
  CHECK(agrees(krippendorff_alpha({differing, 3, 2}, 2).alpha, 1 - 30.0 / 18, few_roundings));
}

TEST_CASE("krippendorff: undefined where nothing varies or nothing can be compared") {
  const CodeList constant{1, 1, 1, 1};
  const KrippendorffAlpha none = krippendorff_alpha({constant, 2, 2}, 2);
  CHECK(std::isnan(none.alpha));
  CHECK(none.observed == 0);
  CHECK(none.expected == 0);
  const CodeList single{0, no_rating, no_rating, 1};
  const KrippendorffAlpha empty = krippendorff_alpha({single, 2, 2}, 2);
  CHECK(std::isnan(empty.alpha));
  CHECK(std::isnan(empty.observed));
  CHECK(empty.left_out == 2);
  CHECK(std::isnan(krippendorff_alpha(MatrixView<std::uint32_t>(), 3).alpha));
  CHECK(std::isnan(krippendorff_alpha(MatrixView<double>(), {.level = Level::interval}).alpha));
  // Units that are left out change nothing but their count.
  const CodeList more{0, 0, 1, no_rating, 1, 0, no_rating, no_rating};
  const CodeList fewer{0, 0, 1, 0};
  CHECK(krippendorff_alpha({more, 4, 2}, 2).alpha == krippendorff_alpha({fewer, 2, 2}, 2).alpha);
}

TEST_CASE("krippendorff: bootstrap over units") {
  std::mt19937_64 engine(504);
  CodeList codes;
  std::vector<double> values;
  for (int unit = 0; unit < 60; ++unit) {
    const auto truth = static_cast<std::uint32_t>(engine() % 4);
    for (int rater = 0; rater < 3; ++rater) {
      codes.push_back(engine() % 3 == 0 ? static_cast<std::uint32_t>(engine() % 4) : truth);
      values.push_back(codes.back());
    }
  }
  const MatrixView<std::uint32_t> categories{codes, 60, 3};
  const MatrixView<double> numbers{values, 60, 3};
  const ResamplingOptions rounds{.rounds = 300, .seed = 9};
  const Interval nominal = krippendorff_interval(categories, 4, {}, rounds);
  CHECK(nominal.estimate == krippendorff_alpha(categories, 4).alpha);
  CHECK(nominal.low < nominal.estimate);
  CHECK(nominal.high > nominal.estimate);
  CHECK(nominal.high - nominal.low < 0.4);
  CHECK(krippendorff_interval(categories, 4, {}, {.rounds = 300, .seed = 9, .threads = 3}) ==
        nominal);
  const KrippendorffOptions interval{.level = Level::interval};
  CHECK(krippendorff_interval(categories, 4, interval, rounds) ==
        krippendorff_interval(numbers, interval, rounds));
  const CodeList constant{0, 0, 0, 0};
  CHECK(contains(message_of([&] { (void)krippendorff_interval({constant, 2, 2}, 1); }),
                 "the statistic gave nan"));
  CHECK(contains(message_of([] { (void)krippendorff_interval(MatrixView<std::uint32_t>(), 2); }),
                 "0 samples"));
}

TEST_CASE("krippendorff: what cannot be is refused") {
  const CodeList codes{0, 1, 5, 1};
  const std::vector<double> values{0, 1, infinity, 1};
  const std::vector<double> negative{0, 1, -1, 1};
  CHECK(contains(message_of([&] { (void)krippendorff_alpha({codes, 2, 2}, 3); }),
                 "rating of rater 0: found category 5, expected no_rating or one below 3"));
  CHECK(contains(message_of([&] { (void)krippendorff_alpha({codes, 3, 2}, 6); }),
                 "found 4 of them, expected 3 units by 2 raters"));
  CHECK(contains(message_of([&] { (void)krippendorff_alpha({codes, 3, 0}, 6); }),
                 "found 4 of them, expected 3 units by 0 raters"));
  CHECK(contains(message_of([&] { (void)krippendorff_alpha({codes, 2, 2}, 0); }),
                 "found 0 categories"));
  CHECK(contains(message_of([] { CoincidenceCounts(5000); }), "found 5000 categories"));
  const auto of_numbers = [](const std::vector<double>& numbers, KrippendorffOptions options) {
    return message_of([&] { (void)krippendorff_alpha({numbers, 2, 2}, options); });
  };
  CHECK(contains(of_numbers(values, {.level = Level::interval}), "rating of rater 0: found inf"));
  CHECK(contains(of_numbers(values, {.level = Level::nominal}), "rating of rater 0: found inf"));
  CHECK(contains(of_numbers(negative, {.level = Level::ratio}), "found -1 at the ratio level"));
  for (const double circumference : {0.0, -1.0, not_a_number, infinity}) {
    CHECK(contains(of_numbers(negative, {.level = Level::circular, .circumference = circumference}),
                   "expected a finite number above 0"));
  }
  CoincidenceCounts counts(2);
  counts.add(CodeList{0, 1});
  CHECK(contains(message_of([&] { counts.merge(CoincidenceCounts(3)); }),
                 "found 3 categories, expected 2"));
  const std::vector<double> two{1, 2};
  CHECK(contains(message_of([&] { (void)counts.alpha({}, two); }), "expected none at the nominal"));
  CHECK(contains(message_of([&] { (void)counts.alpha({.level = Level::interval}, values); }),
                 "found 4 values of categories, expected none or 2"));
  const std::vector<double> odd{1, not_a_number};
  CHECK(contains(message_of([&] { (void)counts.alpha({.level = Level::interval}, odd); }),
                 "found the value nan of a category"));
  const auto of_distance = [&](std::vector<double> distance, std::size_t rows) {
    return message_of([&] { (void)counts.alpha({.distance = {distance, rows, 2}}); });
  };
  CHECK(contains(of_distance({0, 1, 1}, 2), "found 2 x 2 with 3 values, expected 2 x 2"));
  CHECK(contains(of_distance({0, 1, 2, 0}, 2), "categories 0 and 1: found 1"));
  CHECK(contains(of_distance({1, 1, 1, 0}, 2), "categories 0 and 0: found 1"));
  CHECK(contains(of_distance({0, -1, -1, 0}, 2), "found -1"));
  CHECK(contains(of_distance({0, not_a_number, not_a_number, 0}, 2), "found nan"));
  // A refused unit leaves no trace.
  CoincidenceCounts before = counts;
  CHECK(contains(message_of([&] { counts.add(CodeList{0, 1, 7}); }), "rater 2: found category 7"));
  CHECK(counts == before);
}
