#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/metric/agreement/krippendorff_alpha.hpp>

namespace tonewheel {
inline namespace agreement {

/// Krippendorff's alpha of numbers at the interval level. The state is exact, so shards merge in
/// any order to the same bits, and numbers close together about a large mean lose nothing;
/// differences below 1e-150 count as none.
class IntervalCoincidences {
 public:
  /// A unit's ratings, in any order; NaN: not given. Throws Error on numbers above largest_rating.
  /// O(m^2) for m ratings.
  void add(std::span<const double> unit);
  /// As if the other's units had been added here.
  void merge(const IntervalCoincidences& other);

  [[nodiscard]] KrippendorffAlpha alpha() const;

  friend bool operator==(const IntervalCoincidences&, const IntervalCoincidences&) = default;

 private:
  struct Group {
    std::uint64_t units = 0;
    ExactSum differences;  ///< (a - b)^2 over the pairs within each unit
    friend bool operator==(const Group&, const Group&) = default;
  };
  std::map<std::uint64_t, Group> groups_;  ///< by number of ratings
  ExactSum sum_;                           ///< of the ratings that count
  ExactSum squares_;
  std::uint64_t left_out_ = 0;
};

}  // namespace agreement
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/agreement/impl/interval_coincidences_inl.hpp>
#endif
