#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/overlap/sample_scores.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Row = std::vector<SetCounts>;

}  // namespace

TEST_CASE("sample scores: rows in, the wheels' scores and their means out") {
  SampleScores samples(2);
  const std::vector<Row> rows{
      {{2, 1, 1}, {1, 1, 0}}, {{0, 3, 0}, {2, 2, 2}}, {{1, 0, 0}, {3, 1, 1}}};
  SetScore first;
  SetScore second;
  std::vector<SetCounts> column;
  for (const Row& row : rows) {
    samples.add(row);
    first.add(row[0]);
    second.add(row[1]);
    column.push_back(row[0]);
  }
  CHECK(samples.n() == 3);
  CHECK(samples.wheels() == 2);
  CHECK(samples.score(0) == first);
  CHECK(samples.score(1) == second);
  CHECK(samples.means() == mean_scores(std::vector<SetScore>{first, second}));
  CHECK(set_fscore(column) == first.fscore());
  CHECK(mean_fscore(samples.rows()) == samples.means().fscore);
  CHECK(mean_fscore({}) == 0);
  CHECK(samples.row(1)[1] == SetCounts{2, 2, 2});

  SampleScores twice = samples;
  twice.merge(twice);
  CHECK(twice.n() == 6);
  CHECK(twice.row(4)[1] == SetCounts{2, 2, 2});
  CHECK(twice.means() == samples.means());
  twice.add(twice.row(0));
  CHECK(twice.row(6)[0] == SetCounts{2, 1, 1});
}

TEST_CASE("sample scores: rows that do not fit") {
  SampleScores samples(2);
  CHECK(contains(message_of([&] { samples.add(Row{{1, 1, 1}}); }), "on 1 wheels, expected 2"));
  CHECK(contains(message_of([&] { samples.add(Row{{1, 1, 1}, {1, 1, 2}}); }), "in common"));
  CHECK(contains(message_of([&] { samples.merge(SampleScores(3)); }), "on 3 wheels, expected 2"));
  CHECK(contains(message_of([&] { (void)samples.score(2); }), "wheel 2"));
  CHECK(contains(message_of([] { (void)SampleScores(0); }), "0 wheels"));
  const Row one{{1, 1, 1}};
  const Row two{{1, 1, 1}, {1, 1, 1}};
  const std::vector<SampleRow> uneven{two, one};
  CHECK(contains(message_of([&] { (void)mean_fscore(uneven); }), "expected equal ones"));
  CHECK(samples.n() == 0);
}
