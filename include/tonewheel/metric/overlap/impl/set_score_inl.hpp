#pragma once

#include <algorithm>
#include <string>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/ratio_sum.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>
#include <tonewheel/metric/undefined.hpp>

namespace tonewheel {

namespace detail {

inline void require_set_counts(const SetCounts& sample) {
  if (sample.common > sample.truth || sample.common > sample.prediction) {
    throw Error("set score: found " + std::to_string(sample.common) + " groups in common of " +
                std::to_string(sample.truth) + " true and " + std::to_string(sample.prediction) +
                " predicted ones, expected no more than either");
  }
}

/// Sum over the counted samples of numerator(sample) / denominator(sample), divided by `divisor`.
inline double mean_over(const std::map<SetCounts, std::uint64_t>& histogram, std::uint64_t divisor,
                        const auto& numerator, const auto& denominator) {
  if (divisor == 0) {
    return 0;
  }
  RatioSum sum;
  for (const auto& [sample, times] : histogram) {
    if (sample.truth != 0 && sample.common != 0) {
      sum.add(static_cast<double>(times), static_cast<double>(numerator(sample)),
              static_cast<double>(denominator(sample)));
    }
  }
  return sum.over(static_cast<double>(divisor));
}

/// sum common / sum of `size` over the counted samples.
inline double micro_share(const std::map<SetCounts, std::uint64_t>& histogram, const auto& size) {
  RatioSum common;
  RatioSum total;
  for (const auto& [sample, times] : histogram) {
    if (sample.truth != 0) {
      common.add(static_cast<double>(times), sample.common, 1);
      total.add(static_cast<double>(times), size(sample), 1);
    }
  }
  const double divisor = total.over(1);
  return divisor > 0 ? common.over(divisor) : 0;
}

}  // namespace detail

inline namespace overlap {

TONEWHEEL_INLINE double sample_fscore(const SetCounts& sample) {
  detail::require_set_counts(sample);
  const double sizes = static_cast<double>(sample.truth) + static_cast<double>(sample.prediction);
  return sample.common == 0 ? 0 : 2 * static_cast<double>(sample.common) / sizes;
}

TONEWHEEL_INLINE SetScore::SetScore(const State& state) {
  StateReader from(state, kind);
  const auto samples = from.count<std::vector<std::vector<std::uint64_t>>>("samples");
  from.finish();
  for (const auto& each : samples) {
    from.require(each.size() == 4 && each[0] <= UINT32_MAX && each[1] <= UINT32_MAX &&
                     each[2] <= std::min(each[0], each[1]) && each[3] > 0,
                 "samples", "lists of true, predicted and common groups and how often");
    const SetCounts counts{static_cast<std::uint32_t>(each[0]), static_cast<std::uint32_t>(each[1]),
                           static_cast<std::uint32_t>(each[2])};
    add(counts, each[3]);
  }
}

TONEWHEEL_INLINE State SetScore::state() const {
  std::vector<std::array<std::uint64_t, 4>> samples;
  for (const auto& [sample, times] : histogram()) {
    samples.push_back({sample.truth, sample.prediction, sample.common, times});
  }
  return StateWriter(kind).count("samples", samples).finish();
}

TONEWHEEL_INLINE void SetScore::add(const SetCounts& sample) {
  add(sample, 1);
}

TONEWHEEL_INLINE void SetScore::add(std::span<const SetCounts> samples) {
  bool contained = true;
  for (const SetCounts& sample : samples) {
    contained &= (sample.common <= sample.truth) & (sample.common <= sample.prediction);
  }
  if (!contained) {
    std::for_each(samples.begin(), samples.end(), detail::require_set_counts);
  }
  require_room(n_ + skipped_, samples.size(), "set score: samples", most_exact_count);
  std::uint64_t skipped = 0;
  std::uint64_t empty_predictions = 0;
  for (const SetCounts& sample : samples) {
    if (sample.truth < small && sample.prediction < small) {
      ++small_[(sample.truth * small + sample.prediction) * small + sample.common];
    } else {
      ++large_[sample];
    }
    skipped += static_cast<std::uint64_t>(sample.truth == 0);
    empty_predictions += static_cast<std::uint64_t>((sample.truth != 0) & (sample.prediction == 0));
  }
  n_ += samples.size() - skipped;
  skipped_ += skipped;
  empty_predictions_ += empty_predictions;
}

TONEWHEEL_INLINE void SetScore::add(const SetCounts& sample, std::uint64_t times) {
  detail::require_set_counts(sample);
  require_room(n_ + skipped_, times, "set score: samples", most_exact_count);
  if (sample.truth < small && sample.prediction < small) {
    small_[(sample.truth * small + sample.prediction) * small + sample.common] += times;
  } else {
    large_[sample] += times;
  }
  if (sample.truth == 0) {
    skipped_ += times;
    return;
  }
  n_ += times;
  if (sample.prediction == 0) {
    empty_predictions_ += times;
  }
}

TONEWHEEL_INLINE void SetScore::merge(const SetScore& other) {
  require_room(n_ + skipped_, other.n_ + other.skipped_, "set score: samples", most_exact_count);
  for (const auto& [sample, times] : other.histogram()) {
    add(sample, times);
  }
}

TONEWHEEL_INLINE std::map<SetCounts, std::uint64_t> SetScore::histogram() const {
  std::map<SetCounts, std::uint64_t> histogram(large_);
  for (std::uint32_t i = 0; i < small_.size(); ++i) {
    if (small_[i] != 0) {
      histogram.emplace(SetCounts{i / (small * small), i / small % small, i % small}, small_[i]);
    }
  }
  return histogram;
}

TONEWHEEL_INLINE SetScore
SetScore::from_histogram(const std::map<SetCounts, std::uint64_t>& histogram) {
  SetScore score;
  for (const auto& [sample, times] : histogram) {
    if (times == 0) {
      throw Error("set score: found a count of 0 in a histogram, expected at least 1");
    }
    score.add(sample, times);
  }
  return score;
}

TONEWHEEL_INLINE double SetScore::precision() const {
  return n_ == 0 ? undefined_value
                 : detail::mean_over(
                       histogram(), n_, [](const SetCounts& s) { return s.common; },
                       [](const SetCounts& s) { return s.prediction; });
}

TONEWHEEL_INLINE double SetScore::recall() const {
  return n_ == 0 ? undefined_value
                 : detail::mean_over(
                       histogram(), n_, [](const SetCounts& s) { return s.common; },
                       [](const SetCounts& s) { return s.truth; });
}

TONEWHEEL_INLINE double SetScore::fscore() const {
  return n_ == 0 ? undefined_value : harmonic_fscore(precision(), recall());
}

TONEWHEEL_INLINE double SetScore::mean_sample_fscore() const {
  return n_ == 0
             ? undefined_value
             : detail::mean_over(
                   histogram(), n_, [](const SetCounts& s) { return 2 * std::uint64_t{s.common}; },
                   [](const SetCounts& s) { return std::uint64_t{s.truth} + s.prediction; });
}

TONEWHEEL_INLINE double SetScore::micro_precision() const {
  return n_ == 0
             ? undefined_value
             : detail::micro_share(histogram(), [](const SetCounts& s) { return s.prediction; });
}

TONEWHEEL_INLINE double SetScore::micro_recall() const {
  return n_ == 0 ? undefined_value
                 : detail::micro_share(histogram(), [](const SetCounts& s) { return s.truth; });
}

TONEWHEEL_INLINE double SetScore::micro_fscore() const {
  return n_ == 0 ? undefined_value : harmonic_fscore(micro_precision(), micro_recall());
}

TONEWHEEL_INLINE SetMeans mean_scores(std::span<const SetScore> wheels) {
  if (wheels.empty()) {
    throw Error("mean of set scores: found no scores, expected at least one");
  }
  SetMeans means;
  for (const SetScore& wheel : wheels) {
    if (wheel.n() == 0) {
      ++means.undefined;
      continue;
    }
    const double precision = wheel.precision();
    const double recall = wheel.recall();
    means.fscore += harmonic_fscore(precision, recall);
    means.precision += precision;
    means.recall += recall;
  }
  if (means.undefined == wheels.size()) {
    return {undefined_value, undefined_value, undefined_value, means.undefined};
  }
  const auto n = static_cast<double>(wheels.size() - means.undefined);
  return {means.fscore / n, means.precision / n, means.recall / n, means.undefined};
}

}  // namespace overlap
}  // namespace tonewheel
