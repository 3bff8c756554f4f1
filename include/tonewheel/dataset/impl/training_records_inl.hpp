#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>
#include <span>
#include <utility>

#include <tonewheel/affect/space.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/short_decimal.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/class_labels.hpp>
#include <tonewheel/dataset/impl/columns_inl.hpp>
#include <tonewheel/dataset/pipeline.hpp>
#include <tonewheel/dataset/read_cell.hpp>
#include <tonewheel/dataset/training_records.hpp>
#include <tonewheel/kernel/short_decimals.hpp>

namespace tonewheel {
namespace detail {

/// A cell's text: trimmed, without quotes.
inline std::string cell_text(std::string_view cell) {
  return std::string(trim(unquote(trim(cell))));
}

/// Spellings of "no label". "none" is not one of them: data sets have it as a class.
inline bool is_no_label(std::string_view text) {
  if (text.size() > 4) {
    return false;
  }
  const std::string lower = lower_ascii(text);
  return lower.empty() || lower == "na" || lower == "n/a" || lower == "nan" || lower == "null";
}

/// AffectNet's code of an expression, 0 to 10; pandas writes "3.0" in a column with gaps.
inline std::optional<unsigned> affectnet_code(std::string_view text) {
  const auto value = parse_number(text);
  if (!value || !(*value >= 0 && *value <= 10) || *value != std::floor(*value)) {
    return std::nullopt;
  }
  return static_cast<unsigned>(*value);
}
inline constexpr unsigned first_code_without_emotion = 8;  ///< none, uncertain, no face

/// Sorted as numbers where all are, else by their bytes.
inline void sort_labels(std::vector<std::string>& labels) {
  const bool numbers = std::all_of(labels.begin(), labels.end(), [](const std::string& label) {
    const auto value = parse_number(label);
    return value && std::isfinite(*value);
  });
  std::sort(labels.begin(), labels.end(), [&](const std::string& a, const std::string& b) {
    if (numbers) {
      const double x = *parse_number(a);
      const double y = *parse_number(b);
      return x != y ? x < y : a < b;
    }
    return a < b;
  });
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
}

inline std::string list_names(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    if (list.size() > 400) {
      return list + ", ...";
    }
    list += (list.empty() ? "" : ", ") + name;
  }
  return list;
}

}  // namespace detail

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

/// A block whose labels and keys are gathered.
struct TrainingRecords::ScanItem {
  struct Fresh {
    std::size_t index;     ///< of cells_
    std::uint32_t number;  ///< in `seen`
    std::uint64_t row;
  };
  RecordBlock records;
  std::vector<CellIndex> seen;   ///< by this item so far
  std::vector<Fresh> fresh;      ///< seen first in this block
  std::uint64_t broken_row = 0;  ///< the first with a vote that is no whole number; 0: none
  std::size_t broken_column = 0;
  double broken_vote = 0;
  double least_votes = std::numeric_limits<double>::infinity();  ///< sum of a row that has votes
  double most_votes = 0;                                         ///< likewise
  std::vector<std::string_view> fields;
};

TONEWHEEL_INLINE TrainingRecords::TrainingRecords(const RecordSource& source,
                                                  TrainingRecordOptions options)
    : source_(&source), options_(std::move(options)) {
  options_.threads = std::max<std::size_t>(options_.threads, 1);
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

TONEWHEEL_INLINE void TrainingRecords::find_all_columns() {
  const LabelColumns& labels = options_.labels;
  const bool guess_label =
      options_.wants_labels && labels.layout == LabelLayout::label && labels.names.empty();
  if (options_.wants_points) {
    columns_ = find_columns(header_, options_.columns, source_->name());
    if (options_.scale.axes() == 2) {
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
      said_.columns.push_back(std::string(name(all_axes[axis])) + " = " + header_[numbers_[axis]]);
    }
  }
  if (options_.weights) {
    numbers_.push_back(find_column(*options_.weights, "weight"));
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
      if (std::find(columns.begin(), columns.end(), column) != columns.end()) {
        throw Error({source_->name(), 0, header_[column]},
                    "this column is used twice, expected it once");
      }
      columns.push_back(column);
    }
  }
  for (const std::string& each : options_.keys) {
    keys_.push_back(find_column(each, "key"));
  }
  if (options_.group) {
    keys_.push_back(find_column(*options_.group, "group"));
  }
}

