#pragma once

#include <memory>
#include <utility>

#include <tonewheel/evaluate/evaluate_agreement.hpp>
#include <tonewheel/evaluate/impl/assemble_inl.hpp>
#include <tonewheel/evaluate/impl/distribution_task_inl.hpp>
#include <tonewheel/evaluate/impl/rating_table_inl.hpp>

namespace tonewheel {
namespace detail {

/// Coincidences and votes of so many categories are counted; more are numbers, not categories.
inline constexpr std::size_t most_categories = 4096;

/// Why these ratings cannot give a metric; empty where they can.
inline std::string refuses_agreement(std::string_view name, const RatingTable& ratings,
                                     const EvaluateOptions& options) {
  const Metric& asked = metric("agreement", name);
  if (asked.is_of<CoincidenceCounts>() || asked.is_of<FleissKappa>()) {
    if (ratings.categories.size() > most_categories) {
      return "needs at most 4096 different ratings, found " +
             std::to_string(ratings.categories.size());
    }
  } else if (ratings.numbers.empty()) {
    return "needs numbers, found words such as " + shown(ratings.categories.front());
  }
  if (name == "alpha_ratio" && (ratings.values.empty() || ratings.values.front() < 0)) {
    return "needs numbers of at least 0";
  }
  if (name == "alpha_circular" && (ratings.values.empty() || !(options.circumference > 0))) {
    return "needs numbers and --circumference, after which they repeat";
  }
  if (name == "alpha_distance" && options.ground.empty()) {
    return "needs --ground, the distances between the categories";
  }
  return "";
}

inline PreparedTarget agreement_target(const std::shared_ptr<RatingTable>& ratings,
                                       const EvaluateOptions& options) {
  std::vector<ColumnPair> categories;
  for (const std::string& each : ratings->categories) {
    categories.push_back({0, 0, each});
  }
  const bool numbers = !ratings->numbers.empty();
  PreparedTarget target{"agreement",
                        {.classes = std::max<std::size_t>(ratings->categories.size(), 1),
                         .ordered = numbers || !options.order.empty(),
                         .raters = ratings->raters,
                         .scale = {ratings->values, options.circumference,
                                   ground_values(options.ground, categories)}},
                        ratings->categories,
                        {},
                        {},
                        {}};
  target.add = [ratings](TaskScore& score, std::size_t row) {
    const std::size_t at = row * ratings->raters;
    score.add_unit(std::span<const std::uint32_t>(ratings->codes).subspan(at, ratings->raters),
                   ratings->numbers.empty()
                       ? std::span<const double>()
                       : std::span<const double>(ratings->numbers).subspan(at, ratings->raters));
  };
  target.refuses = [ratings, options](std::string_view name) {
    return refuses_agreement(name, *ratings, options);
  };
  // Numbers are seldom equal: what asks for equal ones is for words, unless it is named.
  target.wanted = [numbers, ordered = !options.order.empty(), circular = options.circumference > 0,
                   distance = !options.ground.empty()](const Metric& each) {
    return each.name == "alpha_circular"                                  ? circular
           : each.name == "alpha_distance"                                ? distance
           : each.name == "alpha_ratio"                                   ? false
           : each.name == "alpha_ordinal"                                 ? numbers || ordered
           : each.is_of<CoincidenceCounts>() || each.is_of<FleissKappa>() ? !numbers
                                                                          : numbers;
  };
  return target;
}

/// What each unit is called.
inline std::vector<std::string> unit_names(const TableView& table,
                                           const std::vector<std::size_t>& keys) {
  std::vector<std::string> names;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    std::string name;
    for (const std::size_t column : keys) {
      name += (name.empty() ? "" : ", ") + std::string(trim(table.cell(row, column)));
    }
    names.push_back(keys.empty() ? std::to_string(row + 1) : name);
  }
  return names;
}

inline void require_agreement_options(const EvaluateOptions& options) {
  if (options.task != "agreement") {
    throw OptionError("--task: found " + shown(options.task) + ", expected agreement");
  }
  if (!options.long_columns.empty() && (!options.columns.empty() || !options.by.empty())) {
    throw OptionError("--long names all columns itself, found --columns or --by too");
  }
  if (options.circumference < 0 || !std::isfinite(options.circumference)) {
    throw OptionError("--circumference: found " + number_text(options.circumference) +
                      ", expected a number above 0");
  }
  if (options.shard && options.bootstrap > 0) {
    throw OptionError("--bootstrap needs all rows at once, found --shard too");
  }
}

}  // namespace detail

TONEWHEEL_INLINE AgreementEvaluation evaluate_agreement(const TableView& given,
                                                        const EvaluateOptions& asked) {
  EvaluateOptions options = asked;
  if (options.task == EvaluateOptions{}.task) {
    options.task = "agreement";
  }
  detail::require_agreement_options(options);
  detail::chosen_metrics(options, {});
  const ColumnTable wide =
      options.long_columns.empty() ? ColumnTable() : detail::widened(given, options.long_columns);
  const TableView& table = options.long_columns.empty() ? given : wide;
  const auto keys = detail::unit_columns(table, options);
  const auto columns = detail::rater_columns(table, keys, options);
  if (table.rows() == 0) {
    throw Error({table.name(), 0, ""}, "found no rows, expected ratings");
  }
  const auto ratings =
      std::make_shared<detail::RatingTable>(detail::read_ratings(table, columns, options));
  if (ratings->categories.empty()) {
    throw Error({table.name(), 0, ""}, "found no ratings: every cell of the raters is empty");
  }
  detail::PreparedTask task;
  task.targets.push_back(detail::agreement_target(ratings, options));
  RowMatching rows;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    rows.pairs.emplace_back(row, row);
  }
  std::vector<std::string> raters;
  std::vector<std::uint64_t> given_by(columns.size(), 0);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    raters.push_back(table.columns()[columns[i]]);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      given_by[i] += ratings->codes[row * columns.size() + i] == no_rating ? 0U : 1U;
    }
  }
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    if (std::find(columns.begin(), columns.end(), i) == columns.end()) {
      const std::string why = detail::reserved(keys, i, table.columns()[i], options);
      task.columns.left_out.push_back({table.columns()[i],
                                       why == "rows are matched by it" ? "it names the units"
                                       : why.empty()                   ? "not named by --columns"
                                                                       : why,
                                       table.name(), 0});
    }
  }
  std::size_t complete = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto unit = std::span(ratings->codes).subspan(row * columns.size(), columns.size());
    complete += std::find(unit.begin(), unit.end(), no_rating) == unit.end() ? 1U : 0U;
  }
  if (complete < table.rows()) {
    task.columns.notes.push_back(
        "kappas, AC1 and intraclass correlations are over the " + std::to_string(complete) +
        " of " + std::to_string(table.rows()) +
        " units that every rater rated; alpha is over all with two ratings");
  }
  AgreementEvaluation found{detail::assemble({table, table, rows}, task, options),
                            std::move(raters),
                            detail::unit_names(table, keys),
                            ratings->categories,
                            std::move(given_by),
                            {},
                            {}};
  if (!ratings->numbers.empty()) {
    found.weighted = evaluator_weighted({ratings->numbers, ratings->units, ratings->raters});
  } else if (ratings->categories.size() <= detail::most_categories) {
    found.labels =
        soft_labels({ratings->codes, ratings->units, ratings->raters}, ratings->categories.size());
  }
  return found;
}

}  // namespace tonewheel
