#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <set>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/ids.hpp>
#include <tonewheel/metric/undefined.hpp>
#include <tonewheel/metric/vocabulary/hit_rate.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Ids = std::vector<ConceptId>;
using Hit = std::optional<HitCounts>;

}  // namespace

TEST_CASE("hit rate: samples by hand") {
  const Ids candidates{{1}, {2}, {3}, {2}};
  const std::optional<ConceptId> gold = ConceptId{2};
  CHECK(hit_counts(gold, Ids{{2}}, candidates) == HitCounts{true, 1});
  CHECK(hit_counts(gold, Ids{{3}, {2}, {3}, {9}}, candidates) == HitCounts{true, 2});
  CHECK(hit_counts(gold, Ids{{1}, {3}}, candidates) == HitCounts{false, 2});
  CHECK(hit_counts(gold, Ids{}, candidates) == HitCounts{false, 0});
  CHECK(hit_counts(gold, Ids{{2}}, Ids{}) == HitCounts{true, 0});
  CHECK_FALSE(hit_counts(std::optional<ConceptId>(), Ids{{2}}, candidates).has_value());

  HitRate rate;
  rate.add(HitCounts{true, 1});
  rate.add(HitCounts{true, 2});
  rate.add(HitCounts{false, 2});
  rate.add(HitCounts{false, 0});
  rate.add(std::nullopt);
  CHECK(rate.n() == 4);
  CHECK(rate.skipped() == 1);
  CHECK(rate.hit_rate() == 0.5);
  CHECK(rate.mscore() == 1.5 / 4);
  HitRate other;
  other.add(HitCounts{true, 1});
  const HitMeans means = mean_scores(std::vector<HitRate>{rate, other});
  CHECK(means == HitMeans{0.75, 2.75 / 4});
  CHECK(is_undefined(HitRate().hit_rate()));
  CHECK(is_undefined(HitRate().mscore()));
  const HitMeans of_two = mean_scores(std::vector<HitRate>{rate, HitRate()});
  CHECK(of_two.hit_rate == 0.5);
  CHECK(of_two.undefined == 1);
  CHECK(is_undefined(mean_scores(std::vector<HitRate>{HitRate()}).mscore));
}

TEST_CASE("hit rate: one hit among the wheels is enough") {
  CHECK_FALSE(hit_or_not({}));
  CHECK_FALSE(hit_or_not(std::vector<Hit>{std::nullopt, HitCounts{false, 2}}));
  CHECK(hit_or_not(std::vector<Hit>{std::nullopt, HitCounts{false, 2}, HitCounts{true, 1}}));
}

TEST_CASE("hit rate: the definition on random samples") {
  std::mt19937_64 engine(48);
  for (int round = 0; round < 50; ++round) {
    Ids candidates(1 + engine() % 6);
    for (ConceptId& id : candidates) {
      id.value = static_cast<std::uint32_t>(engine() % 8);
    }
    const std::set<ConceptId> candidate_set(candidates.begin(), candidates.end());
    HitRate rate;
    double hits = 0;
    double mscores = 0;
    double counted = 0;
    for (int i = 0; i < 200; ++i) {
      std::optional<ConceptId> gold;
      if (engine() % 5 != 0) {
        gold = candidates[engine() % candidates.size()];
      }
      Ids prediction(engine() % 6);
      for (ConceptId& id : prediction) {
        id.value = static_cast<std::uint32_t>(engine() % 8);
      }
      rate.add(hit_counts(gold, prediction, candidates));
      if (gold) {
        const std::set<ConceptId> set(prediction.begin(), prediction.end());
        double guesses = 0;
        for (const ConceptId id : set) {
          guesses += candidate_set.contains(id) ? 1 : 0;
        }
        const double hit = set.contains(*gold) ? 1 : 0;
        counted += 1;
        hits += hit;
        mscores += guesses == 0 ? 0 : hit / guesses;
      }
    }
    CHECK(static_cast<double>(rate.n()) == counted);
    CHECK(rate.hit_rate() == hits / counted);
    CHECK(std::abs(rate.mscore() - mscores / counted) <= 1e-14);
    CHECK(HitRate::from_histogram(rate.histogram(), rate.skipped()) == rate);
  }
}

TEST_CASE("hit rate: states that cannot be are refused") {
  const std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  CHECK(contains(message_of([] { (void)HitRate::from_histogram({{{true, 1}, 0}}, 0); }), "0"));
  CHECK(contains(message_of([&] { (void)HitRate::from_histogram({{{true, 1}, 1}}, most); }),
                 "at most 2^53"));
  CHECK(contains(message_of([] { (void)mean_scores(std::span<const HitRate>()); }), "no scores"));
}

TEST_CASE("hit rate: gold labels go by the names of the benchmark") {
  CHECK(gold_label("joy") == "happy");
  CHECK(gold_label(" Anger\n") == "angry");
  CHECK(gold_label("SADNESS") == "sad");
  CHECK(gold_label("worried") == "worried");
  CHECK(gold_label("happy") == "happy");
  CHECK(gold_label("") == "");
}
