#pragma once

#include <cmath>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/classification/sentiment.hpp>

namespace tonewheel {
inline namespace classification {

TONEWHEEL_INLINE std::optional<double> sentiment_value(std::string_view text) {
  constexpr std::size_t longest_word = 8;  // all three words fit; a long text is not copied
  const std::string_view bare = trim(text);
  if (const auto number = parse_number(bare); number && std::isfinite(*number)) {
    return number;
  }
  if (bare.size() > longest_word) {
    return std::nullopt;
  }
  const std::string word = lower_ascii(bare);
  if (word == "positive") {
    return 1;
  }
  if (word == "negative") {
    return -1;
  }
  return word == "neutral" ? std::optional<double>(0) : std::nullopt;
}

TONEWHEEL_INLINE SentimentScore::SentimentScore(const SentimentCounts& counts) : counts_(counts) {
  const std::uint64_t negative = counts.true_negative + counts.false_negative;
  if (counts.neutral > negative || counts.unparsed > negative - counts.neutral) {
    throw Error("sentiment score: found " + std::to_string(counts.neutral) + " neutral and " +
                std::to_string(counts.unparsed) + " unparsed predictions of " +
                std::to_string(negative) + " negative ones, expected no more than there are");
  }
}

TONEWHEEL_INLINE void SentimentScore::add(double gold, std::optional<double> prediction) {
  if (std::isnan(gold) || (prediction && std::isnan(*prediction))) {
    throw Error(std::string("sentiment score: found nan as the ") +
                (std::isnan(gold) ? "gold value" : "prediction") + ", expected a number");
  }
  if (gold == 0) {
    ++counts_.skipped;
    return;
  }
  if (!prediction) {
    ++counts_.unparsed;
  } else if (*prediction == 0) {
    ++counts_.neutral;
  }
  if (prediction.value_or(0) > 0) {
    ++(gold > 0 ? counts_.true_positive : counts_.false_positive);
  } else {
    ++(gold > 0 ? counts_.false_negative : counts_.true_negative);
  }
}

TONEWHEEL_INLINE void SentimentScore::merge(const SentimentScore& other) {
  counts_.true_positive += other.counts_.true_positive;
  counts_.false_positive += other.counts_.false_positive;
  counts_.false_negative += other.counts_.false_negative;
  counts_.true_negative += other.counts_.true_negative;
  counts_.skipped += other.counts_.skipped;
  counts_.neutral += other.counts_.neutral;
  counts_.unparsed += other.counts_.unparsed;
}

TONEWHEEL_INLINE std::uint64_t SentimentScore::counted() const noexcept {
  return counts_.true_positive + counts_.false_positive + counts_.false_negative +
         counts_.true_negative;
}

TONEWHEEL_INLINE double SentimentScore::accuracy() const noexcept {
  return counted() == 0 ? 0
                        : static_cast<double>(counts_.true_positive + counts_.true_negative) /
                              static_cast<double>(counted());
}

TONEWHEEL_INLINE double SentimentScore::weighted_f1() const noexcept {
  if (counted() == 0) {
    return 0;
  }
  const std::uint64_t wrong = counts_.false_positive + counts_.false_negative;
  const auto f1 = [wrong](std::uint64_t right) {
    return right == 0 ? 0 : 2 * static_cast<double>(right) / static_cast<double>(2 * right + wrong);
  };
  const auto positive = static_cast<double>(counts_.true_positive + counts_.false_negative);
  const auto negative = static_cast<double>(counts_.true_negative + counts_.false_positive);
  return (positive * f1(counts_.true_positive) + negative * f1(counts_.true_negative)) /
         static_cast<double>(counted());
}

}  // namespace classification
}  // namespace tonewheel
