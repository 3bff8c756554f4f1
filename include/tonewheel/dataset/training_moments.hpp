#pragma once

#include <cstdint>

#include <tonewheel/affect/space_moments.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/training_rows.hpp>

namespace tonewheel {

/// What a space is fitted from, gathered from rows.
struct TrainingMoments {
  SpaceMoments moments;             ///< sums of the rows, class by class
  std::uint64_t without_truth = 0;  ///< rows without a label or votes, not gathered
};

/// One pass over the rows, by all their workers; the same bits for any number of them. Throws Error
/// as the pass and SpaceMoments::add do.
[[nodiscard]] TrainingMoments gather_moments(const TrainingRows& rows);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/training_moments_inl.hpp>
#endif
