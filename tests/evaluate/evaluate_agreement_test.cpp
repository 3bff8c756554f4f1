#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/dataset/column_table.hpp>
#include <tonewheel/evaluate/evaluate_agreement.hpp>
#include <tonewheel/metric/agreement/krippendorff.hpp>

#include "support/errors.hpp"

namespace {

using namespace tonewheel;
using support::contains;
using support::message_of;

/// The data of Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability": four observers,
/// twelve units, gaps.
ColumnTable krippendorff() {
  ColumnTable table("k");
  table.add_texts("A", {"1", "2", "3", "3", "2", "1", "4", "1", "2", "", "", ""});
  table.add_texts("B", {"1", "2", "3", "3", "2", "2", "4", "1", "2", "5", "", "3"});
  table.add_texts("C", {"", "3", "3", "3", "2", "3", "4", "2", "2", "5", "1", "NA"});
  table.add_texts("D", {"1", "2", "3", "3", "2", "4", "4", "1", "2", "5", "1", ""});
  return table;
}

std::string refused(const TableView& table, const EvaluateOptions& options) {
  return message_of([&] { static_cast<void>(evaluate_agreement(table, options)); });
}

}  // namespace

TEST_CASE("evaluate agreement: Krippendorff's published alphas at every level") {
  const AgreementEvaluation found = evaluate_agreement(
      krippendorff(),
      {.metrics = {"alpha_nominal", "alpha_ordinal", "alpha_interval", "alpha_ratio"}});
  for (const auto& [metric, value] :
       {std::pair("alpha_nominal", 0.743), std::pair("alpha_ordinal", 0.815),
        std::pair("alpha_interval", 0.849), std::pair("alpha_ratio", 0.797)}) {
    CAPTURE(metric);
    CHECK(found.scores.value(metric) == doctest::Approx(value).epsilon(0.0007));
  }
  CHECK(found.ratings == std::vector<std::uint64_t>{9, 11, 10, 11});
  REQUIRE(found.scores.run().notes.size() == 1);
  CHECK(contains(found.scores.run().notes[0], "over the 8 of 12 units that every rater rated"));
  CHECK(contains(report_text(found), "12 units, 4 raters, 5 different ratings"));
}

TEST_CASE("evaluate agreement: the intraclass correlations of Shrout and Fleiss 1979") {
  ColumnTable table("s");
  table.add("one", {9, 6, 8, 7, 10, 6});
  table.add("two", {2, 1, 4, 1, 5, 2});
  table.add("three", {5, 3, 6, 2, 6, 4});
  table.add("four", {8, 2, 8, 6, 9, 7});
  const AgreementEvaluation found = evaluate_agreement(table);
  for (const auto& [metric, value] :
       {std::pair("icc_1_1", 0.17), std::pair("icc_2_1", 0.29), std::pair("icc_3_1", 0.71),
        std::pair("icc_1_k", 0.44), std::pair("icc_2_k", 0.62), std::pair("icc_3_k", 0.91)}) {
    CAPTURE(metric);
    CHECK(found.scores.value(metric) == doctest::Approx(value).epsilon(0.03));
  }
  REQUIRE(found.weighted);
  CHECK(found.weighted->values.size() == 6);
  CHECK_FALSE(found.labels);
}

TEST_CASE("evaluate agreement: a rating a row is the same as a column a rater") {
  ColumnTable wide("w");
  wide.add_texts("item", {"x", "y", "z"});
  wide.add_texts("anna", {"joy", "fear", "joy"});
  wide.add_texts("ben", {"joy", "", "fear"});
  ColumnTable tall("t");
  tall.add_texts("rater", {"anna", "ben", "anna", "anna", "ben"});
  tall.add_texts("item", {"x", "x", "y", "z", "z"});
  tall.add_texts("emotion", {"joy", "joy", "fear", "joy", "fear"});
  EvaluateOptions by_columns{.columns = {"anna", "ben"}};
  by_columns.keys = std::vector<std::string>{"item"};
  EvaluateOptions by_rows;
  by_rows.long_columns = {"item", "rater", "emotion"};
  const AgreementEvaluation a = evaluate_agreement(wide, by_columns);
  const AgreementEvaluation b = evaluate_agreement(tall, by_rows);
  CHECK(a.scores.means().values == b.scores.means().values);
  CHECK(units_csv(a) == units_csv(b));
  CHECK(units_csv(a) == "unit,majority,share_fear,share_joy\nx,joy,0,1\ny,fear,1,0\nz,,0.5,0.5\n");

  tall.add_texts("again", {"", "", "", "", ""});
  ColumnTable twice("t");
  twice.add_texts("rater", {"anna", "anna"});
  twice.add_texts("item", {"x", "x"});
  twice.add_texts("emotion", {"joy", "fear"});
  CHECK(contains(refused(twice, by_rows),
                 "t, row 2, column rater: found a second rating of \"x\" by \"anna\", the first "
                 "stands in row 1"));
}

