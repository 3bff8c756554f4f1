#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/metric/overlap/set_score.hpp>
#include <tonewheel/metric/undefined.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

std::vector<SetCounts> random_samples(std::mt19937_64& engine, std::size_t n) {
  std::vector<SetCounts> samples;
  for (std::size_t i = 0; i < n; ++i) {
    SetCounts sample;
    sample.truth = static_cast<std::uint32_t>(engine() % 8);
    sample.prediction = static_cast<std::uint32_t>(engine() % 8);
    sample.common =
        static_cast<std::uint32_t>(engine() % (std::min(sample.truth, sample.prediction) + 1));
    samples.push_back(sample);
  }
  return samples;
}

SetScore score_of(const std::vector<SetCounts>& samples) {
  SetScore score;
  for (const SetCounts& sample : samples) {
    score.add(sample);
  }
  return score;
}

/// What the definition says, in long double.
struct Definition {
  long double precision = 0;
  long double recall = 0;
  long double sample_fscore = 0;
  long double common = 0;
  long double truth = 0;
  long double prediction = 0;
  long double counted = 0;

  explicit Definition(const std::vector<SetCounts>& samples) {
    for (const SetCounts& s : samples) {
      if (s.truth == 0) {
        continue;
      }
      counted += 1;
      const long double p = s.prediction == 0 ? 0 : 1.0L * s.common / s.prediction;
      const long double r = 1.0L * s.common / s.truth;
      precision += p;
      recall += r;
      sample_fscore += p + r == 0 ? 0 : 2 * p * r / (p + r);
      common += s.common;
      truth += s.truth;
      prediction += s.prediction;
    }
    precision /= counted;
    recall /= counted;
    sample_fscore /= counted;
  }
};

bool close(double value, long double expected) {
  return std::abs(static_cast<long double>(value) - expected) <=
         std::numeric_limits<double>::epsilon() * expected;
}

std::optional<nlohmann::json> read_golden(const std::string& name) {
  const char* shared = std::getenv("TONEWHEEL_SHARED");
  std::ifstream stream(std::filesystem::path(shared == nullptr ? "" : shared) / "golden" / name);
  if (!stream) {
    return std::nullopt;
  }
  return nlohmann::json::parse(stream);
}

}  // namespace

TEST_CASE("set score: three samples by hand") {
  SetScore score;
  score.add({2, 1, 1});  // 1, 1/2
  score.add({3, 0, 0});  // 0, 0: no prediction
  score.add({0, 2, 0});  // skipped
  score.add({1, 4, 1});  // 1/4, 1
  CHECK(score.n() == 3);
  CHECK(score.skipped() == 1);
  CHECK(score.empty_predictions() == 1);
  CHECK(score.precision() == 1.25 / 3);
  CHECK(score.recall() == 0.5);
  CHECK(std::abs(score.fscore() - 5.0 / 11) <= 1e-15);
  CHECK(std::abs(score.mean_sample_fscore() - 16.0 / 45) <= 1e-15);
  CHECK(score.micro_precision() == 2.0 / 5);
  CHECK(score.micro_recall() == 2.0 / 6);
  CHECK(std::abs(score.micro_fscore() - 4.0 / 11) <= 1e-15);
  CHECK(sample_fscore({2, 1, 1}) == 2.0 / 3);
  CHECK(sample_fscore({0, 0, 0}) == 0);
}

TEST_CASE("set score: nothing counted is undefined, nothing found is 0") {
  SetScore score;
  for (int round = 0; round < 2; ++round) {
    CHECK(is_undefined(score.precision()));
    CHECK(is_undefined(score.recall()));
    CHECK(is_undefined(score.fscore()));
    CHECK(is_undefined(score.mean_sample_fscore()));
    CHECK(is_undefined(score.micro_precision()));
    CHECK(is_undefined(score.micro_recall()));
    CHECK(is_undefined(score.micro_fscore()));
    score.add({0, 3, 0});
  }
  score.add({2, 2, 0});
  CHECK(score.fscore() == 0);
  CHECK(score.micro_fscore() == 0);
  CHECK(score.n() == 1);
}

