#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <tonewheel/core/config.hpp>

/// How sure a score is, and whether two systems differ. A statistic is a function of samples,
/// double(std::span<const Sample>), such as set_fscore or mean_fscore of sample_scores.hpp; it must
/// be safe to call from several threads. Every random number depends on the seed, the round and the
/// sample alone: the same result for any number of threads.
namespace tonewheel {

/// How many random rounds there are, and what they are drawn by.
struct ResamplingOptions {
  std::size_t rounds = 2000;  ///< >= 1
  double level = 0.95;        ///< of the interval, in (0, 1)
  std::uint64_t seed = 1;     ///< of the random numbers: the same seed gives the same result
  unsigned threads = 1;       ///< >= 1
};

/// A statistic of all samples and its percentile interval (Efron & Tibshirani 1993, 13.3).
struct Interval {
  double estimate = 0;  ///< the statistic of all samples
  double low = 0;       ///< lower end of the interval
  double high = 0;      ///< upper end
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// Statistic of a minus that of b.
struct PairedBootstrap {
  Interval difference;   ///< estimate and interval of the difference
  double not_above = 0;  ///< share of the rounds in which a is not above b
  friend bool operator==(const PairedBootstrap&, const PairedBootstrap&) = default;
};

/// A percentile interval over the rounds in which a statistic was defined.
struct DefinedInterval {
  double low = 0;                      ///< lower end of the interval
  double high = 0;                     ///< upper end
  std::uint64_t undefined_rounds = 0;  ///< left out of it
  friend bool operator==(const DefinedInterval&, const DefinedInterval&) = default;
};

namespace detail {

/// Throws Error on options out of range, no samples or 2^32 and more.
void require_resampling(std::size_t samples, const ResamplingOptions& options);
/// Throws Error on two lists of different length.
void require_paired(std::size_t a, std::size_t b);
/// 64 bits that look random, of a seed and a place.
[[nodiscard]] std::uint64_t random_bits(std::uint64_t seed, std::uint64_t round,
                                        std::uint64_t place) noexcept;
/// Samples drawn with replacement: as many numbers below n as there are n.
void draw(std::vector<std::size_t>& drawn, std::size_t n, std::uint64_t seed, std::size_t round);
/// Calls body(first, last) for parts of 0 .. rounds - 1, each on a thread; throws what one threw.
void for_rounds(std::size_t rounds, unsigned threads,
                const std::function<void(std::size_t, std::size_t)>& body);
/// Throws Error if the statistic of some round is not finite; then the interval.
[[nodiscard]] Interval percentile_interval(double estimate, std::vector<double> values,
                                           double level);
/// The interval of the finite values; nothing where fewer than half of them are.
[[nodiscard]] std::optional<DefinedInterval> defined_interval(std::vector<double> values,
                                                              double level);
/// The samples at the places that were drawn.
template <class Sample>
void take(std::span<const Sample> samples, const std::vector<std::size_t>& drawn,
          std::vector<Sample>& chosen) {
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    chosen[i] = samples[drawn[i]];
  }
}

/// Calls body(round, drawn) for every round with the places that it drew; make() gives each thread
/// a body of its own, with its memory.
template <class Make>
void for_drawn(std::size_t samples, const ResamplingOptions& options, const Make& make) {
  for_rounds(options.rounds, options.threads, [&](std::size_t first, std::size_t last) {
    auto body = make();
    std::vector<std::size_t> drawn;
    for (std::size_t round = first; round < last; ++round) {
      draw(drawn, samples, options.seed, round);
      body(round, drawn);
    }
  });
}

}  // namespace detail

/// Draws as many samples with replacement, again and again. Throws Error on no samples, options out
/// of range, or a statistic that is not finite; so do the next two.
template <class Sample, class Statistic>
[[nodiscard]] Interval bootstrap_interval(std::span<const Sample> samples,
                                          const Statistic& statistic,
                                          const ResamplingOptions& options = {}) {
  detail::require_resampling(samples.size(), options);
  std::vector<double> values(options.rounds);
  detail::for_drawn(samples.size(), options, [&] {
    return [&, chosen = std::vector<Sample>(samples.begin(), samples.end())](
               std::size_t round, const std::vector<std::size_t>& drawn) mutable {
      detail::take(samples, drawn, chosen);
      values[round] = statistic(std::span<const Sample>(chosen));
    };
  });
  return detail::percentile_interval(statistic(samples), std::move(values), options.level);
}

/// The same for `statistics` numbers at once, which statistic(samples, out) writes into
/// std::span<double> out. A round in which one is undefined is left out of its interval and
/// counted; there is no interval where that happens in more than half of the rounds, and none of a
/// statistic that is undefined for all samples. Throws Error on no samples and options out of
/// range.
template <class Sample, class Statistic>
[[nodiscard]] std::vector<std::optional<DefinedInterval>> bootstrap_intervals(
    std::span<const Sample> samples, std::size_t statistics, const Statistic& statistic,
    const ResamplingOptions& options = {}) {
  detail::require_resampling(samples.size(), options);
  std::vector<double> values(options.rounds * statistics);
  detail::for_drawn(samples.size(), options, [&] {
    return [&, chosen = std::vector<Sample>(samples.begin(), samples.end())](
               std::size_t round, const std::vector<std::size_t>& drawn) mutable {
      detail::take(samples, drawn, chosen);
      statistic(std::span<const Sample>(chosen),
                std::span(values).subspan(round * statistics, statistics));
    };
  });
  std::vector<double> estimates(statistics);
  statistic(samples, std::span(estimates));
  std::vector<std::optional<DefinedInterval>> intervals(statistics);
  for (std::size_t i = 0; i < statistics; ++i) {
    if (estimates[i] - estimates[i] == 0) {  // finite
      std::vector<double> of_rounds(options.rounds);
      for (std::size_t round = 0; round < options.rounds; ++round) {
        of_rounds[round] = values[round * statistics + i];
      }
      intervals[i] = detail::defined_interval(std::move(of_rounds), options.level);
    }
  }
  return intervals;
}

/// The same for the difference of two systems on the same samples, drawn together. Throws Error on
/// lists of different length.
template <class Sample, class Statistic>
[[nodiscard]] PairedBootstrap paired_bootstrap(std::span<const Sample> a, std::span<const Sample> b,
                                               const Statistic& statistic,
                                               const ResamplingOptions& options = {}) {
  detail::require_paired(a.size(), b.size());
  detail::require_resampling(a.size(), options);
  std::vector<double> values(options.rounds);
  detail::for_drawn(a.size(), options, [&] {
    return [&, left = std::vector<Sample>(a.begin(), a.end()),
            right = std::vector<Sample>(b.begin(), b.end())](
               std::size_t round, const std::vector<std::size_t>& drawn) mutable {
      detail::take(a, drawn, left);
      detail::take(b, drawn, right);
      values[round] =
          statistic(std::span<const Sample>(left)) - statistic(std::span<const Sample>(right));
    };
  });
  std::size_t not_above = 0;
  for (const double value : values) {
    not_above += value <= 0 ? 1U : 0U;
  }
  return {
      detail::percentile_interval(statistic(a) - statistic(b), std::move(values), options.level),
      static_cast<double>(not_above) / static_cast<double>(options.rounds)};
}

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/impl/resampling_inl.hpp>
#endif
