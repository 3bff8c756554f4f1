#include <array>
#include <cstdint>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/exact/exact_mean.hpp>
#include <tonewheel/core/exact/unit_means.hpp>

#include "metric/merging.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

TEST_CASE("unit means: means of several numbers over the same samples") {
  UnitMeans<2> means;
  CHECK(means.mean(0) == 0);
  means.add({0.5, 1});
  means.add({0.25, 0});
  means.skip();
  CHECK(means.n() == 2);
  CHECK(means.skipped() == 1);
  CHECK(means.mean(0) == 0.375);
  CHECK(means.mean(1) == 0.5);
  const UnitMeans<2> before = means;
  CHECK(contains(message_of([&] { means.add({1, 2}); }), "expected a number in [0, 1]"));
  CHECK(means == before);
  constexpr UnitMeans<2>::Names names{"precision", "recall"};
  StateWriter to("means");
  means.write(to, names);
  const State state = to.finish();
  StateReader from(state, "means");
  CHECK(UnitMeans<2>(from, names) == means);
  std::mt19937_64 engine(48);
  std::vector<std::array<double, 2>> samples;
  samples.reserve(20);
  for (int i = 0; i < 20; ++i) {
    samples.push_back({1 / static_cast<double>(1 + i), static_cast<double>(i % 3) / 3});
  }
  CHECK(support::merges<UnitMeans<2>>(
      samples, [](UnitMeans<2>& sum, const auto& sample) { sum.add(sample); }, engine));
}

TEST_CASE("unit means: sums that no samples have are refused") {
  const State state = StateWriter("means")
                          .count("n", std::uint64_t{1})
                          .count("skipped", std::uint64_t{0})
                          .count("precision", UnitSum(1, 1))
                          .finish();
  StateReader from(state, "means");
  CHECK(contains(message_of([&] { (void)UnitMeans<1>(from, {"precision"}); }), "at most n"));
}

TEST_CASE("exact mean: what the rounded mean leaves is kept") {
  ExactSum sum;
  for (const double value : {1e16, 1e16 + 2, 1e16 + 2}) {
    sum.add(value);
  }
  const ExactMean mean = exact_mean(sum, 3);  // 1e16 + 4/3
  CHECK(mean.high == 1e16 + 2);
  CHECK(mean.low == -2.0 / 3);
  CHECK(mean.deviation(1e16) == -2 + 2.0 / 3);
  CHECK(sum.over(3) == mean.high);
}
