#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <tonewheel/core/table.hpp>
#include <tonewheel/metric/distribution/ground_distance.hpp>
#include <tonewheel/metric/distribution/score.hpp>

#include "scores.hpp"

namespace evaluate {

/// Rows x classes.
struct DistributionRows {
  std::size_t classes = 0;
  std::vector<double> truth;
  std::vector<double> prediction;
  DistributionOptions options;
};

class DistributionScores final : public Scores {
 public:
  DistributionScores(const DistributionRows& data, Rows rows)
      : data_(data), rows_(rows.begin(), rows.end()) {}

  [[nodiscard]] std::size_t n() const override { return rows_.size(); }
  [[nodiscard]] double value(std::string_view metric) override {
    const auto found = find_distribution_metric(metric);
    if (!found) {
      no_such_metric(metric);
    }
    DistributionScore score(*found, data_.options);
    for (const std::size_t row : rows_) {
      const auto part = [&](const std::vector<double>& cells) {
        return std::span(cells).subspan(row * data_.classes, data_.classes);
      };
      score.add(part(data_.truth), part(data_.prediction));
    }
    return score.mean();
  }

 private:
  const DistributionRows& data_;
  std::vector<std::size_t> rows_;
};

/// The distances of --ground: "line", "ring", or a CSV of classes x classes whose header names the
/// classes in the order of the columns.
inline std::vector<double> ground_distances(const std::string& ground,
                                            const std::vector<ColumnPair>& columns) {
  if (ground.empty()) {
    return {};
  }
  if (ground == "line") {
    return line_distance(columns.size()).values;
  }
  if (ground == "ring") {
    return ring_distance(columns.size()).values;
  }
  const Table table = Table::read(ground);
  if (table.rows() != columns.size()) {
    throw Error({ground, 0, ""}, "found " + std::to_string(table.rows()) +
                                     " rows of distances, expected one for each of " +
                                     std::to_string(columns.size()) + " classes");
  }
  std::vector<double> values;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (const ColumnPair& column : columns) {
      values.push_back(table.number(row, table.column(column.name)));
    }
  }
  return values;
}

inline std::vector<Target> distribution_targets(const Matched& tables, const TaskOptions& options) {
  const auto columns = choose_columns(tables, options, [&](std::size_t truth, std::size_t other) {
    return is_numeric(tables.truth, truth) && is_numeric(tables.prediction, other);
  });
  if (columns.empty()) {
    return {};
  }
  const auto data = std::make_shared<DistributionRows>();
  data->classes = columns.size();
  data->options.ground_distance = ground_distances(options.ground, columns);
  if (options.epsilon > 0) {
    data->options.zeros = ZeroPolicy::floor_both;
    data->options.epsilon = options.epsilon;
  }
  for (const auto& [truth, prediction] : tables.rows.pairs) {
    for (const ColumnPair& column : columns) {
      data->truth.push_back(present_number(tables.truth, truth, column.truth));
      data->prediction.push_back(present_number(tables.prediction, prediction, column.prediction));
    }
    // A row that is no distribution is said with its place, before anything is computed.
    const auto p = std::span(data->truth).last(data->classes);
    const auto q = std::span(data->prediction).last(data->classes);
    const auto check = [&](const DataTable& table, std::size_t row, std::span<const double> other) {
      try {
        static_cast<void>(
            distribution_metric(DistributionMetric::euclidean, p, other, data->options));
      } catch (const Error& error) {
        throw Error(table.row_place(row), error.what());
      }
    };
    check(tables.truth, truth, p);
    check(tables.prediction, prediction, q);
  }
  return {{"distribution",
           [data](Rows rows) { return std::make_unique<DistributionScores>(*data, rows); }}};
}

}  // namespace evaluate
