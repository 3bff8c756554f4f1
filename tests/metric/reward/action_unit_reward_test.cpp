#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/reward/action_unit_reward.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Units = std::vector<ActionUnit>;

}  // namespace

TEST_CASE("action unit reward: units in a text") {
  CHECK(find_action_units("On this face AU12 and au6 (AU12) stand out, Au43") ==
        Units{{6}, {12}, {43}});
  CHECK(find_action_units("AU 12, AUx, A1, au, AU-4, AU") == Units{});
  CHECK(find_action_units("AU06AU6") == Units{{6}});
  CHECK(find_action_units("AU2AU1au12") == Units{{1}, {2}, {12}});
  CHECK(find_action_units("aAU1") == Units{{1}});
  CHECK(find_action_units("aau1") == Units{{1}});
  CHECK(find_action_units("") == Units{});
  CHECK(find_action_units("AU99999999999999999999, AU2") ==
        Units{{2}, {std::numeric_limits<std::uint32_t>::max()}});
  CHECK(find_action_units(std::string(3'000'000, 'A')) == Units{});
  CHECK(find_action_units("\xff\xfe AU9\xff") == Units{{9}});
}

TEST_CASE("action unit reward: 2 F - 1") {
  CHECK(action_unit_reward(Units{{6}, {12}}, Units{{12}, {6}, {6}}) == 1);
  CHECK(action_unit_reward(Units{{6}, {12}}, Units{{12}}) == 2 * (2.0 / 3) - 1);
  CHECK(action_unit_reward(Units{{6}, {12}}, Units{{1}, {2}}) == -1);
  CHECK(action_unit_reward(Units{{6}}, Units{}) == -1);
  CHECK(action_unit_reward(Units{}, Units{}) == 0);
  CHECK(action_unit_reward(Units{}, Units{{6}}) == 0);
}

TEST_CASE("action unit reward: F_beta by its formula, and its limits") {
  std::mt19937_64 engine(53);
  for (int round = 0; round < 300; ++round) {
    Units truth(1 + engine() % 6);
    Units prediction(1 + engine() % 6);
    for (Units* units : {&truth, &prediction}) {
      for (ActionUnit& unit : *units) {
        unit.value = static_cast<std::uint32_t>(engine() % 8);
      }
    }
    const std::set<ActionUnit> t(truth.begin(), truth.end());
    const std::set<ActionUnit> p(prediction.begin(), prediction.end());
    double common = 0;
    for (const ActionUnit unit : t) {
      common += p.contains(unit) ? 1 : 0;
    }
    const double precision = common / static_cast<double>(p.size());
    const double recall = common / static_cast<double>(t.size());
    const double beta = std::ldexp(1 + static_cast<double>(engine() % 100), -5);
    const double f =
        common == 0 ? 0
                    : (1 + beta * beta) * precision * recall / (beta * beta * precision + recall);
    CHECK(std::abs(action_unit_reward(truth, prediction, {.beta = beta}) - (2 * f - 1)) <= 1e-14);
    CHECK(std::abs(action_unit_reward(truth, prediction, {.beta = 1e200}) - (2 * recall - 1)) <=
          1e-14);
    CHECK(std::abs(action_unit_reward(truth, prediction, {.beta = 1e-200}) - (2 * precision - 1)) <=
          1e-14);
  }
  for (const double beta : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(), HUGE_VAL}) {
    CHECK(contains(
        message_of([&] { (void)action_unit_reward(Units{{1}}, Units{{1}}, {.beta = beta}); }),
        "expected a finite number > 0"));
  }
}
