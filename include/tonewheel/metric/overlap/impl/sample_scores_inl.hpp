#pragma once

#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/overlap/impl/set_score_inl.hpp>
#include <tonewheel/metric/overlap/sample_scores.hpp>

namespace tonewheel {
inline namespace overlap {

TONEWHEEL_INLINE SampleScores::SampleScores(std::size_t wheels) : wheels_(wheels) {
  if (wheels == 0) {
    throw Error("sample scores: found 0 wheels, expected at least 1");
  }
}

TONEWHEEL_INLINE void SampleScores::add(SampleRow sample) {
  if (sample.size() != wheels_) {
    throw Error("sample scores: found counts on " + std::to_string(sample.size()) +
                " wheels, expected " + std::to_string(wheels_));
  }
  for (const SetCounts& counts : sample) {
    detail::require_set_counts(counts);
  }
  const std::vector<SetCounts> copy(sample.begin(), sample.end());  // it may be a row of ours
  counts_.insert(counts_.end(), copy.begin(), copy.end());
}

TONEWHEEL_INLINE void SampleScores::append(const SampleScores& other) {
  if (other.wheels_ != wheels_) {
    throw Error("sample scores: found counts on " + std::to_string(other.wheels_) +
                " wheels, expected " + std::to_string(wheels_));
  }
  const std::vector<SetCounts> more = other.counts_;
  counts_.insert(counts_.end(), more.begin(), more.end());
}

TONEWHEEL_INLINE std::vector<SampleRow> SampleScores::rows() const {
  std::vector<SampleRow> all;
  all.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) {
    all.push_back(row(i));
  }
  return all;
}

TONEWHEEL_INLINE SetScore SampleScores::score(std::size_t wheel) const {
  if (wheel >= wheels_) {
    throw Error("sample scores: found wheel " + std::to_string(wheel) + ", expected one of " +
                std::to_string(wheels_));
  }
  SetScore score;
  for (std::size_t i = 0; i < size(); ++i) {
    score.add(row(i)[wheel]);
  }
  return score;
}

TONEWHEEL_INLINE SetMeans SampleScores::means() const {
  std::vector<SetScore> scores;
  scores.reserve(wheels_);
  for (std::size_t wheel = 0; wheel < wheels_; ++wheel) {
    scores.push_back(score(wheel));
  }
  return mean_scores(scores);
}

TONEWHEEL_INLINE double set_fscore(std::span<const SetCounts> samples) {
  SetScore score;
  for (const SetCounts& sample : samples) {
    score.add(sample);
  }
  return score.fscore();
}

TONEWHEEL_INLINE double mean_fscore(std::span<const SampleRow> rows) {
  if (rows.empty() || rows.front().empty()) {
    return 0;
  }
  double sum = 0;
  for (std::size_t wheel = 0; wheel < rows.front().size(); ++wheel) {
    SetScore score;
    for (const SampleRow& row : rows) {
      if (row.size() != rows.front().size()) {
        throw Error("sample scores: found rows of " + std::to_string(rows.front().size()) +
                    " and of " + std::to_string(row.size()) + " wheels, expected equal ones");
      }
      score.add(row[wheel]);
    }
    sum += score.fscore();
  }
  return sum / static_cast<double>(rows.front().size());
}

}  // namespace overlap
}  // namespace tonewheel
