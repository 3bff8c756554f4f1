#pragma once

#include <algorithm>
#include <string>

#include <tonewheel/core/assignment.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/unit_sum.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>
#include <tonewheel/metric/overlap/soft_match.hpp>

namespace tonewheel {
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
  n_ = from.count<std::uint64_t>("n");
  skipped_ = from.count<std::uint64_t>("skipped");
  empty_predictions_ = from.count<std::uint64_t>("empty_predictions");
  precision_ = from.count<UnitSum>("precision");
  recall_ = from.count<UnitSum>("recall");
  from.finish();
  from.require(empty_predictions_ <= n_, "empty_predictions", "at most n");
  const std::uint64_t most = n_ - empty_predictions_;
  from.require(precision_.at_most(most), "precision", "at most n - empty_predictions");
  from.require(recall_.at_most(most), "recall", "at most n - empty_predictions");
}

TONEWHEEL_INLINE State SoftScore::state() const {
  return StateWriter(kind)
      .count("n", n_)
      .count("skipped", skipped_)
      .count("empty_predictions", empty_predictions_)
      .count("precision", precision_)
      .count("recall", recall_)
      .finish();
}

TONEWHEEL_INLINE void SoftScore::add(const SoftCounts& sample) {
  if (!(sample.credit >= 0 && sample.credit <= std::min(sample.truth, sample.prediction))) {
    throw Error("soft score: found credit " + number_text(sample.credit) + " of " +
                std::to_string(sample.truth) + " true and " + std::to_string(sample.prediction) +
                " predicted labels, expected at least 0 and no more than either");
  }
  if (sample.truth == 0) {
    ++skipped_;
    return;
  }
  ++n_;
  if (sample.prediction == 0) {
    ++empty_predictions_;
    return;
  }
  precision_.add(sample.credit / sample.prediction);
  recall_.add(sample.credit / sample.truth);
}

TONEWHEEL_INLINE void SoftScore::merge(const SoftScore& other) noexcept {
  precision_.merge(other.precision_);
  recall_.merge(other.recall_);
  n_ += other.n_;
  skipped_ += other.skipped_;
  empty_predictions_ += other.empty_predictions_;
}

TONEWHEEL_INLINE double SoftScore::precision() const noexcept {
  return precision_.over(n_);
}

TONEWHEEL_INLINE double SoftScore::recall() const noexcept {
  return recall_.over(n_);
}

TONEWHEEL_INLINE double SoftScore::fscore() const noexcept {
  return harmonic_fscore(precision(), recall());
}

}  // namespace overlap
}  // namespace tonewheel
