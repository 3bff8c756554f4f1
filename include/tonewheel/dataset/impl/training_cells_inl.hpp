#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/short_decimal.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/impl/label_cells_inl.hpp>
#include <tonewheel/dataset/read_cell.hpp>
#include <tonewheel/dataset/training_records.hpp>
#include <tonewheel/kernel/short_decimals.hpp>

namespace tonewheel {

/// A block on its way through the pipeline, and room for the cells of some records.
struct TrainingRecords::Item {
  RecordBlock records;
  TrainingRecordBlock block;
  FaultCounts faults;
  RowTally unlabelled;
  std::vector<std::string_view> fields;
  std::array<std::size_t, records_together> fields_found{};
  std::vector<std::string_view> number_texts;  ///< numbers x records
  std::vector<double> numbers;                 ///< the same
  std::vector<std::string_view> labels;        ///< records x labels
  std::vector<std::string_view> keys;          ///< records x keys
  std::size_t count = 0;                       ///< of records read together
  bool clipped = false;                        ///< of the row at hand
  bool labelled = true;                        ///< likewise
  std::uint32_t label = no_label;              ///< likewise
  std::vector<double> votes;                   ///< likewise
  std::vector<std::uint32_t> key_numbers;      ///< likewise
};

TONEWHEEL_INLINE void TrainingRecords::reject(std::uint64_t row, Fault fault, std::size_t column,
                                              std::string_view found, const std::string& expected,
                                              Item& item) const {
  if (options_.out_of_range == OutOfRange::error) {
    throw Error({source_->name(), row, fault == Fault::ragged ? "" : header_[column]},
                std::string(name(fault)) + ": found " + shown(found) + ", expected " + expected);
  }
  item.faults[fault].add(row);
}

/// The cells of `count` records from `first` on.
TONEWHEEL_INLINE void TrainingRecords::read_cells(std::size_t first, std::size_t count,
                                                  Item& item) const {
  item.count = count;
  item.number_texts.assign(numbers_.size() * count, {});
  item.numbers.resize(numbers_.size() * count);
  item.labels.resize(labels_.size() * count);
  item.keys.resize(keys_.size() * count);
  for (std::size_t i = 0; i < count; ++i) {
    split_fields(item.records.content(first + i), source_->delimiter(), item.fields,
                 source_->quoting());
    item.fields_found[i] = item.fields.size();
    if (item.fields.size() != header_.size()) {
      continue;
    }
    for (std::size_t j = 0; j < numbers_.size(); ++j) {
      item.number_texts[j * count + i] = item.fields[numbers_[j]];
    }
    for (std::size_t j = 0; j < labels_.size(); ++j) {
      item.labels[i * labels_.size() + j] = item.fields[labels_[j]];
    }
    for (std::size_t j = 0; j < keys_.size(); ++j) {
      item.keys[i * keys_.size() + j] = item.fields[keys_[j]];
    }
  }
  kernel::short_decimals(item.number_texts, item.records.bytes.data(), item.numbers.data());
  for (std::size_t i = 0; i < item.numbers.size(); ++i) {
    if (std::isnan(item.numbers[i])) {
      item.numbers[i] = short_decimal(item.number_texts[i]);
    }
  }
}

TONEWHEEL_INLINE void TrainingRecords::read(Item& item) const {
  item.block.rows.clear();
  item.block.keys.clear();
  item.faults = {};
  item.unlabelled = {};
  const std::size_t records = item.records.records.size();
  for (std::size_t first = 0; first < records; first += records_together) {
    read_cells(first, std::min(records_together, records - first), item);
    for (std::size_t i = 0; i < item.count; ++i) {
      admit(item.records.first_row + first + i, i, item);
    }
  }
}

TONEWHEEL_INLINE bool TrainingRecords::read_point(std::uint64_t row, std::size_t i, Item& item,
                                                  Vad& point) const {
  for (std::size_t a = 0; a < axes_; ++a) {
    const Axis axis = all_axes[a];
    const AxisRange& range = options_.scale.range(axis);
    double value = item.numbers[a * item.count + i];
    if (!range.contains(value)) {  // or not a plain decimal
      const std::string_view text = item.number_texts[a * item.count + i];
      const Cell cell = read_cell(text);
      const Screened screened = cell.fault == Fault::none
                                    ? screen(cell.value, range, options_.out_of_range)
                                    : Screened{cell.fault, 0, false};
      if (screened.fault != Fault::none) {
        reject(row, screened.fault, numbers_[a], cell.text,
               "a number from " + number_text(range.min) + " to " + number_text(range.max) +
                   " (scale " + options_.scale.name() + ")",
               item);
        return false;
      }
      item.clipped = item.clipped || screened.clipped;
      value = screened.value;
    }
    point[axis] = options_.scale.to_unit(axis, value);
  }
  return true;
}

/// A weight or a vote: column `number` of numbers_.
TONEWHEEL_INLINE bool TrainingRecords::read_amount(std::uint64_t row, std::size_t i,
                                                   std::size_t number, Item& item,
                                                   double& amount) const {
  amount = item.numbers[number * item.count + i];
  if (amount >= 0 && amount <= most_amount) {
    return true;
  }
  const Cell cell = read_cell(item.number_texts[number * item.count + i]);
  Fault fault = cell.fault;
  amount = cell.value;
  if (fault == Fault::none && !std::isfinite(amount)) {
    fault = Fault::not_finite;
  } else if (fault == Fault::none && !(amount >= 0 && amount <= most_amount)) {
    fault = Fault::out_of_range;
  }
  if (fault == Fault::none) {
    amount += 0.0;  // -0 is 0
    return true;
  }
  const bool weight = options_.weights && number == axes_;
  reject(
      row, fault, numbers_[number], cell.text,
      weight ? "a weight >= 0, at most 1e+100" : "votes >= 0, at most 1e+100: a count or a share",
      item);
  return false;
}

TONEWHEEL_INLINE bool TrainingRecords::read_keys(std::uint64_t row, std::size_t i,
                                                 Item& item) const {
  item.key_numbers.clear();
  for (std::size_t key = 0; key < keys_.size(); ++key) {
    const std::string_view cell = item.keys[i * keys_.size() + key];
    const std::uint32_t number = cells_[1 + key].find(cell);
    if (number == CellIndex::none) {
      throw Error({source_->name(), row, header_[keys_[key]]}, "changed while it was read");
    }
    item.key_numbers.push_back(key_of_[key][number]);
    if (item.key_numbers.back() == no_label) {
      reject(row, Fault::missing, keys_[key], trim(cell), "a name", item);
      return false;
    }
  }
  return true;
}

/// A class, no_label or unknown_label.
TONEWHEEL_INLINE std::uint32_t TrainingRecords::label_of(std::uint64_t row,
                                                         std::string_view cell) const {
  const std::uint32_t number = cells_.front().find(cell);
  if (number == CellIndex::none) {
    throw Error({source_->name(), row, {}}, "changed while it was read");
  }
  return class_of_[number];
}

/// Whether the row stays.
TONEWHEEL_INLINE bool TrainingRecords::read_labels(std::uint64_t row, std::size_t i,
                                                   Item& item) const {
  if (!options_.wants_labels) {
    return true;
  }
  item.labelled = true;
  item.label = no_label;
  item.votes.assign(has_votes() ? classes_.size() : 0, 0.0);
  bool labelled = false;
  const std::size_t first_vote = numbers_.size() - vote_class_.size();
  for (std::size_t j = 0; j < vote_class_.size(); ++j) {
    double votes = 0;
    if (!read_amount(row, i, first_vote + j, item, votes)) {
      return false;
    }
    item.votes[vote_class_[j]] = votes;
    labelled = labelled || votes > 0;
  }
  for (std::size_t j = 0; j < labels_.size(); ++j) {
    const std::string_view cell = item.labels[i * labels_.size() + j];
    const std::uint32_t label = label_of(row, cell);
    if (label == unknown_label) {
      reject(row, Fault::unknown_label, labels_[j], detail::cell_text(cell, source_->quoting()),
             "one of the classes " + detail::list_names(given_.empty() ? classes_ : given_), item);
      return false;
    }
    if (label != no_label) {
      labelled = true;
      item.label = label;
      if (has_votes()) {
        item.votes[label] += 1;
      }
    }
  }
  if (labelled) {
    return true;
  }
  if (options_.unlabelled == Unlabelled::error) {
    const std::size_t column = labels_.empty() ? numbers_[first_vote] : labels_.front();
    throw Error({source_->name(), row, header_[column]},
                std::string(vote_class_.empty() ? "no label" : "all votes are 0") +
                    ", expected one (--unlabelled skip leaves such rows out" +
                    (has_votes() ? ")" : ", em lets the fit use their points)"));
  }
  item.labelled = false;
  if (options_.unlabelled == Unlabelled::keep) {
    return true;
  }
  item.unlabelled.add(row);
  return false;
}

/// Looks at record i of those read together and adds it to the block, or not.
TONEWHEEL_INLINE void TrainingRecords::admit(std::uint64_t row, std::size_t i, Item& item) const {
  item.clipped = false;
  if (item.fields_found[i] != header_.size()) {
    reject(row, Fault::ragged, 0, std::to_string(item.fields_found[i]) + " fields",
           std::to_string(header_.size()) + " as in the header", item);
    return;
  }
  Vad point;
  double weight = 1;
  // Labels first: a row that is left out for want of one may lack the rest too.
  if (!read_labels(row, i, item) || !read_point(row, i, item, point) ||
      (options_.weights && !read_amount(row, i, axes_, item, weight)) || !read_keys(row, i, item)) {
    return;
  }
  if (!item.labelled) {
    item.unlabelled.add(row);
  }
  if (item.clipped) {
    item.faults.clipped.add(row);
  }
  TrainingBlock& rows = item.block.rows;
  rows.rows.push_back(row);
  rows.points.push_back(point);
  if (options_.weights) {
    rows.weights.push_back(weight);
  }
  if (has_votes()) {
    rows.votes.insert(rows.votes.end(), item.votes.begin(), item.votes.end());
  } else if (options_.wants_labels) {
    rows.labels.push_back(item.label);
  }
  if (options_.group) {
    rows.groups.push_back(item.key_numbers.back());
    item.key_numbers.pop_back();
  }
  item.block.keys.insert(item.block.keys.end(), item.key_numbers.begin(), item.key_numbers.end());
}

}  // namespace tonewheel
