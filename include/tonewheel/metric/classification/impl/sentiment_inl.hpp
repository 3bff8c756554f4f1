#pragma once

#include <array>
#include <cmath>
#include <string>
#include <utility>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/classification/sentiment.hpp>

namespace tonewheel {

namespace detail {

/// Of SentimentCounts, by the names that a state has for them.
inline constexpr std::array<std::pair<std::string_view, std::uint64_t SentimentCounts::*>, 7>
    sentiment_counts{{
        {"true_positive", &SentimentCounts::true_positive},
        {"false_positive", &SentimentCounts::false_positive},
        {"false_negative", &SentimentCounts::false_negative},
        {"true_negative", &SentimentCounts::true_negative},
        {"skipped", &SentimentCounts::skipped},
        {"neutral", &SentimentCounts::neutral},
        {"unparsed", &SentimentCounts::unparsed},
    }};

}  // namespace detail

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

TONEWHEEL_INLINE SentimentScore::SentimentScore(const State& state) {
  StateReader from(state, kind);
  for (const auto& [name, member] : detail::sentiment_counts) {
    counts_.*member = from.count<std::uint64_t>(name);
  }
  from.finish();
  const std::array<std::uint64_t, 4> outcomes{counts_.true_positive, counts_.false_positive,
                                              counts_.false_negative, counts_.true_negative};
  (void)from.total("true_positive", outcomes);
  *this = from_counts(counts_);
}

TONEWHEEL_INLINE State SentimentScore::state() const {
  StateWriter to(kind);
  for (const auto& [name, member] : detail::sentiment_counts) {
    to.count(name, counts_.*member);
  }
  return to.finish();
}

TONEWHEEL_INLINE SentimentScore SentimentScore::from_counts(const SentimentCounts& counts) {
  for (const auto& [name, member] : detail::sentiment_counts) {
    if (counts.*member > most_exact_count) {
      throw Error("sentiment score: found " + std::to_string(counts.*member) + " as " +
                  std::string(name) + ", expected at most 2^53");
    }
  }
  const std::uint64_t negative = counts.true_negative + counts.false_negative;
  if (counts.neutral > negative || counts.unparsed > negative - counts.neutral) {
    throw Error("sentiment score: found " + std::to_string(counts.neutral) + " neutral and " +
                std::to_string(counts.unparsed) + " unparsed predictions of " +
                std::to_string(negative) + " negative ones, expected no more than there are");
  }
  SentimentScore score;
  score.counts_ = counts;
  return score;
}

TONEWHEEL_INLINE void SentimentScore::add(double gold, std::optional<double> prediction) {
  if (std::isnan(gold) || (prediction && std::isnan(*prediction))) {
    throw Error(std::string("sentiment score: found nan as the ") +
                (std::isnan(gold) ? "gold value" : "prediction") + ", expected a number");
  }
  if (gold == 0) {
    add_count(counts_.skipped, 1, "sentiment score: samples skipped", most_exact_count);
    return;
  }
  require_room(n(), 1, "sentiment score: samples", most_exact_count);
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
  require_room(n(), other.n(), "sentiment score: samples", most_exact_count);
  require_room(counts_.skipped, other.counts_.skipped, "sentiment score: samples skipped",
               most_exact_count);
  for (const auto& [name, member] : detail::sentiment_counts) {
    counts_.*member += other.counts_.*member;
  }
}

TONEWHEEL_INLINE std::uint64_t SentimentScore::n() const noexcept {
  return counts_.true_positive + counts_.false_positive + counts_.false_negative +
         counts_.true_negative;
}

TONEWHEEL_INLINE double SentimentScore::accuracy() const noexcept {
  return n() == 0 ? 0
                  : static_cast<double>(counts_.true_positive + counts_.true_negative) /
                        static_cast<double>(n());
}

TONEWHEEL_INLINE double SentimentScore::weighted_f1() const noexcept {
  if (n() == 0) {
    return 0;
  }
  const std::uint64_t wrong = counts_.false_positive + counts_.false_negative;
  const auto f1 = [wrong](std::uint64_t right) {
    return right == 0 ? 0 : 2 * static_cast<double>(right) / static_cast<double>(2 * right + wrong);
  };
  const auto positive = static_cast<double>(counts_.true_positive + counts_.false_negative);
  const auto negative = static_cast<double>(counts_.true_negative + counts_.false_positive);
  return (positive * f1(counts_.true_positive) + negative * f1(counts_.true_negative)) /
         static_cast<double>(n());
}

}  // namespace classification
}  // namespace tonewheel
