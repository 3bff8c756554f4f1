#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/votes/vote_mean.hpp>
#include <tonewheel/metric/votes/vote_score.hpp>

#include "metric/distribution/random_distribution.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using sample::Values;
using support::contains;
using support::message_of;

namespace {

nlohmann::json golden(const char* topic) {
  std::ifstream stream(std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "tests/golden/votes.json");
  nlohmann::json cases = nlohmann::json::parse(stream).at(topic);
  REQUIRE(!cases.empty());
  return cases;
}

void check_tally(const VoteTally& found, const nlohmann::json& expected) {
  constexpr double few_roundings = 1e-13;
  if (expected.is_null()) {
    CHECK(found.rows == 0);
    CHECK(std::isnan(found.mean_js()));
    CHECK(std::isnan(found.share_first_right()));
    return;
  }
  CHECK(found.rows == expected.at("rows"));
  CHECK(found.first_right == expected.at("first_right"));
  const auto near = [&](double value, const char* name) {
    INFO(name);
    CHECK(std::abs(value - expected.at(name).get<double>()) <= few_roundings);
  };
  near(found.mean_js(), "js");
  near(found.mean_kl(), "kl");
  near(found.mean_log_loss(), "log_loss");
  near(found.mean_truth_entropy(), "truth_entropy");
  near(found.mean_prediction_entropy(), "prediction_entropy");
}

struct Row {
  Values votes;
  Values prediction;
  double weight = 1;
};

std::vector<Row> random_rows(std::mt19937_64& engine, std::size_t rows, std::size_t k) {
  std::vector<Row> list;
  for (std::size_t i = 0; i < rows; ++i) {
    Values votes(k);
    for (std::size_t vote = 0; vote < i % 9; ++vote) {
      votes[engine() % k] += 1;
    }
    list.push_back({votes, sample::distribution(engine, k, i % 4 == 0),
                    static_cast<double>(engine() % 3) / 3});
  }
  return list;
}

}  // namespace

TEST_CASE("vote score: divergences, losses and strata as scipy's, weights and all") {
  for (const nlohmann::json& each : golden("scores")) {
    const auto classes = each.at("classes").get<std::size_t>();
    VoteScore score(classes, {.entropy_edges = each.at("edges").get<Values>()});
    VoteScore by_logs(classes, {.entropy_edges = each.at("edges").get<Values>()});
    VoteMean mean(classes);
    for (const nlohmann::json& row : each.at("rows")) {
      const auto votes = row.at("votes").get<Values>();
      auto prediction = row.at("prediction").get<Values>();
      score.add(votes, prediction, row.at("weight"));
      mean.add(votes, row.at("weight"));
      for (double& p : prediction) {
        p = std::log(p);
      }
      by_logs.add_logs(votes, prediction, row.at("weight"));
    }
    check_tally(score.all(), each.at("all"));
    check_tally(by_logs.all(), each.at("all"));
    for (std::size_t s = 0; s < score.strata().size(); ++s) {
      INFO("stratum " << s);
      check_tally(score.strata()[s], each.at("strata")[s]);
      check_tally(by_logs.strata()[s], each.at("strata")[s]);
    }
    const Values shares = mean.mean();
    for (std::size_t k = 0; k < classes; ++k) {
      CHECK(shares[k] == Approx(each.at("mean")[k].get<double>()).epsilon(1e-14));
    }
    CHECK(mean.n() == each.at("rows").size());
  }
}

TEST_CASE("vote score: a probability of 0 where people voted is counted and makes KL infinite") {
  VoteScore score(3);
  score.add(Values{3, 1, 0}, Values{0.5, 0.5, 0});
  CHECK(score.all().infinite == 0);
  score.add(Values{3, 1, 0}, Values{1, 0, 0});
  CHECK(score.all().infinite == 1);
  CHECK(std::isinf(score.all().mean_kl()));
  CHECK(std::isinf(score.all().mean_log_loss()));
  CHECK(score.all().mean_js() > 0);
  CHECK(score.all().mean_js() < std::log(2.0));

  VoteScore floored(3, {.zeros = ZeroPolicy::floor_prediction, .epsilon = 1e-3});
  floored.add(Values{3, 1, 0}, Values{1, 0, 0});
  CHECK(floored.all().infinite == 0);
  CHECK(floored.all().mean_log_loss() == Approx(-0.25 * std::log(1e-3)));

  // A logarithm far below the least double is no 0.
  VoteScore logs(2);
  logs.add_logs(Values{1, 1}, Values{0, -2000});
  CHECK(logs.all().infinite == 0);
  CHECK(logs.all().mean_log_loss() == 1000);
  CHECK(logs.all().mean_kl() == Approx(1000 - std::log(2.0)));
}

