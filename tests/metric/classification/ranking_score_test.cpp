#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/metric/classification/label_ranking.hpp>
#include <tonewheel/metric/classification/ranking_score.hpp>

#include "metric/classification/classification_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::agrees;
using support::contains;
using support::message_of;
using support::same;

namespace {

using Bits = std::vector<std::uint8_t>;
using NumberList = std::vector<double>;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<ScoredLabel> random_samples(std::mt19937_64& engine, std::size_t n, bool tied) {
  std::vector<ScoredLabel> samples(n);
  for (ScoredLabel& sample : samples) {
    const auto draw = static_cast<double>(engine() >> 11U) * 0x1p-53;
    sample = {tied ? std::floor(draw * 5) : draw, engine() % 3 == 0};
  }
  return samples;
}

/// Pair by pair.
double counted_auc(const std::vector<ScoredLabel>& samples) {
  double won = 0;
  double pairs = 0;
  for (const ScoredLabel& a : samples) {
    for (const ScoredLabel& b : samples) {
      if (a.positive && !b.positive) {
        pairs += 2;
        won += a.score > b.score ? 2 : (a.score == b.score ? 1 : 0);
      }
    }
  }
  return won / pairs;
}

/// Positive by positive: the precision where its score is the threshold.
double counted_precision(const std::vector<ScoredLabel>& samples) {
  long double sum = 0;
  long double positives = 0;
  for (const ScoredLabel& a : samples) {
    if (!a.positive) {
      continue;
    }
    long double passed = 0;
    long double right = 0;
    for (const ScoredLabel& b : samples) {
      passed += b.score >= a.score ? 1 : 0;
      right += b.score >= a.score && b.positive ? 1 : 0;
    }
    sum += right / passed;
    positives += 1;
  }
  return static_cast<double>(sum / positives);
}

struct LabelSample {
  Bits truth{};
  NumberList scores{};
};

std::vector<LabelSample> random_rows(std::mt19937_64& engine, std::size_t n, std::size_t labels) {
  std::vector<LabelSample> rows(n);
  for (LabelSample& row : rows) {
    for (std::size_t i = 0; i < labels; ++i) {
      row.truth.push_back(engine() % 3 == 0 ? 1 : 0);
      row.scores.push_back(static_cast<double>(engine() % 7) / 8);
    }
  }
  return rows;
}

LabelRanking ranking_of(std::span<const LabelSample> rows, std::size_t labels) {
  LabelRanking ranking(labels);
  for (const LabelSample& row : rows) {
    ranking.add(row.truth, row.scores);
  }
  return ranking;
}

constexpr std::array means{RankingMean::macro, RankingMean::weighted, RankingMean::micro};

NumberList values_of(const LabelRanking& ranking) {
  NumberList values{ranking.coverage_error(), ranking.ranking_loss(),
                    ranking.ranking_average_precision()};
  for (const RankingMean mean : means) {
    values.push_back(ranking.mean_roc_auc(mean));
    for (const ZeroDivision rule :
         {ZeroDivision::zero, ZeroDivision::one, ZeroDivision::leave_out}) {
      values.push_back(ranking.mean_average_precision(mean, rule));
    }
  }
  return values;
}

bool all_same(const NumberList& a, const NumberList& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

}  // namespace

TEST_CASE("ranking score: by hand") {
  CHECK(roc_auc(Bits{0, 0, 1, 1}, NumberList{0.1, 0.4, 0.35, 0.8}) == 0.75);
  CHECK(average_precision(Bits{0, 0, 1, 1}, NumberList{0.1, 0.4, 0.35, 0.8}) == 5.0 / 6);
  CHECK(roc_auc(Bits{0, 1}, NumberList{-infinity, infinity}) == 1);
  CHECK(roc_auc(Bits{0, 1}, NumberList{-0.0, 0.0}) == 0.5);
  CHECK(roc_auc(Bits{0, 1, 1}, NumberList{1, 1, 1}) == 0.5);
  CHECK(average_precision(Bits{0, 1, 1}, NumberList{1, 1, 1}) == 2.0 / 3);
}

TEST_CASE("ranking score: scikit-learn's values") {
  const nlohmann::json golden = support::classification_golden();
  REQUIRE(golden["binary_ranking"].size() >= 10);
  for (const nlohmann::json& one : golden["binary_ranking"]) {
    CAPTURE(one["name"].get<std::string>());
    const auto truth = one["truth"].get<Bits>();
    const auto scores = one["scores"].get<NumberList>();
    CHECK(agrees(roc_auc(truth, scores), one["roc_auc"]));
    CHECK(agrees(average_precision(truth, scores), one["average_precision"]));
  }
}

TEST_CASE("ranking score: counted pair by pair, to the last bit") {
  std::mt19937_64 engine(71);
  for (int round = 0; round < 100; ++round) {
    std::vector<ScoredLabel> samples = random_samples(engine, 1 + engine() % 60, round % 2 == 0);
    samples.push_back({0.5, true});
    samples.push_back({0.25, false});
    const double auc = roc_auc(samples);
    CHECK(auc == counted_auc(samples));
    CHECK(average_precision(samples) == counted_precision(samples));
    CHECK((auc >= 0 && auc <= 1));
    CHECK((average_precision(samples) > 0 && average_precision(samples) <= 1));
    // An increasing function of the scores changes nothing; turning them round mirrors the area.
    std::vector<ScoredLabel> moved = samples;
    std::vector<ScoredLabel> turned = samples;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      moved[i].score = 8 * samples[i].score - 3;
      turned[i].score = -samples[i].score;
    }
    CHECK(roc_auc(moved) == auc);
    CHECK(average_precision(moved) == average_precision(samples));
    CHECK(std::abs(roc_auc(turned) - (1 - auc)) <= std::numeric_limits<double>::epsilon());
  }
}

