#pragma once

#include <algorithm>
#include <memory>

#include <tonewheel/evaluate/impl/prepared_target_inl.hpp>
#include <tonewheel/metric/distribution/ground_distance.hpp>
#include <tonewheel/metric/distribution/metric.hpp>

namespace tonewheel::detail {

/// Rows x classes.
struct DistributionRows {
  std::size_t classes = 0;
  std::vector<double> truth;
  std::vector<double> prediction;
  [[nodiscard]] std::span<const double> row(const std::vector<double>& cells, std::size_t i) const {
    return std::span(cells).subspan(i * classes, classes);
  }
};

/// The chosen distances, classes x classes in the order of the columns.
inline std::vector<double> ground_values(const GroundChoice& ground,
                                         const std::vector<ColumnPair>& columns) {
  if (ground.empty()) {
    return {};
  }
  if (ground.name == "line") {
    return line_distance(columns.size()).values;
  }
  if (ground.name == "ring") {
    return ring_distance(columns.size()).values;
  }
  std::vector<std::size_t> at;
  for (const ColumnPair& column : columns) {
    const auto found = std::find(ground.classes.begin(), ground.classes.end(), column.name);
    if (found == ground.classes.end()) {
      throw Error({ground.name, 0, ""}, "found no distances of " + shown(column.name) +
                                            ", expected those of every class");
    }
    at.push_back(static_cast<std::size_t>(found - ground.classes.begin()));
  }
  std::vector<double> values;
  values.reserve(at.size() * at.size());
  for (const std::size_t row : at) {
    for (const std::size_t column : at) {
      values.push_back(ground.values[row * ground.classes.size() + column]);
    }
  }
  return values;
}

/// Throws Error with the row's place unless it is a distribution.
inline void require_distribution(const TableView& table, std::size_t row,
                                 std::span<const double> truth, std::span<const double> other,
                                 const DistributionOptions& options) {
  try {
    static_cast<void>(distribution_metric(DistributionMetric::euclidean, truth, other, options));
  } catch (const Error& error) {
    throw Error(table.row_place(row), error.what());
  }
}

TONEWHEEL_INLINE PreparedTask prepare_distribution(const MatchedTables& tables,
                                                   const EvaluateOptions& options) {
  PreparedTask task;
  task.columns = choose_number_columns(tables.truth, tables.prediction, tables.rows, options);
  require_two_sided(task.columns, options);
  const auto& columns = task.columns.scored;
  if (columns.empty()) {
    return task;
  }
  PreparedTarget target{"distribution", {.classes = columns.size()}, {}, {}, {}};
  target.shape.distribution.ground_distance = ground_values(options.ground, columns);
  if (options.epsilon > 0) {
    target.shape.distribution.zeros = ZeroPolicy::floor_both;
    target.shape.distribution.epsilon = options.epsilon;
  }
  const auto data = std::make_shared<DistributionRows>();
  data->classes = columns.size();
  for (const auto& [truth, prediction] : tables.rows.pairs) {
    for (const ColumnPair& column : columns) {
      data->truth.push_back(present_number(tables.truth, truth, column.truth));
      data->prediction.push_back(present_number(tables.prediction, prediction, column.prediction));
    }
    // A row that is no distribution is said with its place, before anything is computed.
    const auto p = std::span<const double>(data->truth).last(data->classes);
    const auto q = std::span<const double>(data->prediction).last(data->classes);
    require_distribution(tables.truth, truth, p, p, target.shape.distribution);
    require_distribution(tables.prediction, prediction, p, q, target.shape.distribution);
  }
  for (const ColumnPair& column : columns) {
    target.classes.push_back(column.name);
  }
  target.add = [data](TaskScore& score, std::size_t row) {
    score.add_distributions(data->row(data->truth, row), data->row(data->prediction, row));
  };
  target.refuses = [has_ground = !options.ground.empty()](std::string_view name) {
    return name == "emd" && !has_ground ? "needs --ground" : "";
  };
  task.targets.push_back(std::move(target));
  return task;
}

}  // namespace tonewheel::detail
