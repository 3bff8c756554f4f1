#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/metric/agreement/impl/rating_sums_inl.hpp>
#include <tonewheel/metric/agreement/intraclass_correlation.hpp>

namespace tonewheel {

namespace detail {

/// a - b, exactly.
inline ExactSum intraclass_difference(ExactSum a, const ExactSum& b) {
  a.subtract(b);
  return a;
}

inline ExactSum intraclass_times(ExactSum sum, std::uint64_t factor) {
  sum.multiply(factor);
  return sum;
}

inline double intraclass_share(double part, double whole) {
  return whole <= 0 ? IntraclassCorrelation::undefined : part / whole;
}

inline double intraclass_f(double above, double below) {
  if (below == 0) {
    return above > 0 ? std::numeric_limits<double>::infinity() : IntraclassCorrelation::undefined;
  }
  return above / below;
}

}  // namespace detail

inline namespace agreement {

TONEWHEEL_INLINE IntraclassSums::IntraclassSums(std::size_t raters, NanPolicy nan)
    : nan_(nan), by_rater_(raters) {
  if (raters == 0) {
    throw Error("intraclass correlation: found 0 raters, expected at least 1");
  }
}

TONEWHEEL_INLINE IntraclassSums::IntraclassSums(const State& state) {
  StateReader from(state, kind);
  const auto raters = from.option<std::size_t>("raters");
  nan_ = static_cast<NanPolicy>(from.choice("missing", nan_policy_names));
  n_ = from.count<std::uint64_t>("n");
  left_out_ = from.count<std::uint64_t>("left_out");
  by_rater_ = from.count<std::vector<ExactSum>>("by_rater");
  squares_ = from.count<ExactSum>("squares");
  unit_squares_ = from.count<ExactSum>("unit_squares");
  from.finish();
  from.require(raters > 0 && by_rater_.size() == raters, "by_rater",
               "one of each rater, at least one");
  from.require(left_out_ == 0 || nan_ != NanPolicy::error, "left_out",
               "0, since a missing rating is an error");
  const std::uint64_t most = std::numeric_limits<std::uint64_t>::max() / raters;
  from.require(n_ <= most, "n", [most] { return "at most " + std::to_string(most); });
  ExactSum sum;
  for (const ExactSum& of_rater : by_rater_) {
    sum.merge(of_rater);
  }
  (void)detail::rating_spread(from, "squares", n_ * raters, sum, squares_);
  (void)detail::rating_spread(from, "unit_squares", n_, sum, unit_squares_);
  const ExactSum within =
      detail::intraclass_difference(detail::intraclass_times(squares_, raters), unit_squares_);
  from.require(within.sign() >= 0, "unit_squares", "at most raters times the squares");
}

TONEWHEEL_INLINE State IntraclassSums::state() const {
  return StateWriter(kind)
      .option("raters", by_rater_.size())
      .option("missing", name(nan_))
      .count("n", n_)
      .count("left_out", left_out_)
      .count("by_rater", by_rater_)
      .count("squares", squares_)
      .count("unit_squares", unit_squares_)
      .finish();
}

TONEWHEEL_INLINE void IntraclassSums::add(std::span<const double> unit) {
  if (unit.size() != by_rater_.size()) {
    throw Error("intraclass correlation: found a unit with " + std::to_string(unit.size()) +
                " ratings, expected " + std::to_string(by_rater_.size()));
  }
  std::size_t gap = unit.size();
  for (std::size_t rater = 0; rater < unit.size(); ++rater) {
    detail::require_rating(unit[rater], rater);
    gap = std::isnan(unit[rater]) ? std::min(gap, rater) : gap;
  }
  if (gap != unit.size()) {
    if (nan_ == NanPolicy::error) {
      throw Error("intraclass correlation: found no rating of rater " + std::to_string(gap) +
                  ", expected every one (Krippendorff's alpha allows for gaps)");
    }
    add_count(left_out_, 1, "intraclass correlation: units left out");
    return;
  }
  add_count(n_, 1, "intraclass correlation: units");
  for (std::size_t rater = 0; rater < unit.size(); ++rater) {
    by_rater_[rater].add(unit[rater]);
    squares_.add_product(unit[rater], unit[rater]);
    unit_squares_.add_product(unit[rater], unit[rater]);
    for (std::size_t other = 0; other < rater; ++other) {
      unit_squares_.add_product(2 * unit[rater], unit[other]);
    }
  }
}

TONEWHEEL_INLINE void IntraclassSums::merge(const IntraclassSums& other) {
  if (other.by_rater_.size() != by_rater_.size() || other.nan_ != nan_) {
    throw Error("intraclass correlation: found " + std::to_string(other.by_rater_.size()) +
                " raters, expected " + std::to_string(by_rater_.size()) + " and the same policy");
  }
  add_counts({{n_, other.n_}, {left_out_, other.left_out_}}, "intraclass correlation: units");
  for (std::size_t rater = 0; rater < by_rater_.size(); ++rater) {
    by_rater_[rater].merge(other.by_rater_[rater]);
  }
  squares_.merge(other.squares_);
  unit_squares_.merge(other.unit_squares_);
}

TONEWHEEL_INLINE IntraclassCorrelation IntraclassSums::result() const {
  IntraclassCorrelation result{.units = n_, .left_out = left_out_, .raters = by_rater_.size()};
  const std::uint64_t raters = by_rater_.size();
  if (n_ < 2 || raters < 2 || (left_out_ > 0 && nan_ == NanPolicy::propagate)) {
    return result;
  }
  ExactSum sum;
  ExactSum rater_squares;
  for (const ExactSum& of_rater : by_rater_) {
    sum.merge(of_rater);
    rater_squares.add_product(of_rater, of_rater);
  }
  ExactSum square;
  square.add_product(sum, sum);
  // Sums of squares times n k: all whole multiples of exact sums, subtracted before any rounding.
  const ExactSum units_part = detail::intraclass_times(unit_squares_, n_);
  const ExactSum raters_part = detail::intraclass_times(rater_squares, raters);
  const ExactSum within = detail::intraclass_difference(
      detail::intraclass_times(detail::intraclass_times(squares_, n_), raters), units_part);
  const ExactSum by_units = detail::intraclass_difference(units_part, square);
  const ExactSum by_raters = detail::intraclass_difference(raters_part, square);
  const ExactSum rest = detail::intraclass_difference(within, by_raters);

  const auto n = static_cast<double>(n_);
  const auto k = static_cast<double>(raters);
  const double b = by_units.value() / (n * k) / (n - 1);
  const double w = within.value() / (n * k) / (n * (k - 1));
  const double j = by_raters.value() / (n * k) / (k - 1);
  const double e = rest.value() / (n * k) / ((n - 1) * (k - 1));
  result.between_units = b;
  result.within_units = w;
  result.between_raters = j;
  result.residual = e;
  result.icc_1_1 = detail::intraclass_share(b - w, b + (k - 1) * w);
  result.icc_2_1 = detail::intraclass_share(b - e, b + (k - 1) * e + k * (j - e) / n);
  result.icc_3_1 = detail::intraclass_share(b - e, b + (k - 1) * e);
  result.icc_1_k = detail::intraclass_share(b - w, b);
  result.icc_2_k = detail::intraclass_share(b - e, b + (j - e) / n);
  result.icc_3_k = detail::intraclass_share(b - e, b);
  result.f_one_way = detail::intraclass_f(b, w);
  result.f_two_way = detail::intraclass_f(b, e);
  result.f_raters = detail::intraclass_f(j, e);
  return result;
}

TONEWHEEL_INLINE IntraclassCorrelation intraclass_correlation(const MatrixView<double>& ratings,
                                                              NanPolicy nan) {
  detail::require_rating_shape(ratings);
  IntraclassSums sums(ratings.columns, nan);
  detail::for_each_unit(ratings.rows, [&](std::size_t i) { sums.add(ratings.row(i)); });
  return sums.result();
}

}  // namespace agreement
}  // namespace tonewheel
