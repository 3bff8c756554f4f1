#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <numeric>
#include <vector>

#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/metric/agreement/impl/krippendorff_alpha_inl.hpp>
#include <tonewheel/metric/agreement/krippendorff.hpp>

namespace tonewheel {

namespace detail {

inline CoincidenceCounts coincidences_of(const CategoryRatings& ratings) {
  require_rating_shape(ratings.codes.size(), ratings.units, ratings.raters);
  CoincidenceCounts counts(ratings.categories);
  for_each_unit(ratings.units, [&](std::size_t i) { counts.add(ratings.unit(i)); });
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

struct PairableTotal {
  double value = 0;
  std::uint64_t total = 0;
};

/// How often each number occurs among those that count, by number.
inline std::vector<PairableTotal> pairable_totals(const Ratings& ratings) {
  std::vector<double> values;
  for (std::size_t i = 0; i < ratings.units; ++i) {
    const std::vector<double> given = pairable_ratings(ratings.unit(i));
    values.insert(values.end(), given.begin(), given.end());
  }
  std::sort(values.begin(), values.end());
  std::vector<PairableTotal> totals;
  for (const double value : values) {
    if (totals.empty() || totals.back().value != value) {
      totals.push_back({value, 0});
    }
    ++totals.back().total;
  }
  return totals;
}

inline KrippendorffAlpha interval_alpha(const Ratings& ratings) {
  IntervalCoincidences coincidences;
  for (std::size_t i = 0; i < ratings.units; ++i) {
    coincidences.add(ratings.unit(i));
  }
  return coincidences.alpha();
}

inline KrippendorffAlpha ordinal_alpha(const Ratings& ratings) {
  const std::vector<PairableTotal> totals = pairable_totals(ratings);
  std::vector<double> ranks;
  std::uint64_t before = 0;
  for (const PairableTotal& one : totals) {
    ranks.push_back(static_cast<double>(before) + static_cast<double>(one.total) / 2);
    before += one.total;
  }
  // A number that occurs only alone in its unit has no rank, and needs none.
  std::vector<double> values(ratings.values.begin(), ratings.values.end());
  for (double& value : values) {
    const auto place =
        std::lower_bound(totals.begin(), totals.end(), value,
                         [](const PairableTotal& one, double x) { return one.value < x; });
    if (place != totals.end() && place->value == value) {
      value = ranks[static_cast<std::size_t>(place - totals.begin())];
    }
  }
  return interval_alpha({values, ratings.units, ratings.raters});
}

/// At any level but the ordinal one.
inline KrippendorffAlpha alpha_by_pairs(const Ratings& ratings,
                                        const KrippendorffOptions& options) {
  KrippendorffAlpha counts;
  std::map<std::uint64_t, ExactSum> within;
  for (std::size_t i = 0; i < ratings.units; ++i) {
    const std::vector<double> given = pairable_ratings(ratings.unit(i));
    counts.ratings += given.size();
    ++(given.empty() ? counts.left_out : counts.units);
    for (auto a = given.begin(); a != given.end(); ++a) {
      for (auto b = given.begin(); b != a; ++b) {
        within[given.size()].add(krippendorff_difference(options, *a, *b));
      }
    }
  }
  ExactSum all;
  const std::vector<PairableTotal> totals = pairable_totals(ratings);
  for (auto a = totals.begin(); a != totals.end(); ++a) {
    for (auto b = totals.begin(); b != a; ++b) {
      all.add_product(static_cast<double>(a->total) * static_cast<double>(b->total),
                      krippendorff_difference(options, a->value, b->value));
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

TONEWHEEL_INLINE KrippendorffAlpha krippendorff_alpha(const CategoryRatings& ratings,
                                                      const KrippendorffOptions& options,
                                                      std::span<const double> values) {
  return detail::coincidences_of(ratings).alpha(options, values);
}

TONEWHEEL_INLINE KrippendorffAlpha krippendorff_alpha(const CategoryRatings& ratings,
                                                      const CategoryDistance& distance) {
  return detail::coincidences_of(ratings).alpha(distance);
}

TONEWHEEL_INLINE KrippendorffAlpha krippendorff_alpha(const Ratings& ratings,
                                                      const KrippendorffOptions& options) {
  detail::require_rating_shape(ratings.values.size(), ratings.units, ratings.raters);
  detail::require_krippendorff(options);
  detail::for_each_unit(ratings.units, [&](std::size_t i) {
    for (std::size_t rater = 0; rater < ratings.raters; ++rater) {
      detail::require_rating(ratings.unit(i)[rater], rater);
      if (options.level == MeasurementLevel::ratio) {
        detail::require_ratio(ratings.unit(i)[rater]);
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

TONEWHEEL_INLINE Interval krippendorff_interval(const CategoryRatings& ratings,
                                                const KrippendorffOptions& options,
                                                const ResamplingOptions& resampling) {
  (void)krippendorff_alpha(ratings, options);  // checks all units, drawn or not
  return detail::interval_over_units(
      ratings.units,
      [&](std::span<const std::size_t> chosen) {
        CoincidenceCounts counts(ratings.categories);
        for (const std::size_t i : chosen) {
          counts.add(ratings.unit(i));
        }
        return counts.alpha(options).alpha;
      },
      resampling);
}

TONEWHEEL_INLINE Interval krippendorff_interval(const Ratings& ratings,
                                                const KrippendorffOptions& options,
                                                const ResamplingOptions& resampling) {
  (void)krippendorff_alpha(ratings, options);
  return detail::interval_over_units(
      ratings.units,
      [&](std::span<const std::size_t> chosen) {
        std::vector<double> values;
        for (const std::size_t i : chosen) {
          const std::span<const double> unit = ratings.unit(i);
          values.insert(values.end(), unit.begin(), unit.end());
        }
        return krippendorff_alpha(Ratings{values, chosen.size(), ratings.raters}, options).alpha;
      },
      resampling);
}

}  // namespace agreement
}  // namespace tonewheel
