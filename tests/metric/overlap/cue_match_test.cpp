#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/overlap/cue_match.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Values = std::vector<double>;

/// The greatest sum over pairings of rows from `row` on with free columns, by trying all.
double best_sum(const MatrixView<double>& matrix, double threshold, std::size_t row,
                std::vector<bool>& used) {
  if (row == matrix.rows) {
    return 0;
  }
  double best = best_sum(matrix, threshold, row + 1, used);
  for (std::size_t j = 0; j < matrix.columns; ++j) {
    if (!used[j] && matrix.at(row, j) >= threshold) {
      used[j] = true;
      best = std::max(best, matrix.at(row, j) + best_sum(matrix, threshold, row + 1, used));
      used[j] = false;
    }
  }
  return best;
}

}  // namespace

TEST_CASE("cue match: by hand") {
  const Values similarity{0.9, 0.8, 0.1,  //
                          0.7, 0.2, -1};
  const CueMatch match = match_cues({similarity, 2, 3});
  CHECK(match.pairs == std::vector<CuePair>{{0, 1, 0.8}, {1, 0, 0.7}});
  CHECK(match.counts == SetCounts{2, 3, 2});
  CHECK(match.precision == 2.0 / 3);
  CHECK(match.recall == 1);
  CHECK(std::abs(match.fscore - 0.8) <= 1e-15);
  const CueMatch strict = match_cues({similarity, 2, 3}, {.threshold = 0.75});
  CHECK(strict.pairs == std::vector<CuePair>{{0, 0, 0.9}});
  CHECK(match_cues({similarity, 2, 3}, {.threshold = 0.9}).pairs.size() == 1);
  CHECK(match_cues({similarity, 2, 3}, {.threshold = 0.91}).fscore == 0);
}

TEST_CASE("cue match: empty lists") {
  CHECK(match_cues({{}, 0, 0}).fscore == 0);
  CHECK(match_cues({{}, 0, 4}).counts == SetCounts{0, 4, 0});
  CHECK(match_cues({{}, 3, 0}).counts == SetCounts{3, 0, 0});
}

TEST_CASE("cue match: the best of all pairings that reach the threshold") {
  std::mt19937_64 engine(62);
  for (int round = 0; round < 200; ++round) {
    const std::size_t rows = 1 + engine() % 5;
    const std::size_t columns = 1 + engine() % 5;
    Values values(rows * columns);
    for (double& value : values) {
      value = static_cast<double>(engine() % 33) / 16 - 1;
    }
    const MatrixView<double> matrix{values, rows, columns};
    const double threshold = static_cast<double>(1 + engine() % 16) / 16;
    const CueMatch match = match_cues(matrix, {.threshold = threshold});
    double sum = 0;
    for (const CuePair& pair : match.pairs) {
      CHECK(pair.similarity == matrix.at(pair.truth, pair.prediction));
      CHECK(pair.similarity >= threshold);
      sum += pair.similarity;
    }
    std::vector<bool> used(columns, false);
    CHECK(sum == best_sum(matrix, threshold, 0, used));
    CHECK(match.counts.common == match.pairs.size());
  }
}

TEST_CASE("cue match: similarities and thresholds out of range") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double bad : {nan, 1.5, -2.0}) {
    const Values values{0.5, bad};
    CHECK(contains(message_of([&] { (void)match_cues({values, 1, 2}); }), "in [-1, 1]"));
  }
  const Values one{0.5};
  for (const double bad : {nan, 0.0, 1.5}) {
    CHECK(contains(message_of([&] { (void)match_cues({one, 1, 1}, {.threshold = bad}); }),
                   "in (0, 1]"));
  }
  CHECK(contains(message_of([&] { (void)match_cues({one, 1, 2}); }), "1 values"));
}
