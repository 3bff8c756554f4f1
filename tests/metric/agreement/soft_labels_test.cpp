#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <numeric>
#include <optional>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/metric/agreement/soft_labels.hpp>

#include "metric/agreement/agreement_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::agreement_golden;
using support::agrees;
using support::contains;
using support::message_of;

namespace {

using CodeList = std::vector<std::uint32_t>;
using Values = std::vector<double>;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// One division of exact sums; a sum of up to six p ln p.
constexpr double few_roundings = 1e-15;

}  // namespace

TEST_CASE("soft labels: shares and entropy against fractions and scipy") {
  for (const auto& golden : agreement_golden("softs")) {
    CodeList codes;
    for (const auto& code : golden["codes"]) {
      codes.push_back(code.is_null() ? no_rating : code.get<std::uint32_t>());
    }
    const auto categories = golden["categories"].get<std::size_t>();
    const auto weights = golden["weights"].get<Values>();
    const auto smoothing = golden["smoothing"].get<double>();
    const Values shares = soft_label(vote_totals(codes, categories, weights), smoothing);
    REQUIRE(shares.size() == golden["shares"].size());
    for (std::size_t c = 0; c < categories; ++c) {
      CHECK(agrees(shares[c], golden["shares"][c].get<double>(), few_roundings));
    }
    CHECK(agrees(vote_entropy(shares), golden["entropy"].get<double>(), few_roundings));
  }
}

TEST_CASE("soft labels: ties, plurality and strict majority") {
  const Values clear{1, 3, 0, 1};
  const MajorityVote strict = majority_vote(clear, {.above = 0.5});
  CHECK(strict.winners == CodeList{1});
  CHECK(strict.category == std::optional<std::uint32_t>(1));
  CHECK(strict.label == Values{0, 1, 0, 0});
  const Values plural{2, 1, 1};  // half is not a majority
  CHECK(majority_vote(plural).category == std::optional<std::uint32_t>(0));
  CHECK(majority_vote(plural, {.above = 0.5}).winners.empty());
  CHECK(majority_vote(plural, {.above = 0.5}).label.empty());
  const Values tie{0, 2, 1, 2};
  const MajorityVote none = majority_vote(tie);
  CHECK(none.winners == CodeList{1, 3});
  CHECK_FALSE(none.category);
  CHECK(none.label.empty());
  const MajorityVote first = majority_vote(tie, {.ties = TiePolicy::first});
  CHECK(first.winners == CodeList{1, 3});
  CHECK(first.category == std::optional<std::uint32_t>(1));
  CHECK(first.label == Values{0, 1, 0, 0});
  const MajorityVote share = majority_vote(tie, {.ties = TiePolicy::share});
  CHECK_FALSE(share.category);
  CHECK(share.label == Values{0, 0.5, 0, 0.5});
  const Values nothing{0, 0};
  CHECK(majority_vote(nothing, {.ties = TiePolicy::first}).winners.empty());
  CHECK(majority_vote(Values{}).winners.empty());
  CHECK(std::isnan(VoteCounts().mean_entropy()));
}

TEST_CASE("soft labels: weights that sum to the same are a tie in any order") {
  // 0.1 + 0.2 + 0.3 rounds by its order; the two categories have the same three weights.
  const Values weights{0.1, 0.2, 0.3, 0.3, 0.2, 0.1};
  const CodeList codes{0, 0, 0, 1, 1, 1};
  CHECK(majority_vote(vote_totals(codes, 2, weights)).winners == CodeList{0, 1});
}

TEST_CASE("soft labels: a table, its counts and their rows") {
  const CodeList codes{0, 0, 0, 0, 1, 2, 1, 1, no_rating, no_rating, no_rating, no_rating, 2, 2, 0};
  const SoftLabels labels = soft_labels({codes, 5, 3}, 3, {.smoothing = 1});
  CHECK(labels.counts.n() == 4);
  CHECK(labels.counts.unrated() == 1);
  CHECK(labels.counts.unanimous() == 2);
  CHECK(labels.counts.tied() == 1);
  CHECK(labels.counts.undecided() == 1);
  const double two_to_one = std::log(3) - 2 * std::numbers::ln2 / 3;
  CHECK(agrees(labels.counts.mean_entropy(), (std::log(3) + two_to_one) / 4, few_roundings));
  CHECK(labels.shares == Values{4.0 / 6, 1.0 / 6, 1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 3, 0.2, 0.6, 0.2,
                                1.0 / 3, 1.0 / 3, 1.0 / 3, 2.0 / 6, 1.0 / 6, 3.0 / 6});
  CHECK(labels.majority[2].category == std::optional<std::uint32_t>(1));
  CHECK(labels.majority[3].winners.empty());
  // A tie that is settled or shared is decided.
  const SoftLabels shared = soft_labels({codes, 5, 3}, 3, {.majority = {.ties = TiePolicy::share}});
  CHECK(shared.counts.undecided() == 0);
  CHECK(shared.counts.tied() == 1);
  CHECK(std::isnan(shared.shares[9]));  // nobody rated, no smoothing
  const SoftLabels strict = soft_labels({codes, 5, 3}, 3, {.majority = {.above = 0.7}});
  CHECK(strict.counts.undecided() == 2);
  CHECK(strict.counts.tied() == 0);
}

