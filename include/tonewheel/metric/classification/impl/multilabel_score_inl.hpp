#pragma once

#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/metric/classification/multilabel_score.hpp>

namespace tonewheel {

namespace detail {

inline constexpr std::size_t multilabel_most_labels = std::size_t{1} << 31U;

inline std::size_t require_multilabel_labels(std::size_t labels) {
  if (labels == 0 || labels > multilabel_most_labels) {
    throw Error("multilabel score: found " + std::to_string(labels) +
                " labels, expected 1 to 2^31");
  }
  return labels;
}

inline void require_multilabel_row(std::span<const std::uint8_t> row, std::size_t labels,
                                   const char* which) {
  if (row.size() != labels) {
    throw Error("multilabel score: found " + std::to_string(row.size()) + " " + which +
                " labels, expected " + std::to_string(labels));
  }
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] > 1) {
      throw Error("multilabel score: found " + std::to_string(row[i]) + " as " + which + " label " +
                  std::to_string(i) + ", expected 0 or 1");
    }
  }
}

inline void require_multilabel_room(std::uint64_t n, std::uint64_t more, std::size_t labels) {
  if (more > most_exact_count / labels - n) {
    throw Error("multilabel score: found " + std::to_string(n) + " + " + std::to_string(more) +
                " samples of " + std::to_string(labels) +
                " labels, expected at most 2^53 of both together");
  }
}

inline double multilabel_share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? std::numeric_limits<double>::quiet_NaN()
                    : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace detail

