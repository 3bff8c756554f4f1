#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/regression/smoothing.hpp>

namespace tonewheel {

namespace detail {

inline void require_smoothable(std::span<const double> values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      throw Error(Place{{}, i + 1, {}},
                  "smoothing: found " + number_text(values[i]) + ", expected a finite number");
    }
  }
}

inline void require_window(std::size_t window) {
  constexpr std::size_t longest = (std::size_t{1} << 24U) - 1;
  if (window % 2 == 0 || window > longest) {
    throw Error("smoothing window: found " + std::to_string(window) +
                " frames, expected an odd number up to " + std::to_string(longest));
  }
}

/// The series with `half` more values at both ends; none for Edge::shrink.
[[nodiscard]] inline std::vector<double> padded_series(std::span<const double> values,
                                                       std::size_t half, Edge edge) {
  if (edge == Edge::shrink || values.empty()) {
    return {values.begin(), values.end()};
  }
  const std::size_t n = values.size();
  const std::size_t last = n - 1;
  // The frame seen `beyond` places (from 1) before the first or after the last.
  const auto source = [&](std::size_t beyond, bool before) {
    if (edge == Edge::nearest || n == 1) {
      return before ? 0 : last;
    }
    const std::size_t step = edge == Edge::mirror ? beyond : beyond - 1;
    const std::size_t period = edge == Edge::mirror ? 2 * last : 2 * n;
    const std::size_t at = step % period;
    const std::size_t folded = at <= last ? at : (edge == Edge::mirror ? period : period - 1) - at;
    return before ? folded : last - folded;
  };
  std::vector<double> padded;
  padded.reserve(n + 2 * half);
  for (std::size_t beyond = half; beyond > 0; --beyond) {
    padded.push_back(values[source(beyond, true)]);
  }
  padded.insert(padded.end(), values.begin(), values.end());
  for (std::size_t beyond = 1; beyond <= half; ++beyond) {
    padded.push_back(values[source(beyond, false)]);
  }
  return padded;
}

/// Slides a window: calls enter(value) and leave(value), and result() once for each frame.
template <class Enter, class Leave, class Result>
[[nodiscard]] std::vector<double> slide_window(std::span<const double> values,
                                               const WindowOptions& options, const Enter& enter,
                                               const Leave& leave, const Result& result) {
  require_smoothable(values);
  require_window(options.window);
  // A shrinking window sees no more than the series; a longer one would only cost time.
  const std::size_t half = options.edge == Edge::shrink
                               ? std::min(options.window / 2, values.size())
                               : options.window / 2;
  const std::vector<double> padded = padded_series(values, half, options.edge);
  const std::size_t before = options.edge == Edge::shrink ? 0 : half;
  std::vector<double> smooth;
  smooth.reserve(values.size());
  std::size_t first = 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t centre = i + before;
    for (; end < std::min(centre + half + 1, padded.size()); ++end) {
      enter(padded[end]);
    }
    for (; first + half < centre; ++first) {
      leave(padded[first]);
    }
    smooth.push_back(result(end - first));
  }
  return smooth;
}

/// Weights of the window's values in the value at `place` (from -1, the first, to 1, the last) of
/// the polynomial of least squares, by polynomials orthogonal over the window (Gram 1883).
[[nodiscard]] inline std::vector<double> polynomial_weights(std::size_t window, std::size_t degree,
                                                            double place) {
  const auto position = [window](std::size_t i) {
    return window == 1 ? 0 : 2 * static_cast<double>(i) / static_cast<double>(window - 1) - 1;
  };
  std::vector<double> weights(window);
  std::vector<double> before(window);  // degree k - 1 and k at the window's places, then at `place`
  std::vector<double> current(window, 1.0);
  double place_before = 0;
  double place_current = 1;
  double norm_before = 1;
  for (std::size_t k = 0; k <= degree; ++k) {
    double norm = 0;
    for (const double value : current) {
      norm += value * value;
    }
    for (std::size_t i = 0; i < window; ++i) {
      weights[i] += current[i] * place_current / norm;
    }
    const double back = k == 0 ? 0 : norm / norm_before;
    for (std::size_t i = 0; i < window; ++i) {
      const double next = position(i) * current[i] - back * before[i];
      before[i] = current[i];
      current[i] = next;
    }
    const double place_next = place * place_current - back * place_before;
    place_before = place_current;
    place_current = place_next;
    norm_before = norm;
  }
  return weights;
}

}  // namespace detail