TEST_CASE("soft labels: sums, bounds, order and names") {
  std::mt19937_64 engine(541);
  for (int round = 0; round < 100; ++round) {
    const std::size_t k = 1 + engine() % 6;
    CodeList codes;
    Values weights;
    for (std::size_t i = 0; i < 1 + engine() % 8; ++i) {
      codes.push_back(static_cast<std::uint32_t>(engine() % k));
      weights.push_back(static_cast<double>(engine() % 1000 + 1) / 997);
    }
    const Values votes = vote_totals(codes, k, weights);
    const Values shares = soft_label(votes, static_cast<double>(engine() % 3));
    CHECK(std::abs(std::accumulate(shares.begin(), shares.end(), 0.0) - 1) <= tolerance::row_sum);
    CHECK(vote_entropy(votes) >= 0);
    CHECK(vote_entropy(votes) <= std::log(static_cast<double>(k)) + few_roundings);
    std::reverse(codes.begin(), codes.end());
    std::reverse(weights.begin(), weights.end());
    CHECK(vote_totals(codes, k, weights) == votes);
    Values renamed = votes;
    std::reverse(renamed.begin(), renamed.end());
    CHECK(vote_entropy(renamed) == vote_entropy(votes));
    const auto last = static_cast<std::uint32_t>(k - 1);
    CodeList winners = majority_vote(renamed).winners;
    std::reverse(winners.begin(), winners.end());
    for (std::uint32_t& winner : winners) {
      winner = last - winner;
    }
    CHECK(winners == majority_vote(votes).winners);
    for (const double above : {0.0, 0.3, 0.5, 0.9}) {
      const MajorityVote vote = majority_vote(votes, {.above = above, .ties = TiePolicy::share});
      const double most = *std::max_element(votes.begin(), votes.end()) /
                          std::accumulate(votes.begin(), votes.end(), 0.0);
      CHECK(vote.winners.empty() == (most <= above));
      CHECK(vote.label.empty() == vote.winners.empty());
    }
  }
}

TEST_CASE("soft labels: what cannot be is refused") {
  const CodeList codes{0, 3};
  CHECK(contains(message_of([&] { (void)vote_totals(codes, 3); }), "rater 1: found category 3"));
  CHECK(contains(message_of([&] { (void)vote_totals(codes, 4, Values{1}); }),
                 "found 1 weights of raters, expected none or 2"));
  for (const double bad : {-1.0, not_a_number, 1e200}) {
    CHECK(contains(message_of([&] { (void)vote_totals(codes, 4, Values{1, bad}); }),
                   "weight of a rater: found"));
    CHECK(contains(message_of([&] { (void)soft_label(Values{1, bad}); }), "votes: found"));
    CHECK(contains(message_of([&] { (void)soft_label(Values{1}, bad); }), "smoothing: found"));
    CHECK(contains(message_of([&] { (void)vote_entropy(Values{1, bad}); }), "votes: found"));
    CHECK(contains(message_of([&] { (void)majority_vote(Values{1, bad}); }), "votes: found"));
  }
  for (const double above : {-0.1, 1.0, not_a_number}) {
    CHECK(contains(message_of([&] { (void)majority_vote(Values{1}, {.above = above}); }),
                   "expected a number in [0, 1)"));
    CHECK(contains(message_of([&] { VoteCounts({.above = above}); }), "in [0, 1)"));
  }
  VoteCounts counts;
  CHECK(contains(message_of([&] { counts.merge(VoteCounts({.ties = TiePolicy::share})); }),
                 "another rule of majority"));
  const CodeList table{0, 1, 0, 9};
  CHECK(contains(message_of([&] { (void)soft_labels({table, 2, 2}, 2); }),
                 "row 2: rating of rater 1: found category 9"));
  CHECK(contains(message_of([&] { (void)soft_labels({table, 3, 2}, 2); }), "found 4 of them"));
  CHECK(std::isnan(soft_label(Values{0, 0})[0]));
  CHECK(std::isnan(vote_entropy(Values{})));
  CHECK(soft_label(Values{}).empty());
}
