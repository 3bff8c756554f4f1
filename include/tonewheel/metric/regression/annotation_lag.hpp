#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>

/// Delay of a continuous annotation: raters react late, by some seconds. Frames at a constant rate.
namespace tonewheel {
inline namespace regression {

/// What the best lag maximises, over the frames that both series have at it.
enum class LagCriterion : unsigned char {
  pearson,      ///< normalised cross-correlation
  concordance,  ///< by n; wants the same scale and offset too
};

/// Which lags are tried, and what the best one maximises.
struct LagOptions {
  std::size_t earliest = 0;                        ///< frames the annotation may be ahead
  std::size_t latest = 100;                        ///< frames it may be late
  LagCriterion criterion = LagCriterion::pearson;  ///< what the best lag maximises
  std::size_t overlap =
      2;  ///< >= 2: fewer common frames are not compared; short ones fit by chance
};

/// How late an annotation is, and how well it then fits.
struct AnnotationLag {
  /// Frames by which the annotation is late; below 0: ahead. 0 where every score is undefined.
  std::ptrdiff_t lag = 0;
  double score = std::numeric_limits<double>::quiet_NaN();      ///< at the lag, in [-1, 1]
  double unshifted = std::numeric_limits<double>::quiet_NaN();  ///< at lag 0
};

/// The lag in [-earliest, latest] with the highest score; of equal ones the smallest in size, of
/// two opposite ones the late one. Lags that leave less than `overlap` frames, and undefined scores
/// (a constant), do not compete. Takes (lags) x (frames) steps. Throws Error on different lengths,
/// on a value that is not finite, with its row, and on an overlap below 2. Nicolle et al.
/// 2012; Mariooryad & Busso 2015.
[[nodiscard]] AnnotationLag annotation_lag(const Numbers& reference, const Numbers& annotation,
                                           const LagOptions& options = {});

/// What stands where the shifted series has no frame.
enum class ShiftEdge : unsigned char {
  nearest,  ///< its first or last value
  missing,  ///< NaN
};

/// The series moved earlier by `lag` frames (later, if below 0), as long as before: out[i] =
/// values[i + lag].
[[nodiscard]] std::vector<double> compensate_lag(const Numbers& values, std::ptrdiff_t lag,
                                                 ShiftEdge edge);

/// The frames that both series have at a lag, cut to the same length; it may be 0.
struct AlignedSeries {
  std::span<const double> reference{};   ///< its frames
  std::span<const double> annotation{};  ///< those beside them
};

/// Throws Error on different lengths.
[[nodiscard]] AlignedSeries align(std::span<const double> reference,
                                  std::span<const double> annotation, std::ptrdiff_t lag);

}  // namespace regression
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/regression/impl/annotation_lag_inl.hpp>
#endif
