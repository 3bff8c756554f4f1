#pragma once

#include <string>
#include <vector>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/classification/judgement.hpp>

namespace tonewheel {

namespace detail {

inline void add_judgements(JudgementCounts& to, const JudgementCounts& more) {
  add_count(to.total, more.total, "judgement score: judgements");  // the others are parts of them
  to.correct += more.correct;
  to.unanswered += more.unanswered;
}

}  // namespace detail

inline namespace classification {

TONEWHEEL_INLINE JudgementScore::JudgementScore(const State& state) {
  StateReader from(state, kind);
  const auto dimensions = from.count<std::vector<std::string>>("dimensions");
  const auto total = from.count<std::vector<std::uint64_t>>("total");
  const auto correct = from.count<std::vector<std::uint64_t>>("correct");
  const auto unanswered = from.count<std::vector<std::uint64_t>>("unanswered");
  from.finish();
  (void)from.total("total", total);
  from.require(total.size() == dimensions.size(), "total", "one of each dimension");
  from.require(correct.size() == dimensions.size(), "correct", "one of each dimension");
  from.require(unanswered.size() == dimensions.size(), "unanswered", "one of each dimension");
  for (std::size_t i = 0; i < dimensions.size(); ++i) {
    from.require(!dimensions_.contains(dimensions[i]), "dimensions", "each once");
    add(dimensions[i], JudgementCounts{total[i], correct[i], unanswered[i]});
  }
}

TONEWHEEL_INLINE State JudgementScore::state() const {
  std::vector<std::string> dimensions;
  std::vector<std::uint64_t> total;
  std::vector<std::uint64_t> correct;
  std::vector<std::uint64_t> unanswered;
  for (const auto& [dimension, counts] : dimensions_) {
    dimensions.push_back(dimension);
    total.push_back(counts.total);
    correct.push_back(counts.correct);
    unanswered.push_back(counts.unanswered);
  }
  return StateWriter(kind)
      .count("dimensions", dimensions)
      .count("total", total)
      .count("correct", correct)
      .count("unanswered", unanswered)
      .finish();
}

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
  require_room(n(), counts.total, "judgement score: judgements");
  const auto found = dimensions_.find(dimension);
  detail::add_judgements(
      found == dimensions_.end() ? dimensions_[std::string(dimension)] : found->second, counts);
}

TONEWHEEL_INLINE void JudgementScore::merge(const JudgementScore& other) {
  require_room(n(), other.n(), "judgement score: judgements");
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
