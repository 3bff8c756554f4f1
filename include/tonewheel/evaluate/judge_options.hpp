#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include <tonewheel/affect/calibration.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/training_rows.hpp>
#include <tonewheel/evaluate/prediction_judge.hpp>
#include <tonewheel/metric/resampling.hpp>
#include <tonewheel/metric/votes/vote_halves.hpp>

namespace tonewheel {

/// What a fold is made of: rows drawn by a hash of seed and data row, or whole groups in turn.
enum class FoldKind : unsigned char { row, group };

/// Shrinkages that are tried, every pooled one with every one towards the base. A note says where
/// the greatest is chosen.
struct ShrinkageGrid {
  /// Rows, >= 0; infinite: the pooled covariance itself.
  std::vector<double> pooled{0,   2,   5,   10,   20,   50,
                             100, 200, 500, 1000, 5000, std::numeric_limits<double>::infinity()};
  /// Rows, >= 0 and finite; read where FitOptions::base is given.
  std::vector<double> base{0, 2, 5, 10, 20, 50, 100, 200, 500};
};

/// Temperatures that are tried, the density of every class to the power of 1 / temperature; > 0.
inline const std::vector<double> temperature_grid{0.5,  0.6, 0.7, 0.8, 0.9, 1,   1.1, 1.2, 1.3,
                                                  1.45, 1.6, 1.8, 2,   2.3, 2.6, 3,   3.5, 4,
                                                  5,    6,   8,   10,  15,  25,  50};

/// How spaces are judged.
struct JudgeOptions {
  std::size_t folds = 5;           ///< 2 to 1000
  std::optional<FoldKind> kind{};  ///< nothing: by group where rows have groups
  std::uint64_t seed = 1;          ///< of folds by row, of splits of votes
  /// Where more rows have truth, about so many of them judge, drawn by a hash of seed and row; each
  /// space is fitted to all rows of the other folds as ever. 0: all rows judge; else at least 100.
  std::size_t most_rows = 100'000;
  std::vector<Space> spaces{};      ///< judged beside, as they are, under their names
  bool choose_shrinkage = false;    ///< from the grid, instead of FitOptions::shrinkage
  ShrinkageGrid grid{};             ///< the shrinkages that choose_shrinkage tries
  bool choose_temperature = false;  ///< by held-out loss, instead of FitOptions::temperatures
  /// One for all classes: where a parabola through the best of temperature_grid is least. One a
  /// class: by fit_temperatures(), with the priors of the rows outside the fold; keeps densities of
  /// all held-out rows that judge.
  TemperatureKind temperature_kind = TemperatureKind::one;
  /// For judge() alone: judges the space once more, with the class frequencies that the points of
  /// the judged rows tell without their labels (prior_shift.hpp). Keeps posteriors of those rows.
  bool estimate_prior = false;
  /// For judge() alone: the rows that the space was fitted to, where they are at hand. They are
  /// read once, and the report says what the judging rows have in common with them.
  const TrainingRows* fitted_to = nullptr;
  ResamplingOptions resampling{.rounds = 1000};  ///< rounds, level and seed of the intervals
  PredictionJudgeOptions judge{};                ///< how calibration and votes are scored
  VoteHalvesOptions halves{};  ///< how votes are split to see how well people foretell each other
  /// Without groups, rows are drawn in so many blocks by a hash, for intervals; and more groups
  /// than `most_groups` are drawn in so many bundles, each group whole. Both at least 5.
  std::size_t blocks = 200;
  std::size_t most_groups = 1000;  ///< the most that are drawn one by one
  double outside_level = 0.01;     ///< p-value below which a point is outside a class, in (0, 1)
  double cloud_margin = 0.1;       ///< see PairRecalls::not_told_apart
};

}  // namespace tonewheel
