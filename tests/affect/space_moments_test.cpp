#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/space_moments.hpp>
#include <tonewheel/core/error.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

const std::vector<std::string> names{"calm", "glad", "sad"};

struct Row {
  std::array<double, 3> votes;
  Vad point;
};

std::vector<Row> random_rows(std::mt19937_64& engine, std::size_t n) {
  std::uniform_real_distribution<double> unit(-1, 1);
  std::vector<Row> rows(n);
  for (Row& row : rows) {
    row = {{static_cast<double>(1 + engine() % 3), static_cast<double>(engine() % 4),
            static_cast<double>(engine() % 25)},
           {unit(engine), unit(engine), unit(engine)}};
  }
  return rows;
}

}  // namespace

TEST_CASE("space moments: a row counts once, split by its shares") {
  SpaceMoments counts(names, 2);
  counts.add_votes(std::array<double, 3>{1, 3, 0}, {0.5, 0.25});
  counts.add_votes(std::array<double, 3>{0, 0, 7}, {-0.5, 0.25}, 2);
  SpaceMoments shares(names, 2);
  shares.add(0, {0.5, 0.25}, 0.25);
  shares.add(1, {0.5, 0.25}, 0.75);
  shares.add(2, {-0.5, 0.25}, 2);
  CHECK(counts.n() == 2);
  CHECK(shares.n() == 3);
  for (std::size_t k = 0; k < 3; ++k) {
    CHECK(counts.of(k) == shares.of(k));
  }
  SpaceMoments split(names, 2);
  split.add_split(std::array<double, 3>{0.25, 0.75, 0}, {0.5, 0.25});
  split.add_split(std::array<double, 3>{0, 0, 2}, {-0.5, 0.25});
  CHECK(split == counts);
  CHECK(contains(message_of([&] { split.add_split(std::array<double, 2>{1, 1}, {}); }),
                 "found 2 weights, expected 3"));
  CHECK(contains(message_of([&] { split.add_split(std::array<double, 3>{1, 0, -1}, {}); }),
                 "weight -1"));
  CHECK(split == counts);
  SpaceMoments one(names);
  SpaceMoments label(names);
  one.add_votes(std::array<double, 3>{0, 0.3, 0}, {0.1, 0.2, 0.3});
  label.add(1, {0.1, 0.2, 0.3});
  CHECK(one == label);
  label.add(0, {0.1, 0.2, 0.3}, 0);
  CHECK(label.n() == 2);
  CHECK(label.of(0).n() == 0);
}

TEST_CASE("space moments: shards of any number give the same bits, votes included") {
  std::mt19937_64 engine(721);
  std::vector<Row> rows = random_rows(engine, 300);
  SpaceMoments whole(names);
  for (const Row& row : rows) {
    whole.add_votes(row.votes, row.point);
  }
  CHECK(whole.n() == 300);
  for (const std::size_t count : std::array<std::size_t, 4>{1, 2, 7, 97}) {
    std::shuffle(rows.begin(), rows.end(), engine);
    std::vector<SpaceMoments> shards(count, SpaceMoments(names));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      shards[i % count].add_votes(rows[i].votes, rows[i].point);
    }
    SpaceMoments merged(names);
    for (const SpaceMoments& shard : shards) {
      merged.merge(SpaceMoments(shard.state()));
    }
    CHECK(merged == whole);
    CHECK(merged.state() == whole.state());
    CHECK(merged.of(2).mean() == whole.of(2).mean());
    CHECK(merged.of(2).covariance(MomentDivisor::n) == whole.of(2).covariance(MomentDivisor::n));
  }
}

TEST_CASE("space moments: wrong classes, votes, axes and states are errors") {
  SpaceMoments moments(names);
  CHECK(contains(message_of([] { (void)SpaceMoments(std::vector<std::string>{}); }), "no classes"));
  CHECK(contains(message_of([] { (void)SpaceMoments(std::vector<std::string>{"a", "a"}); }),
                 "found the class \"a\""));
  CHECK(contains(message_of([] { (void)SpaceMoments(std::vector<std::string>{""}); }),
                 "stands once"));
  CHECK(contains(message_of([] { (void)SpaceMoments({"a"}, 4); }), "found 4 axes"));
  CHECK(contains(message_of([&] { moments.add(3, {}); }), "found class 3, expected one below 3"));
  CHECK(contains(message_of([&] { (void)moments.of(3); }), "found class 3"));
  const auto votes = [&](const std::vector<double>& each) {
    return message_of([&] { moments.add_votes(each, {}); });
  };
  CHECK(contains(votes({1, 1}), "found 2, expected 3, one a class"));
  CHECK(contains(votes({1, -1, 0}), "votes of glad: found -1"));
  CHECK(contains(votes({0, 0, 0}), "a row without votes has no class"));
  CHECK(contains(message_of([&] { moments.add_votes(std::array<double, 3>{1, 1, 1}, {}, -2); }),
                 "weight -2"));
  CHECK(contains(message_of([&] { moments.merge(SpaceMoments(names, 2)); }), "3 axes"));
  CHECK(contains(message_of([&] { moments.merge(SpaceMoments(std::vector<std::string>{"a"})); }),
                 "other classes"));
  CHECK(moments == SpaceMoments(names));
  const auto with = [&](StateValue::List of, std::uint64_t n) {
    const State state("space_moments", moments.state().options(),
                      {{"n", n}, {"of", std::move(of)}});
    return message_of([&] { (void)SpaceMoments(state); });
  };
  const StateValue none = ClassMoments().state().value();
  ClassMoments one;
  one.add({0.5, 0, 0});
  CHECK(with({none, one.state().value(), none}, 1) == "no Error");
  CHECK(contains(with({none, one.state().value(), none}, 0), "at most n rows"));
  CHECK(contains(with({none, none}, 0), "expected a list of 3"));
  CHECK(contains(with({none, ClassMoments(2).state().value(), none}, 0), "as many axes"));
}

TEST_CASE("space moments: what is taken away is as if it had never been, to the bit") {
  SpaceMoments all({"a", "b"});
  SpaceMoments rest({"a", "b"});
  SpaceMoments part({"a", "b"});
  for (int i = 0; i < 300; ++i) {
    const Vad point{std::sin(i), std::cos(i), std::sin(3 * i)};
    const auto k = static_cast<std::size_t>(i % 2);
    const double weight = i % 3 == 0 ? 1 : 0.1 * i;
    all.add(k, point, weight);
    (i % 5 == 0 ? part : rest).add(k, point, weight);
  }
  all.subtract(part);
  CHECK(all == rest);
  CHECK(all.state() == rest.state());
  CHECK_THROWS_AS(part.subtract(rest), Error);
  CHECK_THROWS_AS(all.subtract(SpaceMoments({"a", "c"})), Error);
}
