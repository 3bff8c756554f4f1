#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/evaluate/impl/column_names_inl.hpp>
#include <tonewheel/evaluate/impl/prepared_target_inl.hpp>
#include <tonewheel/metric/classification/probability_score.hpp>

/// Which columns hold labels, and which the probabilities of classes.
namespace tonewheel::detail {

/// What tonewheel-relabel puts before the names of its columns of probabilities.
inline constexpr std::string_view probability_prefix = "p_";

/// The prediction's column for the probability of a class: named as it, or p_ and its name.
inline std::optional<std::size_t> probability_column(const TableView& prediction,
                                                     const std::string& name) {
  const auto prefixed = prediction.find_column(std::string(probability_prefix) + name);
  return prefixed ? prefixed : prediction.find_column(name);
}

/// Those of all classes; none unless each class has one.
inline std::vector<std::size_t> probability_columns(const TableView& prediction,
                                                    const std::vector<std::string>& classes) {
  std::vector<std::size_t> columns;
  for (const std::string& name : classes) {
    const auto column = probability_column(prediction, name);
    if (!column || !column_content(prediction, *column).numeric()) {
      return {};
    }
    columns.push_back(*column);
  }
  return columns;
}

/// Whether the numbers of a row make a distribution.
inline bool sums_to_one(const TableView& table, std::size_t row,
                        const std::vector<std::size_t>& columns) {
  double sum = 0;
  for (const std::size_t each : columns) {
    sum += number_or_gap(table, row, each);
  }
  return std::abs(sum - 1) <= ProbabilityOptions{}.row_sum;
}

/// The classes, and those of the prediction's other columns of numbers that the truth has not.
/// Where some are named p_<class>, only such are.
inline std::vector<std::string> with_probability_columns(std::vector<std::string> classes,
                                                         const MatchedTables& tables) {
  const TableView& prediction = tables.prediction;
  const bool prefixed = std::any_of(classes.begin(), classes.end(), [&](const std::string& name) {
    return prediction.find_column(std::string(probability_prefix) + name).has_value();
  });
  for (std::size_t i = 0; i < prediction.columns().size(); ++i) {
    const std::string& name = prediction.columns()[i];
    const auto& keys = tables.rows.second_keys;
    if (std::find(keys.begin(), keys.end(), i) != keys.end() || tables.truth.find_column(name) ||
        name.starts_with(probability_prefix) != prefixed ||
        !column_content(prediction, i).numeric()) {
      continue;
    }
    classes.push_back(prefixed ? name.substr(probability_prefix.size()) : name);
  }
  return classes;
}

/// What the column of labels is mostly called.
inline constexpr std::array<std::string_view, 5> label_names{"label", "emotion", "class",
                                                             "category", "labels"};

/// The columns of labels to score into choice.scored; false where the prediction has none, but may
/// have probabilities. Throws OptionError where it cannot be told which column is meant.
inline bool choose_label_columns(const MatchedTables& tables, const EvaluateOptions& options,
                                 ColumnSelection& choice) {
  const TableView& truth = tables.truth;
  const TableView& prediction = tables.prediction;
  const auto finish = [&] {
    list_left_out(truth, tables.rows.first_keys, prediction, true, options, choice);
    list_left_out(prediction, tables.rows.second_keys, truth, false, options, choice);
  };
  for (const std::string& each : options.columns) {
    // A column of the truth alone is judged by probabilities.
    if (options.columns.size() == 1 && truth.find_column(each) && !prediction.find_column(each)) {
      choice.scored.push_back({truth.column(each), 0, each});
      finish();
      return false;
    }
    choice.scored.push_back(named_pair(truth, prediction, each));
  }
  if (!options.columns.empty()) {
    finish();
    return true;
  }
  std::vector<ColumnPair> shared;
  std::vector<std::size_t> own;  // of the truth alone
  for (std::size_t i = 0; i < truth.columns().size(); ++i) {
    const std::string& name = truth.columns()[i];
    if (!reserved(tables.rows.first_keys, i, name, options).empty()) {
      continue;
    }
    const auto other = find_in_any_case(prediction, name);
    if (other) {
      shared.push_back({i, *other, name});
    } else {
      own.push_back(i);
    }
  }
  const auto is_label = [](const std::string& name) {
    return std::find(label_names.begin(), label_names.end(), lower_ascii(name)) !=
           label_names.end();
  };
  std::vector<ColumnPair> named;
  std::copy_if(shared.begin(), shared.end(), std::back_inserter(named),
               [&](const ColumnPair& pair) { return is_label(pair.name); });
  if (shared.size() == 1 || named.size() == 1) {
    choice.scored.push_back(shared.size() == 1 ? shared[0] : named[0]);
    for (const ColumnPair& pair : shared) {
      if (pair.truth != choice.scored[0].truth) {
        choice.left_out.push_back(
            {pair.name, "carried along; --columns would name it", truth.name(), 0});
      }
    }
    finish();
    return true;
  }
  if (shared.size() > 1) {
    std::string names;
    for (const ColumnPair& pair : shared) {
      names += (names.empty() ? "" : ", ") + shown(pair.name);
    }
    throw OptionError("--task classification: the tables share the columns " + names +
                      "; name those of labels with --columns");
  }
  // Probabilities alone: the truth's column of labels is the only one, or has a usual name.
  std::vector<std::size_t> usual;
  std::copy_if(own.begin(), own.end(), std::back_inserter(usual),
               [&](std::size_t i) { return is_label(truth.columns()[i]); });
  if (own.size() != 1 && usual.size() != 1) {
    throw OptionError(
        "--task classification: the tables share no column of labels; name one with --columns "
        "LABEL or --columns TRUTH=PREDICTION");
  }
  const std::size_t column = own.size() == 1 ? own[0] : usual[0];
  choice.scored.push_back({column, 0, truth.columns()[column]});
  finish();
  return false;
}

}  // namespace tonewheel::detail
