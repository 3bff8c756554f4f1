#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/matrix_view.hpp>

/// What several raters said of the same units, as the metrics of agreement take it: a matrix with a
/// row per unit, a column per rater, and gaps where a rater did not rate a unit.
/// Numbers are a MatrixView<double>, with NaN for a gap, the others finite and at most
/// largest_rating in size: `{values, units, raters}` of any numbers unit after unit, or Eigen's.
/// Categories are a MatrixView<std::uint32_t> of codes, each below a number of categories or
/// no_rating: `{codes, units, raters}` of any integers.
namespace tonewheel {
inline namespace agreement {

/// The code of a rating that was not given.
inline constexpr std::uint32_t no_rating = std::numeric_limits<std::uint32_t>::max();

/// So that no product of sums of ratings overflows.
inline constexpr double largest_rating = 1e100;

}  // namespace agreement

namespace detail {

/// Throws Error on a matrix whose values do not fit its shape.
template <class Real>
void require_rating_shape(const MatrixView<Real>& ratings) {
  if (!ratings.fits()) {
    throw Error("ratings: found " + std::to_string(ratings.values.size()) + " of them, expected " +
                std::to_string(ratings.rows) + " units by " + std::to_string(ratings.columns) +
                " raters");
  }
}
/// Throws Error on a number, other than NaN, that is not finite or too large; `rater` for the
/// message.
void require_rating(double value, std::size_t rater);
/// Throws Error on a code that is neither below `categories` nor no_rating.
void require_category(std::uint32_t code, std::size_t categories, std::size_t rater);

/// body(0) ... body(units - 1); an Error gets the unit's row, from 1, as its place.
inline void for_each_unit(std::size_t units, const auto& body) {
  for (std::size_t i = 0; i < units; ++i) {
    try {
      body(i);
    } catch (const Error& error) {
      throw Error(Place{{}, i + 1, {}}, error.what());
    }
  }
}

}  // namespace detail

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/agreement/impl/ratings_inl.hpp>
#endif
