#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/dataset/column_table.hpp>
#include <tonewheel/evaluate/evaluate.hpp>
#include <tonewheel/evaluate/evaluation_report.hpp>
#include <tonewheel/metric/undefined.hpp>

#include "support/errors.hpp"

namespace {

using namespace tonewheel;
using support::contains;
using support::message_of;

ColumnTable texts(const std::string& name,
                  const std::vector<std::pair<std::string, std::vector<std::string>>>& columns) {
  ColumnTable table(name);
  for (const auto& [column, cells] : columns) {
    table.add_texts(column, cells);
  }
  return table;
}

std::string refused(const TableView& truth, const TableView& prediction,
                    const EvaluateOptions& options) {
  return message_of([&] { static_cast<void>(evaluate(truth, prediction, options)); });
}

/// The reason for which a column was left out; empty where it was not.
std::string why(const Evaluation& found, const std::string& name) {
  for (const LeftOutColumn& each : found.run().left_out) {
    if (each.name == name) {
      return each.why;
    }
  }
  return "";
}

/// Forty rows of two columns, with a speaker.
std::pair<ColumnTable, ColumnTable> forty() {
  std::vector<double> t;
  std::vector<double> p;
  std::vector<double> other;
  std::vector<std::string> who;
  for (int i = 0; i < 40; ++i) {
    t.push_back(i % 7);
    p.push_back(i * 5 % 11);
    other.push_back(i * i % 13);
    who.push_back(i % 3 == 0 ? "b" : "a");
  }
  std::pair<ColumnTable, ColumnTable> tables{ColumnTable("t"), ColumnTable("p")};
  tables.first.add("valence", t);
  tables.first.add_texts("who", who);
  tables.first.add("arousal", p);
  tables.second.add("arousal", other);
  tables.second.add("valence", p);
  return tables;
}

}  // namespace

TEST_CASE("evaluate: what was scored and what was left out is in the result") {
  ColumnTable truth = texts("t.csv", {{"id", {"a", "b", "c"}},
                                      {"Valence", {"1", "2", "4"}},
                                      {"note", {"x", "y", "z"}},
                                      {"only", {"1", "2", "3"}},
                                      {"empty", {"", "NA", ""}}});
  ColumnTable prediction = texts("p.csv", {{"id", {"c", "a", "b"}},
                                           {"valence", {"5", "1", "2"}},
                                           {"note", {"", "1", ""}},
                                           {"empty", {"1", "2", "3"}},
                                           {"extra", {"1", "2", "3"}}});
  const Evaluation found = evaluate(truth, prediction, {.metrics = {"mae"}});
  CHECK(found.value("mae") == 1.0 / 3);
  REQUIRE(found.targets().size() == 1);
  CHECK(found.targets()[0].name == "Valence");
  CHECK(found.run().notes ==
        std::vector<std::string>{R"(column "Valence" is compared with "valence" of p.csv)"});
  CHECK(why(found, "id") == "rows are matched by it");
  CHECK(why(found, "note") == "no numbers, such as \"x\"");
  CHECK(why(found, "only") == "not in p.csv");
  CHECK(why(found, "extra") == "not in t.csv");
  CHECK(why(found, "empty") == "no numbers: every cell is empty");
  const std::string text = report_text(found);
  CHECK(contains(text, "left out: column \"only\" of t.csv: not in p.csv"));
  CHECK(contains(text, "left out: column \"note\" of t.csv: no numbers, such as \"x\" (row 1)"));
}

TEST_CASE("evaluate: one wrong cell does not take a column out of the result") {
  const auto truth = texts("t.csv", {{"v", {"1", "2", "4"}}, {"w", {"1", "2", "3"}}});
  for (const auto& [cell, expected] :
       {std::pair("NA", "p.csv, row 2, column v: found \"NA\", expected a finite number"),
        std::pair("0,5",
                  "p.csv, row 2, column v: found \"0,5\", expected a number as in 2 other")}) {
    const auto prediction = texts("p.csv", {{"v", {"1", cell, "4"}}, {"w", {"1", "2", "3"}}});
    CHECK(contains(refused(truth, prediction, {}), expected));
  }
  const auto gap = texts("p.csv", {{"v", {"1", "<NA>", "4"}}, {"w", {"1", "2", "3"}}});
  const Evaluation found = evaluate(truth, gap, {.metrics = {"mae"}, .missing = LeaveOut::skip});
  CHECK(found.targets()[0].score.n() == 2);
  CHECK(found.targets()[0].score.missing() == 1);
  CHECK(found.targets()[1].score.n() == 3);
}

