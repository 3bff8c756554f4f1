#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/impl/columns_inl.hpp>
#include <tonewheel/dataset/impl/label_cells_inl.hpp>
#include <tonewheel/dataset/impl/training_cells_inl.hpp>
#include <tonewheel/dataset/impl/training_classes_inl.hpp>
#include <tonewheel/dataset/impl/training_scan_inl.hpp>
#include <tonewheel/dataset/pipeline.hpp>
#include <tonewheel/dataset/training_records.hpp>

namespace tonewheel {

TONEWHEEL_INLINE TrainingRecords::TrainingRecords(const RecordSource& source,
                                                  TrainingRecordOptions options)
    : source_(&source), options_(std::move(options)) {
  options_.threads = std::clamp<std::size_t>(options_.threads, 1, most_useful_threads());
  header_ = source_->open()->columns();
  find_all_columns();
  if (has_votes() && options_.labels.layout == LabelLayout::votes) {
    name_vote_classes();
  }
  cells_.resize(1 + keys_.size());
  scan();
  if (!labels_.empty()) {
    name_classes();
  }
  for (std::size_t key = 0; key < keys_.size(); ++key) {
    name_keys(key);
  }
  if (options_.group) {
    groups_ = std::move(key_names_.back());
    key_names_.pop_back();
  }
}

TONEWHEEL_INLINE std::size_t TrainingRecords::find_column(const std::string& column_name,
                                                          const std::string& role) {
  const detail::ColumnFinder finder(header_, source_->name());
  const std::size_t column = finder.require(role, column_name, {}, said_.guesses);
  said_.columns.push_back(role + " = " + header_[column]);
  return column;
}

/// Whether the options name this column for something beside the points.
TONEWHEEL_INLINE bool TrainingRecords::named_otherwise(std::size_t column) const {
  std::vector<std::string> names = options_.labels.names;
  names.insert(names.end(), options_.keys.begin(), options_.keys.end());
  for (const std::optional<std::string>& each : {options_.weights, options_.group}) {
    names.push_back(each.value_or(std::string()));
  }
  return std::any_of(names.begin(), names.end(), [&](const std::string& each) {
    return lower_ascii(each) == lower_ascii(header_[column]);
  });
}

TONEWHEEL_INLINE void TrainingRecords::find_all_columns() {
  const LabelColumns& labels = options_.labels;
  detail::ColumnUses uses(header_, source_->name());
  const bool guess_label =
      options_.wants_labels && labels.layout == LabelLayout::label && labels.names.empty();
  if (options_.wants_points) {
    columns_ = find_columns(header_, options_.columns, source_->name());
    if (options_.scale.axes() == 2 || (columns_.dominance && !options_.columns.dominance &&
                                       named_otherwise(*columns_.dominance))) {
      columns_.dominance.reset();
    }
    std::erase_if(columns_.guesses, [&](const std::string& guess) {
      return guess.starts_with("label") || (guess.starts_with("dominance") && !columns_.dominance);
    });
    said_.guesses = columns_.guesses;
    numbers_ = {columns_.valence, columns_.arousal};
    if (columns_.dominance) {
      numbers_.push_back(*columns_.dominance);
    }
    axes_ = numbers_.size();
    for (std::size_t axis = 0; axis < axes_; ++axis) {
      uses.add(numbers_[axis], name(all_axes[axis]));
      said_.columns.push_back(std::string(name(all_axes[axis])) + " = " + header_[numbers_[axis]]);
    }
  }
  if (options_.weights) {
    numbers_.push_back(find_column(*options_.weights, "weight"));
    uses.add(numbers_.back(), "weight");
  }
  if (guess_label) {
    const Columns found = find_columns(header_, options_.columns, source_->name());
    if (!found.label) {
      throw Error(
          {source_->name(), 0, {}},
          "no column looks like a label: name it by --label (or --votes, --raters, --long); "
          "the header has: " +
              detail::list_names(header_));
    }
    uses.add(*found.label, "label");
    labels_.push_back(*found.label);
    said_.columns.push_back("label = " + header_[*found.label]);
    said_.guesses.push_back(said_.columns.back());
  } else if (options_.wants_labels) {
    if (labels.names.empty()) {
      throw Error("labels: found no columns, expected one at least");
    }
    const std::string role = labels.layout == LabelLayout::label   ? "label"
                             : labels.layout == LabelLayout::votes ? "votes"
                                                                   : "rater";
    for (const std::string& each : labels.names) {
      const std::size_t column = find_column(each, role);
      auto& columns = labels.layout == LabelLayout::votes ? numbers_ : labels_;
      uses.add(column, role);
      columns.push_back(column);
    }
  }
  for (const std::string& each : options_.keys) {
    keys_.push_back(find_column(each, "key"));
    uses.add(keys_.back(), "key");
  }
  if (options_.group) {  // items may be the groups
    const std::size_t group = find_column(*options_.group, "group");
    if (std::find(keys_.begin(), keys_.end(), group) == keys_.end()) {
      uses.add(group, "group");
    }
    keys_.push_back(group);
  }
}

/// Reads all records: `transform` sees a block that was read, in any order; `consume` in order.
template <class Transform, class Consume>
TrainingTally TrainingRecords::run(Transform transform, Consume consume) const {
  TrainingTally tally = said_;
  const std::unique_ptr<RecordReader> reader = source_->open();
  run_pipeline<Item>(
      options_.threads, [&](Item& item) { return reader->next(item.records); },
      [&](Item& item) {
        read(item);
        transform(item);
      },
      [&](Item& item) {
        consume(item);
        tally.rows_read += item.records.records.size();
        tally.rows_used += item.block.rows.size();
        tally.faults.merge(item.faults);
        tally.unlabelled.merge(item.unlabelled);
        tally.reach(item.block.rows.points);
      });
  tally.blank_lines = reader->blank_lines();
  return tally;
}

TONEWHEEL_INLINE TrainingTally
TrainingRecords::pass(const std::function<void(const TrainingRecordBlock&)>& consume) const {
  return run([](Item&) {},
             [&](Item& item) {
               if (item.block.rows.size() != 0) {
                 consume(item.block);
               }
             });
}

TONEWHEEL_INLINE TrainingTally TrainingRecords::pass_together(
    const std::function<void(std::size_t, const TrainingRecordBlock&)>& consume) const {
  std::mutex mutex;
  std::vector<std::size_t> idle;
  for (std::size_t worker = options_.threads; worker-- > 0;) {
    idle.push_back(worker);
  }
  // A worker's number while a block is consumed; given back on every way out.
  struct Turn {
    Turn(std::mutex& the_mutex, std::vector<std::size_t>& the_idle)
        : mutex(the_mutex), idle(the_idle) {
      const std::lock_guard lock(mutex);
      worker = idle.back();
      idle.pop_back();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
      const std::lock_guard lock(mutex);
      idle.push_back(worker);
    }
    std::mutex& mutex;
    std::vector<std::size_t>& idle;
    std::size_t worker = 0;
  };
  return run(
      [&](Item& item) {
        if (item.block.rows.size() != 0) {
          const Turn turn(mutex, idle);
          consume(turn.worker, item.block);
        }
      },
      [](Item&) {});
}

}  // namespace tonewheel
