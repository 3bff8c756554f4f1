#include <cmath>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/agreement/soft_labels.hpp>
#include <tonewheel/metric/votes/vote_truth.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using support::contains;
using support::message_of;
using Values = std::vector<double>;

TEST_CASE("vote truth: shares to the bit and entropy as of soft labels, counts or shares") {
  std::mt19937_64 engine(8);
  VoteTruth truth;
  for (int item = 0; item < 200; ++item) {
    Values votes(1 + engine() % 9);
    for (double& each : votes) {
      each = static_cast<double>(engine() % 5);
    }
    votes.front() += 1;
    for (const double unit : {1.0, 0.1, 1e-300, 1e90}) {
      Values scaled = votes;
      for (double& each : scaled) {
        each *= unit;
      }
      truth.set(scaled);
      REQUIRE(truth.any());
      CHECK(Values(truth.shares().begin(), truth.shares().end()) == soft_label(scaled));
      CHECK(truth.entropy() == Approx(vote_entropy(scaled)).epsilon(1e-14));
      const MajorityVote vote = majority_vote(scaled);
      CHECK(truth.first() == vote.winners.front());
      CHECK(truth.decided() == (vote.winners.size() == 1));
      for (const std::uint32_t winner : vote.winners) {
        CHECK(truth.is_most(winner));
      }
    }
  }
}

TEST_CASE("vote truth: nobody voted, and bad votes") {
  VoteTruth truth(Values{0, 0});
  CHECK(!truth.any());
  truth.set(Values{0, 2});
  CHECK(truth.any());
  CHECK(truth.first() == 1);
  CHECK(truth.entropy() == 0);
  CHECK(std::isinf(truth.log_shares()[0]));
  CHECK(!truth.is_most(0));
  CHECK(contains(message_of([&] { truth.set(Values{1, -1}); }), "found -1"));
  CHECK(contains(message_of([&] { truth.set(Values{std::nan("")}); }), "nan"));
}