TEST_CASE("set score: a wheel on which nothing was counted is left out of the mean, and counted") {
  const std::vector<SetScore> wheels{score_of({{1, 2, 1}}), score_of({{0, 1, 0}})};
  const SetMeans means = mean_scores(wheels);
  CHECK(means.precision == 0.5);
  CHECK(means.recall == 1);
  CHECK(std::abs(means.fscore - 2.0 / 3) <= 1e-15);
  CHECK(means.undefined == 1);
  const SetMeans none = mean_scores(std::span(wheels).subspan(1));
  CHECK(is_undefined(none.fscore));
  CHECK(none.undefined == 1);
}

TEST_CASE("set score: the definition on random samples, to the last digit") {
  std::mt19937_64 engine(41);
  for (int round = 0; round < 100; ++round) {
    std::vector<SetCounts> samples = random_samples(engine, 1 + engine() % 500);
    samples.push_back({1, 1, 1});
    const SetScore score = score_of(samples);
    const Definition expected(samples);
    CHECK(static_cast<long double>(score.n()) == expected.counted);
    CHECK(score.n() + score.skipped() == samples.size());
    CHECK(close(score.precision(), expected.precision));
    CHECK(close(score.recall(), expected.recall));
    CHECK(close(score.mean_sample_fscore(), expected.sample_fscore));
    CHECK(close(score.micro_precision(), expected.common / expected.prediction));
    CHECK(close(score.micro_recall(), expected.common / expected.truth));
    const long double micro = 2 * expected.common / (expected.truth + expected.prediction);
    CHECK(std::abs(score.micro_fscore() - static_cast<double>(micro)) <= 1e-15);
  }
}

TEST_CASE("set score: the sum of fractions is rounded once") {
  // n times 1/3, 1/7, ... over 3 and 7 and ...: the mean is the fraction itself, correctly rounded.
  for (const std::uint32_t size : {3U, 7U, 11U, 1000003U, 4294967295U}) {
    for (const std::uint32_t common : {1U, 2U, 3U}) {
      SetScore score;
      for (int i = 0; i < 999; ++i) {
        score.add({size, size, common});
      }
      CHECK(score.precision() == static_cast<double>(common) / size);
      CHECK(score.recall() == static_cast<double>(common) / size);
    }
  }
  // 1/3 + 1/6 + 1/2 = 1, and sevenths.
  SetScore score;
  score.add({3, 7, 1});
  score.add({6, 7, 1});
  score.add({2, 7, 1});
  CHECK(score.recall() == 1.0 / 3);
  CHECK(score.precision() == 1.0 / 7);
}

TEST_CASE("set score: its histogram makes it anew") {
  std::mt19937_64 engine(43);
  const SetScore score = score_of(random_samples(engine, 300));
  const SetScore copy = SetScore::from_histogram(score.histogram());
  CHECK(copy == score);
  CHECK(copy.fscore() == score.fscore());
  CHECK(SetScore::from_histogram({}) == SetScore());
}

TEST_CASE("set score: large counts neither overflow nor lose the last digit") {
  const std::uint64_t half = std::uint64_t{1} << 52U;
  const std::uint32_t most = std::numeric_limits<std::uint32_t>::max();
  const SetScore score =
      SetScore::from_histogram({{{most, most, most}, half}, {{most, most, 0}, half}});
  CHECK(score.precision() == 0.5);
  CHECK(score.mean_sample_fscore() == 0.5);
  CHECK(score.micro_fscore() == 0.5);
  SetScore full = score;
  CHECK(contains(message_of([&] { full.add({1, 1, 1}); }), "at most 2^53"));
  CHECK(contains(message_of([&] { full.merge(score); }), "at most 2^53"));
  CHECK(full == score);
  CHECK(contains(message_of([] {
                   (void)SetScore::from_histogram(
                       {{{1, 1, 1}, std::numeric_limits<std::uint64_t>::max()}});
                 }),
                 "at most 2^53"));
}

