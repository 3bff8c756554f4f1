#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/dataset/doubt_warnings.hpp>

using namespace tonewheel;

namespace {

/// Four classes with equal priors, the unit scale.
DoubtContext context() {
  return {.classes = {"a", "b", "c", "d"},
          .priors = {.25, .25, .25, .25},
          .scale = {},
          .columns = {"V", "A", "D"}};
}

/// Counts in which nothing is amiss: `rows` rows, each class a quarter of them.
DoubtCounts::Counts sound(std::uint64_t rows) {
  return {.rows = rows,
          .outside = rows / 100,
          .first = {rows / 4, rows / 4, rows / 4, rows - rows / 4 * 3},
          .least = {-.8, -.7, -.6},
          .most = {.9, .8, .5}};
}

std::vector<std::string> codes(const DoubtCounts::Counts& state,
                               const DoubtContext& seen = context()) {
  std::vector<std::string> all;
  for (const DoubtWarning& each : doubt_warnings(DoubtCounts::from_counts(state), seen)) {
    CHECK(each.text.find('\n') == std::string::npos);
    all.push_back(each.code);
  }
  return all;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("doubt warnings: none where all is well, and none of no rows") {
  CHECK(codes(sound(4000)).empty());
  CHECK(codes(DoubtCounts(4).counts()).empty());
}

TEST_CASE("doubt warnings: rows outside every class, from more than 5 % of 20 rows on") {
  DoubtCounts::Counts state = sound(1000);
  state.outside = 50;
  CHECK(codes(state).empty());
  state.outside = 51;
  CHECK(codes(state) == Codes{"outside_every_class"});
  const DoubtWarning warning = doubt_warnings(DoubtCounts::from_counts(state), context()).front();
  CHECK(warning.share == .051);
  CHECK(
      warning.text.starts_with("5.1 % of the rows (51 of 1000) lie outside the 99 % region of "
                               "every class"));
  state = sound(19);
  state.outside = 19;
  CHECK(codes(state).empty());
}

TEST_CASE("doubt warnings: one class above half of the rows") {
  DoubtCounts::Counts state = sound(1000);
  state.first = {500, 300, 100, 100};
  CHECK(codes(state).empty());
  state.first = {501, 299, 100, 100};
  CHECK(codes(state) == Codes{"one_class"});
  CHECK(doubt_warnings(DoubtCounts::from_counts(state), context()).front().text ==
        "a is the likeliest class of 50.1 % of the rows (501 of 1000), more than half");
  CHECK(doubt_warnings(DoubtCounts::from_counts(state), context()).front().about == Codes{"a"});
  // A space of one class has no other.
  DoubtContext alone = context();
  alone.classes = {"a"};
  alone.priors = {1};
  state.first = {1000};
  CHECK(codes(state, alone).empty());
}

TEST_CASE("doubt warnings: a class that almost never wins though its prior is not small") {
  DoubtCounts::Counts state = sound(2000);
  state.first = {900, 600, 499, 1};
  CHECK(codes(state) == Codes{"rare_class"});
  CHECK(doubt_warnings(DoubtCounts::from_counts(state), context()).front().text ==
        "almost never the likeliest though the prior is not small: d (1 of 4 classes)");
  state.first = {900, 600, 498, 2};
  CHECK(codes(state).empty());
  state.first = {900, 600, 500, 0};
  DoubtContext small = context();
  small.priors = {.5, .3, .1, .1};
  CHECK(codes(state, small).empty());
  state = sound(900);
  state.first = {400, 300, 200, 0};
  CHECK(codes(state).empty());
}

TEST_CASE("doubt warnings: constant columns, from two rows on, and only of what was read") {
  DoubtCounts::Counts state = sound(2);
  state.least[1] = state.most[1] = .5;
  CHECK(codes(state) == Codes{"constant_column"});
  DoubtContext seen = context();
  seen.scale = parse_scale("1:9:5");
  const DoubtWarning warning = doubt_warnings(DoubtCounts::from_counts(state), seen).front();
  CHECK(warning.text == "all rows have the same value: A = 7");
  CHECK(warning.about == Codes{"A"});
  state.rows = 1;
  state.first = {0, 0, 0, 1};
  CHECK(codes(state).empty());
  state = sound(100);
  state.least[2] = state.most[2] = 0;
  seen.columns[2].clear();
  CHECK(codes(state, seen).empty());
  CHECK(codes(state) == Codes{"constant_column"});
}

TEST_CASE("doubt warnings: a scale used in part only") {
  DoubtContext seen = context();
  seen.scale = parse_scale("1:9:5");
  DoubtCounts::Counts state = sound(100);
  state.most[0] = 0;
  CHECK(codes(state, seen) == Codes{"part_of_scale"});
  CHECK(doubt_warnings(DoubtCounts::from_counts(state), seen).front().text ==
        "is the scale 1:9:5 right? V reaches from 1.8 to 5, never above the neutral 5 of the "
        "scale 1 to 9");
  state.most[0] = 1e-9;
  CHECK(codes(state, seen).empty());
  state.least[1] = 0;
  CHECK(doubt_warnings(DoubtCounts::from_counts(state), seen).front().about == Codes{"A"});
  state.rows = 99;
  state.first = {24, 25, 25, 25};
  CHECK(codes(state, seen).empty());
  state = sound(1000);
  state.least[2] = -.3;
  state.most[2] = .6;
  CHECK(codes(state, seen) == Codes{"part_of_scale"});
  state.most[2] = .75;
  CHECK(codes(state, seen).empty());
  state.rows = 999;
  state.first = {249, 250, 250, 250};
  state.most[2] = .1;
  CHECK(codes(state, seen).empty());
}
