#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/metric/agreement/impl/krippendorff_levels_inl.hpp>
#include <tonewheel/metric/agreement/impl/rating_sums_inl.hpp>
#include <tonewheel/metric/agreement/interval_coincidences.hpp>

namespace tonewheel {

inline namespace agreement {
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

TONEWHEEL_INLINE std::uint64_t IntervalCoincidences::ratings() const noexcept {
  std::uint64_t ratings = 0;
  for (const auto& [m, group] : groups_) {
    ratings += group.units * m;
  }
  return ratings;
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
    add_count(left_out_, 1, "coincidences: units left out");
    return;
  }
  require_room(ratings(), given.size(), "coincidences: ratings");
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
  require_room(ratings(), other.ratings(), "coincidences: ratings");
  add_count(left_out_, other.left_out_, "coincidences: units left out");
  for (const auto& [m, theirs] : other.groups_) {
    Group& ours = groups_[m];
    ours.units += theirs.units;
    ours.differences.merge(theirs.differences);
  }
  sum_.merge(other.sum_);
  squares_.merge(other.squares_);
}

TONEWHEEL_INLINE KrippendorffAlpha IntervalCoincidences::alpha() const {
  KrippendorffAlpha counts{.left_out = left_out_};
  detail::KrippendorffSums sums;
  for (const auto& [m, group] : groups_) {
    counts.units += group.units;
    counts.ratings += group.units * m;
    sums.within[m] = group.differences.value();
  }
  sums.all = detail::exact_spread(counts.ratings, squares_, sum_, sum_).value();
  return detail::krippendorff_result(sums, counts);
}

}  // namespace agreement
}  // namespace tonewheel
