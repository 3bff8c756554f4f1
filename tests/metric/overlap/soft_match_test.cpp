#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/overlap/group_set.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>
#include <tonewheel/metric/overlap/soft_match.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Values = std::vector<double>;

std::vector<int> random_set(std::mt19937_64& engine) {
  std::vector<int> set;
  for (int id = 0; id < 8; ++id) {
    if (engine() % 3 == 0) {
      set.push_back(id);
    }
  }
  std::shuffle(set.begin(), set.end(), engine);
  return set;
}

}  // namespace

TEST_CASE("soft match: a sample by hand") {
  // The greedy pair (0.9) would leave 0; the best pairing is 0.8 + 0.7.
  const Values credits{0.9, 0.8, 0.7, 0};
  const SoftCounts sample = soft_counts({credits, 2, 2});
  CHECK(sample.truth == 2);
  CHECK(sample.credit == 1.5);
  SoftScore score;
  score.add(soft_counts({credits, 4, 1}));  // 0.9 of 4 true labels and 1 predicted
  score.add(sample);
  score.add({3, 0, 0});
  score.add({0, 2, 0});
  CHECK(score.n() == 3);
  CHECK(score.skipped() == 1);
  CHECK(score.empty_predictions() == 1);
  CHECK(std::abs(score.precision() - (0.9 + 0.75) / 3) <= 1e-15);
  CHECK(std::abs(score.recall() - (0.225 + 0.75) / 3) <= 1e-15);
  CHECK(score.fscore() == harmonic_fscore(score.precision(), score.recall()));
  CHECK(SoftScore().fscore() == 0);
}

TEST_CASE("soft match: credits of equality make the hard scores") {
  std::mt19937_64 engine(59);
  SetScore hard;
  SoftScore soft;
  for (int i = 0; i < 400; ++i) {
    const std::vector<int> truth = random_set(engine);
    const std::vector<int> prediction = random_set(engine);
    const SetCounts counts = set_counts(truth, prediction);
    const SoftCounts credits = soft_counts(
        credit_matrix(truth, prediction, [](int a, int b) { return a == b ? 1 : 0; }).view());
    CHECK(credits ==
          SoftCounts{counts.truth, counts.prediction, static_cast<double>(counts.common)});
    hard.add(counts);
    soft.add(credits);
  }
  CHECK(soft.n() == hard.n());
  CHECK(soft.skipped() == hard.skipped());
  CHECK(soft.empty_predictions() == hard.empty_predictions());
  CHECK(std::abs(soft.precision() - hard.precision()) <= 1e-15);
  CHECK(std::abs(soft.recall() - hard.recall()) <= 1e-15);
  CHECK(std::abs(soft.fscore() - hard.fscore()) <= 1e-15);
}

TEST_CASE("soft match: more credit never lowers the match, the sides are alike") {
  std::mt19937_64 engine(60);
  for (int round = 0; round < 200; ++round) {
    const std::size_t rows = 1 + engine() % 5;
    const std::size_t columns = 1 + engine() % 5;
    Values credits(rows * columns);
    Values turned(rows * columns);
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < columns; ++j) {
        credits[i * columns + j] = static_cast<double>(engine() % 65) / 64;
        turned[j * rows + i] = credits[i * columns + j];
      }
    }
    const double before = soft_counts({credits, rows, columns}).credit;
    CHECK(soft_counts({turned, columns, rows}).credit == before);
    credits[engine() % credits.size()] = 1;
    CHECK(soft_counts({credits, rows, columns}).credit >= before);
  }
}

TEST_CASE("soft match: credits that cannot be are refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double bad : {-0.1, 1.1, nan}) {
    const Values credits{0.5, bad};
    CHECK(contains(message_of([&] { (void)soft_counts({credits, 1, 2}); }), "in [0, 1]"));
  }
  const Values two{0.5, 0.5};
  CHECK(contains(message_of([&] { (void)soft_counts({two, 2, 2}); }), "2 values"));
  SoftScore score;
  CHECK(contains(message_of([&] { score.add({1, 2, 1.5}); }), "no more than either"));
  CHECK(contains(message_of([&] { score.add({1, 2, nan}); }), "nan"));
  CHECK(contains(message_of([&] { score.add({0, 2, 0.5}); }), "no more than either"));
  CHECK(score == SoftScore());
}
