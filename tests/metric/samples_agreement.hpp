#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include <tonewheel/metric/agreement/evaluator_weighted.hpp>
#include <tonewheel/metric/agreement/fleiss_kappa.hpp>
#include <tonewheel/metric/agreement/intraclass_correlation.hpp>
#include <tonewheel/metric/agreement/krippendorff.hpp>
#include <tonewheel/metric/agreement/soft_labels.hpp>

namespace support {

template <class A>
struct Samples;  // see accumulator_samples.hpp

/// A unit of three raters close together about a large mean; some have gaps, some one rating.
inline std::array<double, 3> rated_numbers(std::size_t i) {
  constexpr double gap = std::numeric_limits<double>::quiet_NaN();
  const double middle = 1e6 + static_cast<double>(i % 5);
  return {middle, i % 4 == 0 ? gap : middle + static_cast<double>(i * i % 7) * 1e-9,
          i % 8 == 0 ? gap : -0.25 * static_cast<double>(i % 3)};
}

/// A unit of three to five raters of five categories; some have gaps, some one rating.
struct RatedCategories {
  std::array<std::uint32_t, 5> codes{};
  std::size_t raters = 0;
  explicit RatedCategories(std::size_t i) : raters(3 + i % 3) {
    for (std::size_t rater = 0; rater < raters; ++rater) {
      codes[rater] = static_cast<std::uint32_t>((i * i + rater * i) % 5);
    }
    codes[0] = i % 4 == 0 ? tonewheel::no_rating : codes[0];
    codes[1] = i % 8 == 0 ? tonewheel::no_rating : codes[1];
  }
  [[nodiscard]] std::span<const std::uint32_t> unit() const {
    return std::span(codes).first(raters);
  }
};

template <>
struct Samples<tonewheel::CoincidenceCounts> {
  static tonewheel::CoincidenceCounts empty() { return tonewheel::CoincidenceCounts(5); }
  static void add(tonewheel::CoincidenceCounts& counts, std::size_t i) {
    counts.add(RatedCategories(i).unit());
  }
};

template <>
struct Samples<tonewheel::EvaluatorCorrelations> {
  static tonewheel::EvaluatorCorrelations empty() {
    return tonewheel::EvaluatorCorrelations(3, tonewheel::EvaluatorReference::other_raters);
  }
  static void add(tonewheel::EvaluatorCorrelations& sums, std::size_t i) {
    sums.add(rated_numbers(i));
  }
};

template <>
struct Samples<tonewheel::FleissKappa> {
  static tonewheel::FleissKappa empty() { return {3, 4}; }
  static void add(tonewheel::FleissKappa& kappa, std::size_t i) {
    const std::array<std::uint64_t, 3> counts{i % 3, (i * i + i) % 3 % (5 - i % 3), 0};
    kappa.add_counts(std::array{counts[0], counts[1], 4 - counts[0] - counts[1]});
  }
};

template <>
struct Samples<tonewheel::IntervalCoincidences> {
  static tonewheel::IntervalCoincidences empty() { return {}; }
  static void add(tonewheel::IntervalCoincidences& sums, std::size_t i) {
    sums.add(rated_numbers(i));
  }
};

template <>
struct Samples<tonewheel::IntraclassSums> {
  static tonewheel::IntraclassSums empty() {
    return tonewheel::IntraclassSums(3, tonewheel::NanPolicy::propagate);
  }
  static void add(tonewheel::IntraclassSums& sums, std::size_t i) { sums.add(rated_numbers(i)); }
};

template <>
struct Samples<tonewheel::VoteCounts> {
  static tonewheel::VoteCounts empty() {
    return tonewheel::VoteCounts({.above = 0.4, .ties = tonewheel::TiePolicy::share});
  }
  static void add(tonewheel::VoteCounts& counts, std::size_t i) {
    const std::array<double, 4> votes{static_cast<double>(i % 3), static_cast<double>(i * i % 4),
                                      i % 5 == 0 ? 0.1 : 0, static_cast<double>(i % 2)};
    counts.add(i % 7 == 0 ? std::array<double, 4>{} : votes);
  }
};

}  // namespace support
