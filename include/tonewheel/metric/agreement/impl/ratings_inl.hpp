#pragma once

#include <cmath>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/agreement/ratings.hpp>

namespace tonewheel::detail {

TONEWHEEL_INLINE void require_rating(double value, std::size_t rater) {
  if (std::abs(value) > largest_rating) {
    throw Error("rating of rater " + std::to_string(rater) + ": found " + number_text(value) +
                ", expected NaN or a number of at most " + number_text(largest_rating) +
                " in size");
  }
}

TONEWHEEL_INLINE void require_category(std::uint32_t code, std::size_t categories,
                                       std::size_t rater) {
  if (code >= categories && code != no_rating) {
    throw Error("rating of rater " + std::to_string(rater) + ": found category " +
                std::to_string(code) + ", expected no_rating or one below " +
                std::to_string(categories));
  }
}

}  // namespace tonewheel::detail
