#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>
#include <string>
#include <utility>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/exact_mean.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/agreement/evaluator_weighted.hpp>
#include <tonewheel/metric/agreement/impl/rating_sums_inl.hpp>

namespace tonewheel {

namespace detail {

inline void require_evaluators(std::size_t found, std::size_t expected) {
  if (found != expected) {
    throw Error("evaluators: found a unit with " + std::to_string(found) + " ratings, expected " +
                std::to_string(expected));
  }
}

/// Sum of the weights of those who rated the unit.
inline double weight_of_raters(std::span<const double> unit, std::span<const double> weights) {
  ExactSum sum;
  for (std::size_t rater = 0; rater < unit.size(); ++rater) {
    sum.add(std::isnan(unit[rater]) ? 0 : weights[rater]);
  }
  return sum.value();
}

}  // namespace detail

inline namespace agreement {

TONEWHEEL_INLINE EvaluatorCorrelations::EvaluatorCorrelations(std::size_t raters,
                                                              EvaluatorReference reference)
    : reference_(reference), sums_(raters) {
  if (raters == 0) {
    throw Error("evaluators: found 0 raters, expected at least 1");
  }
}

TONEWHEEL_INLINE EvaluatorCorrelations::EvaluatorCorrelations(const State& state) {
  StateReader from(state, kind);
  const auto raters = from.option<std::size_t>("raters");
  reference_ = static_cast<EvaluatorReference>(from.choice("reference", evaluator_reference_names));
  n_ = from.count<std::uint64_t>("n");
  left_out_ = from.count<std::uint64_t>("left_out");
  const auto units = from.count<std::vector<std::uint64_t>>("units");
  const auto rating = from.count<std::vector<ExactSum>>("ratings");
  const auto reference = from.count<std::vector<ExactSum>>("references");
  const auto rating_squares = from.count<std::vector<ExactSum>>("rating_squares");
  const auto reference_squares = from.count<std::vector<ExactSum>>("reference_squares");
  const auto products = from.count<std::vector<ExactSum>>("products");
  from.finish();
  from.require(raters > 0 && units.size() == raters, "units", "one of each rater, at least one");
  const std::uint64_t ratings = from.total("units", units);
  from.require(ratings / 2 >= n_, "n", "units with two ratings each");
  for (const auto& [name, sums] : {std::pair("ratings", &rating),
                                   {"references", &reference},
                                   {"rating_squares", &rating_squares},
                                   {"reference_squares", &reference_squares},
                                   {"products", &products}}) {
    from.require(sums->size() == raters, name, "one of each rater");
  }
  for (std::size_t rater = 0; rater < raters; ++rater) {
    const std::uint64_t u = units[rater];
    from.require(u <= n_, "units", "at most n");
    const ExactSum of_rating =
        detail::rating_spread(from, "rating_squares", u, rating[rater], rating_squares[rater]);
    const ExactSum of_reference = detail::rating_spread(from, "reference_squares", u,
                                                        reference[rater], reference_squares[rater]);
    const bool fits = std::isfinite(products[rater].value()) &&
                      (u > 0 || products[rater] == ExactSum()) &&
                      detail::fits_spreads(
                          detail::exact_spread(u, products[rater], rating[rater], reference[rater]),
                          of_rating, of_reference);
    from.require(fits, "products", "sums of products that a rater's ratings allow");
    sums_.push_back({u, rating[rater], reference[rater], rating_squares[rater],
                     reference_squares[rater], products[rater]});
  }
}

TONEWHEEL_INLINE State EvaluatorCorrelations::state() const {
  const auto of_each = [this](auto member) {
    return sums_ | std::views::transform([member](const Sums& sums) { return sums.*member; });
  };
  return StateWriter(kind)
      .option("raters", sums_.size())
      .option("reference", evaluator_reference_names[static_cast<std::size_t>(reference_)])
      .count("n", n_)
      .count("left_out", left_out_)
      .count("units", of_each(&Sums::units))
      .count("ratings", of_each(&Sums::rating))
      .count("references", of_each(&Sums::reference))
      .count("rating_squares", of_each(&Sums::rating_squares))
      .count("reference_squares", of_each(&Sums::reference_squares))
      .count("products", of_each(&Sums::products))
      .finish();
}

TONEWHEEL_INLINE void EvaluatorCorrelations::add(std::span<const double> unit) {
  detail::require_evaluators(unit.size(), sums_.size());
  ExactSum all;
  std::size_t count = 0;
  for (std::size_t rater = 0; rater < unit.size(); ++rater) {
    detail::require_rating(unit[rater], rater);
    if (!std::isnan(unit[rater])) {
      all.add(unit[rater]);
      ++count;
    }
  }
  if (count < 2) {
    add_count(left_out_, 1, "evaluators: units left out");
    return;
  }
  add_count(n_, 1, "evaluators: units");
  ExactMean mean = exact_mean(all, count);
  for (std::size_t rater = 0; rater < unit.size(); ++rater) {
    const double x = unit[rater];
    if (std::isnan(x)) {
      continue;
    }
    if (reference_ == EvaluatorReference::other_raters) {
      ExactSum others = all;
      others.add(-x);
      mean = exact_mean(others, count - 1);
    }
    Sums& sums = sums_[rater];
    ++sums.units;
    sums.rating.add(x);
    sums.rating_squares.add_product(x, x);
    sums.reference.add(mean.high);
    sums.reference.add(mean.low);
    sums.reference_squares.add_product(mean.high, mean.high);
    sums.reference_squares.add_product(2 * mean.high, mean.low);
    sums.reference_squares.add_product(mean.low, mean.low);
    sums.products.add_product(x, mean.high);
    sums.products.add_product(x, mean.low);
  }
}

TONEWHEEL_INLINE void EvaluatorCorrelations::merge(const EvaluatorCorrelations& other) {
  if (other.sums_.size() != sums_.size() || other.reference_ != reference_) {
    throw Error("evaluators: found " + std::to_string(other.sums_.size()) + " raters, expected " +
                std::to_string(sums_.size()) + " and the same reference");
  }
  add_counts({{n_, other.n_}, {left_out_, other.left_out_}}, "evaluators: units");
  for (std::size_t rater = 0; rater < sums_.size(); ++rater) {
    Sums& ours = sums_[rater];
    const Sums& theirs = other.sums_[rater];
    ours.units += theirs.units;
    ours.rating.merge(theirs.rating);
    ours.reference.merge(theirs.reference);
    ours.rating_squares.merge(theirs.rating_squares);
    ours.reference_squares.merge(theirs.reference_squares);
    ours.products.merge(theirs.products);
  }
}

TONEWHEEL_INLINE std::vector<double> EvaluatorCorrelations::correlations() const {
  // The reference's variance, next to its mean square: below this it is the 106-bit rounding of
  // means (1e-64), above it that of ratings as doubles (1e-33).
  constexpr double constant_reference = 1e-50;
  std::vector<double> correlations;
  for (const Sums& sums : sums_) {
    const std::uint64_t n = sums.units;
    const double xx =
        detail::exact_spread(n, sums.rating_squares, sums.rating, sums.rating).value();
    const double yy =
        detail::exact_spread(n, sums.reference_squares, sums.reference, sums.reference).value();
    const double xy = detail::exact_spread(n, sums.products, sums.rating, sums.reference).value();
    const double least =
        constant_reference * static_cast<double>(n) * sums.reference_squares.value();
    const bool varies = xx > 0 && yy > least;
    correlations.push_back(varies ? std::clamp(xy / std::sqrt(xx) / std::sqrt(yy), -1.0, 1.0)
                                  : std::numeric_limits<double>::quiet_NaN());
  }
  return correlations;
}

TONEWHEEL_INLINE std::vector<double> evaluator_weights(const Numbers& correlations,
                                                       NegativeWeight negative) {
  std::vector<double> weights;
  for (const double correlation : correlations) {
    const bool counts = correlation > 0 || (correlation < 0 && negative == NegativeWeight::kept);
    weights.push_back(counts ? correlation : 0);
  }
  return weights;
}

TONEWHEEL_INLINE double weighted_rating(const Numbers& unit, const Numbers& weights) {
  detail::require_evaluators(unit.size(), weights.size());
  for (std::size_t rater = 0; rater < unit.size(); ++rater) {
    detail::require_rating(unit[rater], rater);
    if (!std::isfinite(weights[rater])) {
      throw Error("evaluators: found weight " + number_text(weights[rater]) + " of rater " +
                  std::to_string(rater) + ", expected a finite number");
    }
  }
  const bool plain = !(detail::weight_of_raters(unit, weights) > 0);
  ExactSum products;
  ExactSum total;
  for (std::size_t rater = 0; rater < unit.size(); ++rater) {
    if (!std::isnan(unit[rater])) {
      const double weight = plain ? 1 : weights[rater];
      products.add_product(weight, unit[rater]);
      total.add(weight);
    }
  }
  const double divisor = total.value();
  return divisor > 0 ? products.value() / divisor : std::numeric_limits<double>::quiet_NaN();
}

TONEWHEEL_INLINE EvaluatorEstimates evaluator_weighted(const MatrixView<double>& ratings,
                                                       const EvaluatorOptions& options) {
  detail::require_rating_shape(ratings);
  EvaluatorCorrelations correlations(ratings.columns, options.reference);
  detail::for_each_unit(ratings.rows, [&](std::size_t i) { correlations.add(ratings.row(i)); });
  EvaluatorEstimates estimates;
  estimates.correlations = correlations.correlations();
  estimates.weights = evaluator_weights(estimates.correlations, options.negative);
  for (std::size_t i = 0; i < ratings.rows; ++i) {
    const std::span<const double> unit = ratings.row(i);
    const double value = weighted_rating(unit, estimates.weights);
    estimates.values.push_back(value);
    if (std::isnan(value)) {
      ++estimates.unrated;
    } else if (!(detail::weight_of_raters(unit, estimates.weights) > 0)) {
      ++estimates.plain_means;
    }
  }
  return estimates;
}

}  // namespace agreement
}  // namespace tonewheel
