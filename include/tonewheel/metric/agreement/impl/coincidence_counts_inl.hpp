#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/agreement/coincidence_counts.hpp>
#include <tonewheel/metric/agreement/impl/krippendorff_alpha_inl.hpp>

namespace tonewheel {

namespace detail {

/// The sum, at most 2^53, so that every count is exact as a double; else Error.
inline std::uint64_t more_coincidences(std::uint64_t count, std::uint64_t more) {
  constexpr std::uint64_t most = std::uint64_t{1} << 53U;
  if (more > most || count > most - more) {
    throw Error("coincidences: found " + std::to_string(count) + " + " + std::to_string(more) +
                " pairs of ratings, expected at most 2^53");
  }
  return count + more;
}

inline void require_category_distance(const MatrixSpan& distance, std::size_t categories) {
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
  constexpr std::uint64_t most_ratings = std::uint64_t{1} << 26U;  // their pairs are below 2^53
  all_pairs_ = detail::more_coincidences(all_pairs_, std::min(m, most_ratings) * (m - 1));
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

TONEWHEEL_INLINE std::uint64_t CoincidenceCounts::units() const noexcept {
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
                                     {.units = units(), .left_out = left_out_, .ratings = ratings});
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

}  // namespace agreement
}  // namespace tonewheel
