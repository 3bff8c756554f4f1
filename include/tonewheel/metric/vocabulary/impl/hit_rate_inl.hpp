#pragma once

#include <algorithm>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/ratio_sum.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/overlap/impl/set_score_inl.hpp>
#include <tonewheel/metric/vocabulary/hit_rate.hpp>

namespace tonewheel {
inline namespace vocabulary {

TONEWHEEL_INLINE bool hit_or_not(std::span<const std::optional<HitCounts>> wheels) {
  return std::any_of(wheels.begin(), wheels.end(),
                     [](const std::optional<HitCounts>& wheel) { return wheel && wheel->hit; });
}

TONEWHEEL_INLINE void HitRate::add(const std::optional<HitCounts>& sample) {
  if (sample) {
    add(*sample, 1);
  } else {
    detail::add_samples(counted_ + skipped_, 1, "hit rate");
    ++skipped_;
  }
}

TONEWHEEL_INLINE void HitRate::add(const HitCounts& sample, std::uint64_t times) {
  detail::add_samples(counted_ + skipped_, times, "hit rate");
  histogram_[sample] += times;
  counted_ += times;
}

TONEWHEEL_INLINE void HitRate::merge(const HitRate& other) {
  detail::add_samples(counted_ + skipped_, other.counted_ + other.skipped_, "hit rate");
  if (&other == this) {
    merge(HitRate(other));
    return;
  }
  for (const auto& [sample, times] : other.histogram_) {
    add(sample, times);
  }
  skipped_ += other.skipped_;
}

TONEWHEEL_INLINE HitRate HitRate::from_histogram(
    const std::map<HitCounts, std::uint64_t>& histogram, std::uint64_t skipped) {
  HitRate rate;
  rate.skipped_ = detail::add_samples(0, skipped, "hit rate");
  for (const auto& [sample, times] : histogram) {
    if (times == 0) {
      throw Error("hit rate: found a count of 0 in a histogram, expected at least 1");
    }
    rate.add(sample, times);
  }
  return rate;
}

TONEWHEEL_INLINE double HitRate::hit_rate() const {
  std::uint64_t hits = 0;
  for (const auto& [sample, times] : histogram_) {
    hits += sample.hit ? times : 0;
  }
  return counted_ == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(counted_);
}

TONEWHEEL_INLINE double HitRate::mscore() const {
  RatioSum sum;
  for (const auto& [sample, times] : histogram_) {
    if (sample.hit && sample.candidates != 0) {
      sum.add(static_cast<double>(times), 1, sample.candidates);
    }
  }
  return counted_ == 0 ? 0 : sum.over(static_cast<double>(counted_));
}

TONEWHEEL_INLINE HitMeans mean_scores(std::span<const HitRate> wheels) {
  if (wheels.empty()) {
    throw Error("mean of hit rates: found no scores, expected at least one");
  }
  HitMeans means;
  for (const HitRate& wheel : wheels) {
    means.hit_rate += wheel.hit_rate();
    means.mscore += wheel.mscore();
  }
  const auto n = static_cast<double>(wheels.size());
  return {means.hit_rate / n, means.mscore / n};
}

TONEWHEEL_INLINE std::string gold_label(std::string_view label) {
  const std::string lower = lower_ascii(trim(label));
  if (lower == "joy") {
    return "happy";
  }
  if (lower == "anger") {
    return "angry";
  }
  return lower == "sadness" ? "sad" : lower;
}

}  // namespace vocabulary
}  // namespace tonewheel
