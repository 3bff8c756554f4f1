#include <cmath>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/evaluate/pair_recalls.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using support::contains;
using support::message_of;
using Values = std::vector<double>;

namespace {

struct Row {
  std::size_t truth = 0;
  Values likelihoods;
};

/// Classes 0, 2 and 4 see random numbers alone; 1 and 3 are always right.
std::vector<Row> cloud_rows(std::mt19937_64& engine, std::size_t rows) {
  std::vector<Row> list;
  for (std::size_t i = 0; i < rows; ++i) {
    Row row{i % 5, Values(5)};
    for (double& each : row.likelihoods) {
      each = static_cast<double>(engine() >> 11U) * 0x1p-53;
    }
    row.likelihoods[1] = row.truth == 1 ? 2 : -1;
    row.likelihoods[3] = row.truth == 3 ? 2 : -1;
    list.push_back(row);
  }
  return list;
}

}  // namespace

TEST_CASE("pairs of classes: recall of each against the other") {
  PairRecalls pairs(3);
  pairs.add(0, Values{0.5, 0.3, 0.2});
  pairs.add(0, Values{0.2, 0.3, 0.5});
  pairs.add(0, Values{0.4, 0.3, 0.3});
  pairs.add(1, Values{0.4, 0.3, 0.3});  // equal to the third: not told
  const PairRecall first = pairs.pair(0, 1);
  CHECK(first.rows_a == 3);
  CHECK(first.rows_b == 1);
  CHECK(first.recall_a == Approx(2.0 / 3));
  CHECK(first.recall_b == 0);
  CHECK(first.told_apart == Approx(-1.0 / 3));
  CHECK(first.standard_error == Approx(std::sqrt(2.0 / 27)));
  CHECK(pairs.pair(1, 2).recall_a == 0);
  CHECK(std::isnan(pairs.pair(1, 2).recall_b));
  CHECK(std::isnan(pairs.pair(1, 2).told_apart));
  CHECK(pairs.not_told_apart().size() == 1);  // a class without rows is in no pair
  CHECK(pairs.n() == 4);
}

TEST_CASE("pairs of classes: what chance alone parts is one cloud") {
  std::mt19937_64 engine(9);
  const std::vector<Row> rows = cloud_rows(engine, 1500);
  PairRecalls pairs(5);
  for (const Row& row : rows) {
    pairs.add(row.truth, row.likelihoods);
  }
  CHECK(pairs.not_told_apart().size() == 3);
  CHECK(pairs.clouds() == std::vector<std::vector<std::size_t>>{{0, 2, 4}});
  CHECK(pairs.pair(1, 3).told_apart == 1);
  CHECK(pairs.clouds(1).size() == 1);  // all told apart by no more than 1
  CHECK(pairs.clouds(1).front().size() == 5);
}

TEST_CASE("pairs of classes: bad input") {
  PairRecalls pairs(2);
  CHECK_THROWS_AS(PairRecalls(0), Error);
  CHECK(contains(message_of([&] { pairs.add(2, Values{1, 0}); }), "class 2"));
  CHECK(contains(message_of([&] { pairs.add(0, Values{1}); }), "1 likelihoods"));
  CHECK(contains(message_of([&] { pairs.add(0, Values{std::nan(""), 0}); }), "NaN"));
  CHECK(contains(message_of([&] { (void)pairs.pair(1, 1); }), "1 and 1"));
  CHECK(contains(message_of([&] { pairs.merge(PairRecalls(3)); }), "3 classes"));
  StateValue::Object counts = pairs.state().counts();
  counts["above"] =
      StateValue::List{std::uint64_t{0}, std::uint64_t{5}, std::uint64_t{0}, std::uint64_t{0}};
  const State broken("pair_recalls", pairs.state().options(), counts);
  CHECK(contains(message_of([&] { (void)PairRecalls(broken); }), "at most the class's rows"));
  CHECK(pairs.n() == 0);
}