TEST_CASE("evaluate: two scales in one column are said, one scale is not") {
  const auto notes = [](double shift, double factor) {
    ColumnTable truth("t");
    ColumnTable prediction("p");
    std::vector<double> t;
    std::vector<double> p;
    for (int i = 0; i <= 20; ++i) {
      t.push_back(1 + 0.25 * i * 0.8);
      p.push_back(shift + factor * (0.2 * i - 2));
    }
    truth.add("valence", t);
    prediction.add("valence", p);
    return evaluate(truth, prediction, {}).run().notes;
  };
  const std::vector<std::string> said = notes(0, 0.5);  // -1 to 1 beside 1 to 5
  REQUIRE(said.size() == 1);
  CHECK(contains(said[0], "valence: the truth runs from 1 to 5"));
  CHECK(contains(said[0], "from -1 to 1, 10 of 21 far beyond"));
  CHECK(contains(said[0], "The truth would fit emobank, iemocap (1 to 5)"));
  CHECK(contains(said[0], "the predictions unit, affectnet, nrc2"));
  CHECK(notes(3, 2).size() == 1);  // -1 to 7
  CHECK(notes(3, 0.1).empty());    // timid, but on the scale
  CHECK(notes(3.5, 1).empty());
}

TEST_CASE("evaluate: a label that one side alone has is an error unless it may be left out") {
  const auto truth = texts("t.csv", {{"joy", {"1", "0"}}, {"awe", {"1", "1"}}});
  const auto prediction = texts("p.csv", {{"joy", {"1", "0"}}});
  EvaluateOptions options{.task = "multilabel", .metrics = {"subset_accuracy"}};
  CHECK(contains(refused(truth, prediction, options), "t.csv, column awe: found a column"));
  options.one_sided = LeaveOut::skip;
  const Evaluation found = evaluate(truth, prediction, options);
  CHECK(found.value("subset_accuracy") == 1);
  CHECK(why(found, "awe") == "not in p.csv");
  options.one_sided = LeaveOut::error;
  options.columns = {"joy"};
  CHECK(why(evaluate(truth, prediction, options), "awe") == "not named by --columns");
}

TEST_CASE("evaluate: classes stand in their order, numbers as numbers") {
  // Weighted kappa of 1 to 10 by the formula of Cohen 1968 on integers.
  const std::vector<std::string> t{"1", "10", "2", "9", "3", "10", "5"};
  const std::vector<std::string> p{"1.0", "9", "2", "10", "5", "10.0", "4"};
  const Evaluation found =
      evaluate(texts("t", {{"rating", t}}), texts("p", {{"rating", p}}),
               {.task = "classification", .metrics = {"kappa_quadratic", "accuracy"}});
  double observed = 0;
  double expected = 0;
  for (const std::string& a : t) {
    for (const std::string& b : p) {
      expected += std::pow(std::stod(a) - std::stod(b), 2) / static_cast<double>(t.size());
    }
  }
  for (std::size_t i = 0; i < t.size(); ++i) {
    observed += std::pow(std::stod(t[i]) - std::stod(p[i]), 2);
  }
  // The classes are 1 2 3 4 5 9 10: the formula counts steps between classes, so use their places.
  const std::vector<std::string> classes{"1", "2", "3", "4", "5", "9", "10"};
  CHECK(found.targets()[0].classes == classes);
  const auto place = [&](const std::string& label) {
    double at = 0;
    for (const std::string& each : classes) {
      if (std::stod(each) == std::stod(label)) {
        break;
      }
      ++at;
    }
    return at;
  };
  observed = expected = 0;
  for (std::size_t i = 0; i < t.size(); ++i) {
    observed += std::pow(place(t[i]) - place(p[i]), 2);
    for (const std::string& other : p) {
      expected += std::pow(place(t[i]) - place(other), 2) / static_cast<double>(t.size());
    }
  }
  CHECK(found.value("kappa_quadratic") == doctest::Approx(1 - observed / expected).epsilon(1e-12));
  CHECK(found.value("accuracy") == doctest::Approx(3.0 / 7));
}

