#pragma once

#include <span>

#include <tonewheel/core/config.hpp>
#include <tonewheel/metric/agreement/coincidence_counts.hpp>
#include <tonewheel/metric/agreement/interval_coincidences.hpp>
#include <tonewheel/metric/agreement/krippendorff_alpha.hpp>
#include <tonewheel/metric/agreement/ratings.hpp>
#include <tonewheel/metric/resampling.hpp>

/// Krippendorff's alpha in one call; the formula, its range and where it is undefined stand at
/// KrippendorffAlpha. CoincidenceCounts and IntervalCoincidences are what shards merge by.
namespace tonewheel {
inline namespace agreement {

/// Of categories: CoincidenceCounts::alpha of all units.
[[nodiscard]] KrippendorffAlpha krippendorff_alpha(const CategoryRatings& ratings,
                                                   const KrippendorffOptions& options = {},
                                                   std::span<const double> values = {});
[[nodiscard]] KrippendorffAlpha krippendorff_alpha(const CategoryRatings& ratings,
                                                   const CategoryDistance& distance);

/// Of numbers. Interval data by IntervalCoincidences, ordinal data by the same on mean ranks, both
/// without loss; the other levels in O(V^2) for V distinct numbers. Throws Error on a size that
/// does not fit, on numbers above largest_rating, and on negative ones at the ratio level.
[[nodiscard]] KrippendorffAlpha krippendorff_alpha(const Ratings& ratings,
                                                   const KrippendorffOptions& options);

/// Alpha and its bootstrap interval: units are drawn with replacement. Throws Error where a draw
/// leaves alpha undefined (few units, hardly any variation), and as resampling.hpp does.
[[nodiscard]] Interval krippendorff_interval(const CategoryRatings& ratings,
                                             const KrippendorffOptions& options = {},
                                             const ResamplingOptions& resampling = {});
[[nodiscard]] Interval krippendorff_interval(const Ratings& ratings,
                                             const KrippendorffOptions& options,
                                             const ResamplingOptions& resampling = {});

}  // namespace agreement
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/agreement/impl/krippendorff_inl.hpp>
#endif
