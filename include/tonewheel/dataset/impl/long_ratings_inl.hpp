#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/long_ratings.hpp>
#include <tonewheel/dataset/training_records.hpp>

namespace tonewheel {
namespace detail {

/// Items on the way to votes.
class ItemVotes {
 public:
  ItemVotes(const RecordSource& source, const TrainingFileOptions& options)
      : source_(source), options_(options) {}

  /// An item that is met first in this row of `file`.
  std::uint32_t add_item(const std::string& file, std::uint64_t row, const TrainingBlock& block,
                         std::size_t i, const std::vector<std::string>& groups) {
    TrainingColumns& to = found_.columns;
    to.points.push_back(block.points[i]);
    if (!block.weights.empty()) {
      to.weights.push_back(block.weights[i]);
    }
    if (!block.groups.empty()) {
      to.groups.push_back(groups[block.groups[i]]);
    }
    files_.push_back(&file);
    rows_.push_back(row);
    return static_cast<std::uint32_t>(rows_.size() - 1);
  }

  /// Whether a further row says the same of an item as its first; else Error.
  void require_same(std::uint32_t item, const std::string& item_name, const TrainingBlock& block,
                    std::size_t i, const std::vector<std::string>& groups) const {
    const TrainingColumns& to = found_.columns;
    const auto refuse = [&](const std::string& what) {
      throw Error({source_.name(), block.rows[i], {}},
                  "item " + shown(item_name) + " has another " + what + " here than in row " +
                      std::to_string(rows_[item]) +
                      ", expected the same in all its rows (--points reads them from a table of "
                      "items)");
    };
    if (!(to.points[item] == block.points[i])) {
      refuse("point");
    }
    if (!block.weights.empty() && to.weights[item] != block.weights[i]) {
      refuse("weight");
    }
    if (!block.groups.empty() && to.groups[item] != groups[block.groups[i]]) {
      refuse("group");
    }
  }

  /// A rating of an item; no_label: none.
  void rate(std::uint32_t item, std::uint32_t rater, std::uint32_t label, std::uint64_t row) {
    const std::size_t classes = found_.columns.classes.size();
    found_.columns.votes.resize(rows_.size() * classes);
    if (label == no_label) {
      empty_.add(row);
      return;
    }
    if (!pairs_.insert(std::uint64_t{item} << 32U | rater).second) {
      again_.add(row);
    }
    found_.columns.votes[item * classes + label] += 1;
    ++ratings_;
  }

  LongRatings finish(TrainingTally tally) {
    TrainingColumns& to = found_.columns;
    const std::size_t classes = to.classes.size();
    to.votes.resize(rows_.size() * classes);
    to.votes_count_people = true;
    tally.unlabelled = {};
    leave_out_unlabelled(tally);
    tally.rows_used = to.points.size();
    tally.least = TrainingTally().least;  // of the items used
    tally.most = TrainingTally().most;
    tally.reach(to.points);
    tally.notes.push_back(std::to_string(ratings_) + " ratings of " + std::to_string(rows_.size()) +
                          " items are kept in memory");
    const auto say = [&](const RowTally& rows, const std::string& what) {
      if (rows.n() != 0) {
        tally.notes.push_back(std::to_string(rows.n()) + what + " (first: row " +
                              std::to_string(rows.first_rows().front()) + ")");
      }
    };
    say(empty_, " rows without a label are no ratings");
    say(again_, " ratings are of an item that the rater had labelled before, and count too");
    found_.tally = std::move(tally);
    return std::move(found_);
  }

  void set_classes(const std::vector<std::string>& classes, bool has_dominance) {
    found_.columns.classes = classes;
    found_.columns.has_dominance = has_dominance;
  }

 private:
  void leave_out_unlabelled(TrainingTally& tally) {
    TrainingColumns& to = found_.columns;
    const std::size_t classes = to.classes.size();
    std::size_t kept = 0;
    for (std::size_t item = 0; item < rows_.size(); ++item) {
      bool any = false;
      for (std::size_t k = 0; k < classes; ++k) {
        any = any || to.votes[item * classes + k] > 0;
      }
      if (!any) {
        if (options_.unlabelled == Unlabelled::error) {
          throw Error({*files_[item], rows_[item], {}},
                      "nobody labelled this item, expected a label (--unlabelled skip leaves such "
                      "items out)");
        }
        tally.unlabelled.add(rows_[item]);
      }
      if (any || options_.unlabelled == Unlabelled::keep) {
        to.points[kept] = to.points[item];
        for (std::size_t k = 0; k < classes; ++k) {
          to.votes[kept * classes + k] = to.votes[item * classes + k];
        }
        if (!to.weights.empty()) {
          to.weights[kept] = to.weights[item];
        }
        if (!to.groups.empty() && kept != item) {
          to.groups[kept] = std::move(to.groups[item]);
        }
        ++kept;
      }
    }
    to.points.resize(kept);
    to.votes.resize(kept * classes);
    to.weights.resize(to.weights.empty() ? 0 : kept);
    to.groups.resize(to.groups.empty() ? 0 : kept);
  }

