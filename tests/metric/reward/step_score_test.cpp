#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/reward/step_score.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Credits = std::vector<double>;

}  // namespace

TEST_CASE("step score: a judge's text") {
  CHECK(parse_step_credits("So:\n<score>Step 1: 1/1, Step 2: 0/1\nAnswer:  2/3</score> end") ==
        Credits{1, 0, 2.0 / 3});
  CHECK(parse_step_credits("<score>a: 0/0; b:\n1/2 c</score><score>d: 1/1</score>") ==
        Credits{0, 0.5});
  CHECK(parse_step_credits("<score></score>").empty());
  CHECK(parse_step_credits("Step 1: 1/1").empty());
  CHECK(parse_step_credits("<score>Step 1: 1/1").empty());
  CHECK(parse_step_credits("</score>: 1/1<score>").empty());
  CHECK(parse_step_credits("<score>a: b: 1/, : /1, : -1/2, : 1 /2, 1/2</score>").empty());
  CHECK(parse_step_credits("<score>x:: 1/2:1/1</score>") == Credits{0.5, 1});
  CHECK(parse_step_credits("<score>: 99999999999999999999/1</score>").empty());
  CHECK(parse_step_credits("<score>" + std::string(5'000'000, ':') + "</score>").empty());
  CHECK(contains(message_of([] { (void)parse_step_credits("<score>a: 3/2</score>"); }), "3/2"));
}

TEST_CASE("step score: samples by hand") {
  StepScore score;
  score.add(Credits{1, 0, 0.5, 1});
  score.add(Credits{0.5});  // no reasoning: 0
  score.add(Credits{});     // skipped
  CHECK(score.n() == 2);
  CHECK(score.skipped() == 1);
  CHECK(score.recognition() == 0.75);
  CHECK(score.reasoning() == 0.25);
  CHECK(score.chain_of_thought() == 0.5);
  CHECK(score.chain_of_thought(1) == 0.75);
  CHECK(score.chain_of_thought(0.25) == 0.375);
  CHECK(score.mean_steps() == 2.5);
  CHECK(StepScore().chain_of_thought() == 0);
  CHECK(StepScore().mean_steps() == 0);
}

TEST_CASE("step score: the definition on random samples") {
  std::mt19937_64 engine(64);
  std::vector<Credits> samples;
  for (int i = 0; i < 40; ++i) {
    Credits credits(engine() % 6);
    for (double& credit : credits) {
      credit = static_cast<double>(engine() % 4) / 3;
    }
    samples.push_back(credits);
  }
  StepScore score;
  double recognition = 0;
  double reasoning = 0;
  for (const Credits& credits : samples) {
    score.add(credits);
    if (!credits.empty()) {
      recognition += credits.back();
      double sum = 0;
      for (std::size_t i = 0; i + 1 < credits.size(); ++i) {
        sum += credits[i];
      }
      reasoning += credits.size() > 1 ? sum / static_cast<double>(credits.size() - 1) : 0;
    }
  }
  const auto n = static_cast<double>(score.n());
  CHECK(std::abs(score.recognition() - recognition / n) <= 1e-14);
  CHECK(std::abs(score.reasoning() - reasoning / n) <= 1e-14);
}

TEST_CASE("step score: credits and shares out of range") {
  StepScore score;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double bad : {nan, -1.0, 1.5}) {
    CHECK(contains(message_of([&] { score.add(Credits{1, bad, 1}); }), "in [0, 1]"));
    CHECK(contains(message_of([&] { (void)score.chain_of_thought(bad); }), "in [0, 1]"));
  }
  CHECK(score == StepScore());
}
