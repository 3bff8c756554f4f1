#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/agreement/coincidence_counts.hpp>
#include <tonewheel/metric/agreement/impl/krippendorff_levels_inl.hpp>

namespace tonewheel {

namespace detail {
/// So many ratings of a unit are too many: their pairs are above 2^53.
inline constexpr std::uint64_t too_many_ratings = std::uint64_t{1} << 27U;

inline void require_category_distance(const MatrixView<double>& distance, std::size_t categories) {
  if (distance.rows != categories || distance.columns != categories || !distance.fits()) {
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
inline std::vector<double> coincidence_ranks(std::span<const std::uint64_t> totals) {
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
    for (const bool back : {false, true}) {
      if (!back || each[1] != each[2]) {
        add_count(all_pairs_, each[3], "coincidences: pairs of ratings", most_exact_count);
      }
    }
    from.require(pairs_.emplace(Key{each[0], each[1], each[2]}, each[3]).second, "pairs",
                 "two categories once");
  }
  std::map<std::uint64_t, std::uint64_t> ratings;  // by ratings of their unit
  for (const auto& [key, sum] : row_sums()) {
    const std::uint64_t m = key.first;
    from.require(sum % (m - 1) == 0, "pairs", "each rating paired with those beside it");
    ratings[m] += sum / (m - 1);
  }
  for (const auto& [m, count] : ratings) {
    from.require(count % m == 0, "pairs", "whole units");
  }
}

TONEWHEEL_INLINE State CoincidenceCounts::state() const {
  std::vector<std::array<std::uint64_t, 4>> pairs;
  pairs.reserve(pairs_.size());
  for (const auto& [key, count] : pairs_) {
    pairs.push_back({key[0], key[1], key[2], count});
  }
  return StateWriter(kind)
      .option("categories", categories_)
      .count("left_out", left_out_)
      .count("pairs", pairs)
      .finish();
}

TONEWHEEL_INLINE void CoincidenceCounts::add(std::span<const std::uint32_t> unit) {
  std::vector<std::uint32_t> given;
  given.reserve(unit.size());
  for (std::size_t rater = 0; rater < unit.size(); ++rater) {
    detail::require_category(unit[rater], categories_, rater);
    if (unit[rater] != no_rating) {
      given.push_back(unit[rater]);
    }
  }
  const std::uint64_t m = given.size();
  if (m < 2) {
    add_count(left_out_, 1, "coincidences: units left out");
    return;
  }
  const std::uint64_t at_least = std::min(m, detail::too_many_ratings);
  add_count(all_pairs_, at_least * (at_least - 1), "coincidences: pairs of ratings",
            most_exact_count);
  std::sort(given.begin(), given.end());
  const auto behind = [&given](auto first) {
    return std::find_if(first, given.end(), [first](std::uint32_t code) { return code != *first; });
  };
  for (auto c = given.begin(); c != given.end(); c = behind(c)) {
    const auto of_c = static_cast<std::uint64_t>(behind(c) - c);
    if (of_c > 1) {
      pairs_[{m, *c, *c}] += of_c * (of_c - 1);
    }
    for (auto k = behind(c); k != given.end(); k = behind(k)) {
      pairs_[{m, *c, *k}] += of_c * static_cast<std::uint64_t>(behind(k) - k);
    }
  }
}

TONEWHEEL_INLINE void CoincidenceCounts::merge(const CoincidenceCounts& other) {
  if (other.categories_ != categories_) {
    throw Error("coincidences: found " + std::to_string(other.categories_) +
                " categories, expected " + std::to_string(categories_));
  }
  require_room(left_out_, other.left_out_, "coincidences: units left out");
  add_count(all_pairs_, other.all_pairs_, "coincidences: pairs of ratings", most_exact_count);
  left_out_ += other.left_out_;
  for (const auto& [key, count] : other.pairs_) {
    pairs_[key] += count;  // other may be this
  }
}

TONEWHEEL_INLINE std::uint64_t CoincidenceCounts::n() const noexcept {
  std::uint64_t units = 0;
  std::uint64_t sum = 0;
  for (auto at = pairs_.begin(); at != pairs_.end();) {
    const auto& [key, count] = *at;
    const std::uint64_t m = key[0];
    sum += key[1] == key[2] ? count : 2 * count;
    ++at;
    if (at == pairs_.end() || at->first[0] != m) {
      units += sum / (m * (m - 1));
      sum = 0;
    }
  }
  return units;
}

/// Pairs of the ratings of each category, by ratings of their unit and category.
TONEWHEEL_INLINE std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t>
CoincidenceCounts::row_sums() const {
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t> sums;
  for (const auto& [key, count] : pairs_) {
    sums[{key[0], key[1]}] += count;
    if (key[1] != key[2]) {
      sums[{key[0], key[2]}] += count;
    }
  }
  return sums;
}

TONEWHEEL_INLINE std::vector<std::uint64_t> CoincidenceCounts::totals() const {
  std::vector<std::uint64_t> totals(categories_);
  for (const auto& [key, sum] : row_sums()) {
    totals[key.second] += sum / (key.first - 1);  // each rating has m - 1 partners
  }
  return totals;
}

TONEWHEEL_INLINE std::vector<double> CoincidenceCounts::matrix() const {
  std::vector<double> matrix(categories_ * categories_);
  for (const auto& [key, count] : pairs_) {
    const double each = static_cast<double>(count) / static_cast<double>(key[0] - 1);
    matrix[key[1] * categories_ + key[2]] += each;
    if (key[1] != key[2]) {
      matrix[key[2] * categories_ + key[1]] += each;
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
    }
  }
  for (const auto& [key, count] : pairs_) {
    if (key[1] != key[2]) {
      within[key[0]].add_product(static_cast<double>(count), difference(key[1], key[2]));
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
                                                            const Numbers& values) const {
  detail::require_krippendorff(options);
  const bool by_order =
      options.level == MeasurementLevel::nominal || options.level == MeasurementLevel::ordinal;
  if (!values.empty() && (by_order || values.size() != categories_)) {
    throw Error(
        "Krippendorff's alpha: found " + std::to_string(values.size()) +
        " values of categories, expected none" +
        (by_order ? " at the nominal and ordinal levels" : " or " + std::to_string(categories_)));
  }
  std::vector<double> numbers(values.values().begin(), values.values().end());
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
