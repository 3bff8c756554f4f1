#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/agreement/krippendorff_alpha.hpp>
#include <tonewheel/metric/agreement/ratings.hpp>

namespace tonewheel {
inline namespace agreement {

/// Which categories meet in the same units: Krippendorff's coincidence matrix, kept as whole
/// numbers of pairs for each number of ratings a unit has, so that shards merge in any order to the
/// same bits.
class CoincidenceCounts {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "coincidence_counts";

  /// 1 to 4096 categories; else Error.
  explicit CoincidenceCounts(std::size_t categories);
  /// Throws Error on a state that no units have.
  explicit CoincidenceCounts(const State& state);

  /// A unit's ratings, in any order, each below categories() or no_rating; else Error, and on more
  /// than 2^53 pairs in all.
  void add(std::span<const std::uint32_t> unit);
  /// As if the other's units had been added here. Throws Error on other categories.
  void merge(const CoincidenceCounts& other);

  /// How many categories there are.
  [[nodiscard]] std::size_t categories() const noexcept { return categories_; }
  /// Units with at least two ratings, and those with fewer.
  [[nodiscard]] std::uint64_t n() const noexcept;
  /// Units with fewer than two ratings.
  [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// How many of the ratings in such units are of each category.
  [[nodiscard]] std::vector<std::uint64_t> totals() const;
  /// The coincidence matrix, categories x categories by rows: ordered pairs, each by 1 / (m - 1).
  [[nodiscard]] std::vector<double> matrix() const;

  /// Ordinal: categories stand in the order of their codes. Interval, ratio, circular: `values` are
  /// the numbers the categories stand for, one each; none: their codes, 0, 1, ... Throws Error on
  /// values at another level, of another number or not fit for the level.
  [[nodiscard]] KrippendorffAlpha alpha(const KrippendorffOptions& options = {},
                                        const Numbers& values = {}) const;
  /// By any distance between the categories.
  [[nodiscard]] KrippendorffAlpha alpha(const CategoryDistance& distance) const;

  friend bool operator==(const CoincidenceCounts&, const CoincidenceCounts&) = default;

 private:
  [[nodiscard]] KrippendorffAlpha alpha_of(const auto& difference) const;

  [[nodiscard]] std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t> row_sums() const;

  /// The number m of a unit's ratings and two categories, the lower one first.
  using Key = std::array<std::uint64_t, 3>;

  std::size_t categories_;
  /// Ordered pairs of a rating of the first category with one of the second; none that is 0.
  std::map<Key, std::uint64_t> pairs_;
  std::uint64_t all_pairs_ = 0;
  std::uint64_t left_out_ = 0;
};

}  // namespace agreement
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/agreement/impl/coincidence_counts_inl.hpp>
#endif
