#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/evaluate/folds.hpp>
#include <tonewheel/evaluate/prediction_judge.hpp>

#include "metric/distribution/random_distribution.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using support::contains;
using support::message_of;
using Values = std::vector<double>;

namespace {

std::vector<std::string> names(std::size_t k) {
  std::vector<std::string> list;
  for (std::size_t i = 0; i < k; ++i) {
    list.push_back(std::string(1, static_cast<char>('a' + i)));
  }
  return list;
}

/// Ends of a bootstrap interval of 1000 rounds: their noise is some 5 % of the width.
void check_interval(const Interval& found, const nlohmann::json& expected) {
  const double low = expected[0];
  const double high = expected[1];
  CHECK(std::abs(found.low - low) < 0.12 * (high - low));
  CHECK(std::abs(found.high - high) < 0.12 * (high - low));
}

}  // namespace

TEST_CASE("prediction judge: as scikit-learn and numpy, weights and groups included") {
  std::ifstream stream(std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "tests/golden/judge.json");
  const nlohmann::json golden = nlohmann::json::parse(stream);
  for (const nlohmann::json& each : golden.at("cases")) {
    PredictionJudge judge(names(each.at("classes")));
    PredictionJudge base(names(each.at("classes")));
    for (std::size_t i = 0; i < each.at("truth").size(); ++i) {
      const JudgedRow row{.weight = each.at("weight")[i], .group = each.at("group")[i]};
      judge.add(each.at("truth")[i], each.at("p")[i].get<Values>(), row);
      base.add(each.at("truth")[i], each.at("base")[i].get<Values>(), row);
    }
    const auto near = [&](double found, const char* name) {
      INFO(name);
      CHECK(found == Approx(each.at(name).get<double>()).epsilon(1e-13));
    };
    near(judge.log_loss(), "log_loss");
    near(judge.accuracy(), "accuracy");
    near(judge.macro_f1(), "macro_f1");
    near(judge.uar(), "uar");
    near(judge.brier(), "brier");
    near(judge.calibration_error(), "ece");
    for (std::size_t i = 0; i < each.at("confusion").size(); ++i) {
      CHECK(judge.confusion().counts()[i] == each.at("confusion")[i]);
    }
    const auto loss = judge.interval(JudgedMean::log_loss);
    REQUIRE(loss);
    CHECK(loss->estimate == judge.log_loss());
    check_interval(*loss, each.at("loss_interval"));
    check_interval(judge.interval(JudgedMean::accuracy).value(), each.at("accuracy_interval"));
    const LossComparison found = compare_losses(judge, base);
    REQUIRE(found.difference);
    CHECK(found.difference->estimate == Approx(each.at("difference").get<double>()).epsilon(1e-12));
    check_interval(*found.difference, each.at("difference_interval"));
    CHECK(found.better == Verdict::yes);
    CHECK(compare_losses(base, judge).better == Verdict::no);
    CHECK(compare_losses(judge, judge).better == Verdict::not_shown);
  }
}

TEST_CASE("prediction judge: rows that are alike, as one by one, groups of any numbers") {
  PredictionJudge at_once(names(3));
  PredictionJudge single(names(3));
  const Values p{0.7, 0.2, 0.1};
  for (const std::uint64_t group : {std::uint64_t{3}, std::uint64_t{0}, ~std::uint64_t{0}}) {
    for (std::size_t truth = 0; truth < 3; ++truth) {
      at_once.add_alike(truth, p, 1000 + truth, {.group = group});
      for (std::size_t i = 0; i < 1000 + truth; ++i) {
        single.add(truth, p, {.group = group});
      }
    }
  }
  at_once.add_alike(0, Values{0, 1, 0}, 3);
  for (int i = 0; i < 3; ++i) {
    single.add(0, Values{0, 1, 0});
  }
  at_once.add_alike(0, p, 0, {.group = 77});
  CHECK(at_once == single);
  CHECK(at_once.infinite() == 3);
  CHECK(at_once.groups().size() == 3);
  CHECK(at_once.groups().rbegin()->first == ~std::uint64_t{0});
  CHECK(contains(message_of([&] { at_once.add_alike(0, p, 2, {.weight = 2}); }), "weight 2"));
  StateValue::Object counts = single.state().counts();
  counts["group_rows"] =
      StateValue::List{std::uint64_t{3006}, std::uint64_t{3004}, std::uint64_t{3003}};
  const State broken("prediction_judge", single.state().options(), counts);
  CHECK(contains(message_of([&] { (void)PredictionJudge(broken); }), "the classes and rows"));
}

TEST_CASE("prediction judge: a zero for the truth is counted, a small logarithm is not zero") {
  PredictionJudge judge(names(2));
  for (std::uint64_t group = 0; group < 6; ++group) {
    judge.add(0, Values{0.5, 0.5}, {.group = group});
  }
  CHECK(judge.log_loss() == Approx(std::log(2.0)));
  CHECK(judge.tied() == 6);
  CHECK(judge.interval(JudgedMean::log_loss).has_value());
  PredictionJudge finite = judge;
  judge.add(0, Values{0, 1}, {.weight = 0.5, .group = 1});
  finite.add(0, Values{0, 1}, {.weight = 0.5, .group = 1, .logs = Values{-800, 0}});
  CHECK(judge.infinite() == 1);
  CHECK(std::isinf(judge.log_loss()));
  CHECK(judge.finite_log_loss() == Approx(std::log(2.0)));
  CHECK(!judge.interval(JudgedMean::log_loss));
  CHECK(judge.interval(JudgedMean::accuracy).has_value());
  CHECK(finite.infinite() == 0);
  CHECK(finite.log_loss() == Approx((6 * std::log(2.0) + 400) / 6.5));
  CHECK(compare_losses(judge, finite).better == Verdict::no);
  CHECK(compare_losses(finite, judge).better == Verdict::yes);
  CHECK(!compare_losses(finite, judge).difference);
  CHECK(finite.never_predicted().empty());
}

