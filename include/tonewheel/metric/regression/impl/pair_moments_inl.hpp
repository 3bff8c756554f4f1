#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_sums.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/regression/impl/pair_series_inl.hpp>
#include <tonewheel/metric/regression/pair_moments.hpp>

namespace tonewheel {

namespace detail {

inline constexpr double moments_nan = std::numeric_limits<double>::quiet_NaN();

[[nodiscard]] inline BinaryFraction moments_fraction(double value) noexcept {
  BinaryFraction split;
  split.fraction = std::frexp(value, &split.exponent);
  return split;
}

/// a / b; NaN where b is 0.
[[nodiscard]] inline double moments_ratio(const BinaryFraction& a,
                                          const BinaryFraction& b) noexcept {
  return b.fraction == 0 ? moments_nan
                         : std::ldexp(a.fraction / b.fraction, a.exponent - b.exponent);
}

[[nodiscard]] inline double moments_ratio(const ExactSum& a, const ExactSum& b) noexcept {
  return moments_ratio(a.fraction(), b.fraction());
}

[[nodiscard]] inline double moments_ratio(const ExactSum& a, double b) noexcept {
  return moments_ratio(a.fraction(), moments_fraction(b));
}

/// The same number with an even exponent, so that its root is fraction's root and half of it.
[[nodiscard]] inline BinaryFraction moments_even(BinaryFraction value) noexcept {
  if (value.exponent % 2 != 0) {
    value.fraction *= 2;
    value.exponent -= 1;
  }
  return value;
}

inline void require_moment_pair(double truth, double prediction, std::uint64_t row) {
  if (!std::isfinite(truth)) {
    throw Error(Place{{}, row, "truth"},
                "pair: found " + number_text(truth) + ", expected a finite number");
  }
  if (!std::isfinite(prediction)) {
    throw Error(Place{{}, row, "prediction"},
                "pair: found " + number_text(prediction) + ", expected a finite number");
  }
}

}  // namespace detail

inline namespace regression {

TONEWHEEL_INLINE PairMoments::PairMoments(const State& state) {
  StateReader from(state, kind);
  missing_policy_ = static_cast<NanPolicy>(from.choice("missing", nan_policy_names));
  n_ = from.count<std::uint64_t>("n");
  missing_ = from.count<std::uint64_t>("missing");
  same_sign_ = from.count<std::uint64_t>("same_sign");
  both_zero_ = from.count<std::uint64_t>("both_zero");
  zero_truth_ = from.count<std::uint64_t>("zero_truth");
  truth_ = from.count<ExactSum>("truth");
  prediction_ = from.count<ExactSum>("prediction");
  truth_squared_ = from.count<ExactSum>("truth_squared");
  prediction_squared_ = from.count<ExactSum>("prediction_squared");
  product_ = from.count<ExactSum>("product");
  absolute_error_ = from.count<ExactSum>("absolute_error");
  from.finish();
  from.require(zero_truth_ <= n_ && same_sign_ <= n_ - zero_truth_, "n",
               "at least zero_truth + same_sign");
  from.require(both_zero_ <= zero_truth_, "both_zero", "at most zero_truth");
  from.require(missing_ == 0 || missing_policy_ != NanPolicy::error, "missing",
               "0, since a missing value is an error");
  require_possible(from);
}

/// What every n pairs of numbers have, as far as their sums are numbers.
TONEWHEEL_INLINE void PairMoments::require_possible(const StateReader& from) const {
  for (const auto& [name, sum] : {std::pair("truth", &truth_),
                                  {"prediction", &prediction_},
                                  {"absolute_error", &absolute_error_}}) {
    from.require(detail::is_number(*sum), name, "a sum of numbers");
  }
  for (const auto& [name, squares] : {std::pair("truth_squared", &truth_squared_),
                                      {"prediction_squared", &prediction_squared_}}) {
    from.require(squares->sign() >= 0 && (detail::is_number(*squares) || squares->sign() > 0), name,
                 "a sum of squares");
  }
  from.require((truth_squared_.sign() == 0) == (zero_truth_ == n_), "truth_squared",
               "0 where all true values are, and only there");
  const ExactSum of_truth = truth_spread();
  const ExactSum of_prediction = prediction_spread();
  from.require(of_truth.sign() >= 0, "truth_squared", "squares of n numbers with that sum");
  from.require(of_prediction.sign() >= 0, "prediction_squared",
               "squares of n numbers with that sum");
  const bool apart = truth_squared_.sign() == 0 || prediction_squared_.sign() == 0;
  const bool signs = same_sign_ == 0
                         ? product_.sign() <= 0
                         : !apart && (same_sign_ < n_ - zero_truth_ ||
                                      !detail::is_number(product_) || product_.sign() > 0);
  // Squares that do not overflow have products that do not.
  const bool overflows =
      !detail::is_number(truth_squared_) || !detail::is_number(prediction_squared_);
  from.require(signs && (overflows || detail::is_number(product_)) &&
                   detail::fits_spreads(product_, truth_squared_, prediction_squared_) &&
                   detail::fits_spreads(common_spread(), of_truth, of_prediction),
               "product", "a sum of products that the squares and signs allow");
  from.require(prediction_squared_.sign() != 0 || both_zero_ == zero_truth_, "both_zero",
               "all of zero_truth, since all predictions are 0");
  // |sum of differences| <= sum of |differences| <= root of n * sum of their squares.
  ExactSum bias = prediction_;
  bias.subtract(truth_);
  for (const bool below : {false, true}) {
    ExactSum left = absolute_error_;
    below ? left.merge(bias) : left.subtract(bias);
    from.require(left.sign() >= 0, "absolute_error", "at least the difference of the sums");
  }
  const ExactSum squares = squared_error();
  ExactSum count;
  count.add(1);
  count.multiply(n_);
  from.require(
      !detail::is_number(squares) || (squares.sign() == absolute_error_.sign() &&
                                      detail::fits_spreads(absolute_error_, count, squares)),
      "absolute_error", "a sum of sizes that the squares allow");
}

TONEWHEEL_INLINE State PairMoments::state() const {
  return StateWriter(kind)
      .option("missing", name(missing_policy_))
      .count("n", n_)
      .count("missing", missing_)
      .count("same_sign", same_sign_)
      .count("both_zero", both_zero_)
      .count("zero_truth", zero_truth_)
      .count("truth", truth_)
      .count("prediction", prediction_)
      .count("truth_squared", truth_squared_)
      .count("prediction_squared", prediction_squared_)
      .count("product", product_)
      .count("absolute_error", absolute_error_)
      .finish();
}

TONEWHEEL_INLINE void PairMoments::add(double truth, double prediction) {
  if (!std::isfinite(truth) || !std::isfinite(prediction)) {
    if (missing_policy_ == NanPolicy::error) {
      detail::require_moment_pair(truth, prediction, n_ + 1);
    }
    add_count(missing_, 1, "pair moments: missing pairs");
    return;
  }
  add_count(n_, 1, "pair moments: pairs");
  zero_truth_ += truth == 0 ? 1U : 0U;
  both_zero_ += truth == 0 && prediction == 0 ? 1U : 0U;
  same_sign_ += (truth > 0 && prediction > 0) || (truth < 0 && prediction < 0) ? 1U : 0U;
  truth_.add(truth);
  prediction_.add(prediction);
  truth_squared_.add_product(truth, truth);
  prediction_squared_.add_product(prediction, prediction);
  product_.add_product(truth, prediction);
  absolute_error_.add(std::max(truth, prediction));
  absolute_error_.add(-std::min(truth, prediction));
}

TONEWHEEL_INLINE void PairMoments::add(const Numbers& truth, const Numbers& prediction) {
  detail::add_pair_series(*this, truth, prediction, missing_policy_, detail::require_moment_pair);
}

TONEWHEEL_INLINE void PairMoments::merge(const PairMoments& other) {
  if (missing_policy_ != other.missing_policy_) {
    throw Error("pair moments: found two policies for missing values, expected one");
  }
  add_counts({{n_, other.n_}, {missing_, other.missing_}}, "pair moments: pairs");
  same_sign_ += other.same_sign_;
  both_zero_ += other.both_zero_;
  zero_truth_ += other.zero_truth_;
  truth_.merge(other.truth_);
  prediction_.merge(other.prediction_);
  truth_squared_.merge(other.truth_squared_);
  prediction_squared_.merge(other.prediction_squared_);
  product_.merge(other.product_);
  absolute_error_.merge(other.absolute_error_);
}

TONEWHEEL_INLINE double PairMoments::truth_mean() const noexcept {
  return undefined() ? detail::moments_nan : detail::moments_ratio(truth_, static_cast<double>(n_));
}

TONEWHEEL_INLINE double PairMoments::prediction_mean() const noexcept {
  return undefined() ? detail::moments_nan
                     : detail::moments_ratio(prediction_, static_cast<double>(n_));
}

TONEWHEEL_INLINE double PairMoments::truth_variance(Variance by) const noexcept {
  return undefined() ? detail::moments_nan : over_divisor(truth_spread(), by);
}

TONEWHEEL_INLINE double PairMoments::prediction_variance(Variance by) const noexcept {
  return undefined() ? detail::moments_nan : over_divisor(prediction_spread(), by);
}

TONEWHEEL_INLINE double PairMoments::covariance(Variance by) const noexcept {
  return undefined() ? detail::moments_nan : over_divisor(common_spread(), by);
}

TONEWHEEL_INLINE double PairMoments::concordance(Variance by) const noexcept {
  if (undefined() || (by == Variance::sample && n_ == 1)) {
    return detail::moments_nan;
  }
  // Both sides of the fraction times n^2, or n^2 (n - 1).
  ExactSum above = common_spread();
  above.multiply(2);
  ExactSum below = truth_spread();
  below.merge(prediction_spread());
  ExactSum apart = truth_;
  apart.subtract(prediction_);
  ExactSum apart_squared;
  apart_squared.add_product(apart, apart);
  if (by == Variance::sample) {
    above.multiply(n_);
    below.multiply(n_);
    apart_squared.multiply(n_ - 1);
  }
  below.merge(apart_squared);
  return detail::moments_ratio(above, below);
}

TONEWHEEL_INLINE double PairMoments::pearson() const noexcept {
  const BinaryFraction truth = truth_spread().fraction();
  const BinaryFraction prediction = prediction_spread().fraction();
  const BinaryFraction common = common_spread().fraction();
  if (undefined() || truth.fraction == 0 || prediction.fraction == 0) {
    return detail::moments_nan;
  }
  const BinaryFraction both = detail::moments_even(
      {truth.fraction * prediction.fraction, truth.exponent + prediction.exponent});
  const double r =
      std::ldexp(common.fraction / std::sqrt(both.fraction), common.exponent - both.exponent / 2);
  return std::isnan(r) ? r : std::clamp(r, -1.0, 1.0);
}

TONEWHEEL_INLINE double PairMoments::mse() const noexcept {
  return undefined() ? detail::moments_nan
                     : detail::moments_ratio(squared_error(), static_cast<double>(n_));
}

TONEWHEEL_INLINE double PairMoments::rmse() const noexcept {
  if (undefined()) {
    return detail::moments_nan;
  }
  const BinaryFraction sum = squared_error().fraction();
  const BinaryFraction count = detail::moments_fraction(static_cast<double>(n_));
  const BinaryFraction mean =
      detail::moments_even({sum.fraction / count.fraction, sum.exponent - count.exponent});
  return std::ldexp(std::sqrt(mean.fraction), mean.exponent / 2);
}

TONEWHEEL_INLINE double PairMoments::mae() const noexcept {
  return undefined() ? detail::moments_nan
                     : detail::moments_ratio(absolute_error_, static_cast<double>(n_));
}

TONEWHEEL_INLINE double PairMoments::bias() const noexcept {
  if (undefined()) {
    return detail::moments_nan;
  }
  ExactSum sum = prediction_;
  sum.subtract(truth_);
  return detail::moments_ratio(sum, static_cast<double>(n_));
}

TONEWHEEL_INLINE double PairMoments::r_squared() const noexcept {
  if (undefined()) {
    return detail::moments_nan;
  }
  const ExactSum whole = truth_spread();
  ExactSum left = squared_error();
  left.multiply(n_);
  ExactSum explained = whole;
  explained.subtract(left);
  return detail::moments_ratio(explained, whole);
}

TONEWHEEL_INLINE double PairMoments::explained_variance() const noexcept {
  if (undefined()) {
    return detail::moments_nan;
  }
  // Var(truth) - Var(truth - prediction) = 2 Cov - Var(prediction).
  ExactSum explained = common_spread();
  explained.multiply(2);
  explained.subtract(prediction_spread());
  return detail::moments_ratio(explained, truth_spread());
}

TONEWHEEL_INLINE double PairMoments::sign_agreement(ZeroTruth zeros) const noexcept {
  const bool all = zeros == ZeroTruth::counts;
  const std::uint64_t counted = all ? n_ : n_ - zero_truth_;
  if (undefined() || counted == 0) {
    return detail::moments_nan;
  }
  return static_cast<double>(same_sign_ + (all ? both_zero_ : 0)) / static_cast<double>(counted);
}

TONEWHEEL_INLINE bool PairMoments::undefined() const noexcept {
  return n_ == 0 || (missing_ > 0 && missing_policy_ == NanPolicy::propagate);
}

TONEWHEEL_INLINE ExactSum PairMoments::spread(const ExactSum& products, const ExactSum& a,
                                              const ExactSum& b) const noexcept {
  return detail::exact_spread(n_, products, a, b);
}

TONEWHEEL_INLINE ExactSum PairMoments::truth_spread() const noexcept {
  return spread(truth_squared_, truth_, truth_);
}

TONEWHEEL_INLINE ExactSum PairMoments::prediction_spread() const noexcept {
  return spread(prediction_squared_, prediction_, prediction_);
}

TONEWHEEL_INLINE ExactSum PairMoments::common_spread() const noexcept {
  return spread(product_, truth_, prediction_);
}

TONEWHEEL_INLINE ExactSum PairMoments::squared_error() const noexcept {
  ExactSum cross = product_;
  cross.multiply(2);
  ExactSum sum = truth_squared_;
  sum.merge(prediction_squared_);
  sum.subtract(cross);
  return sum;
}

TONEWHEEL_INLINE double PairMoments::over_divisor(const ExactSum& spread,
                                                  Variance by) const noexcept {
  const auto n = static_cast<double>(n_);
  return detail::moments_ratio(spread, by == Variance::population ? n * n : n * (n - 1));
}

}  // namespace regression
}  // namespace tonewheel