  const RecordSource& source_;  ///< of the ratings
  const TrainingFileOptions& options_;
  LongRatings found_;
  std::vector<const std::string*> files_;  ///< where each item was met first
  std::vector<std::uint64_t> rows_;
  std::unordered_set<std::uint64_t> pairs_;  ///< item and rater
  std::uint64_t ratings_ = 0;
  RowTally empty_;
  RowTally again_;
};

inline TrainingRecordOptions label_records(const LongColumns& columns,
                                           const TrainingFileOptions& options) {
  return {.wants_points = false,
          .labels = {.names = {columns.label}},
          .classes = options.classes,
          .all_classes = options.all_classes,
          .keys = {columns.item, columns.rater},
          .out_of_range = options.out_of_range,
          .unlabelled = Unlabelled::keep,
          .threads = options.threads};
}

/// Each row of the ratings has the point of its item.
inline LongRatings gather_repeated(const RecordSource& source, const LongColumns& columns,
                                   const TrainingFileOptions& options) {
  TrainingRecordOptions wanted = label_records(columns, options);
  wanted.wants_points = true;
  wanted.scale = options.scale;
  wanted.columns = options.columns;
  wanted.weights = options.weights;
  wanted.group = options.group;
  const TrainingRecords records(source, wanted);
  ItemVotes votes(source, options);
  votes.set_classes(records.classes(), records.has_dominance());
  std::vector<std::uint32_t> place(records.key_names(0).size(), no_label);
  TrainingTally tally = records.pass([&](const TrainingRecordBlock& block) {
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
      std::uint32_t& item = place[block.keys[2 * i]];
      if (item == no_label) {
        item = votes.add_item(source.name(), block.rows.rows[i], block.rows, i, records.groups());
      } else {
        votes.require_same(item, records.key_names(0)[block.keys[2 * i]], block.rows, i,
                           records.groups());
      }
      votes.rate(item, block.keys[2 * i + 1], block.rows.labels[i], block.rows.rows[i]);
    }
  });
  return votes.finish(std::move(tally));
}

/// The points stand in a table of their own.
inline LongRatings gather_joined(const RecordSource& source, const LongColumns& columns,
                                 const TrainingFileOptions& options) {
  const RecordSource items(columns.points);
  const TrainingRecords points(items, {.scale = options.scale,
                                       .columns = options.columns,
                                       .wants_labels = false,
                                       .weights = options.weights,
                                       .group = options.group,
                                       .keys = {columns.key.value_or(columns.item)},
                                       .out_of_range = options.out_of_range,
                                       .threads = options.threads});
  const TrainingRecords records(source, label_records(columns, options));
  ItemVotes votes(source, options);
  votes.set_classes(records.classes(), points.has_dominance());
  std::vector<std::uint32_t> place(points.key_names(0).size(), no_label);
  std::vector<std::uint64_t> first(place.size());
  const TrainingTally of_points = points.pass([&](const TrainingRecordBlock& block) {
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
      const std::uint32_t key = block.keys[i];
      if (place[key] != no_label) {
        throw Error({items.name(), block.rows.rows[i], columns.key.value_or(columns.item)},
                    "item " + shown(points.key_names(0)[key]) + " stands in row " +
                        std::to_string(first[key]) + " already, expected a row an item");
      }
      first[key] = block.rows.rows[i];
      place[key] = votes.add_item(items.name(), block.rows.rows[i], block.rows, i, points.groups());
    }
  });
  // Both tables have sorted names.
  const std::vector<std::string>& rated = records.key_names(0);
  std::vector<std::uint32_t> item_of(rated.size(), no_label);
  for (std::size_t i = 0; i < rated.size(); ++i) {
    const auto& names = points.key_names(0);
    const auto found = std::lower_bound(names.begin(), names.end(), rated[i]);
    if (found != names.end() && *found == rated[i]) {
      item_of[i] = place[static_cast<std::size_t>(found - names.begin())];
    }
  }
  RowTally lost;
  TrainingTally tally = records.pass([&](const TrainingRecordBlock& block) {
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
      const std::uint32_t item = item_of[block.keys[2 * i]];
      if (item != no_label) {
        votes.rate(item, block.keys[2 * i + 1], block.rows.labels[i], block.rows.rows[i]);
        continue;
      }
      if (options.out_of_range == OutOfRange::error) {
        throw Error({source.name(), block.rows.rows[i], columns.item},
                    "found item " + shown(rated[block.keys[2 * i]]) + ", expected one that " +
                        items.name() +
                        " has a point for (--out-of-range skip leaves out such "
                        "ratings)");
      }
      lost.add(block.rows.rows[i]);
    }
  });
  if (lost.n() != 0) {
    tally.notes.push_back(std::to_string(lost.n()) + " ratings are of items without a point in " +
                          items.name() + ", left out (first: row " +
                          std::to_string(lost.first_rows().front()) + ")");
  }
  for (std::size_t fault = 1; fault < fault_kinds; ++fault) {
    const RowTally& rows = of_points.faults.skipped[fault];
    if (rows.n() != 0) {
      tally.notes.push_back(std::to_string(rows.n()) + " rows of " + items.name() +
                            " left out as " + std::string(name(static_cast<Fault>(fault))) +
                            " (first: row " + std::to_string(rows.first_rows().front()) + ")");
    }
  }
  if (const RowTally& rows = of_points.faults.clipped; rows.n() != 0) {
    tally.notes.push_back(std::to_string(rows.n()) + " rows of " + items.name() +
                          " clipped to the scale (first: row " +
                          std::to_string(rows.first_rows().front()) + ")");
  }
  tally.columns.insert(tally.columns.end(), of_points.columns.begin(), of_points.columns.end());
  tally.guesses.insert(tally.guesses.end(), of_points.guesses.begin(), of_points.guesses.end());
  return votes.finish(std::move(tally));
}

}  // namespace detail

TONEWHEEL_INLINE LongRatings read_long_ratings(const std::filesystem::path& ratings,
                                               const LongColumns& columns,
                                               const TrainingFileOptions& options) {
  const RecordSource source(ratings, options.format, options.quoting);
  return columns.points.empty() ? detail::gather_repeated(source, columns, options)
                                : detail::gather_joined(source, columns, options);
}

}  // namespace tonewheel
