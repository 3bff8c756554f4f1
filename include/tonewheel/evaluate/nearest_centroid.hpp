#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tonewheel/affect/space.hpp>
#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// The plainest predictor, which senpy and many scripts use: the class whose mean is nearest, by
/// Euclid's distance in valence and arousal, or with dominance, gets probability 1. So it is never
/// in doubt: its log loss is infinite as soon as it errs once; accuracy, F1, UAR and Brier remain.
class NearestCentroid {
 public:
  /// Means on the unit scale, finite; a class without one is never nearest. Axes: 2 or 3. Throws
  /// Error otherwise, on different numbers of both, and without any mean.
  NearestCentroid(std::vector<std::string> classes, std::vector<std::optional<Vad>> means,
                  std::size_t axes);
  /// The means of a space, in its own axes or fewer.
  explicit NearestCentroid(const Space& space, std::size_t axes);

  /// How many axes a point has: 2 or 3.
  [[nodiscard]] std::size_t axes() const noexcept { return axes_; }
  /// How many classes there are.
  [[nodiscard]] const std::vector<std::string>& classes() const noexcept { return classes_; }
  /// The class nearest to a finite point, else Error; the first of equals.
  [[nodiscard]] std::size_t nearest(const Vad& point) const;
  /// 1 for it and 0 for the others.
  [[nodiscard]] std::vector<double> probabilities(const Vad& point) const;

 private:
  std::vector<std::string> classes_;
  std::vector<std::optional<Vad>> means_;
  std::size_t axes_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/nearest_centroid_inl.hpp>
#endif