/// The votes of a row whose cells are in item.fields; none where one cannot be used.
TONEWHEEL_INLINE void TrainingRecords::scan_votes(std::uint64_t row, ScanItem& item) const {
  double sum = 0;
  for (std::size_t j = numbers_.size() - vote_class_.size(); j < numbers_.size(); ++j) {
    const double value = read_cell(item.fields[numbers_[j]]).value;
    if (!(value >= 0 && std::isfinite(value))) {
      return;
    }
    if (value != std::floor(value) && item.broken_row == 0) {
      item.broken_row = row;
      item.broken_column = numbers_[j];
      item.broken_vote = value;
    }
    sum += value;
  }
  if (sum > 0) {
    item.least_votes = std::min(item.least_votes, sum);
    item.most_votes = std::max(item.most_votes, sum);
  }
}

/// Decides what the votes are, and says it.
TONEWHEEL_INLINE void TrainingRecords::tell_votes(const ScanItem& all) {
  const bool whole = all.broken_row == 0;
  const bool alike = all.least_votes == all.most_votes;
  const bool of_hundred = whole && alike && (all.most_votes == 100 || all.most_votes == 1000);
  const VotesAre asked = options_.labels.votes_are;
  if (asked == VotesAre::counts && !whole) {
    throw Error({source_->name(), all.broken_row, header_[all.broken_column]},
                "found votes " + number_text(all.broken_vote) +
                    ", expected a whole number: a count of people (--votes-are shares takes them "
                    "as shares)");
  }
  counts_people_ = asked == VotesAre::counts ||
                   (asked == VotesAre::guessed && whole && all.most_votes > 1 && !of_hundred);
  if (all.most_votes == 0) {
    return;  // refused elsewhere, or no row
  }
  const std::string range =
      number_text(all.least_votes) + (alike ? "" : " to " + number_text(all.most_votes));
  if (counts_people_) {
    said_.notes.push_back("votes are counts of people: rows of " + range +
                          (all.most_votes == 1 ? " vote" : " votes"));
  } else if (of_hundred && asked == VotesAre::guessed) {
    said_.notes.push_back("votes are shares: every row sums to " + range +
                          " (--votes-are counts takes them as people)");
  } else {
    said_.notes.push_back("votes are shares, not counts of people: " +
                          (alike ? "every row sums to " + range : "rows sum to " + range));
  }
}

TONEWHEEL_INLINE void TrainingRecords::scan_records(ScanItem& item) const {
  item.seen.resize(cells_.size());
  item.fresh.clear();
  const auto note = [&](std::size_t index, std::string_view cell, std::size_t record) {
    CellIndex& seen = item.seen[index];
    const std::size_t size = seen.size();
    const std::uint32_t number = seen.insert(cell);
    if (number == size) {
      item.fresh.push_back({index, number, item.records.first_row + record});
    }
  };
  const bool votes = has_votes() && labels_.empty();
  for (std::size_t i = 0; i < item.records.records.size(); ++i) {
    split_fields(item.records.content(i), source_->delimiter(), item.fields);
    if (item.fields.size() != header_.size()) {
      continue;
    }
    for (const std::size_t column : labels_) {
      note(0, item.fields[column], i);
    }
    for (std::size_t key = 0; key < keys_.size(); ++key) {
      note(1 + key, item.fields[keys_[key]], i);
    }
    if (votes) {
      scan_votes(item.records.first_row + i, item);
    }
  }
}

