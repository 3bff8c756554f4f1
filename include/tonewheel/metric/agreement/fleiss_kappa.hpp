#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/agreement/ratings.hpp>

namespace tonewheel {
inline namespace agreement {

/// Agreement of raters on categories where every unit has the same number n of ratings, by
/// whichever raters: (P - E) / (1 - E), with P the share of pairs of ratings of a unit that agree
/// and E what chance would give. 1 for perfect agreement, 0 for chance, below 0 for less; higher is
/// better. Quiet NaN where E is 1 and where there are no units. What sets the three apart is E,
/// from the shares p of the K categories among all ratings: kappa() sum p^2 (Fleiss 1971);
/// free_marginal() 1 / K (Randolph 2005; Brennan & Prediger 1981); gwet() sum p (1 - p) / (K - 1)
/// (AC1, Gwet 2008). It keeps whole numbers: shards merge in any order to the same bits. For
/// gaps and unequal numbers of ratings see krippendorff.hpp.
class FleissKappa {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "fleiss_kappa";

  /// 1 to 2^20 categories, at least two ratings of each unit; else Error.
  FleissKappa(std::size_t categories, std::uint64_t ratings_per_unit);
  /// Throws Error on a state that no units have.
  explicit FleissKappa(const State& state);

  /// A unit's ratings, in any order: ratings_per_unit() codes below categories(); else Error.
  void add(std::span<const std::uint32_t> unit);
  /// How many of a unit's ratings are of each category: categories() numbers that sum to
  /// ratings_per_unit(); else Error.
  void add_counts(std::span<const std::uint64_t> counts);
  /// As if the other's units had been added here. Throws Error on another number of categories or
  /// ratings.
  void merge(const FleissKappa& other);

  /// How many categories there are.
  [[nodiscard]] std::size_t categories() const noexcept { return totals_.size(); }
  /// Ratings that every unit has.
  [[nodiscard]] std::uint64_t ratings_per_unit() const noexcept { return ratings_per_unit_; }
  /// Units.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// Ratings of each category.
  [[nodiscard]] const std::vector<std::uint64_t>& totals() const noexcept { return totals_; }

  /// P and, for Fleiss, E: in [0, 1]; NaN where there are no units.
  [[nodiscard]] double observed() const;
  /// E, what chance gives.
  [[nodiscard]] double expected() const;

  /// Fleiss' kappa.
  [[nodiscard]] double kappa() const;
  /// Free-marginal kappa (Randolph 2005).
  [[nodiscard]] double free_marginal() const;
  /// Gwet's AC1.
  [[nodiscard]] double gwet() const;
  /// Fleiss' kappa of a category below categories() (else Error) against all others together; NaN
  /// where no rating or every rating is of it.
  [[nodiscard]] double of_category(std::size_t category) const;

  friend bool operator==(const FleissKappa&, const FleissKappa&) = default;

 private:
  void require_room(std::uint64_t more_units) const;
  [[nodiscard]] double all_ratings() const noexcept;
  [[nodiscard]] double all_pairs() const noexcept;
  /// 1 - P, and 1 - E for Fleiss: sums of terms >= 0, so that nothing cancels near 1.
  [[nodiscard]] double disagreement() const;
  [[nodiscard]] double chance() const;

  std::uint64_t ratings_per_unit_;
  std::uint64_t n_ = 0;
  std::vector<std::uint64_t> totals_;
  std::vector<std::uint64_t> apart_;  ///< ordered pairs of a rating of the category and another
};

/// Of a whole table. Throws Error on a gap, a unit count that does not fit, and as FleissKappa
/// does; raters >= 2.
[[nodiscard]] FleissKappa fleiss_kappa(const MatrixView<std::uint32_t>& codes,
                                       std::size_t categories);

}  // namespace agreement
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/agreement/impl/fleiss_kappa_inl.hpp>
#endif
