#pragma once

#include <cmath>
#include <vector>

#include <tonewheel/metric/agreement/impl/krippendorff_alpha_inl.hpp>
#include <tonewheel/metric/agreement/interval_coincidences.hpp>
#include <tonewheel/metric/agreement/ratings.hpp>

namespace tonewheel {
inline namespace agreement {

TONEWHEEL_INLINE void IntervalCoincidences::add(std::span<const double> unit) {
  std::vector<double> given;
  for (std::size_t rater = 0; rater < unit.size(); ++rater) {
    detail::require_rating(unit[rater], rater);
    if (!std::isnan(unit[rater])) {
      given.push_back(unit[rater]);
    }
  }
  if (given.size() < 2) {
    ++left_out_;
    return;
  }
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
  for (const auto& [m, theirs] : other.groups_) {
    Group& ours = groups_[m];
    ours.units += theirs.units;
    ours.differences.merge(theirs.differences);
  }
  sum_.merge(other.sum_);
  squares_.merge(other.squares_);
  left_out_ += other.left_out_;
}

TONEWHEEL_INLINE KrippendorffAlpha IntervalCoincidences::alpha() const {
  KrippendorffAlpha counts{.left_out = left_out_};
  detail::KrippendorffSums sums;
  for (const auto& [m, group] : groups_) {
    counts.units += group.units;
    counts.ratings += group.units * m;
    sums.within[m] = group.differences.value();
  }
  // n sum of squares - (sum)^2, exactly.
  ExactSum all = squares_;
  all.multiply(counts.ratings);
  ExactSum square;
  square.add_product(sum_, sum_);
  all.subtract(square);
  sums.all = all.value();
  return detail::krippendorff_result(sums, counts);
}

}  // namespace agreement
}  // namespace tonewheel
