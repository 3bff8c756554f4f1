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
  const State two = RaterVariance(parse_scale("affectnet")).state();
  CHECK(
      contains(message_of([&] { (void)RaterVariance(two, Scale()); }), "expected 3 as the scale"));
  const auto fault = [](StateValue::List items, StateValue::List ratings) {
    const State state("rater_variance", {{"axes", std::uint64_t{3}}},
                      {{"items", std::move(items)}, {"ratings", std::move(ratings)}});
    return message_of([&] { (void)RaterVariance(state); });
  };
  CHECK(fault({"a"}, {"0x0p+0 0x1p+0 -0x1p+0"}) == "no Error");
  CHECK(contains(fault({"a"}, {""}), "one or more of all axes"));
  CHECK(contains(fault({"a"}, {"0x0p+0"}), "one or more of all axes"));
  CHECK(contains(fault({"a"}, {"0x0p+0 0x1p+1 0x0p+0"}), "in [-1, 1]"));
  CHECK(contains(fault({"a", "a"}, {"0x0p+0 0x0p+0 0x0p+0", "0x0p+0 0x0p+0 0x0p+0"}), "each once"));
}

TEST_CASE("rater variance: a state goes on with ratings on the scale that is given") {
  RaterVariance raters(parse_scale("emobank"));
  raters.add("a", {1, 3, 5});
  RaterVariance on(raters.state(), parse_scale("emobank"));
  RaterVariance unit(raters.state());
  on.add("a", {2, 3, 5});
  unit.add("a", {-0.5, 0, 1});
  CHECK(on == unit);
  CHECK(on.variance() == Vad{0.125, 0, 0});
}
