#pragma once

#include <cstddef>
#include <cstdint>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/metric/agreement/coincidence_counts.hpp>
#include <tonewheel/metric/agreement/interval_coincidences.hpp>
#include <tonewheel/metric/agreement/krippendorff_alpha.hpp>
#include <tonewheel/metric/agreement/ratings.hpp>
#include <tonewheel/metric/resampling.hpp>

/// Krippendorff's alpha: agreement of any number of raters, with gaps, on categories or numbers. In
/// one call it is krippendorff_alpha(); CoincidenceCounts and IntervalCoincidences are what shards
/// merge by.
namespace tonewheel {
inline namespace agreement {

/// Of categories (units x raters): CoincidenceCounts::alpha of all units.
[[nodiscard]] KrippendorffAlpha krippendorff_alpha(const MatrixView<std::uint32_t>& codes,
                                                   std::size_t categories,
                                                   const KrippendorffOptions& options = {},
                                                   const Numbers& values = {});
/// The same with any distance between categories.
[[nodiscard]] KrippendorffAlpha krippendorff_alpha(const MatrixView<std::uint32_t>& codes,
                                                   std::size_t categories,
                                                   const CategoryDistance& distance);

/// Of numbers (units x raters). Interval data by IntervalCoincidences, ordinal data by the same on
/// mean ranks, both without loss; the other levels in O(V^2) for V distinct numbers. Throws Error
/// on a size that does not fit, on numbers above largest_rating, and on negative ones at the ratio
/// level.
[[nodiscard]] KrippendorffAlpha krippendorff_alpha(const MatrixView<double>& ratings,
                                                   const KrippendorffOptions& options);

/// Alpha and its bootstrap interval: units are drawn with replacement. Throws Error where a draw
/// leaves alpha undefined (few units, hardly any variation), and as resampling.hpp does.
[[nodiscard]] Interval krippendorff_interval(const MatrixView<std::uint32_t>& codes,
                                             std::size_t categories,
                                             const KrippendorffOptions& options = {},
                                             const ResamplingOptions& resampling = {});
/// The same of numbers.
[[nodiscard]] Interval krippendorff_interval(const MatrixView<double>& ratings,
                                             const KrippendorffOptions& options,
                                             const ResamplingOptions& resampling = {});

}  // namespace agreement
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/agreement/impl/krippendorff_inl.hpp>
#endif