inline namespace regression {

TONEWHEEL_INLINE std::vector<double> moving_average(const Numbers& values,
                                                    const WindowOptions& options) {
  ExactSum sum;
  return detail::slide_window(
      values, options, [&sum](double value) { sum.add(value); },
      [&sum](double value) { sum.add(-value); },
      [&sum](std::size_t count) { return sum.value() / static_cast<double>(count); });
}

TONEWHEEL_INLINE std::vector<double> median_filter(const Numbers& values,
                                                   const WindowOptions& options) {
  std::vector<double> sorted;
  const auto place = [&sorted](double value) {
    return std::lower_bound(sorted.begin(), sorted.end(), value);
  };
  return detail::slide_window(
      values, options, [&](double value) { sorted.insert(place(value), value); },
      [&](double value) { sorted.erase(place(value)); },
      [&sorted](std::size_t count) {
        const double upper = sorted[count / 2];
        return count % 2 == 1 ? upper : std::midpoint(sorted[count / 2 - 1], upper);
      });
}

TONEWHEEL_INLINE std::vector<double> exponential_smoothing(const Numbers& values, double alpha) {
  detail::require_smoothable(values);
  if (!(alpha > 0 && alpha <= 1)) {
    throw Error("exponential smoothing: found alpha " + number_text(alpha) +
                ", expected a number in (0, 1]");
  }
  std::vector<double> smooth(values.begin(), values.end());
  for (std::size_t i = 1; i < smooth.size(); ++i) {
    smooth[i] = alpha * values[i] + (1 - alpha) * smooth[i - 1];
  }
  return smooth;
}

TONEWHEEL_INLINE std::vector<double> savitzky_golay(const Numbers& values,
                                                    const SavitzkyGolayOptions& options) {
  constexpr std::size_t highest_degree = 20;
  const std::size_t window = options.window;
  detail::require_smoothable(values);
  detail::require_window(window);
  if (options.degree >= window || options.degree > highest_degree) {
    throw Error("Savitzky-Golay: found degree " + std::to_string(options.degree) +
                ", expected one below the window of " + std::to_string(window) +
                " frames and at most " + std::to_string(highest_degree));
  }
  if (values.empty()) {
    return {};
  }
  if (options.edge == Edge::shrink && values.size() < window) {
    throw Error("Savitzky-Golay: found " + std::to_string(values.size()) +
                " frames, expected at least the window of " + std::to_string(window) +
                ", or another edge than shrink");
  }
  const std::size_t half = window / 2;
  const std::vector<double> padded = detail::padded_series(values, half, options.edge);
  const auto weighted = [&padded](const std::vector<double>& weights, std::size_t first) {
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      sum += weights[i] * padded[first + i];
    }
    return sum;
  };
  const std::vector<double> middle = detail::polynomial_weights(window, options.degree, 0);
  std::vector<double> smooth(values.size());
  for (std::size_t first = 0; first + window <= padded.size(); ++first) {
    smooth[options.edge == Edge::shrink ? first + half : first] = weighted(middle, first);
  }
  for (std::size_t i = 0; options.edge == Edge::shrink && i < half; ++i) {
    const double place = static_cast<double>(i) / static_cast<double>(half) - 1;
    smooth[i] = weighted(detail::polynomial_weights(window, options.degree, place), 0);
    smooth[values.size() - 1 - i] = weighted(
        detail::polynomial_weights(window, options.degree, -place), values.size() - window);
  }
  return smooth;
}

}  // namespace regression
}  // namespace tonewheel