TONEWHEEL_INLINE void TrainingRecords::scan() {
  const bool votes = has_votes() && labels_.empty();
  if (labels_.empty() && keys_.empty() && !votes) {
    return;
  }
  ScanItem all;  // of votes: what the whole file has
  const std::unique_ptr<RecordReader> reader = source_->open();
  run_pipeline<ScanItem>(
      options_.threads, [&](ScanItem& item) { return reader->next(item.records); },
      [&](ScanItem& item) { scan_records(item); },
      [&](ScanItem& item) {
        for (const ScanItem::Fresh& fresh : item.fresh) {
          cells_[fresh.index].insert(item.seen[fresh.index][fresh.number]);
          if (fresh.index == 0 && cells_[0].size() > most_labels) {
            throw Error({source_->name(), fresh.row, header_[labels_.front()]},
                        "more than " + std::to_string(most_labels) +
                            " different labels up to here, such as " +
                            shown(item.seen[0][fresh.number]) + ": expected a column of labels");
          }
        }
        if (all.broken_row == 0) {
          all.broken_row = item.broken_row;
          all.broken_column = item.broken_column;
          all.broken_vote = item.broken_vote;
        }
        all.least_votes = std::min(all.least_votes, item.least_votes);
        all.most_votes = std::max(all.most_votes, item.most_votes);
      });
  counts_people_ = has_votes();
  if (votes) {
    tell_votes(all);
  }
}

/// Leaves the classes that were met, if only those are wanted; positions of classes follow.
TONEWHEEL_INLINE void TrainingRecords::keep_classes(const std::vector<bool>& met,
                                                    std::vector<std::uint32_t>& positions) {
  std::vector<std::string> kept;
  std::vector<std::string> others;
  std::vector<std::uint32_t> moved(classes_.size());
  for (std::size_t k = 0; k < classes_.size(); ++k) {
    moved[k] = static_cast<std::uint32_t>(kept.size());
    (met[k] || options_.all_classes ? kept : others).push_back(classes_[k]);
  }
  for (std::uint32_t& position : positions) {
    if (position < moved.size()) {
      position = moved[position];
    }
  }
  classes_ = std::move(kept);
  if (!others.empty()) {
    said_.notes.push_back("no row is labelled " + detail::list_names(others) +
                          ": not among the classes");
  }
}

TONEWHEEL_INLINE void TrainingRecords::name_vote_classes() {
  const std::vector<std::string>& known = options_.classes;
  Space space;
  for (const std::string& each : known) {
    space.classes.push_back({.name = each});
  }
  const ClassLabels labels(space, false);
  std::vector<bool> met(known.size());
  const std::size_t first = numbers_.size() - options_.labels.names.size();
  for (std::size_t j = first; j < numbers_.size(); ++j) {
    std::string class_name = header_[numbers_[j]];
    if (!options_.labels.prefix.empty()) {
      if (!class_name.starts_with(options_.labels.prefix) || class_name == options_.labels.prefix) {
        throw Error({source_->name(), 0, class_name},
                    "expected a column of votes that begins with " + shown(options_.labels.prefix) +
                        " and the name of a class (--votes-prefix)");
      }
      class_name = class_name.substr(options_.labels.prefix.size());
    }
    if (known.empty()) {
      vote_class_.push_back(static_cast<std::uint32_t>(classes_.size()));
      classes_.push_back(class_name);
      continue;
    }
    const auto exact = std::find(known.begin(), known.end(), class_name);
    const auto found = exact != known.end()
                           ? std::optional(static_cast<std::size_t>(exact - known.begin()))
                           : labels.find(class_name);
    if (!found || met[*found]) {
      throw Error(
          {source_->name(), 0, header_[numbers_[j]]},
          (found ? "a second column of votes for the class " + known[*found]
                 : "found votes for " + shown(class_name)) +
              ", expected one of each of the classes " + detail::list_names(known) +
              (options_.labels.prefix.empty() ? " (--votes-prefix keeps off what names begin with)"
                                              : ""));
    }
    met[*found] = true;
    vote_class_.push_back(static_cast<std::uint32_t>(*found));
  }
  if (!known.empty()) {
    classes_ = known;
    keep_classes(met, vote_class_);
  }
}

