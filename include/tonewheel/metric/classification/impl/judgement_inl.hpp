#pragma once

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/classification/judgement.hpp>

namespace tonewheel {

namespace detail {

inline void add_judgements(JudgementCounts& to, const JudgementCounts& more) noexcept {
  to.total += more.total;
  to.correct += more.correct;
  to.unanswered += more.unanswered;
}

}  // namespace detail

inline namespace classification {

TONEWHEEL_INLINE void JudgementScore::add(std::string_view dimension, bool truth,
                                          std::optional<bool> prediction) {
  add(dimension, JudgementCounts{.total = 1,
                                 .correct = prediction == truth ? 1U : 0U,
                                 .unanswered = prediction ? 0U : 1U});
}

TONEWHEEL_INLINE void JudgementScore::add(std::string_view dimension,
                                          const JudgementCounts& counts) {
  if (counts.correct > counts.total || counts.unanswered > counts.total - counts.correct) {
    throw Error("judgement score: found " + std::to_string(counts.correct) + " correct and " +
                std::to_string(counts.unanswered) + " unanswered of " +
                std::to_string(counts.total) + " in " + shown(dimension) +
                ", expected no more than there are");
  }
  const auto found = dimensions_.find(dimension);
  detail::add_judgements(
      found == dimensions_.end() ? dimensions_[std::string(dimension)] : found->second, counts);
}

TONEWHEEL_INLINE void JudgementScore::merge(const JudgementScore& other) {
  for (const auto& [dimension, counts] : other.dimensions_) {
    detail::add_judgements(dimensions_[dimension], JudgementCounts(counts));
  }
}

TONEWHEEL_INLINE JudgementCounts JudgementScore::of(std::string_view dimension) const {
  const auto found = dimensions_.find(dimension);
  return found == dimensions_.end() ? JudgementCounts() : found->second;
}

TONEWHEEL_INLINE JudgementCounts JudgementScore::overall() const noexcept {
  JudgementCounts all;
  for (const auto& [dimension, counts] : dimensions_) {
    detail::add_judgements(all, counts);
  }
  return all;
}

}  // namespace classification
}  // namespace tonewheel
