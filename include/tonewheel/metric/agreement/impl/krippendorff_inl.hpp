#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>
#include <numbers>
#include <numeric>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/agreement/impl/rating_sums_inl.hpp>
#include <tonewheel/metric/agreement/krippendorff.hpp>

namespace tonewheel {

namespace detail {

/// Differences over pairs of ratings, each pair once.
struct KrippendorffSums {
  std::map<std::uint64_t, double> within{};  ///< units, by their number of ratings
  double all = 0;                            ///< of all ratings that count
};

/// `units`, `left_out` and `ratings` of the result are given.
inline KrippendorffAlpha krippendorff_result(const KrippendorffSums& sums,
                                             KrippendorffAlpha result) {
  if (result.ratings == 0) {
    return result;
  }
  double within = 0;
  for (const auto& [m, sum] : sums.within) {
    within += sum / static_cast<double>(m - 1);
  }
  const auto n = static_cast<double>(result.ratings);
  result.observed = 2 * within / n;
  result.expected = 2 * sums.all / (n * (n - 1));
  if (result.expected > 0) {
    result.alpha = 1 - result.observed / result.expected;
  }
  return result;
}

inline void require_krippendorff(const KrippendorffOptions& options) {
  if (options.level == MeasurementLevel::circular &&
      !(options.circumference > 0 && std::isfinite(options.circumference))) {
    throw Error("Krippendorff's alpha: found circumference " + number_text(options.circumference) +
                ", expected a finite number above 0");
  }
}

inline void require_ratio(double value) {
  if (value < 0) {
    throw Error("Krippendorff's alpha: found " + number_text(value) +
                " at the ratio level, expected numbers >= 0");
  }
}

/// Of two numbers; at the ordinal level those are ranks.
inline double krippendorff_difference(const KrippendorffOptions& options, double a, double b) {
  double apart = a - b;
  switch (options.level) {
    case MeasurementLevel::nominal:
      return apart == 0 ? 0 : 1;
    case MeasurementLevel::ratio:
      apart = apart == 0 ? 0 : apart / (a + b);
      break;
    case MeasurementLevel::circular:
      // Remainders are exact: a large number keeps its place on the circle.
      apart = std::remainder(a, options.circumference) - std::remainder(b, options.circumference);
      apart = std::remainder(apart, options.circumference) / options.circumference;
      apart = std::sin(std::numbers::pi * apart);
      break;
    case MeasurementLevel::ordinal:
    case MeasurementLevel::interval:
      break;
  }
  return apart * apart;
}

/// So many ratings of a unit are too many: their pairs are above 2^53.
inline constexpr std::uint64_t too_many_ratings = std::uint64_t{1} << 27U;

/// The sum, at most 2^53, so that every count is exact as a double; else Error.
inline std::uint64_t more_coincidences(std::uint64_t count, std::uint64_t more) {
  constexpr std::uint64_t most = std::uint64_t{1} << 53U;
  if (more > most || count > most - more) {
    throw Error("coincidences: found " + std::to_string(count) + " + " + std::to_string(more) +
                " pairs of ratings, expected at most 2^53");
  }
  return count + more;
}

inline void require_category_distance(const MatrixView<double>& distance, std::size_t categories) {
  if (distance.rows != categories || distance.columns != categories ||
      distance.values.size() != categories * categories) {
    throw Error("distance of categories: found " + std::to_string(distance.rows) + " x " +
                std::to_string(distance.columns) + " with " +
                std::to_string(distance.values.size()) + " values, expected " +
                std::to_string(categories) + " x " + std::to_string(categories));
  }
  for (std::size_t c = 0; c < categories; ++c) {
    for (std::size_t k = 0; k < categories; ++k) {
      const double value = distance.at(c, k);
      const bool fits =
          c == k ? value == 0 : value >= 0 && value <= largest_rating && value == distance.at(k, c);
      if (!fits) {
        throw Error("distance of categories " + std::to_string(c) + " and " + std::to_string(k) +
                    ": found " + number_text(value) +
                    ", expected a symmetric matrix with 0 on the diagonal and numbers from 0 to " +
                    number_text(largest_rating));
      }
    }
  }
}

/// The mean rank of each category among ratings with those totals, up to a constant.
inline std::vector<double> coincidence_ranks(const std::vector<std::uint64_t>& totals) {
  std::vector<double> ranks;
  std::uint64_t before = 0;
  for (const std::uint64_t total : totals) {
    ranks.push_back(static_cast<double>(before) + static_cast<double>(total) / 2);
    before += total;
  }
  return ranks;
}

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

TONEWHEEL_INLINE CoincidenceCounts::CoincidenceCounts(std::size_t categories)
    : categories_(categories) {
  constexpr std::size_t most = 4096;
  if (categories == 0 || categories > most) {
    throw Error("coincidences: found " + std::to_string(categories) +
                " categories, expected 1 to " + std::to_string(most));
  }
}

TONEWHEEL_INLINE CoincidenceCounts::CoincidenceCounts(const State& state) : categories_(0) {
  StateReader from(state, kind);
  *this = CoincidenceCounts(from.option<std::size_t>("categories"));
  left_out_ = from.count<std::uint64_t>("left_out");
  const auto pairs = from.count<std::vector<std::vector<std::uint64_t>>>("pairs");
  from.finish();
  for (const auto& each : pairs) {
    const bool fits = each.size() == 4 && each[0] >= 2 && each[0] < detail::too_many_ratings &&
                      each[1] <= each[2] && each[2] < categories_ && each[3] > 0;
    from.require(fits, "pairs", "lists of a unit's ratings, two categories and how often");
    std::vector<std::uint64_t>& of_m = pairs_[each[0]];
    of_m.resize(categories_ * categories_);
    for (const bool back : {false, true}) {
      if (back && each[1] == each[2]) {
        break;
      }
      std::uint64_t& to = of_m[each[back ? 2 : 1] * categories_ + each[back ? 1 : 2]];
      from.require(to == 0, "pairs", "two categories once");
      to = each[3];
      all_pairs_ = detail::more_coincidences(all_pairs_, each[3]);
    }
  }
  for (const auto& [m, of_m] : pairs_) {
    std::uint64_t ratings = 0;
    for (std::size_t c = 0; c < categories_; ++c) {
      const auto row = std::span(of_m).subspan(c * categories_, categories_);
      const std::uint64_t sum = std::accumulate(row.begin(), row.end(), std::uint64_t{0});
      from.require(sum % (m - 1) == 0, "pairs", "each rating paired with those beside it");
      ratings += sum / (m - 1);
    }
    from.require(ratings % m == 0, "pairs", "whole units");
  }
}

TONEWHEEL_INLINE State CoincidenceCounts::state() const {
  std::vector<std::array<std::uint64_t, 4>> pairs;
  for (const auto& [m, of_m] : pairs_) {
    for (std::size_t c = 0; c < categories_; ++c) {
      for (std::size_t k = c; k < categories_; ++k) {
        if (of_m[c * categories_ + k] != 0) {
          pairs.push_back({m, c, k, of_m[c * categories_ + k]});
        }
      }
    }
  }
  return StateWriter(kind)
      .option("categories", categories_)
      .count("left_out", left_out_)
      .count("pairs", pairs)
      .finish();
}

TONEWHEEL_INLINE void CoincidenceCounts::add(std::span<const std::uint32_t> unit) {
  std::map<std::uint32_t, std::uint64_t> votes;
  std::uint64_t m = 0;
  for (std::size_t rater = 0; rater < unit.size(); ++rater) {
    detail::require_category(unit[rater], categories_, rater);
    if (unit[rater] != no_rating) {
      ++votes[unit[rater]];
      ++m;
    }
  }
  if (m < 2) {
    ++left_out_;
    return;
  }
  const std::uint64_t at_least = std::min(m, detail::too_many_ratings);
  all_pairs_ = detail::more_coincidences(all_pairs_, at_least * (at_least - 1));
  std::vector<std::uint64_t>& pairs = pairs_[m];
  pairs.resize(categories_ * categories_);
  for (const auto& [c, of_c] : votes) {
    for (const auto& [k, of_k] : votes) {
      pairs[c * categories_ + k] += of_c * (c == k ? of_k - 1 : of_k);
    }
  }
}

TONEWHEEL_INLINE void CoincidenceCounts::merge(const CoincidenceCounts& other) {
  if (other.categories_ != categories_) {
    throw Error("coincidences: found " + std::to_string(other.categories_) +
                " categories, expected " + std::to_string(categories_));
  }
  all_pairs_ = detail::more_coincidences(all_pairs_, other.all_pairs_);
  left_out_ += other.left_out_;
  for (const auto& [m, theirs] : other.pairs_) {
    std::vector<std::uint64_t>& ours = pairs_[m];
    ours.resize(theirs.size());
    std::transform(ours.begin(), ours.end(), theirs.begin(), ours.begin(), std::plus<>());
  }
}

TONEWHEEL_INLINE std::uint64_t CoincidenceCounts::n() const noexcept {
  std::uint64_t units = 0;
  for (const auto& [m, pairs] : pairs_) {
    std::uint64_t sum = 0;
    for (const std::uint64_t count : pairs) {
      sum += count;
    }
    units += sum / (m * (m - 1));
  }
  return units;
}

TONEWHEEL_INLINE std::vector<std::uint64_t> CoincidenceCounts::totals() const {
  std::vector<std::uint64_t> totals(categories_);
  for (const auto& [m, pairs] : pairs_) {
    for (std::size_t c = 0; c < categories_; ++c) {
      std::uint64_t row = 0;
      for (std::size_t k = 0; k < categories_; ++k) {
        row += pairs[c * categories_ + k];
      }
      totals[c] += row / (m - 1);  // each rating has m - 1 partners
    }
  }
  return totals;
}

TONEWHEEL_INLINE std::vector<double> CoincidenceCounts::matrix() const {
  std::vector<double> matrix(categories_ * categories_);
  for (const auto& [m, pairs] : pairs_) {
    for (std::size_t i = 0; i < matrix.size(); ++i) {
      matrix[i] += static_cast<double>(pairs[i]) / static_cast<double>(m - 1);
    }
  }
  return matrix;
}

/// difference(c, k) for c < k. The sums are exact but for the differences and the last rounding:
/// the order of the categories does not matter.
KrippendorffAlpha CoincidenceCounts::alpha_of(const auto& difference) const {
  const std::vector<std::uint64_t> totals = this->totals();
  std::map<std::uint64_t, ExactSum> within;
  ExactSum all;
  std::uint64_t ratings = 0;
  for (std::size_t c = 0; c < categories_; ++c) {
    ratings += totals[c];
    for (std::size_t k = c + 1; k < categories_; ++k) {
      if (totals[c] == 0 || totals[k] == 0) {
        continue;
      }
      const double apart = difference(c, k);
      all.add_product(static_cast<double>(totals[c]) * static_cast<double>(totals[k]), apart);
      for (const auto& [m, pairs] : pairs_) {
        within[m].add_product(static_cast<double>(pairs[c * categories_ + k]), apart);
      }
    }
  }
  detail::KrippendorffSums sums{.all = all.value()};
  for (const auto& [m, sum] : within) {
    sums.within[m] = sum.value();
  }
  return detail::krippendorff_result(sums,
                                     {.units = n(), .left_out = left_out_, .ratings = ratings});
}

TONEWHEEL_INLINE KrippendorffAlpha CoincidenceCounts::alpha(const KrippendorffOptions& options,
                                                            std::span<const double> values) const {
  detail::require_krippendorff(options);
  const bool by_order =
      options.level == MeasurementLevel::nominal || options.level == MeasurementLevel::ordinal;
  if (!values.empty() && (by_order || values.size() != categories_)) {
    throw Error(
        "Krippendorff's alpha: found " + std::to_string(values.size()) +
        " values of categories, expected none" +
        (by_order ? " at the nominal and ordinal levels" : " or " + std::to_string(categories_)));
  }
  std::vector<double> numbers(values.begin(), values.end());
  if (options.level == MeasurementLevel::ordinal) {
    numbers = detail::coincidence_ranks(totals());
  }
  for (std::size_t c = numbers.size(); c < categories_; ++c) {
    numbers.push_back(static_cast<double>(c));
  }
  for (const double number : numbers) {
    if (!(std::abs(number) <= largest_rating)) {
      throw Error("Krippendorff's alpha: found the value " + number_text(number) +
                  " of a category, expected a number of at most " + number_text(largest_rating) +
                  " in size");
    }
    if (options.level == MeasurementLevel::ratio) {
      detail::require_ratio(number);
    }
  }
  return alpha_of([&](std::size_t c, std::size_t k) {
    return detail::krippendorff_difference(options, numbers[c], numbers[k]);
  });
}

TONEWHEEL_INLINE KrippendorffAlpha
CoincidenceCounts::alpha(const CategoryDistance& distance) const {
  detail::require_category_distance(distance.distance, categories_);
  return alpha_of([&](std::size_t c, std::size_t k) {
    const double apart = distance.distance.at(c, k);
    return distance.power == DistancePower::two ? apart * apart : apart;
  });
}

TONEWHEEL_INLINE IntervalCoincidences::IntervalCoincidences(const State& state) {
  StateReader from(state, kind);
  const auto ratings = from.count<std::vector<std::uint64_t>>("ratings_of_unit");
  const auto n = from.count<std::vector<std::uint64_t>>("n");
  const auto differences = from.count<std::vector<ExactSum>>("differences");
  sum_ = from.count<ExactSum>("sum");
  squares_ = from.count<ExactSum>("squares");
  left_out_ = from.count<std::uint64_t>("left_out");
  from.finish();
  from.require(n.size() == ratings.size(), "n", "one of each number of ratings");
  from.require(differences.size() == ratings.size(), "differences",
               "one of each number of ratings");
  (void)from.total("n", n);
  std::vector<std::uint64_t> all;
  ExactSum within;
  for (std::size_t i = 0; i < ratings.size(); ++i) {
    from.require(ratings[i] >= 2 && (i == 0 || ratings[i] > ratings[i - 1]), "ratings_of_unit",
                 "numbers from 2 on in ascending order");
    from.require(n[i] > 0 && n[i] <= std::numeric_limits<std::uint64_t>::max() / ratings[i], "n",
                 "units of each number of ratings");
    all.push_back(n[i] * ratings[i]);
    from.require(differences[i].sign() >= 0 && std::isfinite(differences[i].value()), "differences",
                 "sums of squares");
    within.merge(differences[i]);
    groups_[ratings[i]] = {n[i], differences[i]};
  }
  const ExactSum spread =
      detail::rating_spread(from, "squares", from.total("n", all), sum_, squares_);
  within.subtract(spread);
  from.require(within.sign() <= 0, "differences", "no more within units than in all");
}

TONEWHEEL_INLINE State IntervalCoincidences::state() const {
  std::vector<std::uint64_t> ratings;
  std::vector<std::uint64_t> n;
  std::vector<ExactSum> differences;
  for (const auto& [m, group] : groups_) {
    ratings.push_back(m);
    n.push_back(group.units);
    differences.push_back(group.differences);
  }
  return StateWriter(kind)
      .count("ratings_of_unit", ratings)
      .count("n", n)
      .count("differences", differences)
      .count("sum", sum_)
      .count("squares", squares_)
      .count("left_out", left_out_)
      .finish();
}

TONEWHEEL_INLINE std::uint64_t IntervalCoincidences::n() const noexcept {
  std::uint64_t units = 0;
  for (const auto& entry : groups_) {
    units += entry.second.units;
  }
  return units;
}

TONEWHEEL_INLINE void IntervalCoincidences::add(std::span<const double> unit) {
  std::vector<double> given;
  for (std::size_t rater = 0; rater < unit.size(); ++rater) {
    detail::require_rating(unit[rater], rater);
    if (!std::isnan(unit[rater])) {
      given.push_back(unit[rater]);
    }
  }
  if (given.size() < 2) {
    ++left_out_;
    return;
  }
  Group& group = groups_[given.size()];
  ++group.units;
  const auto partners = static_cast<double>(given.size() - 1);
  for (std::size_t i = 0; i < given.size(); ++i) {
    sum_.add(given[i]);
    squares_.add_product(given[i], given[i]);
    // (a - b)^2 = a^2 - 2 a b + b^2 over all pairs; products of doubles are added exactly.
    for (std::size_t j = 0; j < i; ++j) {
      group.differences.add_product(-2 * given[i], given[j]);
    }
  }
  ExactSum squares;
  for (const double value : given) {
    squares.add_product(value, value);
  }
  squares.multiply(static_cast<std::uint64_t>(partners));
  group.differences.merge(squares);
}

TONEWHEEL_INLINE void IntervalCoincidences::merge(const IntervalCoincidences& other) {
  if (&other == this) {
    merge(IntervalCoincidences(other));
    return;
  }
  for (const auto& [m, theirs] : other.groups_) {
    Group& ours = groups_[m];
    ours.units += theirs.units;
    ours.differences.merge(theirs.differences);
  }
  sum_.merge(other.sum_);
  squares_.merge(other.squares_);
  left_out_ += other.left_out_;
}

TONEWHEEL_INLINE KrippendorffAlpha IntervalCoincidences::alpha() const {
  KrippendorffAlpha counts{.left_out = left_out_};
  detail::KrippendorffSums sums;
  for (const auto& [m, group] : groups_) {
    counts.units += group.units;
    counts.ratings += group.units * m;
    sums.within[m] = group.differences.value();
  }
  sums.all = detail::rating_spread(counts.ratings, squares_, sum_, sum_).value();
  return detail::krippendorff_result(sums, counts);
}

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