TEST_CASE("prediction judge: votes are the truth, where several win there is no label") {
  PredictionJudge judge({"a", "b", "c"}, true);
  judge.add_votes(Values{3, 1, 0}, Values{0.5, 0.25, 0.25});
  judge.add_votes(Values{2, 2, 0}, Values{0.25, 0.5, 0.25});
  judge.add_votes(Values{0, 0.2, 0.8}, Values{0.5, 0.25, 0.25});
  CHECK(judge.accuracy() == Approx(2.0 / 3));
  CHECK(judge.undecided() == 1);
  CHECK(judge.confusion().n() == 2);
  CHECK(judge.never_predicted() == std::vector<std::size_t>{2});
  const double quarter = std::log(4.0);
  const double half = std::log(2.0);
  CHECK(judge.log_loss() ==
        Approx((0.75 * half + 0.25 * quarter + 0.5 * half + 0.5 * quarter + quarter) / 3));
  CHECK(judge.votes()->all().mean_log_loss() == Approx(judge.log_loss()));
  CHECK(judge.brier() ==
        Approx((0.0625 + 0 + 0.0625 + 0.0625 + 0 + 0.0625 + 0.25 + 0.0025 + 0.3025) / 3));
}

TEST_CASE("prediction judge: few groups give no interval and no verdict") {
  PredictionJudge good({"a", "b"});
  PredictionJudge bad({"a", "b"});
  for (std::uint64_t i = 0; i < 40; ++i) {
    good.add(0, Values{0.9, 0.1}, {.group = i % 4});
    bad.add(0, Values{0.1, 0.9}, {.group = i % 4});
  }
  CHECK(!good.interval(JudgedMean::log_loss));
  CHECK(compare_losses(good, bad).better == Verdict::not_shown);
  CHECK(compare_losses(good, bad).groups == 4);
  good.add(0, Values{0.9, 0.1}, {.weight = 0, .group = 9});  // no weight, no group
  CHECK(!good.interval(JudgedMean::log_loss));
  CHECK(contains(message_of([&] { (void)compare_losses(good, bad); }), "the same rows"));
  CHECK(name(Verdict::not_shown) == "not shown");
}

TEST_CASE("prediction judge: bad input") {
  PredictionJudge judge(names(2));
  PredictionJudge votes(names(2), true);
  const auto add = [&](std::size_t truth, const Values& p, const JudgedRow& row = {}) {
    return message_of([&] { judge.add(truth, p, row); });
  };
  CHECK(contains(add(2, {0.5, 0.5}), "true class 2"));
  CHECK(contains(add(0, {0.5, 0.25, 0.25}), "3 probabilities"));
  CHECK(contains(add(0, {0.5, 0.6}), "sum to 1.1"));
  CHECK(contains(add(0, {1.5, -0.5}), "found 1.5"));
  CHECK(contains(add(0, {std::nan(""), 0.5}), "found nan"));
  CHECK(contains(add(0, {0.5, 0.5}, {.weight = -1}), "weight -1"));
  CHECK(contains(add(0, {0.5, 0.5}, {.logs = Values{0}}), "1 logarithms"));
  CHECK(contains(message_of([&] { judge.add_votes(Values{1, 0}, Values{1, 0}); }), "a label"));
  CHECK(contains(message_of([&] { votes.add(0, Values{1, 0}); }), "votes as announced"));
  CHECK(
      contains(message_of([&] { votes.add_votes(Values{0, 0}, Values{1, 0}); }), "without votes"));
  CHECK(contains(message_of([&] { votes.add_votes(Values{1}, Values{1, 0}); }), "1 classes"));
  CHECK(contains(message_of([&] { judge.merge(votes); }), "votes or labels"));
  CHECK(contains(message_of([&] { judge.merge(PredictionJudge(names(3))); }), "3 classes"));
  CHECK_THROWS_AS(PredictionJudge(names(0)), Error);
  StateValue::Object options = judge.state().options();
  options["classes"] = StateValue::List{"a", "b", "more"};
  const State broken("prediction_judge", options, judge.state().counts());
  CHECK(contains(message_of([&] { (void)PredictionJudge(broken); }), "the classes and rows"));
  CHECK(judge.n() == 0);
  CHECK(std::isnan(judge.log_loss()));
  CHECK(std::isnan(judge.accuracy()));
  CHECK(std::isnan(judge.macro_f1()));
  CHECK(std::isnan(judge.uar()));
  CHECK(!judge.interval(JudgedMean::log_loss));
}

TEST_CASE("folds: a row's part hangs on the row and the seed, groups take turns") {
  std::vector<std::size_t> rows(5);
  std::size_t moved = 0;
  for (std::uint64_t row = 1; row <= 5000; ++row) {
    ++rows.at(row_part(row, 5, 1));
    moved += row_part(row, 5, 1) != row_part(row, 5, 2) ? 1U : 0U;
  }
  for (const std::size_t count : rows) {
    CHECK(count > 880);  // 1000 expected, standard deviation 28
    CHECK(count < 1120);
  }
  CHECK(moved > 3800);
  for (std::uint64_t row = 1; row <= 100; ++row) {
    CHECK(detail::RowHash(9, 0)(row) % 7 == row_part(row, 7, 9));
    CHECK(detail::RowHash(9, 1)(row) == row_bits(row, 9));
  }
  CHECK(group_part(7, 5) == 2);
  CHECK_THROWS_AS((void)row_part(1, 0, 1), Error);
  CHECK_THROWS_AS((void)group_part(1, 0), Error);
}