TEST_CASE("evaluate: words have no order of their own, one can be given") {
  const auto truth = texts("t", {{"label", {"low", "high", "medium", "low"}}});
  const auto prediction = texts("p", {{"label", {"low", "medium", "medium", "high"}}});
  EvaluateOptions options{.task = "classification", .metrics = {"kappa_linear"}};
  const Evaluation none = evaluate(truth, prediction, options);
  CHECK(is_undefined(none.value("kappa_linear")));
  CHECK(none.run().notes ==
        std::vector<std::string>{"kappa_linear has no value: no order given for "
                                 "high, low, medium: --order"});
  options.order = {"low", "medium", "high"};
  // o: 0 + 1 + 0 + 2 = 3; e: every truth against every prediction, 16 pairs / 4.
  // low-low 0, low-medium 1 twice, low-high 2 (twice low: 8); high: 2 1 1 0 = 4; medium: 1 0 0 1 =
  // 2
  const Evaluation found = evaluate(truth, prediction, options);
  CHECK(found.value("kappa_linear") == doctest::Approx(1 - 3.0 / (14.0 / 4)).epsilon(1e-12));
  options.order = {"low", "high"};
  CHECK(contains(refused(truth, prediction, options), "found the class \"medium\""));
}

TEST_CASE("evaluate: labels that do not meet are refused or said") {
  const auto truth = texts("t.csv", {{"label", {"joy", "fear"}}});
  EvaluateOptions options{.task = "classification", .metrics = {"accuracy"}};
  CHECK(contains(refused(truth, texts("p.csv", {{"label", {"0", "1"}}}), options),
                 "found the labels 0, 1, none of which t.csv has: fear, joy"));
  const auto cased = texts("p.csv", {{"label", {"Joy", "fear"}}});
  const Evaluation two = evaluate(truth, cased, options);
  CHECK(two.value("accuracy") == 0.5);
  REQUIRE(two.run().notes.size() == 1);
  CHECK(contains(two.run().notes[0], "differ in letter case"));
  options.fold = true;
  CHECK(evaluate(truth, cased, options).value("accuracy") == 1);
}

TEST_CASE("evaluate: the column of labels is found, or asked for") {
  const auto truth = texts("t.csv", {{"text", {"a", "b"}}, {"label", {"joy", "fear"}}});
  const auto prediction = texts("p.csv", {{"text", {"b", "b"}}, {"label", {"joy", "joy"}}});
  const EvaluateOptions options{.task = "classification", .metrics = {"accuracy"}};
  const Evaluation found = evaluate(truth, prediction, options);
  CHECK(found.value("accuracy") == 0.5);
  CHECK(why(found, "text") == "carried along; --columns would name it");
  const auto unnamed = texts("t.csv", {{"a", {"x", "y"}}, {"b", {"joy", "fear"}}});
  CHECK(contains(refused(unnamed, unnamed, options), "share the columns \"a\", \"b\""));
}

TEST_CASE("evaluate: probabilities as the relabeller writes them, beside a label carried along") {
  const auto truth = texts("t.csv", {{"label", {"joy", "fear", "joy"}}});
  const auto prediction = texts("p.csv", {{"label", {"joy", "fear", "joy"}},
                                          {"p_joy", {"0.8", "0.6", "0.3"}},
                                          {"p_fear", {"0.1", "0.3", "0.3"}},
                                          {"p_calm", {"0.1", "0.1", "0.4"}}});
  const Evaluation found =
      evaluate(truth, prediction, {.task = "classification", .metrics = {"accuracy", "log_loss"}});
  CHECK(found.value("accuracy") == doctest::Approx(1.0 / 3));
  CHECK(found.value("log_loss") ==
        doctest::Approx(-(std::log(0.8) + 2 * std::log(0.3)) / 3).epsilon(1e-12));
  REQUIRE(found.run().notes.size() == 1);
  CHECK(contains(found.run().notes[0], "judged by its probabilities"));
  CHECK(found.targets()[0].classes == std::vector<std::string>{"calm", "fear", "joy"});
}

