#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/metric/agreement/krippendorff_alpha.hpp>

namespace tonewheel {
inline namespace agreement {

/// Which categories meet in the same units: Krippendorff's coincidence matrix, kept as whole
/// numbers of pairs for each number of ratings a unit has, so that shards merge in any order to the
/// same state.
class CoincidenceCounts {
 public:
  /// 1 to 4096 categories; else Error.
  explicit CoincidenceCounts(std::size_t categories);

  /// A unit's ratings, in any order, each below categories() or no_rating; else Error, and on more
  /// than 2^53 pairs in all.
  void add(std::span<const std::uint32_t> unit);
  /// As if the other's units had been added here. Throws Error on other categories.
  void merge(const CoincidenceCounts& other);

  [[nodiscard]] std::size_t categories() const noexcept { return categories_; }
  /// Units with at least two ratings, and those with fewer.
  [[nodiscard]] std::uint64_t units() const noexcept;
  [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }
  /// How many of the ratings in such units are of each category.
  [[nodiscard]] std::vector<std::uint64_t> totals() const;
  /// The coincidence matrix, categories x categories by rows: ordered pairs, each by 1 / (m - 1).
  [[nodiscard]] std::vector<double> matrix() const;

  /// Ordinal: categories stand in the order of their codes. Interval, ratio, circular: `values` are
  /// the numbers the categories stand for, one each; none: their codes, 0, 1, ... Throws Error on
  /// values at another level, of another number or not fit for the level.
  [[nodiscard]] KrippendorffAlpha alpha(const KrippendorffOptions& options = {},
                                        std::span<const double> values = {}) const;
  [[nodiscard]] KrippendorffAlpha alpha(const CategoryDistance& distance) const;

  friend bool operator==(const CoincidenceCounts&, const CoincidenceCounts&) = default;

 private:
  [[nodiscard]] KrippendorffAlpha alpha_of(const auto& difference) const;

  std::size_t categories_;
  /// By number of ratings m: ordered pairs of ratings, categories x categories.
  std::map<std::uint64_t, std::vector<std::uint64_t>> pairs_;
  std::uint64_t all_pairs_ = 0;
  std::uint64_t left_out_ = 0;
};

}  // namespace agreement
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/agreement/impl/coincidence_counts_inl.hpp>
#endif
