#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include <tonewheel/evaluate/impl/class_columns_inl.hpp>
#include <tonewheel/evaluate/impl/class_order_inl.hpp>
#include <tonewheel/evaluate/impl/prepared_target_inl.hpp>

namespace tonewheel::detail {

/// The class of each matched row, by position in `classes`, and their probabilities.
struct ClassRows {
  std::vector<std::optional<std::size_t>> truth;  ///< nothing where it is missing
  std::vector<std::optional<std::size_t>> prediction;
  std::vector<double> probabilities;  ///< rows x classes; empty where there are none
  std::size_t classes = 0;
  std::function<Place(std::size_t)> place;  ///< of the prediction of a matched row

  [[nodiscard]] std::span<const double> probabilities_of(std::size_t row) const {
    return probabilities.empty() ? std::span<const double>()
                                 : std::span(probabilities).subspan(row * classes, classes);
  }
};

/// The labels of one side, as they stand for each matched row.
using Labels = std::vector<std::optional<std::string>>;

/// A label; nothing where it is missing and may be.
inline std::optional<std::string> class_label(const TableView& table, std::size_t row,
                                              std::size_t column, const EvaluateOptions& options) {
  const std::string_view label = trim(table.cell(row, column));
  if (!label.empty()) {
    return options.fold ? lower_ascii(label) : std::string(label);
  }
  if (options.missing == LeaveOut::skip) {
    return std::nullopt;
  }
  throw Error(table.row_place(row, column),
              "found nothing, expected a label\n(--missing skip leaves such rows out, counted)");
}

inline std::vector<std::string> distinct(const Labels& labels) {
  std::vector<std::string> list;
  for (const auto& label : labels) {
    if (label) {
      list.push_back(*label);
    }
  }
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

/// 1, 1.0 and 01 are one label: where all labels are numbers, they are written alike.
inline void write_numbers_alike(Labels& labels) {
  for (auto& label : labels) {
    if (label) {
      label = number_text(*parse_number(*label));
    }
  }
}

/// Says what a person would want to know of two sides whose labels hardly meet; throws Error where
/// they do not meet at all.
inline void compare_sides(const MatchedTables& tables, const Labels& truth,
                          const Labels& prediction, ColumnSelection& choice) {
  const auto first = distinct(truth);
  const auto second = distinct(prediction);
  std::vector<std::string> shared;
  std::set_intersection(first.begin(), first.end(), second.begin(), second.end(),
                        std::back_inserter(shared));
  if (shared.empty() && !first.empty() && !second.empty()) {
    throw Error({tables.prediction.name(), 0, ""},
                "found the labels " + listed(second) + ", none of which " + tables.truth.name() +
                    " has: " + listed(first) +
                    "\n(codes need names on one side; --fold where letter case differs)");
  }
  std::map<std::string, std::string> by_lower;
  for (const auto* side : {&first, &second}) {
    for (const std::string& label : *side) {
      const auto [there, is_new] = by_lower.emplace(lower_ascii(label), label);
      if (!is_new && there->second != label) {
        choice.notes.push_back("the labels " + shown(there->second) + " and " + shown(label) +
                               " differ in letter case and are two classes; --fold joins them");
      }
    }
  }
}

/// Reads the probabilities of every class and, where there is no predicted label, the likeliest.
inline void read_probabilities(const MatchedTables& tables, const std::vector<std::size_t>& columns,
                               bool labelled, ClassRows& rows) {
  for (const auto& pair : tables.rows.pairs) {
    for (const std::size_t each : columns) {
      rows.probabilities.push_back(present_number(tables.prediction, pair.second, each));
    }
    if (!labelled) {
      const auto last = rows.probabilities.end();
      const auto first = last - static_cast<std::ptrdiff_t>(columns.size());
      rows.prediction.emplace_back(static_cast<std::size_t>(std::max_element(first, last) - first));
    }
  }
}

inline PreparedTarget classification_target(const MatchedTables& tables, const ColumnPair& column,
                                            bool labelled, const EvaluateOptions& options,
                                            ColumnSelection& choice) {
  Labels truth;
  Labels prediction;
  for (const auto& [first, second] : tables.rows.pairs) {
    truth.push_back(class_label(tables.truth, first, column.truth, options));
    if (labelled) {
      prediction.push_back(class_label(tables.prediction, second, column.prediction, options));
    }
  }
  std::vector<std::string> classes = distinct(truth);
  const auto predicted = distinct(prediction);
  classes.insert(classes.end(), predicted.begin(), predicted.end());
  if (!classes.empty() && all_numbers(classes)) {
    write_numbers_alike(truth);
    write_numbers_alike(prediction);
    classes = distinct(truth);
    const auto alike = distinct(prediction);
    classes.insert(classes.end(), alike.begin(), alike.end());
  }
  classes = ordered_classes(std::move(classes), options);
  // A class that never occurs may have a column of probabilities too.
  const auto more = ordered_classes(with_probability_columns(classes, tables), options);
  const std::size_t first_row = tables.rows.pairs.empty() ? 0 : tables.rows.pairs[0].second;
  const auto all = probability_columns(tables.prediction, more);
  if (!labelled || (!all.empty() && sums_to_one(tables.prediction, first_row, all) &&
                    !sums_to_one(tables.prediction, first_row,
                                 probability_columns(tables.prediction, classes)))) {
    classes = more;
  }
  const auto columns = probability_columns(tables.prediction, classes);
  if (!labelled && (columns.empty() || classes.empty())) {
    throw OptionError("--task classification: the prediction has neither a column " +
                      shown(column.name) +
                      " nor one of probabilities (named as the class, or "
                      "p_<class>) for each of " +
                      std::to_string(classes.size()) + " classes: " + listed(classes));
  }
  if (labelled && !columns.empty() && truth == prediction && !truth.empty()) {
    choice.notes.push_back(tables.prediction.name() + " carries the column " + shown(column.name) +
                           " of the truth along: judged by its probabilities");
    labelled = false;
  }
  if (labelled) {
    compare_sides(tables, truth, prediction, choice);
  }
  if (classes.empty()) {
    classes.emplace_back("");  // no rows
  }
  const auto rows = std::make_shared<ClassRows>();
  rows->classes = classes.size();
  rows->place = [&table = tables.prediction, pairs = tables.rows.pairs](std::size_t row) {
    return table.row_place(pairs[row].second);
  };
  std::map<std::string_view, std::size_t> position;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    position.emplace(classes[i], i);
  }
  const auto place = [&](const std::optional<std::string>& label) {
    return label ? std::optional(position.at(*label)) : std::nullopt;
  };
  for (std::size_t i = 0; i < truth.size(); ++i) {
    rows->truth.push_back(place(truth[i]));
    if (labelled) {
      rows->prediction.push_back(place(prediction[i]));
    }
  }
  if (!columns.empty()) {
    read_probabilities(tables, columns, labelled, *rows);
  }
  PreparedTarget target{column.name,
                        {.classes = classes.size(),
                         .ordered = !options.order.empty() || all_numbers(classes),
                         .bins = options.bins},
                        classes,
                        {},
                        {}};
  target.add = [rows](TaskScore& score, std::size_t row) {
    if (!rows->truth[row] || !rows->prediction[row]) {
      score.add_missing();
      return;
    }
    try {
      score.add_class(*rows->truth[row], *rows->prediction[row], rows->probabilities_of(row));
    } catch (const Error& error) {
      throw Error(rows->place(row), error.what());
    }
  };
  target.refuses = [probable = !columns.empty()](std::string_view name) {
    return !probable && !metric("classification", name).is_of<ConfusionMatrix>()
               ? "needs a column of probabilities for each class, found none"
               : "";
  };
  return target;
}

/// The truth's one column of labels, with the prediction's: a column of labels, or a column of
/// probabilities for each class.
TONEWHEEL_INLINE PreparedTask prepare_classification(const MatchedTables& tables,
                                                     const EvaluateOptions& options) {
  PreparedTask task;
  const bool labelled = choose_label_columns(tables, options, task.columns);
  for (const ColumnPair& column : task.columns.scored) {
    task.targets.push_back(classification_target(tables, column, labelled, options, task.columns));
  }
  return task;
}

}  // namespace tonewheel::detail
