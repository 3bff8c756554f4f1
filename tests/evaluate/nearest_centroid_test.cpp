#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/evaluate/nearest_centroid.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

TEST_CASE("nearest centroid: by distance in two axes or three, the first of equals") {
  const std::vector<std::optional<Vad>> means{Vad{0, 0, 1}, Vad{0.5, 0, 0}, std::nullopt};
  const NearestCentroid flat({"a", "b", "c"}, means, 2);
  const NearestCentroid full({"a", "b", "c"}, means, 3);
  CHECK(flat.nearest({0.1, 0, 0}) == 0);
  CHECK(full.nearest({0.1, 0, 0}) == 1);
  CHECK(flat.nearest({0.25, 1, 0}) == 0);
  CHECK(flat.probabilities({0.4, 0, 0}) == std::vector<double>{0, 1, 0});
  CHECK(flat.nearest({0.4, 0, std::nan("")}) == 1);
  CHECK(flat.nearest({1e300, 0, 0}) == 0);  // all are infinitely far
}

TEST_CASE("nearest centroid: every mean of a space is nearest to itself") {
  const Space space = universal();
  for (const std::size_t axes : {2U, 3U}) {
    const NearestCentroid model(space, axes);
    for (std::size_t k = 0; k < space.classes.size(); ++k) {
      CHECK(model.nearest(space.classes[k].mean) == k);
    }
  }
}

TEST_CASE("nearest centroid: bad input") {
  CHECK(contains(message_of([] { NearestCentroid({"a"}, {Vad{}}, 1); }), "1 axes"));
  CHECK(contains(message_of([] { NearestCentroid({"a", "b"}, {Vad{}}, 2); }), "2 classes"));
  CHECK(contains(message_of([] { NearestCentroid({"a"}, {std::nullopt}, 2); }), "no mean"));
  CHECK(contains(message_of([] { NearestCentroid({"a"}, {Vad{std::nan(""), 0, 0}}, 2); }),
                 "mean of a"));
  const NearestCentroid model({"a"}, {Vad{}}, 3);
  CHECK(contains(message_of([&] { (void)model.nearest({0, 0, std::nan("")}); }), "not finite"));
  Space flat = universal();
  flat.has_dominance = false;
  CHECK(contains(message_of([&] { NearestCentroid(flat, 3); }), "no dominance"));
}
