#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>

/// What several raters said of the same units, as the metrics of agreement take it: a row per unit,
/// a column per rater, and gaps where a rater did not rate a unit.
namespace tonewheel {
inline namespace agreement {

/// The code of a rating that was not given.
inline constexpr std::uint32_t no_rating = std::numeric_limits<std::uint32_t>::max();

/// Numbers, unit after unit: values.size() == units * raters. NaN: not given; others are finite and
/// at most largest_rating in size.
struct Ratings {
  std::span<const double> values{};
  std::size_t units = 0;
  std::size_t raters = 0;
  [[nodiscard]] std::span<const double> unit(std::size_t i) const {
    return values.subspan(i * raters, raters);
  }
};

/// So that no product of sums of ratings overflows.
inline constexpr double largest_rating = 1e100;

/// Codes of categories, unit after unit: codes.size() == units * raters, each below `categories` or
/// no_rating.
struct CategoryRatings {
  std::span<const std::uint32_t> codes{};
  std::size_t units = 0;
  std::size_t raters = 0;
  std::size_t categories = 0;
  [[nodiscard]] std::span<const std::uint32_t> unit(std::size_t i) const {
    return codes.subspan(i * raters, raters);
  }
};

}  // namespace agreement

namespace detail {

/// Throws Error on a size that does not fit.
void require_rating_shape(std::size_t found, std::size_t units, std::size_t raters);
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