TEST_CASE("ranking score: nothing is undefined, mistakes are refused") {
  CHECK(std::isnan(RankingScore().roc_auc()));
  CHECK(std::isnan(RankingScore().average_precision()));
  CHECK(std::isnan(roc_auc(Bits{1}, NumberList{0.5})));
  CHECK(average_precision(Bits{1}, NumberList{0.5}) == 1);
  RankingScore score;
  CHECK(contains(message_of([&] { score.add(not_a_number, true); }), "found score nan"));
  CHECK(score.n() == 0);
  CHECK(contains(message_of([] { (void)roc_auc(Bits{1}, NumberList{}); }),
                 "found 1 labels and 0 scores"));
  const auto place = [](const Bits& truth, const NumberList& scores) {
    const auto error = support::error_of([&] { (void)average_precision(truth, scores); });
    return error ? error->place().row : 0;
  };
  CHECK(place({1, 0, 1}, {0.5, not_a_number, 0.5}) == 2);
  CHECK(place({1, 0, 2}, {0.5, 1, 0.5}) == 3);
}

TEST_CASE("class ranking: scikit-learn's values") {
  const nlohmann::json golden = support::classification_golden();
  REQUIRE(golden["class_ranking"].size() == 6);
  for (const nlohmann::json& one : golden["class_ranking"]) {
    CAPTURE(one["name"].get<std::string>());
    const auto truth = one["truth"].get<std::vector<std::uint32_t>>();
    const support::Rows<double> scores(one["scores"]);
    const LabelRanking ranking = class_ranking(truth, support::span_of(scores));
    if (!one["ovr"].is_null()) {  // it refuses classes that do not occur
      CHECK(agrees(ranking.mean_roc_auc(), one["ovr"]));
      CHECK(agrees(ranking.mean_roc_auc(RankingMean::weighted), one["ovr_weighted"]));
    }
    CHECK(agrees(ranking.mean_roc_auc(), one["ovr_found"]));
    CHECK(agrees(ranking.mean_roc_auc(RankingMean::weighted), one["ovr_found_weighted"]));
    CHECK(agrees(ranking.mean_roc_auc(RankingMean::micro), one["ovr_micro"]));
    CHECK(agrees(ranking.one_vs_one(), one["ovo"]));
    CHECK(agrees(ranking.one_vs_one(RankingMean::weighted), one["ovo_weighted"]));
    CHECK(agrees(ranking.mean_average_precision(), one["map"]));
    CHECK(agrees(ranking.mean_average_precision(RankingMean::weighted), one["map_weighted"]));
    CHECK(agrees(ranking.mean_average_precision(RankingMean::micro), one["map_micro"]));
  }
}

