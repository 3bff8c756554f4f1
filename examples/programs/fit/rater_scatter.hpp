#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <tonewheel/affect/rater_variance.hpp>
#include <tonewheel/affect/scale.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/training_records.hpp>

#include "fit/command_line.hpp"
#include "fit/rows.hpp"
#include "support/choose_space.hpp"

/// --rater-variance FILE.
namespace fit_program {

/// How far single raters scatter, as a file of ratings has it.
struct RaterScatter {
  Vad variance;  ///< on the unit scale
  Scale scale;   ///< of the file
  std::uint64_t ratings = 0;
  std::uint64_t items = 0;
  std::string column;  ///< of the items
  std::uint64_t left_out = 0;
  bool dominance = true;

  /// Where the ratings do not scatter at all, that nothing comes of it; else empty.
  [[nodiscard]] std::string warning() const {
    std::string still;
    for (const Axis axis : all_axes) {
      if (variance[axis] == 0 && (axis != Axis::dominance || dominance)) {
        still += (still.empty() ? "" : ", ") + std::string(name(axis));
      }
    }
    return still.empty()
               ? still
               : "the ratings of each item are the same on " + still + " (" +
                     std::to_string(ratings) + " ratings of " + std::to_string(items) +
                     (items == 1 ? " item" : " items") + "): nothing is added to the classes there";
  }

  [[nodiscard]] Vad deviation() const {
    return {std::sqrt(variance.valence), std::sqrt(variance.arousal),
            std::sqrt(variance.dominance)};
  }
};

/// Reads a file of single ratings: item (or id), V, A, D.
inline RaterScatter read_rater_scatter(const CommandLine& line, const Scale& scale_of_points,
                                       std::size_t threads) try {
  const std::string& path = line.rater_variance;
  const RecordSource source(path);
  const std::vector<std::string> header = source.open()->columns();
  std::string key;
  for (const std::string& each : header) {
    const std::string lower = lower_ascii(each);
    if (lower == "item" || lower == "id") {
      key = each;
      break;
    }
  }
  if (key.empty()) {
    std::string names;
    for (const std::string& each : header) {
      names += (names.empty() ? "" : ", ") + each;
    }
    throw Error({path, 0, {}},
                "found no column item (or id), expected one that says which item a "
                "rating is of; the header has: " +
                    names);
  }
  const Scale scale = line.rater_scale.empty()
                          ? scale_of_points
                          : program::checked([&] { return parse_scale(line.rater_scale); });
  const TrainingRecords records(source, {.scale = scale,
                                         .columns = line.columns,
                                         .wants_labels = false,
                                         .keys = {key},
                                         .out_of_range = out_of_range_of(line),
                                         .threads = threads});
  const Scale unit("unit", {AxisRange{}, AxisRange{}, AxisRange{}}, Scale().order(),
                   records.has_dominance() ? 3 : 2);
  RaterVariance ratings(unit);
  const TrainingTally tally = records.pass([&](const TrainingRecordBlock& block) {
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
      ratings.add(records.key_names(0)[block.keys[i]], block.rows.points[i]);
    }
  });
  if (ratings.degrees() == 0) {
    throw Error({path, 0, key},
                "no item has two ratings, expected some (the items' column is " + key + ")");
  }
  return {ratings.variance(),     scale, ratings.n(), ratings.items(), key, tally.faults.n(),
          records.has_dominance()};
} catch (const Error& error) {
  const std::string what = error.what();
  if (what.find("out_of_range: found") == std::string::npos) {
    throw;
  }
  throw Error(what + "\n(--rater-scale names the range of these ratings)");
}

}  // namespace fit_program
