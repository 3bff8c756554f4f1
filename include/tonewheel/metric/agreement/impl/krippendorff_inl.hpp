#pragma once

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>
#include <span>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/agreement/impl/coincidence_counts_inl.hpp>
#include <tonewheel/metric/agreement/impl/interval_coincidences_inl.hpp>
#include <tonewheel/metric/agreement/impl/krippendorff_levels_inl.hpp>
#include <tonewheel/metric/agreement/krippendorff.hpp>

namespace tonewheel {

namespace detail {

inline CoincidenceCounts coincidences_of(const MatrixView<std::uint32_t>& codes,
                                         std::size_t categories) {
  require_rating_shape(codes);
  CoincidenceCounts counts(categories);
  for_each_unit(codes.rows, [&](std::size_t i) { counts.add(codes.row(i)); });
  return counts;
}

/// The ratings given in a unit, if there are at least two.
inline std::vector<double> pairable_ratings(std::span<const double> unit) {
  std::vector<double> given;
  std::copy_if(unit.begin(), unit.end(), std::back_inserter(given),
               [](double value) { return !std::isnan(value); });
  if (given.size() < 2) {
    given.clear();
  }
  return given;
}

/// How often each number occurs among those that count, by number.
struct PairableTotals {
  std::vector<double> values{};
  std::vector<std::uint64_t> totals{};
};

inline PairableTotals pairable_totals(const MatrixView<double>& ratings) {
  std::vector<double> values;
  for (std::size_t i = 0; i < ratings.rows; ++i) {
    const std::vector<double> given = pairable_ratings(ratings.row(i));
    values.insert(values.end(), given.begin(), given.end());
  }
  std::sort(values.begin(), values.end());
  PairableTotals all;
  for (const double value : values) {
    if (all.values.empty() || all.values.back() != value) {
      all.values.push_back(value);
      all.totals.push_back(0);
    }
    ++all.totals.back();
  }
  return all;
}

inline KrippendorffAlpha interval_alpha(const MatrixView<double>& ratings) {
  IntervalCoincidences coincidences;
  for (std::size_t i = 0; i < ratings.rows; ++i) {
    coincidences.add(ratings.row(i));
  }
  return coincidences.alpha();
}

inline KrippendorffAlpha ordinal_alpha(const MatrixView<double>& ratings) {
  const PairableTotals all = pairable_totals(ratings);
  const std::vector<double> ranks = coincidence_ranks(all.totals);
  // A number that occurs only alone in its unit has no rank, and needs none.
  std::vector<double> values(ratings.values.begin(), ratings.values.end());
  for (double& value : values) {
    const auto place = std::lower_bound(all.values.begin(), all.values.end(), value);
    if (place != all.values.end() && *place == value) {
      value = ranks[static_cast<std::size_t>(place - all.values.begin())];
    }
  }
  return interval_alpha({values, ratings.rows, ratings.columns});
}

/// At any level but the ordinal one.
inline KrippendorffAlpha alpha_by_pairs(const MatrixView<double>& ratings,
                                        const KrippendorffOptions& options) {
  KrippendorffAlpha counts;
  std::map<std::uint64_t, ExactSum> within;
  for (std::size_t i = 0; i < ratings.rows; ++i) {
    const std::vector<double> given = pairable_ratings(ratings.row(i));
    counts.ratings += given.size();
    ++(given.empty() ? counts.left_out : counts.units);
    for (auto a = given.begin(); a != given.end(); ++a) {
      for (auto b = given.begin(); b != a; ++b) {
        within[given.size()].add(krippendorff_difference(options, *a, *b));
      }
    }
  }
  ExactSum all;
  const auto [values, totals] = pairable_totals(ratings);
  for (std::size_t a = 0; a < values.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      all.add_product(static_cast<double>(totals[a]) * static_cast<double>(totals[b]),
                      krippendorff_difference(options, values[a], values[b]));
    }
  }
  KrippendorffSums sums{.all = all.value()};
  for (const auto& [m, sum] : within) {
    sums.within[m] = sum.value();
  }
  return krippendorff_result(sums, counts);
}

/// Draws units; alpha(chosen unit numbers) is the statistic.
inline Interval interval_over_units(std::size_t units, const auto& alpha,
                                    const ResamplingOptions& resampling) {
  std::vector<std::size_t> numbers(units);
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  return bootstrap_interval(std::span<const std::size_t>(numbers), alpha, resampling);
}

}  // namespace detail

inline namespace agreement {
TONEWHEEL_INLINE KrippendorffAlpha krippendorff_alpha(const MatrixView<std::uint32_t>& codes,
                                                      std::size_t categories,
                                                      const KrippendorffOptions& options,
                                                      const Numbers& values) {
  return detail::coincidences_of(codes, categories).alpha(options, values);
}

TONEWHEEL_INLINE KrippendorffAlpha krippendorff_alpha(const MatrixView<std::uint32_t>& codes,
                                                      std::size_t categories,
                                                      const CategoryDistance& distance) {
  return detail::coincidences_of(codes, categories).alpha(distance);
}

TONEWHEEL_INLINE KrippendorffAlpha krippendorff_alpha(const MatrixView<double>& ratings,
                                                      const KrippendorffOptions& options) {
  detail::require_rating_shape(ratings);
  detail::require_krippendorff(options);
  detail::for_each_unit(ratings.rows, [&](std::size_t i) {
    for (std::size_t rater = 0; rater < ratings.columns; ++rater) {
      detail::require_rating(ratings.row(i)[rater], rater);
      if (options.level == MeasurementLevel::ratio) {
        detail::require_ratio(ratings.row(i)[rater]);
      }
    }
  });
  switch (options.level) {
    case MeasurementLevel::interval:
      return detail::interval_alpha(ratings);
    case MeasurementLevel::ordinal:
      return detail::ordinal_alpha(ratings);
    default:
      return detail::alpha_by_pairs(ratings, options);
  }
}

TONEWHEEL_INLINE Interval krippendorff_interval(const MatrixView<std::uint32_t>& codes,
                                                std::size_t categories,
                                                const KrippendorffOptions& options,
                                                const ResamplingOptions& resampling) {
  (void)krippendorff_alpha(codes, categories, options);  // checks all units, drawn or not
  return detail::interval_over_units(
      codes.rows,
      [&](std::span<const std::size_t> chosen) {
        CoincidenceCounts counts(categories);
        for (const std::size_t i : chosen) {
          counts.add(codes.row(i));
        }
        return counts.alpha(options).alpha;
      },
      resampling);
}

TONEWHEEL_INLINE Interval krippendorff_interval(const MatrixView<double>& ratings,
                                                const KrippendorffOptions& options,
                                                const ResamplingOptions& resampling) {
  (void)krippendorff_alpha(ratings, options);
  return detail::interval_over_units(
      ratings.rows,
      [&](std::span<const std::size_t> chosen) {
        std::vector<double> values;
        for (const std::size_t i : chosen) {
          const std::span<const double> unit = ratings.row(i);
          values.insert(values.end(), unit.begin(), unit.end());
        }
        return krippendorff_alpha(MatrixView<double>(values, chosen.size(), ratings.columns),
                                  options)
            .alpha;
      },
      resampling);
}

}  // namespace agreement
}  // namespace tonewheel
