#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/json_writer.hpp>
#include <tonewheel/dataset/table_view.hpp>
#include <tonewheel/evaluate/evaluate_options.hpp>
#include <tonewheel/evaluate/evaluation.hpp>
#include <tonewheel/metric/agreement/evaluator_weighted.hpp>
#include <tonewheel/metric/agreement/soft_labels.hpp>

namespace tonewheel {

/// How far raters agree, and what they say together: scores of all units, and for each unit one
/// rating or one label out of many.
struct AgreementEvaluation {
  Evaluation scores;                ///< alpha, kappas, intraclass correlations
  std::vector<std::string> raters;  ///< in the order of the columns
  std::vector<std::string> units;   ///< what names each unit; its row, counted from 1, else
  /// The different ratings in their order: that of the options, numbers by size, texts by bytes.
  std::vector<std::string> categories;
  std::vector<std::uint64_t> ratings;          ///< how many each rater gave
  std::optional<EvaluatorEstimates> weighted;  ///< of numbers: the evaluator-weighted ratings
  std::optional<SoftLabels> labels;            ///< of categories: shares of the raters, majority
};

/// Scores how far raters agree:
///
///     tonewheel::ColumnTable table("ratings");     // a column a rater, a row a unit
///     table.add_texts("anna", {"joy", "fear", "joy"});
///     table.add_texts("ben", {"joy", "fear", ""});  // empty: not rated
///     const auto found = tonewheel::evaluate_agreement(table);
///     fmt::print("{}", report_text(found));
///
/// Raters are options.columns, else all columns but those that name units (options.keys, or a
/// column id, name, file or path) and options.by. With options.long_columns each row is one rating
/// instead: item, rater, rating. Numbers get alpha at the ordinal and the interval level and
/// intraclass correlations, words alpha at the nominal level and kappas, unless options.metrics
/// says otherwise. Throws OptionError on options that do not fit, Error with the place on a rating
/// that is given twice, and where words stand among numbers.
[[nodiscard]] AgreementEvaluation evaluate_agreement(const TableView& ratings,
                                                     const EvaluateOptions& options = {});

/// The result as lines for people.
[[nodiscard]] std::string report_text(const AgreementEvaluation& found);
/// The result as a JSON object for programs: scores, rows, raters, categories, votes.
[[nodiscard]] JsonValue report_json(const AgreementEvaluation& found);

/// A CSV with a row a unit: its name; of numbers the evaluator-weighted rating, of words the
/// majority (empty: tied or none) and each one's share of the raters. Empty where nobody rated.
[[nodiscard]] std::string units_csv(const AgreementEvaluation& found);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/agreement_report_inl.hpp>
#include <tonewheel/evaluate/impl/evaluate_agreement_inl.hpp>
#endif
