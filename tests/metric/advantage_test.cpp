#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/advantage.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Rewards = std::vector<std::optional<double>>;

}  // namespace

TEST_CASE("advantage: groups of closed form") {
  CHECK(group_advantages(Rewards{1, 3}) == Rewards{-1, 1});
  CHECK(group_advantages(Rewards{0, 0, 1, 1}) == Rewards{-1, -1, 1, 1});
  const Rewards sample = group_advantages(Rewards{1, 3}, {.deviation = Deviation::sample});
  CHECK(std::abs(*sample[1] - std::sqrt(0.5)) <= 1e-15);
  CHECK(group_advantages(Rewards{1, 3}, {.epsilon = 1}) == Rewards{-0.5, 0.5});
  CHECK(group_advantages(Rewards{1, 3, 8}, {.divide = false}) == Rewards{-3, -1, 4});
}

TEST_CASE("advantage: equal rewards, one reward and none give 0 or nothing") {
  CHECK(group_advantages(Rewards{0.1, 0.1, 0.1}) == Rewards{0, 0, 0});
  CHECK(group_advantages(Rewards{0.1, 0.1, 0.1}, {.divide = false}) == Rewards{0, 0, 0});
  CHECK(group_advantages(Rewards{7}, {.deviation = Deviation::sample}) == Rewards{0});
  CHECK(group_advantages(Rewards{std::nullopt, 7}) == Rewards{std::nullopt, 0});
  CHECK(group_advantages(Rewards{std::nullopt}) == Rewards{std::nullopt});
  CHECK(group_advantages(Rewards{}).empty());
}

TEST_CASE("advantage: a reward that abstains leaves the group") {
  const Rewards with{1, std::nullopt, 3, std::nullopt, 8};
  const Rewards without{1, 3, 8};
  for (const Deviation deviation : {Deviation::population, Deviation::sample}) {
    const Rewards a = group_advantages(with, {.deviation = deviation});
    const Rewards b = group_advantages(without, {.deviation = deviation});
    CHECK(a == Rewards{b[0], std::nullopt, b[1], std::nullopt, b[2]});
  }
}

TEST_CASE("advantage: mean 0, deviation 1, and shifts and scales do not matter") {
  std::mt19937_64 engine(54);
  for (int round = 0; round < 300; ++round) {
    const bool sample = round % 2 == 0;
    const AdvantageOptions options{.deviation = sample ? Deviation::sample : Deviation::population};
    Rewards rewards(2 + engine() % 15);
    Rewards moved(rewards.size());
    for (std::size_t i = 0; i < rewards.size(); ++i) {
      rewards[i] = static_cast<double>(engine() % 1000) / 64;
      moved[i] = *rewards[i] * 4 + 3;
    }
    rewards[0] = -1;
    moved[0] = -1;
    const Rewards a = group_advantages(rewards, options);
    const Rewards b = group_advantages(moved, options);
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < rewards.size(); ++i) {
      CHECK(std::abs(*a[i] - *b[i]) <= 1e-12);
      sum += *a[i];
      squares += *a[i] * *a[i];
    }
    CHECK(std::abs(sum) <= 1e-12);
    CHECK(std::abs(squares / static_cast<double>(rewards.size() - (sample ? 1 : 0)) - 1) <= 1e-12);
  }
}

TEST_CASE("advantage: largest and smallest rewards neither overflow nor vanish") {
  CHECK(group_advantages(Rewards{-1e308, 1e308}) == Rewards{-1, 1});
  CHECK(group_advantages(Rewards{0, 1e-300}) == Rewards{-1, 1});
  for (const double reward : {1.7976931348623157e308, 5e-324}) {
    for (const auto& advantage : group_advantages(Rewards{reward, -reward, 0})) {
      CHECK(std::isfinite(*advantage));
    }
  }
}

TEST_CASE("advantage: groups that follow each other") {
  const Rewards rewards{1, 3, 5, 5, std::nullopt, 2};
  CHECK(group_advantages(rewards, 2) == Rewards{-1, 1, 0, 0, std::nullopt, 0});
  CHECK(group_advantages(Rewards{}, 4).empty());
  CHECK(contains(message_of([&] { (void)group_advantages(rewards, 4); }),
                 "6 rewards in groups of 4"));
  CHECK(contains(message_of([&] { (void)group_advantages(rewards, 0); }), "groups of 0"));
}

TEST_CASE("advantage: rewards that are no numbers are refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(message_of([&] { (void)group_advantages(Rewards{1, nan}); }) ==
        "advantage: reward 1 is nan, expected a finite number");
  CHECK(contains(message_of([] { (void)group_advantages(Rewards{HUGE_VAL}); }), "inf"));
  CHECK(contains(message_of([&] { (void)group_advantages(Rewards{1}, {.epsilon = nan}); }),
                 "epsilon nan"));
  CHECK(contains(message_of([] { (void)group_advantages(Rewards{1}, {.epsilon = -1}); }),
                 "epsilon -1"));
}
