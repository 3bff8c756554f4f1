#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/reward/reward.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Wheels = std::vector<SetCounts>;

bool near(std::optional<double> value, double expected) {
  return value && std::abs(*value - expected) <= 1e-15;
}

}  // namespace

TEST_CASE("reward: the mean over the wheels that have the truth") {
  CHECK(near(wheel_reward(Wheels{{2, 1, 1}, {1, 1, 1}}), (2.0 / 3 + 1) / 2));
  CHECK(near(wheel_reward(Wheels{{2, 1, 1}, {0, 3, 0}, {1, 0, 0}}), 1.0 / 3));
  CHECK(wheel_reward(Wheels{{1, 0, 0}}) == 0.0);
  CHECK_FALSE(wheel_reward(Wheels{{0, 3, 0}, {0, 0, 0}}).has_value());
  CHECK_FALSE(wheel_reward(Wheels{}).has_value());
  CHECK(contains(message_of([] { (void)wheel_reward(Wheels{{1, 1, 2}}); }), "in common"));
}

TEST_CASE("reward: the default is accuracy and format") {
  CHECK(combined_reward({.format = 1, .accuracy = 0.25}) == 1.25);
  CHECK(combined_reward({.format = 1, .accuracy = 0.25, .alignment = 9, .dual = 9}) == 1.25);
  CHECK(combined_reward({.accuracy = 0.25}) == 0.25);
  CHECK_FALSE(combined_reward({}).has_value());
  CHECK_FALSE(combined_reward({.dual = 1}).has_value());
  CHECK_FALSE(combined_reward({.label_length = 1}).has_value());
  CHECK(combined_reward({.format = 0, .label_length = 0.5, .text_length = 0.25}) == -0.75);
}

TEST_CASE("reward: every weight counts for its term alone") {
  const RewardTerms terms{.format = 1,
                          .accuracy = 2,
                          .alignment = 4,
                          .dual = 8,
                          .action_units = 16,
                          .perception = 32,
                          .label_length = 64,
                          .text_length = 128};
  const RewardWeights weights{.format = 1,
                              .accuracy = 1,
                              .alignment = 1,
                              .dual = 1,
                              .action_units = 1,
                              .perception = 1,
                              .label_length = 1,
                              .text_length = 1};
  CHECK(combined_reward(terms, {.weights = weights}) == 63 - 192);
  const auto grown = [&](double RewardWeights::* which) {
    RewardWeights changed = weights;
    changed.*which = 3;
    return *combined_reward(terms, {.weights = changed}) - (63 - 192);
  };
  CHECK(grown(&RewardWeights::format) == 2);
  CHECK(grown(&RewardWeights::accuracy) == 4);
  CHECK(grown(&RewardWeights::alignment) == 8);
  CHECK(grown(&RewardWeights::dual) == 16);
  CHECK(grown(&RewardWeights::action_units) == 32);
  CHECK(grown(&RewardWeights::perception) == 64);
  CHECK(grown(&RewardWeights::label_length) == -128);
  CHECK(grown(&RewardWeights::text_length) == -256);
}

TEST_CASE("reward: weights of absent terms are shared out on demand") {
  const RewardOptions options{.weights = {.format = 1, .accuracy = 2, .dual = 1},
                              .renormalise = true};
  CHECK(combined_reward({.format = 1, .accuracy = 0.5, .dual = 0.25}, options) == 2.25);
  CHECK(combined_reward({.format = 1, .accuracy = 0.5}, options) == 2.0 * 4 / 3);
  CHECK(combined_reward({.accuracy = 0.5, .label_length = 0.25}, options) == 0.5 * 4 - 0.25);
  // All terms alike: the same reward, whatever abstains.
  CHECK(combined_reward({.format = 0.5, .dual = 0.5}, options) == 2);
}

TEST_CASE("reward: terms and weights that cannot be are refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto fault = [](const RewardTerms& terms, const RewardOptions& options = {}) {
    return message_of([&] { (void)combined_reward(terms, options); });
  };
  CHECK(fault({.accuracy = nan}) == "reward: found nan as accuracy, expected a finite number");
  CHECK(contains(fault({.perception = -HUGE_VAL}), "-inf as perception"));
  CHECK(contains(fault({.text_length = -1}), "-1 as text_length, expected a finite number >= 0"));
  CHECK(contains(fault({}, {.weights = {.dual = -1}}), "weight -1 of dual"));
  CHECK(contains(fault({}, {.weights = {.text_length = nan}}), "weight nan of text_length"));
  CHECK(fault({.action_units = -1}) == "no Error");
}