TEST_CASE("set score: many samples at once are as one after the other") {
  std::mt19937_64 engine(12);
  SetScore each;
  SetScore at_once;
  for (std::size_t n = 0; n < 60; ++n) {
    std::vector<SetCounts> samples = random_samples(engine, n);
    samples.push_back({30, static_cast<std::uint32_t>(n), 2 < n ? 2U : 0U});
    for (const SetCounts& sample : samples) {
      each.add(sample);
    }
    at_once.add(samples);
  }
  CHECK(at_once == each);
  const std::vector<SetCounts> wrong{{1, 1, 1}, {2, 1, 2}};
  CHECK(contains(message_of([&] { at_once.add(wrong); }), "found 2 groups in common"));
  CHECK(at_once == each);
}

TEST_CASE("set score: counts that cannot be are refused") {
  SetScore score;
  CHECK(message_of([&] { score.add({1, 3, 2}); }) ==
        "set score: found 2 groups in common of 1 true and 3 predicted ones, expected no more than "
        "either");
  CHECK(contains(message_of([&] { score.add({3, 1, 2}); }), "2 groups in common"));
  CHECK(contains(message_of([] { (void)sample_fscore({1, 1, 2}); }), "2 groups in common"));
  CHECK(contains(message_of([] { (void)SetScore::from_histogram({{{1, 1, 2}, 1}}); }), "common"));
  CHECK(contains(message_of([] { (void)SetScore::from_histogram({{{1, 1, 1}, 0}}); }), "0"));
  CHECK(score == SetScore());
  CHECK(contains(message_of([] { (void)mean_scores(std::span<const SetScore>()); }), "no scores"));
}

TEST_CASE("set score: MER2026's official figures of 332 samples") {
  const auto samples = read_golden("ov_mer2024_samples.json");
  const auto expected = read_golden("ov_mer2024.json");
  if (!samples || !expected) {
    MESSAGE("TONEWHEEL_SHARED leads to no reference results: not compared");
    return;
  }
  std::vector<std::string> columns = (*samples)["columns"];
  std::vector<SetScore> scores(columns.size());
  for (const auto& [name, row] : (*samples)["samples"].items()) {
    REQUIRE(row.size() == columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
      scores[i].add({row[i][0], row[i][1], row[i][2]});
    }
  }
  REQUIRE(columns.size() == 10);
  const nlohmann::json& official = (*expected)["MER2026"];
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const nlohmann::json& figures = official["per_metric"][columns[i]];
    const nlohmann::json& counts = official["counts"][columns[i]];
    CHECK(std::abs(scores[i].fscore() - figures["fscore"].get<double>()) <= 1e-15);
    CHECK(std::abs(scores[i].precision() - figures["precision"].get<double>()) <= 1e-15);
    CHECK(std::abs(scores[i].recall() - figures["recall"].get<double>()) <= 1e-15);
    CHECK(scores[i].n() == counts["counted"].get<std::uint64_t>());
    CHECK(scores[i].empty_predictions() == counts["pred_empty"].get<std::uint64_t>());
    CHECK(scores[i].n() + scores[i].skipped() == 332);
  }
  for (const std::size_t level : {std::size_t{0}, std::size_t{1}}) {
    const SetMeans means = mean_scores(std::span(scores).subspan(5 * level, 5));
    const nlohmann::json& figures = official["level" + std::to_string(level + 1)];
    CHECK(std::abs(means.fscore - figures["fscore"].get<double>()) <= 1e-15);
    CHECK(std::abs(means.precision - figures["precision"].get<double>()) <= 1e-15);
    CHECK(std::abs(means.recall - figures["recall"].get<double>()) <= 1e-15);
  }
}
