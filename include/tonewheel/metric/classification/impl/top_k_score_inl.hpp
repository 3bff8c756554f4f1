#pragma once

#include <cmath>
#include <limits>
#include <string>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/metric/classification/top_k_score.hpp>

namespace tonewheel {

namespace detail {

inline std::size_t require_top_k_classes(std::size_t classes) {
  if (classes == 0 || classes > (std::size_t{1} << 31U)) {
    throw Error("top-k score: found " + std::to_string(classes) + " classes, expected 1 to 2^31");
  }
  return classes;
}

/// How many classes stand before the true one.
inline std::size_t classes_before(std::size_t truth, std::span<const double> scores, TopKTie tie) {
  std::size_t before = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (std::isnan(scores[i])) {
      throw Error("top-k score: found nan as score " + std::to_string(i) + ", expected a number");
    }
    const bool equal_before = (tie == TopKTie::later_first && i > truth) ||
                              (tie == TopKTie::earlier_first && i < truth) ||
                              (tie == TopKTie::truth_last && i != truth);
    if (scores[i] > scores[truth] || (equal_before && scores[i] == scores[truth])) {
      ++before;
    }
  }
  return before;
}

}  // namespace detail

inline namespace classification {

TONEWHEEL_INLINE TopKScore::TopKScore(std::size_t classes, TopKTie tie)
    : tie_(tie), ranks_(detail::require_top_k_classes(classes)) {}

TONEWHEEL_INLINE TopKScore::TopKScore(const State& state) {
  StateReader from(state, kind);
  const auto classes = from.option<std::size_t>("classes");
  tie_ = static_cast<TopKTie>(from.choice("tie", top_k_tie_names));
  ranks_ = from.count<std::vector<std::uint64_t>>("ranks");
  from.finish();
  from.require(ranks_.size() == detail::require_top_k_classes(classes), "ranks",
               "as many as classes");
  n_ = from.total("ranks", ranks_);
}

TONEWHEEL_INLINE State TopKScore::state() const {
  return StateWriter(kind)
      .option("classes", ranks_.size())
      .option("tie", top_k_tie_names[static_cast<std::size_t>(tie_)])
      .count("ranks", ranks_)
      .finish();
}

TONEWHEEL_INLINE void TopKScore::add(std::size_t truth, std::span<const double> scores) {
  if (truth >= ranks_.size() || scores.size() != ranks_.size()) {
    throw Error("top-k score: found true class " + std::to_string(truth) + " and " +
                std::to_string(scores.size()) + " scores, expected a class below " +
                std::to_string(ranks_.size()) + " and as many scores");
  }
  require_room(n_, 1, "top-k score: samples");
  ++ranks_[detail::classes_before(truth, scores, tie_)];
  ++n_;
}

TONEWHEEL_INLINE void TopKScore::merge(const TopKScore& other) {
  if (other.ranks_.size() != ranks_.size() || other.tie_ != tie_) {
    throw Error("top-k score: found " + std::to_string(other.ranks_.size()) + " classes" +
                (other.tie_ == tie_ ? "" : " and another rule for ties") + " to merge, expected " +
                std::to_string(ranks_.size()) + " and the same rule");
  }
  add_count(n_, other.n_, "top-k score: samples");  // the others are parts of them
  for (std::size_t i = 0; i < ranks_.size(); ++i) {
    ranks_[i] += other.ranks_[i];
  }
}

TONEWHEEL_INLINE double TopKScore::accuracy(std::size_t k) const {
  if (k == 0) {
    throw Error("top-k score: found k 0, expected at least 1");
  }
  if (n_ == 0) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  std::uint64_t hits = 0;
  for (std::size_t i = 0; i < k && i < ranks_.size(); ++i) {
    hits += ranks_[i];
  }
  return static_cast<double>(hits) / static_cast<double>(n_);
}

TONEWHEEL_INLINE double top_k_accuracy(const Codes& truth, const MatrixView<double>& scores,
                                       const TopKOptions& options) {
  if (truth.size() != scores.rows || !scores.fits()) {
    throw Error("top-k score: found " + std::to_string(truth.size()) + " true classes and " +
                std::to_string(scores.values.size()) + " scores, expected " +
                std::to_string(scores.rows) + " and " + std::to_string(scores.rows) + " x " +
                std::to_string(scores.columns));
  }
  TopKScore score(scores.columns, options.tie);
  for (std::size_t i = 0; i < truth.size(); ++i) {
    try {
      score.add(truth[i], scores.values.subspan(i * scores.columns, scores.columns));
    } catch (const Error& error) {
      throw Error(Place{"", i + 1, ""}, error.what());
    }
  }
  return score.accuracy(options.k);
}

}  // namespace classification
}  // namespace tonewheel