TEST_CASE("vote score: equal votes on an edge belong below it, equal probabilities are counted") {
  VoteScore score(8);
  const Values two{1, 1, 0, 0, 0, 0, 0, 0};   // ln 2, a third of ln 8
  const Values four{1, 1, 1, 1, 0, 0, 0, 0};  // ln 4, two thirds
  const Values five{1, 1, 1, 1, 1, 0, 0, 0};
  for (const Values& votes : {two, four, five}) {
    score.add(votes, uniform_answer(8));
  }
  CHECK(score.edges()[0] == Approx(std::log(2.0)));
  for (const VoteTally& stratum : score.strata()) {
    CHECK(stratum.rows == 1);
  }
  CHECK(score.all().tied == 3);
  CHECK(score.all().mean_prediction_entropy() == Approx(std::log(8.0)));
  CHECK(score.all().mean_log_loss() == Approx(std::log(8.0)));
}

TEST_CASE("vote score: rows without votes are counted beside the others") {
  std::mt19937_64 engine(20);
  const std::vector<Row> rows = random_rows(engine, 60, 8);
  VoteScore score(8);
  VoteMean mean(8);
  for (const Row& row : rows) {
    score.add(row.votes, row.prediction, row.weight);
    mean.add(row.votes, row.weight);
  }
  CHECK(score.without_votes() == 7);
  CHECK(score.n() == 53);
  CHECK(mean.without_votes() == 7);
}

TEST_CASE("vote score: the mean of the votes beats every other constant answer by log loss") {
  std::mt19937_64 engine(7);
  const std::vector<Row> rows = random_rows(engine, 60, 8);
  VoteMean mean(8);
  for (const Row& row : rows) {
    mean.add(row.votes, row.weight);
  }
  const Values best = mean.mean();
  const auto loss = [&](const Values& answer) {
    VoteScore score(8);
    for (const Row& row : rows) {
      score.add(row.votes, answer, row.weight);
    }
    return score.all().mean_log_loss();
  };
  CHECK(loss(best) < loss(uniform_answer(8)));
  for (int i = 0; i < 20; ++i) {
    Values other = sample::distribution(engine, 8);
    for (std::size_t k = 0; k < 8; ++k) {
      other[k] = 0.9 * best[k] + 0.1 * other[k];
    }
    CHECK(loss(best) <= loss(other));
  }
}

TEST_CASE("vote score: bad input") {
  VoteScore score(2);
  const auto add = [&](const Values& votes, const Values& prediction, double weight) {
    return message_of([&] { score.add(votes, prediction, weight); });
  };
  CHECK(contains(add({1, 2, 3}, {0.5, 0.5}, 1), "found votes for 3 classes, expected 2"));
  CHECK(contains(add({1, 2}, {0.5, 0.25, 0.25}, 1), "expected 2"));
  CHECK(contains(add({-1, 2}, {0.5, 0.5}, 1), "found -1"));
  CHECK(contains(add({1, 2}, {0.5, 0.4}, 1), "sum"));
  CHECK(contains(add({0, 0}, {0.5, 0.4}, 1), "sum"));  // without votes, all the same
  CHECK(contains(add({1, 2}, {0.5, 0.5}, -1), "weight -1"));
  CHECK(contains(add({1, 2}, {0.5, 0.5}, std::nan("")), "weight nan"));
  CHECK(score.n() == 0);
  CHECK(contains(message_of([] { VoteScore(0); }), "0 classes"));
  CHECK(contains(message_of([] { VoteScore(2, {.entropy_edges = {0.5, 0.5}}); }), "ascending"));
  CHECK(contains(message_of([] { VoteScore(2, {.entropy_edges = {1}}); }), "(0, 1)"));
  CHECK(contains(message_of([&] { score.merge(VoteScore(3)); }), "3 classes"));
  CHECK(contains(message_of([&] { score.merge(VoteScore(2, {.entropy_edges = {}})); }), "edges"));
  StateValue::Object counts = score.state().counts();
  counts["tied"] = StateValue::List{std::uint64_t{1}, std::uint64_t{0}, std::uint64_t{0}};
  const State broken("vote_score", score.state().options(), counts);
  CHECK(contains(message_of([&] { VoteScore{broken}; }), "at most the stratum's rows"));
  VoteMean mean(2);
  CHECK(contains(message_of([&] { mean.add(Values{1}); }), "1 classes"));
  CHECK(contains(message_of([&] { mean.merge(VoteMean(3)); }), "3 classes"));
  CHECK(contains(message_of([] { VoteMean(0); }), "0 classes"));
  CHECK(contains(message_of([] { (void)uniform_answer(0); }), "0 classes"));
  CHECK(std::isnan(mean.mean()[0]));
}