TEST_CASE("label ranking: scikit-learn's values") {
  const nlohmann::json golden = support::classification_golden();
  REQUIRE(golden["label_ranking"].size() >= 10);
  for (const nlohmann::json& one : golden["label_ranking"]) {
    CAPTURE(one["name"].get<std::string>());
    const support::Rows<std::uint8_t> truth(one["truth"]);
    const support::Rows<double> scores(one["scores"]);
    const LabelRanking ranking = label_ranking(truth.values, support::span_of(scores));
    if (!one["auc"].is_null()) {  // it refuses labels that all or none have
      CHECK(agrees(ranking.mean_roc_auc(), one["auc"]));
      CHECK(agrees(ranking.mean_roc_auc(RankingMean::weighted), one["auc_weighted"]));
    }
    CHECK(agrees(ranking.mean_roc_auc(), one["auc_found"]));
    CHECK(agrees(ranking.mean_roc_auc(RankingMean::weighted), one["auc_found_weighted"]));
    CHECK(agrees(ranking.mean_roc_auc(RankingMean::micro), one["auc_micro"]));
    CHECK(agrees(ranking.mean_average_precision(), one["map"]));
    CHECK(agrees(ranking.mean_average_precision(RankingMean::weighted), one["map_weighted"]));
    CHECK(agrees(ranking.mean_average_precision(RankingMean::micro), one["map_micro"]));
    CHECK(agrees(ranking.coverage_error(), one["coverage"]));
    CHECK(agrees(ranking.ranking_loss(), one["loss"]));
    CHECK(agrees(ranking.ranking_average_precision(), one["lrap"]));
  }
}

TEST_CASE("label ranking: labels in another order give the same bits") {
  std::mt19937_64 engine(73);
  for (int round = 0; round < 10; ++round) {
    const std::size_t labels = 1 + engine() % 6;
    std::vector<LabelSample> rows = random_rows(engine, 1 + engine() % 25, labels);
    const NumberList before = values_of(ranking_of(rows, labels));
    for (LabelSample& row : rows) {
      std::rotate(row.truth.begin(), row.truth.begin() + 1, row.truth.end());
      std::rotate(row.scores.begin(), row.scores.begin() + 1, row.scores.end());
    }
    CHECK(all_same(values_of(ranking_of(rows, labels)), before));
  }
}

TEST_CASE("class ranking: two classes of mirrored scores are one binary task") {
  std::mt19937_64 engine(74);
  for (int round = 0; round < 20; ++round) {
    const std::vector<ScoredLabel> samples = random_samples(engine, 40, round % 2 == 0);
    LabelRanking ranking(2);
    for (const ScoredLabel& sample : samples) {
      ranking.add(sample.positive ? 1 : 0, NumberList{-sample.score, sample.score});
    }
    CHECK(ranking.roc_auc(1) == roc_auc(samples));
    CHECK(ranking.roc_auc(0) == roc_auc(samples));
    CHECK(ranking.mean_roc_auc() == roc_auc(samples));
    CHECK(ranking.one_vs_one() == roc_auc(samples));
    CHECK(ranking.average_precision(1) == average_precision(samples));
  }
}

