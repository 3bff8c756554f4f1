#pragma once

#include <limits>
#include <numeric>
#include <string>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/metric/agreement/fleiss_kappa.hpp>

namespace tonewheel {

namespace detail {

inline constexpr double no_fleiss_kappa = std::numeric_limits<double>::quiet_NaN();

/// (P - E) / (1 - E) from 1 - P and 1 - E.
inline double fleiss_kappa_of(double apart, double chance) {
  return chance > 0 ? 1 - apart / chance : no_fleiss_kappa;
}

}  // namespace detail

inline namespace agreement {

TONEWHEEL_INLINE FleissKappa::FleissKappa(std::size_t categories, std::uint64_t ratings_per_unit)
    : ratings_per_unit_(ratings_per_unit) {
  constexpr std::size_t most_categories = std::size_t{1} << 20U;
  constexpr std::uint64_t most_ratings = std::uint64_t{1} << 26U;  // their pairs are below 2^53
  if (categories == 0 || categories > most_categories) {
    throw Error("Fleiss' kappa: found " + std::to_string(categories) +
                " categories, expected 1 to 2^20");
  }
  if (ratings_per_unit < 2 || ratings_per_unit > most_ratings) {
    throw Error("Fleiss' kappa: found " + std::to_string(ratings_per_unit) +
                " ratings of each unit, expected 2 to 2^26");
  }
  totals_.resize(categories);
  apart_.resize(categories);
}

TONEWHEEL_INLINE FleissKappa::FleissKappa(const State& state) : ratings_per_unit_(0) {
  StateReader from(state, kind);
  const auto categories = from.option<std::size_t>("categories");
  const auto ratings = from.option<std::uint64_t>("ratings_per_unit");
  const auto n = from.count<std::uint64_t>("n");
  from.require_length("totals", categories);
  from.require_length("apart", categories);
  const auto totals = from.count<std::vector<std::uint64_t>>("totals");
  const auto apart = from.count<std::vector<std::uint64_t>>("apart");
  from.finish();
  *this = FleissKappa(categories, ratings);
  require_room(n);
  n_ = n;
  from.require(from.total("totals", totals) == n * ratings, "totals", "ratings of n units in all");
  for (std::size_t c = 0; c < categories; ++c) {
    // Of x ratings in a unit, x (ratings - x) pairs are apart.
    const std::uint64_t most = totals[c] * (ratings - 1);
    from.require(apart[c] <= most && (most - apart[c]) % 2 == 0, "apart",
                 "pairs of a rating of the category and another");
  }
  from.require(from.total("apart", apart) % 2 == 0, "apart", "each pair twice");
  totals_ = totals;
  apart_ = apart;
}

TONEWHEEL_INLINE State FleissKappa::state() const {
  return StateWriter(kind)
      .option("categories", categories())
      .option("ratings_per_unit", ratings_per_unit_)
      .count("n", n_)
      .count("totals", totals_)
      .count("apart", apart_)
      .finish();
}

TONEWHEEL_INLINE void FleissKappa::add(std::span<const std::uint32_t> unit) {
  std::vector<std::uint64_t> counts(categories());
  for (std::size_t rater = 0; rater < unit.size(); ++rater) {
    if (unit[rater] == no_rating) {
      throw Error("Fleiss' kappa: found no rating of rater " + std::to_string(rater) +
                  ", expected every one (Krippendorff's alpha allows for gaps)");
    }
    detail::require_category(unit[rater], categories(), rater);
    ++counts[unit[rater]];
  }
  add_counts(counts);
}

TONEWHEEL_INLINE void FleissKappa::add_counts(std::span<const std::uint64_t> counts) {
  std::uint64_t sum = 0;
  for (const std::uint64_t count : counts) {
    sum = count > ratings_per_unit_ ? count : sum + count;
    if (sum > ratings_per_unit_) {
      break;
    }
  }
  if (counts.size() != categories() || sum != ratings_per_unit_) {
    throw Error("Fleiss' kappa: found a unit with " + std::to_string(counts.size()) +
                " categories and " + (sum > ratings_per_unit_ ? "more than " : "") +
                std::to_string(sum > ratings_per_unit_ ? ratings_per_unit_ : sum) +
                " ratings, expected " + std::to_string(categories()) + " and " +
                std::to_string(ratings_per_unit_));
  }
  require_room(1);
  ++n_;
  for (std::size_t c = 0; c < counts.size(); ++c) {
    totals_[c] += counts[c];
    apart_[c] += counts[c] * (ratings_per_unit_ - counts[c]);
  }
}

TONEWHEEL_INLINE void FleissKappa::merge(const FleissKappa& other) {
  if (other.categories() != categories() || other.ratings_per_unit_ != ratings_per_unit_) {
    throw Error("Fleiss' kappa: found " + std::to_string(other.categories()) + " categories and " +
                std::to_string(other.ratings_per_unit_) + " ratings of each unit, expected " +
                std::to_string(categories()) + " and " + std::to_string(ratings_per_unit_));
  }
  require_room(other.n_);
  n_ += other.n_;
  for (std::size_t c = 0; c < totals_.size(); ++c) {
    totals_[c] += other.totals_[c];
    apart_[c] += other.apart_[c];
  }
}

TONEWHEEL_INLINE double FleissKappa::observed() const {
  return n_ == 0 ? detail::no_fleiss_kappa : 1 - disagreement();
}

TONEWHEEL_INLINE double FleissKappa::expected() const {
  return n_ == 0 ? detail::no_fleiss_kappa : 1 - chance();
}

TONEWHEEL_INLINE double FleissKappa::kappa() const {
  return n_ == 0 ? detail::no_fleiss_kappa : detail::fleiss_kappa_of(disagreement(), chance());
}

TONEWHEEL_INLINE double FleissKappa::free_marginal() const {
  const auto k = static_cast<double>(categories());
  return n_ == 0 ? detail::no_fleiss_kappa : detail::fleiss_kappa_of(disagreement(), (k - 1) / k);
}

TONEWHEEL_INLINE double FleissKappa::gwet() const {
  const auto k = static_cast<double>(categories());
  return n_ == 0 || k == 1 ? detail::no_fleiss_kappa
                           : detail::fleiss_kappa_of(disagreement(), 1 - chance() / (k - 1));
}

TONEWHEEL_INLINE double FleissKappa::of_category(std::size_t category) const {
  if (category >= categories()) {
    throw Error("Fleiss' kappa: found category " + std::to_string(category) +
                ", expected one below " + std::to_string(categories()));
  }
  const auto total = static_cast<double>(totals_[category]);
  const double rest = all_ratings() - total;
  if (total == 0 || rest == 0) {
    return detail::no_fleiss_kappa;
  }
  const double apart = static_cast<double>(apart_[category]) / all_pairs();
  return detail::fleiss_kappa_of(apart, total / all_ratings() * (rest / all_ratings()));
}

TONEWHEEL_INLINE void FleissKappa::require_room(std::uint64_t more_units) const {
  tonewheel::require_room(n_, more_units, "Fleiss' kappa: units",
                          most_exact_count / (ratings_per_unit_ * ratings_per_unit_));
}

TONEWHEEL_INLINE double FleissKappa::all_ratings() const noexcept {
  return static_cast<double>(n_ * ratings_per_unit_);
}

TONEWHEEL_INLINE double FleissKappa::all_pairs() const noexcept {
  return static_cast<double>(n_ * ratings_per_unit_ * (ratings_per_unit_ - 1));
}

TONEWHEEL_INLINE double FleissKappa::disagreement() const {
  const std::uint64_t apart = std::accumulate(apart_.begin(), apart_.end(), std::uint64_t{0});
  return static_cast<double>(apart) / all_pairs();
}

TONEWHEEL_INLINE double FleissKappa::chance() const {
  ExactSum sum;
  for (const std::uint64_t total : totals_) {
    sum.add_product(static_cast<double>(total), all_ratings() - static_cast<double>(total));
  }
  return sum.value() / all_ratings() / all_ratings();
}

TONEWHEEL_INLINE FleissKappa fleiss_kappa(const MatrixView<std::uint32_t>& codes,
                                          std::size_t categories) {
  detail::require_rating_shape(codes);
  FleissKappa kappa(categories, codes.columns);
  detail::for_each_unit(codes.rows, [&](std::size_t i) { kappa.add(codes.row(i)); });
  return kappa;
}

}  // namespace agreement
}  // namespace tonewheel
