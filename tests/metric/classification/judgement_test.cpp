#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/classification/judgement.hpp>

#include "metric/merging.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

TEST_CASE("judgement: accuracy overall and by dimension") {
  JudgementScore score;
  score.add("scene context", true, true);
  score.add("scene context", false, false);
  score.add("scene context", false, true);
  score.add("sentiment polarity", true, std::nullopt);
  CHECK(score.of("scene context") == JudgementCounts{3, 2, 0});
  CHECK(score.of("scene context").accuracy() == 2.0 / 3);
  CHECK(score.of("sentiment polarity") == JudgementCounts{1, 0, 1});
  CHECK(score.of("unknown").accuracy() == 0);
  CHECK(score.overall() == JudgementCounts{4, 2, 1});
  CHECK(score.overall().accuracy() == 0.5);
  CHECK(score.dimensions().begin()->first == "scene context");
  CHECK(JudgementScore().overall().accuracy() == 0);
}

TEST_CASE("judgement: shards merge to the same state, and the state makes the score") {
  std::mt19937_64 engine(63);
  std::vector<std::tuple<std::string, bool, std::optional<bool>>> samples;
  for (int i = 0; i < 40; ++i) {
    std::optional<bool> prediction;
    if (engine() % 4 != 0) {
      prediction = engine() % 2 == 0;
    }
    samples.emplace_back(std::string(mvei_dimensions[engine() % 4]), engine() % 2 == 0, prediction);
  }
  const auto add = [](JudgementScore& score, const auto& sample) {
    score.add(std::get<0>(sample), std::get<1>(sample), std::get<2>(sample));
  };
  CHECK(support::merges<JudgementScore>(samples, add, engine));
  JudgementScore score;
  for (const auto& sample : samples) {
    add(score, sample);
  }
  JudgementScore copy;
  for (const auto& [dimension, counts] : score.dimensions()) {
    copy.add(dimension, counts);
  }
  CHECK(copy == score);
  score.merge(score);
  CHECK(score.overall().total == 80);
}

TEST_CASE("judgement: counts that cannot be are refused") {
  JudgementScore score;
  CHECK(message_of([&] { score.add("x", {.total = 2, .correct = 2, .unanswered = 1}); }) ==
        "judgement score: found 2 correct and 1 unanswered of 2 in \"x\", expected no more than "
        "there are");
  CHECK(contains(message_of([&] { score.add("x", {.total = 1, .correct = 2}); }), "2 correct"));
  CHECK(score == JudgementScore());
}