TEST_CASE("label ranking: a sample's own figures, and the rules") {
  LabelRanking ranking(3);
  ranking.add(Bits{1, 0, 0}, NumberList{0.75, 0.5, 1});
  CHECK(ranking.coverage_error() == 2);
  CHECK(ranking.ranking_loss() == 0.5);
  CHECK(ranking.ranking_average_precision() == 0.5);
  CHECK(ranking.mean_average_precision() == 1.0 / 3);
  CHECK(ranking.mean_average_precision(RankingMean::macro, ZeroDivision::leave_out) == 1);
  CHECK(std::isnan(ranking.mean_roc_auc()));
  CHECK(std::isnan(ranking.average_precision(1)));
  // A tie of a true and an untrue label is wrong, and takes both.
  LabelRanking tied(2);
  tied.add(Bits{1, 0}, NumberList{1, 1});
  CHECK(tied.coverage_error() == 2);
  CHECK(tied.ranking_loss() == 1);
  CHECK(tied.ranking_average_precision() == 0.5);
  CHECK(std::isnan(LabelRanking(2).coverage_error()));
  CHECK(std::isnan(LabelRanking(2).ranking_loss()));
  CHECK(std::isnan(LabelRanking(2).ranking_average_precision()));
  CHECK(std::isnan(LabelRanking(2).one_vs_one()));
  CHECK(std::isnan(LabelRanking(2).mean_roc_auc()));
  CHECK(LabelRanking(2).mean_average_precision() == 0);
}

TEST_CASE("class and label ranking: mistakes are refused and change nothing") {
  LabelRanking classes(2);
  CHECK(contains(message_of([&] { classes.add(2, NumberList{0, 1}); }), "true class 2"));
  CHECK(contains(message_of([&] { classes.add(1, NumberList{0}); }), "found 1 scores, expected 2"));
  CHECK(contains(message_of([&] { classes.add(1, NumberList{0, not_a_number}); }),
                 "found nan as score 1"));
  CHECK(contains(message_of([&] { classes.merge(LabelRanking(3)); }), "found 3 labels"));
  CHECK(contains(message_of([&] { (void)classes.one_vs_one(RankingMean::micro); }), "micro"));
  CHECK(classes.n() == 0);
  classes.add(1, NumberList{0, 1});
  classes.add(Bits{1, 1}, NumberList{0, 1});
  CHECK(message_of([&] { (void)classes.one_vs_one(); }) ==
        "row 2: label ranking: found a sample with 2 labels one against one, expected one");
  LabelRanking labels(2);
  CHECK(
      contains(message_of([&] { labels.add(Bits{1}, NumberList{0, 1}); }), "found 1 true labels"));
  CHECK(contains(message_of([&] { labels.add(Bits{1, 3}, NumberList{0, 1}); }),
                 "found 3 as true label 1"));
  CHECK(contains(message_of([&] { labels.add(Bits{1, 0}, NumberList{not_a_number, 1}); }),
                 "nan as score 0"));
  CHECK(contains(message_of([&] { labels.merge(LabelRanking(1)); }), "found 1 labels"));
  CHECK(contains(message_of([&] { (void)labels.average_precision(2); }), "found label 2"));
  CHECK(contains(message_of([] { const LabelRanking none(0); }), "found 0 labels"));
  CHECK(labels.n() == 0);
  const NumberList four{0, 1, not_a_number, 2};
  const auto row_of = [](const auto& action) {
    const auto error = support::error_of(action);
    return error ? error->place().row : 0;
  };
  CHECK(row_of([&] { (void)label_ranking(Bits{1, 0, 1, 0}, {four, 2, 2}); }) == 2);
  CHECK(row_of([&] { (void)class_ranking(std::vector<std::uint32_t>{1, 0}, {four, 2, 2}); }) == 2);
  CHECK(contains(message_of([&] { (void)label_ranking(Bits{1, 0, 1}, {four, 2, 2}); }),
                 "found 3 true values and 4 scores"));
  CHECK(
      contains(message_of([&] { (void)label_ranking(Bits{1, 0, 1, 0}, {four, 2, 3}); }), "2 x 3"));
  CHECK(contains(
      message_of([&] { (void)class_ranking(std::vector<std::uint32_t>{1}, {four, 2, 2}); }),
      "found 1 true values"));
}
