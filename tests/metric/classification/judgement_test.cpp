#include <optional>

#include <doctest/doctest.h>

#include <tonewheel/metric/classification/judgement.hpp>

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
  CHECK(score.n() == 4);
  CHECK(score.overall().accuracy() == 0.5);
  CHECK(score.dimensions().begin()->first == "scene context");
  CHECK(JudgementScore().overall().accuracy() == 0);
}

TEST_CASE("judgement: counts that cannot be are refused") {
  JudgementScore score;
  CHECK(message_of([&] { score.add("x", {.total = 2, .correct = 2, .unanswered = 1}); }) ==
        "judgement score: found 2 correct and 1 unanswered of 2 in \"x\", expected no more than "
        "there are");
  CHECK(contains(message_of([&] { score.add("x", {.total = 1, .correct = 2}); }), "2 correct"));
  CHECK(score == JudgementScore());
}
