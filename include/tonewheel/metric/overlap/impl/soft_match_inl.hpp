#pragma once

#include <algorithm>
#include <string>

#include <tonewheel/core/assignment.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/unit_sum.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>
#include <tonewheel/metric/overlap/soft_match.hpp>

namespace tonewheel {
inline namespace overlap {

TONEWHEEL_INLINE SoftCounts soft_counts(const MatrixSpan& credits) {
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

TONEWHEEL_INLINE void SoftScore::add(const SoftCounts& sample) {
  if (!(sample.credit >= 0 && sample.credit <= std::min(sample.truth, sample.prediction))) {
    throw Error("soft score: found credit " + number_text(sample.credit) + " of " +
                std::to_string(sample.truth) + " true and " + std::to_string(sample.prediction) +
                " predicted labels, expected at least 0 and no more than either");
  }
  if (sample.truth == 0) {
    ++state_.skipped;
    return;
  }
  ++state_.counted;
  if (sample.prediction == 0) {
    ++state_.empty_predictions;
    return;
  }
  state_.precision.add(sample.credit / sample.prediction);
  state_.recall.add(sample.credit / sample.truth);
}

TONEWHEEL_INLINE void SoftScore::merge(const SoftScore& other) noexcept {
  state_.precision.merge(other.state_.precision);
  state_.recall.merge(other.state_.recall);
  state_.counted += other.state_.counted;
  state_.skipped += other.state_.skipped;
  state_.empty_predictions += other.state_.empty_predictions;
}

TONEWHEEL_INLINE double SoftScore::precision() const noexcept {
  return state_.precision.over(state_.counted);
}

TONEWHEEL_INLINE double SoftScore::recall() const noexcept {
  return state_.recall.over(state_.counted);
}

TONEWHEEL_INLINE double SoftScore::fscore() const noexcept {
  return harmonic_fscore(precision(), recall());
}

}  // namespace overlap
}  // namespace tonewheel