TEST_CASE("evaluate: parts merge to the whole, in any order") {
  const auto [truth, prediction] = forty();
  const EvaluateOptions options{.metrics = {"ccc", "kendall", "bias"}, .by = {"who"}};
  const Evaluation whole = evaluate(truth, prediction, options);
  CHECK(whole.n() == 40);
  CHECK(whole.groups().at("b").scores[0].n() == 14);
  EvaluateOptions part = options;
  std::vector<Evaluation> parts;
  for (std::uint64_t i = 1; i <= 3; ++i) {
    part.shard = Shard{i, 3};
    parts.push_back(evaluate(truth, prediction, part));
  }
  Evaluation merged = Evaluation(parts[2].state());
  CHECK(merged == parts[2]);
  merged.merge(parts[0]);
  CHECK(contains(message_of([&] { merged.merge(parts[0]); }), "part 1"));
  merged.merge(parts[1]);
  CHECK(merged.parts().complete());
  CHECK(json(report_json(merged), 2) == json(report_json(whole), 2));
  CHECK(report_text(merged) == report_text(whole));
  EvaluateOptions other = part;
  other.metrics = {"ccc"};
  CHECK(contains(message_of([&] { merged.merge(evaluate(truth, prediction, other)); }), "options"));
  other = part;
  other.bootstrap = 10;
  CHECK(contains(refused(truth, prediction, other), "--bootstrap needs all rows"));
}

TEST_CASE("evaluate: intervals leave out rounds without a value, and count them") {
  ColumnTable truth("t");
  ColumnTable prediction("p");
  truth.add("v", {1, 1, 1, 1, 1, 2});
  prediction.add("v", {1, 2, 3, 2, 1, 3});
  const Evaluation found =
      evaluate(truth, prediction, {.metrics = {"pearson", "mae"}, .bootstrap = 200});
  const auto& intervals = found.targets()[0].intervals;
  REQUIRE(intervals.size() == 2);
  REQUIRE(intervals[0]);
  // The one row that is not 1 is missing with (5/6)^6 = 1/3 of the rounds.
  CHECK(intervals[0]->undefined_rounds > 40);
  CHECK(intervals[0]->undefined_rounds < 100);
  CHECK(intervals[1]->undefined_rounds == 0);
  CHECK(contains(report_text(found), "undefined rounds"));
  CHECK(found == evaluate(truth, prediction,
                          {.metrics = {"pearson", "mae"}, .bootstrap = 200, .threads = 2}));
}

TEST_CASE("evaluate: undefined columns and groups are left out of means, counted") {
  ColumnTable truth("t");
  ColumnTable prediction("p");
  truth.add("v", {1, 2, 3});
  truth.add("w", {1, 1, 1});
  prediction.add("v", {1, 2, 4});
  prediction.add("w", {1, 2, 4});
  const Evaluation found = evaluate(truth, prediction, {.metrics = {"pearson"}});
  const MetricMeans means = found.means();
  CHECK(means.values[0] == found.targets()[0].score.value(0));
  CHECK(means.undefined[0] == 1);
  CHECK(is_undefined(found.targets()[1].score.value(0)));
  CHECK(contains(json(report_json(found)), R"("undefined_columns":{"pearson":1})"));
}

TEST_CASE("evaluate: options that do not fit are refused") {
  const auto [truth, prediction] = forty();
  const auto check = [&](const EvaluateOptions& options, const std::string& said) {
    CHECK_THROWS_AS(static_cast<void>(evaluate(truth, prediction, options)), OptionError);
    CHECK(contains(refused(truth, prediction, options), said));
  };
  check({.task = "translation"}, "--task");
  check({.metrics = {"bleu"}}, "no metric \"bleu\"");
  check({.order = {"a"}}, "--order");
  check({.ground = {.name = "line"}}, "--ground belongs");
  check({.bootstrap = 5, .level = 1}, "--level");
  check({.task = "distribution", .metrics = {"emd"}}, "--ground");
}
