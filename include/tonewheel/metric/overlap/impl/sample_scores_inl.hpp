#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/metric/overlap/impl/set_score_inl.hpp>
#include <tonewheel/metric/overlap/sample_scores.hpp>

namespace tonewheel {

namespace detail {

inline constexpr std::size_t most_sample_wheels = std::size_t{1} << 20U;

}  // namespace detail

inline namespace overlap {

TONEWHEEL_INLINE SampleScores::SampleScores(std::size_t wheels) : wheels_(wheels) {
  if (wheels == 0 || wheels > detail::most_sample_wheels) {
    throw Error("sample scores: found " + std::to_string(wheels) + " wheels, expected 1 to 2^20");
  }
}

TONEWHEEL_INLINE SampleScores::SampleScores(const State& state) : wheels_(0) {
  StateReader from(state, kind);
  *this = SampleScores(from.option<std::size_t>("wheels"));
  const auto samples = from.count<std::vector<std::vector<std::uint32_t>>>("samples");
  from.finish();
  for (const std::vector<std::uint32_t>& each : samples) {
    from.require(each.size() % 3 == 0 && each.size() / 3 == wheels_, "samples",
                 "true, predicted and common groups of each wheel");
    for (std::size_t i = 0; i < each.size(); i += 3) {
      const SetCounts counts{each[i], each[i + 1], each[i + 2]};
      detail::require_set_counts(counts);
      counts_.push_back(counts);
    }
  }
  counts_ = sorted();
}

TONEWHEEL_INLINE State SampleScores::state() const {
  std::vector<std::vector<std::uint32_t>> samples(n());
  const std::vector<SetCounts> counts = sorted();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    std::vector<std::uint32_t>& sample = samples[i / wheels_];
    sample.insert(sample.end(), {counts[i].truth, counts[i].prediction, counts[i].common});
  }
  return StateWriter(kind).option("wheels", wheels_).count("samples", samples).finish();
}

TONEWHEEL_INLINE std::vector<SetCounts> SampleScores::sorted() const {
  std::vector<SampleRow> samples = rows();
  std::sort(samples.begin(), samples.end(), [](SampleRow a, SampleRow b) {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
  });
  std::vector<SetCounts> counts;
  counts.reserve(counts_.size());
  for (const SampleRow sample : samples) {
    counts.insert(counts.end(), sample.begin(), sample.end());
  }
  return counts;
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

TONEWHEEL_INLINE void SampleScores::merge(const SampleScores& other) {
  if (other.wheels_ != wheels_) {
    throw Error("sample scores: found counts on " + std::to_string(other.wheels_) +
                " wheels, expected " + std::to_string(wheels_));
  }
  const std::vector<SetCounts> more = other.counts_;
  counts_.insert(counts_.end(), more.begin(), more.end());
}

TONEWHEEL_INLINE std::vector<SampleRow> SampleScores::rows() const {
  std::vector<SampleRow> all;
  all.reserve(n());
  for (std::size_t i = 0; i < n(); ++i) {
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
  for (std::size_t i = 0; i < n(); ++i) {
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
  return score.n() == 0 ? 0 : score.fscore();
}

TONEWHEEL_INLINE double mean_fscore(std::span<const SampleRow> rows) {
  if (rows.empty() || rows.front().empty()) {
    return 0;
  }
  double sum = 0;
  std::size_t counted = 0;
  for (std::size_t wheel = 0; wheel < rows.front().size(); ++wheel) {
    SetScore score;
    for (const SampleRow& row : rows) {
      if (row.size() != rows.front().size()) {
        throw Error("sample scores: found rows of " + std::to_string(rows.front().size()) +
                    " and of " + std::to_string(row.size()) + " wheels, expected equal ones");
      }
      score.add(row[wheel]);
    }
    if (score.n() > 0) {
      sum += score.fscore();
      ++counted;
    }
  }
  return counted == 0 ? 0 : sum / static_cast<double>(counted);
}

}  // namespace overlap
}  // namespace tonewheel
