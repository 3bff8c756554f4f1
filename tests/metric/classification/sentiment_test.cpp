#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/classification/sentiment.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Sample = std::pair<double, std::optional<double>>;

SentimentScore score_of(const std::vector<Sample>& samples) {
  SentimentScore score;
  for (const auto& [gold, prediction] : samples) {
    score.add(gold, prediction);
  }
  return score;
}

/// The weighted F1 as scikit-learn defines it: over the classes that occur, each class's F1 out of
/// its precision and recall, 0 where undefined, weighted by its support.
double weighted_f1(const std::vector<bool>& truth, const std::vector<bool>& prediction) {
  double sum = 0;
  for (const bool label : {false, true}) {
    double both = 0;
    double true_ones = 0;
    double predicted = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
      both += truth[i] == label && prediction[i] == label ? 1 : 0;
      true_ones += truth[i] == label ? 1 : 0;
      predicted += prediction[i] == label ? 1 : 0;
    }
    const double precision = predicted == 0 ? 0 : both / predicted;
    const double recall = true_ones == 0 ? 0 : both / true_ones;
    const double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    sum += f1 * true_ones;
  }
  return sum / static_cast<double>(truth.size());
}

}  // namespace

TEST_CASE("sentiment: the non-zero rule by hand") {
  const SentimentScore score = score_of({{2.4, 1.0},    // hit
                                         {-1.0, -1.0},  // hit
                                         {0.2, 0.0},    // neutral counts as negative: a miss
                                         {-0.6, 0.0},   // and here a hit
                                         {-3.0, std::nullopt},
                                         {-1.0, 0.5},   // miss
                                         {0.0, 1.0}});  // removed
  CHECK(score.counts() == SentimentCounts{1, 1, 1, 3, 1, 2, 1});
  CHECK(score.n() == 6);
  CHECK(score.accuracy() == 4.0 / 6);
  // F1 of positive 1/2 (2 of 6), of negative 3/4 (4 of 6).
  CHECK(std::abs(score.weighted_f1() - (0.5 * 2 + 0.75 * 4) / 6) <= 1e-15);
  CHECK(SentimentScore().accuracy() == 0);
  CHECK(SentimentScore().weighted_f1() == 0);
}

TEST_CASE("sentiment: weighted F1 by scikit-learn's definition on random lists") {
  std::mt19937_64 engine(55);
  for (int round = 0; round < 300; ++round) {
    std::vector<bool> truth;
    std::vector<bool> prediction;
    SentimentScore score;
    const std::uint64_t share = 1 + engine() % 4;  // unbalanced, at times one class alone
    std::size_t right = 0;
    const std::size_t n = 1 + engine() % 60;
    for (std::size_t i = 0; i < n; ++i) {
      const double gold = engine() % 4 < share ? 0.5 : -0.25;
      const double guess = static_cast<double>(engine() % 3) - 1;
      score.add(gold, guess);
      score.add(-0.0, guess);
      truth.push_back(gold > 0);
      prediction.push_back(guess > 0);
      right += truth.back() == prediction.back() ? 1U : 0U;
    }
    CHECK(score.n() == n);
    CHECK(score.counts().skipped == n);
    CHECK(score.accuracy() == static_cast<double>(right) / static_cast<double>(n));
    CHECK(std::abs(score.weighted_f1() - weighted_f1(truth, prediction)) <= 1e-14);
  }
}

TEST_CASE("sentiment: words and numbers") {
  CHECK(sentiment_value("positive") == 1.0);
  CHECK(sentiment_value(" Negative\n") == -1.0);
  CHECK(sentiment_value("NEUTRAL") == 0.0);
  CHECK(sentiment_value("-2.6") == -2.6);
  CHECK(sentiment_value("+0.4") == 0.4);
  for (const char* text : {"", "positively", "pos", "nan", "inf", "1.5 positive", "neutral."}) {
    CHECK_FALSE(sentiment_value(text).has_value());
  }
  std::string long_text;
  long_text.resize(10'000'000, 'p');
  CHECK_FALSE(sentiment_value(long_text).has_value());
  CHECK_FALSE(sentiment_value("\xff\xfe").has_value());
}

TEST_CASE("sentiment: NaN and states that cannot be are refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  SentimentScore score;
  CHECK(contains(message_of([&] { score.add(nan, 1.0); }), "nan as the gold value"));
  CHECK(contains(message_of([&] { score.add(1.0, nan); }), "nan as the prediction"));
  CHECK(score == SentimentScore());
  score.add(HUGE_VAL, -HUGE_VAL);
  CHECK(score.counts().false_negative == 1);
  CHECK(SentimentScore::from_counts(score.counts()) == score);
  CHECK(contains(message_of([] { (void)SentimentScore::from_counts({.neutral = 1}); }),
                 "of 0 negative ones"));
}
