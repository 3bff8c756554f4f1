#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/table_stamp.hpp>
#include <tonewheel/dataset/shard.hpp>
#include <tonewheel/evaluate/ground_choice.hpp>
#include <tonewheel/metric/resampling.hpp>

namespace tonewheel {

/// What becomes of a row, or a column, that cannot count: nothing is scored, or it is left out and
/// counted.
enum class LeaveOut : unsigned char { error, skip };
/// The word for each LeaveOut, in options and reports.
inline constexpr std::array<std::string_view, 2> leave_out_names{"error", "skip"};

/// How predictions are scored. Options of the program tonewheel-evaluate have the same names.
struct EvaluateOptions {
  /// "regression", "classification", "multilabel" or "distribution"; "agreement" has a function of
  /// its own, evaluate_agreement().
  std::string task = "regression";
  std::vector<std::string> metrics{};  ///< by name; none: those that the catalogue has by default
  /// What is scored: names, or "TRUTH=PREDICTION" where they differ; none: what both tables have.
  std::vector<std::string> columns{};
  std::vector<std::string> by{};  ///< columns of the truth: each of their values apart as well
  /// Columns that name a row together; none: guessed (see match_rows); empty: by order.
  std::optional<std::vector<std::string>> keys{};
  LeaveOut unmatched = LeaveOut::error;  ///< rows without a partner
  LeaveOut missing = LeaveOut::error;    ///< rows with a gap (regression, classification)
  /// Classes or labels that one table alone has (multilabel, distribution).
  LeaveOut one_sided = LeaveOut::error;
  double threshold = 0.5;            ///< multilabel: a score from here on is a 1
  bool fold = false;                 ///< classification: letter case does not matter
  std::vector<std::string> order{};  ///< classification: all classes, from low to high
  std::size_t bins = 15;             ///< classification: of ece and mce
  GroundChoice ground{};             ///< distribution: of emd; agreement: of alpha_distance
  /// agreement: the columns of item, rater and rating where each row is one rating; none: a column
  /// for each rater.
  std::vector<std::string> long_columns{};
  double circumference = 0;   ///< agreement: of alpha_circular; 0: none
  double epsilon = 0;         ///< distribution: probabilities below it become it; 0: as is
  std::size_t bootstrap = 0;  ///< rounds for percentile intervals; 0: none
  double level = 0.95;        ///< of the intervals, in (0, 1)
  std::uint64_t seed = 1;     ///< of the bootstrap
  unsigned threads = 1;       ///< of the bootstrap; the same result for any number
  /// The part of the truth's rows to score; the prediction is whole. Not with bootstrap.
  std::optional<Shard> shard{};
  std::vector<TableStamp> inputs{};  ///< files that the tables were read from
  friend bool operator==(const EvaluateOptions&, const EvaluateOptions&) = default;
};

}  // namespace tonewheel
