#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/parallel.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/resampling.hpp>

namespace tonewheel::detail {

TONEWHEEL_INLINE void require_resampling(std::size_t samples, const ResamplingOptions& options) {
  if (samples == 0 || samples > std::numeric_limits<std::uint32_t>::max()) {
    throw Error("resampling: found " + std::to_string(samples) +
                " samples, expected 1 to 2^32 - 1");
  }
  if (options.rounds == 0 || options.threads == 0) {
    throw Error("resampling: found " + std::to_string(options.rounds) + " rounds on " +
                std::to_string(options.threads) + " threads, expected at least 1");
  }
  if (!(options.level > 0 && options.level < 1)) {
    throw Error("resampling: found level " + number_text(options.level) +
                ", expected a number in (0, 1)");
  }
}

TONEWHEEL_INLINE void require_paired(std::size_t a, std::size_t b) {
  if (a != b) {
    throw Error("resampling: found " + std::to_string(a) + " samples of one system and " +
                std::to_string(b) + " of the other, expected the same samples");
  }
}

/// The output function of splitmix64 (Steele, Lea & Flood 2014).
inline std::uint64_t mixed_bits(std::uint64_t x) noexcept {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}

TONEWHEEL_INLINE std::uint64_t random_bits(std::uint64_t seed, std::uint64_t round,
                                           std::uint64_t place) noexcept {
  return mixed_bits(mixed_bits(mixed_bits(seed) ^ round) ^ place);
}

TONEWHEEL_INLINE void draw(std::vector<std::size_t>& drawn, std::size_t n, std::uint64_t seed,
                           std::size_t round) {
  drawn.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    // The upper 32 bits as a fraction of 1, times n: even but for 1 part in 2^32 / n.
    drawn[i] = ((random_bits(seed, round, i) >> 32U) * n) >> 32U;
  }
}

TONEWHEEL_INLINE void for_rounds(std::size_t rounds, unsigned threads,
                                 const std::function<void(std::size_t, std::size_t)>& body) {
  for_parts(std::min<std::size_t>(threads, rounds), rounds,
            [&](std::size_t, std::size_t first, std::size_t last) { body(first, last); });
}

inline void require_statistic(double value) {
  if (!std::isfinite(value)) {
    throw Error("resampling: the statistic gave " + number_text(value) +
                ", expected a finite number");
  }
}

/// By linear interpolation between the two nearest of the sorted values; share in [0, 1].
inline double quantile_of_sorted(const std::vector<double>& values, double share) {
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  const double part = place - static_cast<double>(below);
  return values[below] + part * (values[above] - values[below]);
}

TONEWHEEL_INLINE Interval percentile_interval(double estimate, std::vector<double> values,
                                              double level) {
  require_statistic(estimate);
  std::for_each(values.begin(), values.end(), require_statistic);
  std::sort(values.begin(), values.end());
  const double tail = (1 - level) / 2;
  return {estimate, quantile_of_sorted(values, tail), quantile_of_sorted(values, 1 - tail)};
}

TONEWHEEL_INLINE std::optional<DefinedInterval> defined_interval(std::vector<double> values,
                                                                 double level) {
  const std::size_t rounds = values.size();
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  if (values.empty() || 2 * values.size() < rounds) {
    return std::nullopt;
  }
  std::sort(values.begin(), values.end());
  const double tail = (1 - level) / 2;
  return DefinedInterval{quantile_of_sorted(values, tail), quantile_of_sorted(values, 1 - tail),
                         rounds - values.size()};
}

}  // namespace tonewheel::detail
