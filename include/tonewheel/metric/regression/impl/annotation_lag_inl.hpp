#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/regression/annotation_lag.hpp>
#include <tonewheel/metric/regression/pair_moments.hpp>

namespace tonewheel {

namespace detail {

/// The size of a lag, at most n.
[[nodiscard]] inline std::size_t lag_size(std::ptrdiff_t lag, std::size_t n) noexcept {
  const std::size_t size =
      lag < 0 ? std::size_t{0} - static_cast<std::size_t>(lag) : static_cast<std::size_t>(lag);
  return std::min(size, n);
}

inline void require_lag_series(std::span<const double> values, const char* name) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      throw Error(Place{{}, i + 1, name},
                  "annotation lag: found " + number_text(values[i]) + ", expected a finite number");
    }
  }
}

[[nodiscard]] inline double lag_score(std::span<const double> reference,
                                      std::span<const double> annotation, std::ptrdiff_t lag,
                                      LagCriterion criterion) {
  const AlignedSeries both = align(reference, annotation, lag);
  PairMoments moments;
  moments.add(both.reference, both.annotation);
  return criterion == LagCriterion::pearson ? moments.pearson()
                                            : moments.concordance(Variance::population);
}

}  // namespace detail

inline namespace regression {

TONEWHEEL_INLINE AnnotationLag annotation_lag(const Numbers& reference, const Numbers& annotation,
                                              const LagOptions& options) {
  if (options.overlap < 2) {
    throw Error("annotation lag: found an overlap of " + std::to_string(options.overlap) +
                " frames, expected at least 2");
  }
  (void)align(reference, annotation, 0);  // refuses different lengths
  detail::require_lag_series(reference, "reference");
  detail::require_lag_series(annotation, "annotation");
  AnnotationLag best;
  const auto consider = [&](std::ptrdiff_t lag) {
    const double score = detail::lag_score(reference, annotation, lag, options.criterion);
    best.unshifted = lag == 0 ? score : best.unshifted;
    if (score > best.score || (std::isnan(best.score) && !std::isnan(score))) {
      best.lag = lag;
      best.score = score;
    }
  };
  for (std::size_t size = 0; size + options.overlap <= reference.size() &&
                             size <= std::max(options.earliest, options.latest);
       ++size) {
    const auto lag = static_cast<std::ptrdiff_t>(size);
    if (size <= options.latest) {
      consider(lag);
    }
    if (size > 0 && size <= options.earliest) {
      consider(-lag);
    }
  }
  return best;
}

TONEWHEEL_INLINE std::vector<double> compensate_lag(const Numbers& values, std::ptrdiff_t lag,
                                                    ShiftEdge edge) {
  if (values.empty()) {
    return {};
  }
  const std::size_t size = detail::lag_size(lag, values.size());
  const double end = lag < 0 ? values.values().front() : values.values().back();
  std::vector<double> shifted(
      values.size(), edge == ShiftEdge::nearest ? end : std::numeric_limits<double>::quiet_NaN());
  const auto kept = static_cast<std::ptrdiff_t>(values.size() - size);
  if (lag < 0) {
    std::copy_n(values.begin(), kept, shifted.begin() + static_cast<std::ptrdiff_t>(size));
  } else {
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(size), kept, shifted.begin());
  }
  return shifted;
}

TONEWHEEL_INLINE AlignedSeries align(std::span<const double> reference,
                                     std::span<const double> annotation, std::ptrdiff_t lag) {
  if (reference.size() != annotation.size()) {
    throw Error("annotation lag: found " + std::to_string(annotation.size()) +
                " frames of the annotation, expected as many as the " +
                std::to_string(reference.size()) + " of the reference");
  }
  const std::size_t size = detail::lag_size(lag, reference.size());
  const std::size_t kept = reference.size() - size;
  return lag < 0 ? AlignedSeries{reference.last(kept), annotation.first(kept)}
                 : AlignedSeries{reference.first(kept), annotation.last(kept)};
}

}  // namespace regression
}  // namespace tonewheel
