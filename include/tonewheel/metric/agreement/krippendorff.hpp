#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/agreement/ratings.hpp>
#include <tonewheel/metric/resampling.hpp>

/// Krippendorff's alpha: agreement of any number of raters, with gaps, on categories or numbers. In
/// one call it is krippendorff_alpha(); CoincidenceCounts and IntervalCoincidences are what shards
/// merge by.
namespace tonewheel {
inline namespace agreement {

/// How far two ratings a and b are apart (Krippendorff 2011): the square of
/// nominal: 1 where they differ; ordinal: the difference of their mean ranks among the ratings that
/// count; interval: a - b; ratio: (a - b) / (a + b), numbers >= 0; circular: sin(pi (a - b) / c)
/// with circumference c.
enum class MeasurementLevel : unsigned char { nominal, ordinal, interval, ratio, circular };

struct KrippendorffOptions {
  MeasurementLevel level = MeasurementLevel::nominal;
  /// Of circular data: the number after which they repeat, above 0 (sectors of a wheel; 1 for
  /// turns).
  double circumference = 0;
};

/// Whether a distance between categories enters as it stands or squared, as interval data do.
enum class DistancePower : unsigned char { one, two };

/// Any distance between categories, such as steps on a wheel or along a graph (those of
/// ground_distance.hpp and concept_distance.hpp fit, by their view()): categories x categories,
/// symmetric, 0 on the diagonal, the others >= 0 and at most 1e100; else Error.
struct CategoryDistance {
  MatrixView<double> distance{};
  DistancePower power = DistancePower::two;
};

/// Krippendorff's alpha = 1 - D_o / D_e: 1 for perfect agreement, 0 for what chance gives, below 0
/// for systematic disagreement; higher is better. A unit of m >= 2 ratings counts with all pairs of
/// them, each pair by 1 / (m - 1); units with fewer are left out. With n ratings that count, D_o is
/// the sum of those differences / n, D_e that of all pairs / (n (n - 1)). alpha is NaN where D_e is
/// 0 (no variation, or nothing to compare), D_o and D_e are NaN where nothing counts. Krippendorff
/// 2004, ch. 11; 2011, "Computing Krippendorff's Alpha-Reliability".
struct KrippendorffAlpha {
  double alpha = std::numeric_limits<double>::quiet_NaN();
  double observed = std::numeric_limits<double>::quiet_NaN();  ///< D_o
  double expected = std::numeric_limits<double>::quiet_NaN();  ///< D_e
  std::uint64_t units = 0;                                     ///< with at least two ratings
  std::uint64_t left_out = 0;                                  ///< units with fewer
  std::uint64_t ratings = 0;                                   ///< n
};

/// Which categories meet in the same units: Krippendorff's coincidence matrix, kept as whole
/// numbers of pairs for each number of ratings a unit has, so that shards merge in any order to the
/// same bits.
class CoincidenceCounts {
 public:
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

  [[nodiscard]] std::size_t categories() const noexcept { return categories_; }
  /// Units with at least two ratings, and those with fewer.
  [[nodiscard]] std::uint64_t n() const noexcept;
  [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }
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

/// Krippendorff's alpha of numbers at the interval level. Its sums are exact, so shards merge
/// in any order to the same bits, and numbers close together about a large mean lose nothing;
/// differences below 1e-150 count as none.
class IntervalCoincidences {
 public:
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
  [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }
  [[nodiscard]] State state() const;
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

/// Of categories (units x raters): CoincidenceCounts::alpha of all units.
[[nodiscard]] KrippendorffAlpha krippendorff_alpha(const MatrixView<std::uint32_t>& codes,
                                                   std::size_t categories,
                                                   const KrippendorffOptions& options = {},
                                                   const Numbers& values = {});
/// The same with any distance between categories.
[[nodiscard]] KrippendorffAlpha krippendorff_alpha(const MatrixView<std::uint32_t>& codes,
                                                   std::size_t categories,
                                                   const CategoryDistance& distance);

/// Of numbers (units x raters). Interval data by IntervalCoincidences, ordinal data by the same on
/// mean ranks, both without loss; the other levels in O(V^2) for V distinct numbers. Throws Error
/// on a size that does not fit, on numbers above largest_rating, and on negative ones at the ratio
/// level.
[[nodiscard]] KrippendorffAlpha krippendorff_alpha(const MatrixView<double>& ratings,
                                                   const KrippendorffOptions& options);

/// Alpha and its bootstrap interval: units are drawn with replacement. Throws Error where a draw
/// leaves alpha undefined (few units, hardly any variation), and as resampling.hpp does.
[[nodiscard]] Interval krippendorff_interval(const MatrixView<std::uint32_t>& codes,
                                             std::size_t categories,
                                             const KrippendorffOptions& options = {},
                                             const ResamplingOptions& resampling = {});
/// The same of numbers.
[[nodiscard]] Interval krippendorff_interval(const MatrixView<double>& ratings,
                                             const KrippendorffOptions& options,
                                             const ResamplingOptions& resampling = {});

}  // namespace agreement
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/agreement/impl/krippendorff_inl.hpp>
#endif
