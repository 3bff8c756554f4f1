#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include <tonewheel/core/matrix_view.hpp>

namespace tonewheel {
inline namespace agreement {

/// How far two ratings a and b are apart (Krippendorff 2011): the square of
/// nominal: 1 where they differ; ordinal: the difference of their mean ranks among the ratings that
/// count; interval: a - b; ratio: (a - b) / (a + b), numbers >= 0; circular: sin(pi (a - b) / c)
/// with circumference c.
enum class MeasurementLevel : unsigned char { nominal, ordinal, interval, ratio, circular };

/// What kind of data the ratings are.
struct KrippendorffOptions {
  MeasurementLevel level = MeasurementLevel::nominal;  ///< how far two ratings are apart
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
  MatrixView<double> distance{};             ///< categories x categories
  DistancePower power = DistancePower::two;  ///< whether it is squared
};

/// What categories stand for, where a metric needs more than their order.
struct CategoryScale {
  std::vector<double> values{};    ///< one number each; none: 0, 1, 2, ...
  double circumference = 0;        ///< of circular data, above 0
  std::vector<double> distance{};  ///< any distance, categories x categories by rows
  friend bool operator==(const CategoryScale&, const CategoryScale&) = default;
};

/// Krippendorff's alpha = 1 - D_o / D_e: 1 for perfect agreement, 0 for what chance gives, below 0
/// for systematic disagreement; higher is better. A unit of m >= 2 ratings counts with all pairs of
/// them, each pair by 1 / (m - 1); units with fewer are left out. With n ratings that count, D_o is
/// the sum of those differences / n, D_e that of all pairs / (n (n - 1)). alpha is NaN where D_e is
/// 0 (no variation, or nothing to compare), D_o and D_e are NaN where nothing counts. Krippendorff
/// 2004, ch. 11; 2011, "Computing Krippendorff's Alpha-Reliability".
struct KrippendorffAlpha {
  double alpha = std::numeric_limits<double>::quiet_NaN();     ///< 1 - D_o / D_e
  double observed = std::numeric_limits<double>::quiet_NaN();  ///< D_o
  double expected = std::numeric_limits<double>::quiet_NaN();  ///< D_e
  std::uint64_t units = 0;                                     ///< with at least two ratings
  std::uint64_t left_out = 0;                                  ///< units with fewer
  std::uint64_t ratings = 0;                                   ///< n
};

}  // namespace agreement
}  // namespace tonewheel