TEST_CASE("evaluate agreement: words have an order only where one is given, distances likewise") {
  ColumnTable table("w");
  table.add_texts("a", {"low", "high", "mid", "low", "mid"});
  table.add_texts("b", {"low", "mid", "mid", "mid", "high"});
  CHECK_THROWS_AS(static_cast<void>(evaluate_agreement(table, {.metrics = {"alpha_interval"}})),
                  OptionError);
  const EvaluateOptions ordered{.metrics = {"alpha_ordinal", "alpha_distance"},
                                .order = {"low", "mid", "high"},
                                .ground = {.name = "line"}};
  const AgreementEvaluation found = evaluate_agreement(table, ordered);
  const std::vector<std::uint32_t> codes{0, 0, 2, 1, 1, 1, 0, 1, 1, 2};
  CHECK(found.scores.value("alpha_ordinal") ==
        krippendorff_alpha({codes, 5, 2}, 3, {.level = MeasurementLevel::ordinal}).alpha);
  // Steps on a line are the interval level of 0, 1, 2.
  CHECK(found.scores.value("alpha_distance") ==
        doctest::Approx(
            krippendorff_alpha({codes, 5, 2}, 3, {.level = MeasurementLevel::interval}).alpha)
            .epsilon(1e-12));
}

TEST_CASE("evaluate agreement: parts merge, groups and intervals are of units") {
  const ColumnTable table = krippendorff();
  const EvaluateOptions options{.metrics = {"alpha_nominal", "alpha_interval", "icc_2_1"}};
  const AgreementEvaluation whole = evaluate_agreement(table, options);
  EvaluateOptions part = options;
  part.shard = Shard{1, 2};
  Evaluation merged(evaluate_agreement(table, part).scores.state());
  part.shard = Shard{2, 2};
  merged.merge(evaluate_agreement(table, part).scores);
  CHECK(merged.means().values == whole.scores.means().values);
  EvaluateOptions drawn = options;
  drawn.bootstrap = 100;
  const AgreementEvaluation intervals = evaluate_agreement(table, drawn);
  REQUIRE(intervals.scores.targets()[0].intervals[0]);
  CHECK(intervals.scores.targets()[0].intervals[0]->low < 0.743);
  CHECK(intervals.scores.targets()[0].intervals[0]->high > 0.743);
}

TEST_CASE("evaluate agreement: what cannot be rated is refused") {
  ColumnTable one("o");
  one.add("a", {1, 2});
  CHECK(contains(refused(one, {}), "found 1 columns of raters, expected at least two"));
  ColumnTable mixed("m");
  mixed.add_texts("a", {"1", "2"});
  mixed.add_texts("b", {"1", "joy"});
  CHECK(contains(refused(mixed, {}), "m, row 2, column b: found \"joy\" among 3 numbers"));
  ColumnTable empty("e");
  empty.add_texts("a", {"", ""});
  empty.add_texts("b", {"", ""});
  CHECK(contains(refused(empty, {}), "found no ratings"));
  EvaluateOptions wrong;
  wrong.long_columns = {"a"};
  CHECK(contains(refused(mixed, wrong), "expected three: item, rater and rating"));
  CHECK(contains(refused(one, {.task = "regression", .metrics = {"alpha_round"}}), "alpha_round"));
}
