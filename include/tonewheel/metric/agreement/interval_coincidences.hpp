#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/agreement/krippendorff_alpha.hpp>
#include <tonewheel/metric/agreement/ratings.hpp>

namespace tonewheel {
inline namespace agreement {

/// Krippendorff's alpha of numbers at the interval level. Its sums are exact, so shards merge
/// in any order to the same bits, and numbers close together about a large mean lose nothing;
/// differences below 1e-150 count as none.
class IntervalCoincidences {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "interval_coincidences";

  IntervalCoincidences() = default;
  /// Throws Error on a state that no units have.
  explicit IntervalCoincidences(const State& state);

  /// A unit's ratings, in any order; NaN: not given. Throws Error on numbers above largest_rating.
  /// O(m^2) for m ratings.
  void add(std::span<const double> unit);
  /// As if the other's units had been added here.
  void merge(const IntervalCoincidences& other);

  /// Units with at least two ratings, and those with fewer.
  [[nodiscard]] std::uint64_t n() const noexcept;
  /// Units with fewer than two ratings.
  [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// Alpha at the interval level, with what it is made of.
  [[nodiscard]] KrippendorffAlpha alpha() const;

  friend bool operator==(const IntervalCoincidences&, const IntervalCoincidences&) = default;

 private:
  /// In units that count.
  [[nodiscard]] std::uint64_t ratings() const noexcept;

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
