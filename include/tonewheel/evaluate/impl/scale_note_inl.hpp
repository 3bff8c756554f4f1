#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/affect/scale.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel::detail {

/// The least and the greatest of some values.
struct ValueRange {
  double least = std::numeric_limits<double>::infinity();
  double most = -std::numeric_limits<double>::infinity();

  void add(double value) {
    least = std::min(least, value);
    most = std::max(most, value);
  }
};

/// The narrowest presets that values fit, "emobank, iemocap (1 to 5)"; "no preset".
inline std::string fitting_presets(const ValueRange& values) {
  std::string names;
  AxisRange best{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity(),
                 0};
  for (const Scale& preset : scale_presets()) {
    const AxisRange& range = preset.range(Axis::valence);
    if (!range.contains(values.least) || !range.contains(values.most) ||
        range.max - range.min > best.max - best.min) {
      continue;
    }
    if (range.max - range.min < best.max - best.min) {
      names.clear();
    }
    names += names.empty() ? "" : ", ";
    names += preset.name();
    best = range;
  }
  return names.empty()
             ? "no preset"
             : names + " (" + number_text(best.min) + " to " + number_text(best.max) + ")";
}

/// What is to be said of pairs (truth, prediction) that do not look like numbers on one scale: more
/// than a tenth of the predictions lie beyond the truth's range by more than a quarter of it.
/// Empty where they do, and of fewer than 8 pairs. Pairs with a NaN do not count.
inline std::string scale_note(const std::string& column,
                              std::span<const std::pair<double, double>> pairs) {
  ValueRange truth;
  ValueRange prediction;
  std::size_t n = 0;
  for (const auto& [first, second] : pairs) {
    if (std::isfinite(first) && std::isfinite(second)) {
      truth.add(first);
      prediction.add(second);
      ++n;
    }
  }
  const double width = truth.most - truth.least;
  if (n < 8 || !(width > 0)) {
    return "";
  }
  const auto beyond = static_cast<std::size_t>(
      std::count_if(pairs.begin(), pairs.end(), [&](const std::pair<double, double>& pair) {
        return std::isfinite(pair.first) && std::isfinite(pair.second) &&
               (pair.second < truth.least - width / 4 || pair.second > truth.most + width / 4);
      }));
  if (10 * beyond <= n) {
    return "";
  }
  const auto from_to = [](const ValueRange& values) {
    return number_text(values.least) + " to " + number_text(values.most);
  };
  return column + ": the truth runs from " + from_to(truth) + ", the predictions from " +
         from_to(prediction) + ", " + std::to_string(beyond) + " of " + std::to_string(n) +
         " far beyond the truth: are they on one scale? The truth would fit " +
         fitting_presets(truth) + ", the predictions " + fitting_presets(prediction) +
         "; every metric but correlations depends on it";
}

}  // namespace tonewheel::detail
