#pragma once

#include <algorithm>
#include <string>

#include <tonewheel/core/assignment.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>
#include <tonewheel/metric/overlap/soft_match.hpp>

namespace tonewheel {

namespace detail {

inline constexpr UnitMeans<2>::Names soft_score_names{"precision", "recall"};

}  // namespace detail

inline namespace overlap {

TONEWHEEL_INLINE SoftCounts soft_counts(const MatrixView<double>& credits) {
  for (const double credit : credits.values) {
    if (!(credit >= 0 && credit <= 1)) {
      throw Error("soft match: found credit " + number_text(credit) +
                  ", expected a number in [0, 1]");
    }
  }
  const double credit = assign(credits, Objective::greatest).total;
  return {static_cast<std::uint32_t>(credits.rows), static_cast<std::uint32_t>(credits.columns),
          std::min(credit, static_cast<double>(std::min(credits.rows, credits.columns)))};
}

TONEWHEEL_INLINE SoftScore::SoftScore(const State& state) {
  StateReader from(state, kind);
  means_ = UnitMeans<2>(from, detail::soft_score_names);
  empty_predictions_ = from.count<std::uint64_t>("empty_predictions");
  from.finish();
  from.require(empty_predictions_ <= n(), "empty_predictions", "at most n");
  for (std::size_t i = 0; i < detail::soft_score_names.size(); ++i) {
    from.require(means_.sum(i).at_most(n() - empty_predictions_), detail::soft_score_names[i],
                 "at most n - empty_predictions");
  }
}

TONEWHEEL_INLINE State SoftScore::state() const {
  StateWriter to(kind);
  means_.write(to, detail::soft_score_names);
  return to.count("empty_predictions", empty_predictions_).finish();
}

TONEWHEEL_INLINE void SoftScore::add(const SoftCounts& sample) {
  if (!(sample.credit >= 0 && sample.credit <= std::min(sample.truth, sample.prediction))) {
    throw Error("soft score: found credit " + number_text(sample.credit) + " of " +
                std::to_string(sample.truth) + " true and " + std::to_string(sample.prediction) +
                " predicted labels, expected at least 0 and no more than either");
  }
  if (sample.truth == 0) {
    means_.skip();
    return;
  }
  const bool empty = sample.prediction == 0;
  means_.add({empty ? 0 : sample.credit / sample.prediction, sample.credit / sample.truth});
  empty_predictions_ += empty ? 1U : 0U;
}

TONEWHEEL_INLINE void SoftScore::merge(const SoftScore& other) {
  means_.merge(other.means_);
  empty_predictions_ += other.empty_predictions_;
}

TONEWHEEL_INLINE double SoftScore::precision() const noexcept {
  return means_.mean(0);
}

TONEWHEEL_INLINE double SoftScore::recall() const noexcept {
  return means_.mean(1);
}

TONEWHEEL_INLINE double SoftScore::fscore() const noexcept {
  return harmonic_fscore(precision(), recall());
}

}  // namespace overlap
}  // namespace tonewheel