inline namespace classification {

TONEWHEEL_INLINE MultilabelScore::MultilabelScore(std::size_t labels)
    : counts_(detail::require_multilabel_labels(labels)) {}

TONEWHEEL_INLINE MultilabelScore::MultilabelScore(const State& state) {
  StateReader from(state, kind);
  const auto labels = from.option<std::size_t>("labels");
  const auto counts = from.count<std::vector<std::vector<std::uint64_t>>>("counts");
  const auto samples = from.count<std::vector<std::vector<std::uint64_t>>>("samples");
  from.finish();
  from.require(counts.size() == detail::require_multilabel_labels(labels), "counts",
               "one of each label");
  std::array<std::uint64_t, 3> sums{};  // of cells: at most 2^53
  for (const auto& each : samples) {
    from.require(each.size() == 4 && std::max(each[0], each[1]) <= labels &&
                     each[2] <= std::min(each[0], each[1]) &&
                     each[0] + each[1] - each[2] <= labels && each[3] > 0,
                 "samples", "lists of true, predicted and common labels and how often");
    detail::require_multilabel_room(n_, each[3], labels);
    n_ += each[3];
    histogram_[{static_cast<std::uint32_t>(each[0]), static_cast<std::uint32_t>(each[1]),
                static_cast<std::uint32_t>(each[2])}] += each[3];
    for (std::size_t i = 0; i < sums.size(); ++i) {
      sums[i] += each[i] * each[3];
    }
  }
  for (const auto& each : counts) {
    from.require(each.size() == 3 && std::max(each[0], each[1]) <= n_ &&
                     each[2] <= std::min(each[0], each[1]) && each[0] + each[1] - each[2] <= n_,
                 "counts", "lists of true, predicted and common samples of each label");
    counts_.push_back({each[0], each[1], each[2]});
    for (std::size_t i = 0; i < sums.size(); ++i) {
      sums[i] -= each[i];  // of what the samples do not have it wraps, and is not 0
    }
  }
  from.require(sums == std::array<std::uint64_t, 3>{}, "counts", "the sums that the samples have");
}

TONEWHEEL_INLINE State MultilabelScore::state() const {
  std::vector<std::array<std::uint64_t, 3>> counts;
  counts.reserve(counts_.size());
  for (const LabelCounts& label : counts_) {
    counts.push_back({label.truth, label.prediction, label.common});
  }
  std::vector<std::array<std::uint64_t, 4>> samples;
  samples.reserve(histogram_.size());
  for (const auto& [sample, times] : histogram_) {
    samples.push_back({sample.truth, sample.prediction, sample.common, times});
  }
  return StateWriter(kind)
      .option("labels", labels())
      .count("counts", counts)
      .count("samples", samples)
      .finish();
}

TONEWHEEL_INLINE void MultilabelScore::add(std::span<const std::uint8_t> truth,
                                           std::span<const std::uint8_t> prediction) {
  detail::require_multilabel_row(truth, labels(), "true");
  detail::require_multilabel_row(prediction, labels(), "predicted");
  detail::require_multilabel_room(n_, 1, labels());
  SetCounts sample;
  for (std::size_t i = 0; i < labels(); ++i) {
    const auto both = static_cast<std::uint8_t>(truth[i] & prediction[i]);
    counts_[i].truth += truth[i];
    counts_[i].prediction += prediction[i];
    counts_[i].common += both;
    sample.truth += truth[i];
    sample.prediction += prediction[i];
    sample.common += both;
  }
  ++histogram_[sample];
  ++n_;
}

TONEWHEEL_INLINE void MultilabelScore::merge(const MultilabelScore& other) {
  if (other.labels() != labels()) {
    throw Error("multilabel score: found " + std::to_string(other.labels()) +
                " labels to merge, expected " + std::to_string(labels()));
  }
  detail::require_multilabel_room(n_, other.n_, labels());
  for (std::size_t i = 0; i < labels(); ++i) {
    counts_[i].truth += other.counts_[i].truth;
    counts_[i].prediction += other.counts_[i].prediction;
    counts_[i].common += other.counts_[i].common;
  }
  for (const auto& [sample, times] : other.histogram_) {
    histogram_[sample] += times;
  }
  n_ += other.n_;
}

TONEWHEEL_INLINE double MultilabelScore::jaccard_accuracy() const {
  return n_ == 0 ? std::numeric_limits<double>::quiet_NaN()
                 : samples({.zero_division = ZeroDivision::one}).jaccard;
}

TONEWHEEL_INLINE double MultilabelScore::hamming_loss() const {
  std::uint64_t wrong = 0;
  for (const LabelCounts& label : counts_) {
    wrong += (label.truth - label.common) + (label.prediction - label.common);
  }
  return detail::multilabel_share(wrong, n_ * labels());
}

TONEWHEEL_INLINE double MultilabelScore::subset_accuracy() const {
  std::uint64_t right = 0;
  for (const auto& [sample, times] : histogram_) {
    if (sample.common == sample.truth && sample.common == sample.prediction) {
      right += times;
    }
  }
  return detail::multilabel_share(right, n_);
}

TONEWHEEL_INLINE std::vector<LabelScore> MultilabelScore::label_scores(
    const LabelScoreOptions& options) const {
  return tonewheel::label_scores(counts_, options);
}

TONEWHEEL_INLINE LabelScore MultilabelScore::macro(const LabelScoreOptions& options,
                                                   LabelChoice choice) const {
  return macro_score(counts_, choice, options);
}

TONEWHEEL_INLINE LabelScore MultilabelScore::micro(const LabelScoreOptions& options) const {
  return micro_score(counts_, options);
}

TONEWHEEL_INLINE LabelScore MultilabelScore::weighted(const LabelScoreOptions& options) const {
  return weighted_score(counts_, options);
}

TONEWHEEL_INLINE LabelScore MultilabelScore::samples(const LabelScoreOptions& options) const {
  std::vector<LabelCase> cases;
  cases.reserve(histogram_.size());
  for (const auto& [sample, times] : histogram_) {
    cases.push_back({{sample.truth, sample.prediction, sample.common}, times});
  }
  return mean_score(cases, options);
}

TONEWHEEL_INLINE MultilabelScore multilabel_score(const Flags& truth, const Flags& prediction,
                                                  std::size_t labels) {
  MultilabelScore score(labels);
  if (truth.size() != prediction.size() || truth.size() % labels != 0) {
    throw Error("multilabel score: found " + std::to_string(truth.size()) + " true and " +
                std::to_string(prediction.size()) +
                " predicted cells, expected as many of both, a multiple of " +
                std::to_string(labels));
  }
  for (std::size_t i = 0; i < truth.size(); i += labels) {
    try {
      score.add(truth.values().subspan(i, labels), prediction.values().subspan(i, labels));
    } catch (const Error& error) {
      throw Error(Place{"", i / labels + 1, ""}, error.what());
    }
  }
  return score;
}

}  // namespace classification
TONEWHEEL_INLINE std::span<const LabelCounts> MultilabelScore::label_counts() const noexcept {
  return counts_;
}

}  // namespace tonewheel
