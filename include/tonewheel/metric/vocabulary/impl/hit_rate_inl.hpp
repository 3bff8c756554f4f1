#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/ratio_sum.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/overlap/impl/set_score_inl.hpp>
#include <tonewheel/metric/undefined.hpp>
#include <tonewheel/metric/vocabulary/hit_rate.hpp>

namespace tonewheel {
inline namespace vocabulary {

TONEWHEEL_INLINE bool hit_or_not(std::span<const std::optional<HitCounts>> wheels) {
  return std::any_of(wheels.begin(), wheels.end(),
                     [](const std::optional<HitCounts>& wheel) { return wheel && wheel->hit; });
}

TONEWHEEL_INLINE HitRate::HitRate(const State& state) {
  StateReader from(state, kind);
  const auto samples = from.count<std::vector<std::vector<std::uint64_t>>>("samples");
  add_count(skipped_, from.count<std::uint64_t>("skipped"), "hit rate: samples", most_exact_count);
  from.finish();
  for (const auto& each : samples) {
    from.require(each.size() == 3 && each[0] <= 1 && each[1] <= UINT32_MAX && each[2] > 0,
                 "samples", "lists of 1 for a hit or 0, candidates and how often");
    add(HitCounts{each[0] == 1, static_cast<std::uint32_t>(each[1])}, each[2]);
  }
}

TONEWHEEL_INLINE State HitRate::state() const {
  std::vector<std::array<std::uint64_t, 3>> samples;
  samples.reserve(histogram_.size());
  for (const auto& [sample, times] : histogram_) {
    samples.push_back({sample.hit ? 1U : 0U, sample.candidates, times});
  }
  return StateWriter(kind).count("samples", samples).count("skipped", skipped_).finish();
}

TONEWHEEL_INLINE void HitRate::add(const std::optional<HitCounts>& sample) {
  if (sample) {
    add(*sample, 1);
  } else {
    require_room(n_ + skipped_, 1, "hit rate: samples", most_exact_count);
    ++skipped_;
  }
}

TONEWHEEL_INLINE void HitRate::add(const HitCounts& sample, std::uint64_t times) {
  require_room(n_ + skipped_, times, "hit rate: samples", most_exact_count);
  histogram_[sample] += times;
  n_ += times;
}

TONEWHEEL_INLINE void HitRate::merge(const HitRate& other) {
  require_room(n_ + skipped_, other.n_ + other.skipped_, "hit rate: samples", most_exact_count);
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
  add_count(rate.skipped_, skipped, "hit rate: samples", most_exact_count);
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
  return n_ == 0 ? undefined_value : static_cast<double>(hits) / static_cast<double>(n_);
}

TONEWHEEL_INLINE double HitRate::mscore() const {
  RatioSum sum;
  for (const auto& [sample, times] : histogram_) {
    if (sample.hit && sample.candidates != 0) {
      sum.add(static_cast<double>(times), 1, sample.candidates);
    }
  }
  return n_ == 0 ? undefined_value : sum.over(static_cast<double>(n_));
}

TONEWHEEL_INLINE HitMeans mean_scores(std::span<const HitRate> wheels) {
  if (wheels.empty()) {
    throw Error("mean of hit rates: found no scores, expected at least one");
  }
  HitMeans means;
  for (const HitRate& wheel : wheels) {
    if (wheel.n() == 0) {
      ++means.undefined;
      continue;
    }
    means.hit_rate += wheel.hit_rate();
    means.mscore += wheel.mscore();
  }
  if (means.undefined == wheels.size()) {
    return {undefined_value, undefined_value, means.undefined};
  }
  const auto n = static_cast<double>(wheels.size() - means.undefined);
  return {means.hit_rate / n, means.mscore / n, means.undefined};
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