/// The labels as classes that are given, or AffectNet's by their codes.
TONEWHEEL_INLINE void TrainingRecords::name_given_classes(const std::vector<std::string>& texts) {
  const bool expression = lower_ascii(header_[labels_.front()]) == "expression";
  Space space;
  for (const std::string& each : classes_) {
    space.classes.push_back({.name = each});
  }
  const ClassLabels labels(space, expression);
  std::vector<bool> met(classes_.size());
  for (const std::string& text : texts) {
    const auto exact = std::find(classes_.begin(), classes_.end(), text);
    const auto found = exact != classes_.end()
                           ? std::optional(static_cast<std::size_t>(exact - classes_.begin()))
                           : labels.find(text);
    if (found) {
      met[*found] = true;
      class_of_.push_back(static_cast<std::uint32_t>(*found));
      continue;
    }
    const auto code = expression ? detail::affectnet_code(text) : std::nullopt;
    const bool none =
        detail::is_no_label(text) || (code && *code >= detail::first_code_without_emotion);
    class_of_.push_back(none ? no_label : unknown_label);
  }
  keep_classes(met, class_of_);
}

TONEWHEEL_INLINE void TrainingRecords::name_classes() {
  const CellIndex& cells = cells_.front();
  std::vector<std::string> texts;
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    texts.push_back(detail::cell_text(cells[i]));
    if (!detail::is_no_label(texts.back())) {
      labels.push_back(texts.back());
    }
  }
  if (labels.empty()) {
    throw Error({source_->name(), 0, header_[labels_.front()]},
                "no row has a label, expected some");
  }
  const bool codes = lower_ascii(header_[labels_.front()]) == "expression" &&
                     std::all_of(labels.begin(), labels.end(), [](const std::string& label) {
                       return detail::affectnet_code(label).has_value();
                     });
  if (!options_.classes.empty() || codes) {
    classes_ = options_.classes.empty() ? universal().names() : options_.classes;
    if (options_.classes.empty()) {
      said_.notes.push_back("the labels of the column " + header_[labels_.front()] +
                            " are read as AffectNet's codes, 8 to 10 as no label");
    }
    name_given_classes(texts);
    return;
  }
  detail::sort_labels(labels);
  classes_ = std::move(labels);
  for (const std::string& text : texts) {
    const auto found = std::find(classes_.begin(), classes_.end(), text);
    class_of_.push_back(
        found == classes_.end() ? no_label : static_cast<std::uint32_t>(found - classes_.begin()));
  }
}

TONEWHEEL_INLINE void TrainingRecords::name_keys(std::size_t key) {
  const CellIndex& cells = cells_[1 + key];
  std::vector<std::string> texts;
  texts.reserve(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    texts.push_back(detail::cell_text(cells[i]));
  }
  std::vector<std::string> names = texts;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  if (!names.empty() && names.front().empty()) {
    names.erase(names.begin());
  }
  std::vector<std::uint32_t>& numbers = key_of_.emplace_back();
  for (const std::string& text : texts) {
    const auto found = std::lower_bound(names.begin(), names.end(), text);
    numbers.push_back(text.empty() ? no_label : static_cast<std::uint32_t>(found - names.begin()));
  }
  key_names_.push_back(std::move(names));
}

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
    split_fields(item.records.content(first + i), source_->delimiter(), item.fields);
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
  if (amount >= 0) {
    return true;
  }
  const Cell cell = read_cell(item.number_texts[number * item.count + i]);
  Fault fault = cell.fault;
  amount = cell.value;
  if (fault == Fault::none && !std::isfinite(amount)) {
    fault = Fault::not_finite;
  } else if (fault == Fault::none && amount < 0) {
    fault = Fault::out_of_range;
  }
  if (fault == Fault::none) {
    amount += 0.0;  // -0 is 0
    return true;
  }
  const bool weight = options_.weights && number == axes_;
  reject(row, fault, numbers_[number], cell.text,
         weight ? "a weight >= 0" : "votes >= 0: a count or a share", item);
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
      reject(row, Fault::unknown_label, labels_[j], detail::cell_text(cell),
             "one of the classes " + detail::list_names(classes_), item);
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
        tally.faults.append(item.faults);
        tally.unlabelled.append(item.unlabelled);
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
