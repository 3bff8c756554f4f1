#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/training_file.hpp>
#include <tonewheel/dataset/training_table.hpp>
#include <tonewheel/dataset/training_tally.hpp>

namespace tonewheel {

/// Where single ratings stand: a row for each label that somebody gave an item.
struct LongColumns {
  std::string item;   ///< the column that names what was rated
  std::string rater;  ///< the column that names who rated it
  std::string label;  ///< the column of the label that was given
  /// A table of the items' points, weights and groups; none: every row of the ratings has those of
  /// its item.
  std::filesystem::path points{};
  /// The column of `points` that names the item; none: one of the same name as `item`.
  std::optional<std::string> key{};
};

/// Single ratings gathered by item, in memory.
struct LongRatings {
  TrainingColumns columns;  ///< an item each: in the order of `points`, else of their first rows
  TrainingTally tally;      ///< rows read are ratings, rows used are items
};

/// Gathers ratings (item, rater, label) into votes: how many gave an item each label. An empty
/// label is no rating; a rater who labelled an item twice counts twice, which a note says.
/// Unlabelled decides on items that nobody labelled, OutOfRange on ratings of an item without a
/// point. Throws Error with the place as TrainingFile, where rows of one item disagree on its
/// point, weight or group, and where an item stands twice in `points`. LabelColumns of the options
/// are not read.
[[nodiscard]] LongRatings read_long_ratings(const std::filesystem::path& ratings,
                                            const LongColumns& columns,
                                            const TrainingFileOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/long_ratings_inl.hpp>
#endif
