#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/rater_variance.hpp>
#include <tonewheel/core/table.hpp>

#include "support/errors.hpp"
#include "support/shared_file.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

struct Rating {
  std::string item;
  Vad point;
};

std::vector<Rating> random_ratings(std::mt19937_64& engine, std::size_t n) {
  std::uniform_real_distribution<double> unit(-1, 1);
  std::vector<Rating> ratings(n);
  for (Rating& each : ratings) {
    each = {std::to_string(engine() % 20), {unit(engine), unit(engine), unit(engine)}};
  }
  return ratings;
}

}  // namespace

TEST_CASE("rater variance: by hand, on a scale of its own") {
  RaterVariance raters(parse_scale("emobank"));  // 1..5: a step is half a unit
  raters.add("a", {2, 3, 1});
  raters.add("b", {1, 3, 3});
  raters.add("a", {4, 3, 2});
  raters.add("c", {5, 5, 5});
  raters.add("b", {1, 3, 4});
  raters.add("b", {4, 3, 5});
  CHECK(raters.n() == 6);
  CHECK(raters.items() == 3);
  CHECK(raters.single_items() == 1);
  CHECK(raters.degrees() == 3);
  // Squares about the items' means, in steps: 2 and 6 of valence, 0.5 and 2 of dominance.
  CHECK(raters.variance().valence == doctest::Approx(8.0 / 3 / 4).epsilon(1e-15));
  CHECK(raters.variance().arousal == 0);
  CHECK(raters.variance().dominance == doctest::Approx(2.5 / 3 / 4).epsilon(1e-15));
  CHECK(raters.variance_of_mean(4).valence == raters.variance().valence / 4);
}

TEST_CASE("rater variance: EmoBank's readers") {
  const auto path = support::shared_file("data/emobank_reader_ratings.csv");
  if (!path) {
    return;
  }
  const Table table = Table::read(*path);
  RaterVariance raters(parse_scale("emobank"));
  const std::size_t id = table.column("id");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    raters.add(table.cell(row, id),
               {table.number(row, table.column("V")), table.number(row, table.column("A")),
                table.number(row, table.column("D"))});
  }
  CHECK(raters.n() == 53055);
  CHECK(raters.items() == 10548);
  const Vad variance = raters.variance();
  CHECK(std::abs(std::sqrt(variance.valence) - 0.334) < 0.0005);
  CHECK(std::abs(std::sqrt(variance.arousal) - 0.365) < 0.0005);
  CHECK(std::abs(std::sqrt(variance.dominance) - 0.347) < 0.0005);
}

TEST_CASE("rater variance: any order and any shards give the same bits") {
  std::mt19937_64 engine(781);
  std::vector<Rating> ratings = random_ratings(engine, 200);
  RaterVariance whole;
  for (const Rating& each : ratings) {
    whole.add(each.item, each.point);
  }
  for (const std::size_t count : std::array<std::size_t, 4>{1, 2, 7, 97}) {
    std::shuffle(ratings.begin(), ratings.end(), engine);
    std::vector<RaterVariance> shards(count);
    for (std::size_t i = 0; i < ratings.size(); ++i) {
      shards[i % count].add(ratings[i].item, ratings[i].point);
    }
    RaterVariance merged;
    for (const RaterVariance& shard : shards) {
      merged.merge(RaterVariance(Scale(), shard.state()));
    }
    CHECK(merged == whole);
    CHECK(merged.n() == 200);
    CHECK(merged.variance() == whole.variance());
  }
  RaterVariance twice = whole;
  twice.merge(twice);
  CHECK(twice.n() == 400);
  CHECK(twice.items() == whole.items());
}

TEST_CASE("rater variance: raters who agree, single ratings, two axes") {
  RaterVariance raters(parse_scale("affectnet"));
  CHECK(std::isnan(raters.variance().valence));
  raters.add("a", {0.1, 0.2, 0.7});
  CHECK(std::isnan(raters.variance().arousal));
  CHECK(raters.single_items() == 1);
  for (int i = 0; i < 9; ++i) {
    raters.add("b", {0.1, 0.7, std::nan("")});  // no dominance on this scale
  }
  CHECK(raters.variance() == Vad{0, 0, 0});
  CHECK(raters.degrees() == 8);
}

TEST_CASE("rater variance: ratings off the scale, other axes and bad states are errors") {
  RaterVariance raters(parse_scale("emobank"));
  CHECK(contains(message_of([&] { raters.add("a", {3, 0.5, 3}); }),
                 "found arousal 0.5 of item \"a\", expected 1 to 5 (--scale)"));
  CHECK(contains(message_of([&] { raters.add("a", {std::nan(""), 3, 3}); }), "valence nan"));
  CHECK(raters.n() == 0);
  CHECK(contains(message_of([&] { raters.merge(RaterVariance(parse_scale("affectnet"))); }),
                 "found ratings of 2 axes, expected 3"));
  CHECK(contains(message_of([&] { (void)raters.variance_of_mean(0); }), "the mean of 0 raters"));
  CHECK(contains(
      message_of([] { (void)RaterVariance(Scale(), RaterVariance::State{.axes = 2, .items{}}); }),
      "state of 2 axes"));
  CHECK(contains(
      message_of([] { (void)RaterVariance(Scale(), RaterVariance::State{.items{{"a", {}}}}); }),
      "without ratings or twice"));
}
