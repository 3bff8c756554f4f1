#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/nearest_centroid.hpp>

namespace tonewheel {
namespace detail {

inline bool finite_axes(const Vad& point, std::size_t axes) {
  return std::isfinite(point.valence) && std::isfinite(point.arousal) &&
         (axes == 2 || std::isfinite(point.dominance));
}

inline std::vector<std::optional<Vad>> means_of(const Space& space, std::size_t axes) {
  if (axes == 3 && !space.has_dominance) {
    throw Error("nearest centroid: space " + space.name +
                " has no dominance, expected 2 axes instead of 3");
  }
  std::vector<std::optional<Vad>> means;
  means.reserve(space.classes.size());
  for (const EmotionClass& each : space.classes) {
    means.emplace_back(each.mean);
  }
  return means;
}

}  // namespace detail

TONEWHEEL_INLINE NearestCentroid::NearestCentroid(std::vector<std::string> classes,
                                                  std::vector<std::optional<Vad>> means,
                                                  std::size_t axes)
    : classes_(std::move(classes)), means_(std::move(means)), axes_(axes) {
  if (axes_ < 2 || axes_ > 3 || classes_.size() != means_.size()) {
    throw Error("nearest centroid: found " + std::to_string(axes_) + " axes, " +
                std::to_string(classes_.size()) + " classes and " + std::to_string(means_.size()) +
                " means, expected 2 or 3 axes and a mean a class");
  }
  bool any = false;
  for (std::size_t k = 0; k < means_.size(); ++k) {
    any = any || means_[k].has_value();
    if (means_[k] && !detail::finite_axes(*means_[k], axes_)) {
      throw Error("nearest centroid: the mean of " + classes_[k] + " is not finite");
    }
  }
  if (!any) {
    throw Error("nearest centroid: found no mean of " + std::to_string(means_.size()) +
                " classes, expected at least one");
  }
}

TONEWHEEL_INLINE NearestCentroid::NearestCentroid(const Space& space, std::size_t axes)
    : NearestCentroid(space.names(), detail::means_of(space, axes), axes) {}

TONEWHEEL_INLINE std::size_t NearestCentroid::nearest(const Vad& point) const {
  if (!detail::finite_axes(point, axes_)) {
    throw Error("nearest centroid: the point is not finite");
  }
  std::size_t best = means_.size();
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < means_.size(); ++k) {
    if (!means_[k]) {
      continue;
    }
    const double v = point.valence - means_[k]->valence;
    const double a = point.arousal - means_[k]->arousal;
    const double d = axes_ == 2 ? 0 : point.dominance - means_[k]->dominance;
    const double square = v * v + a * a + d * d;
    if (best == means_.size() || square < least) {
      least = square;
      best = k;
    }
  }
  return best;
}

TONEWHEEL_INLINE std::vector<double> NearestCentroid::probabilities(const Vad& point) const {
  std::vector<double> all(means_.size());
  all[nearest(point)] = 1;
  return all;
}

}  // namespace tonewheel
