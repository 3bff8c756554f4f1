#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/vocabulary/leaderboard.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

struct Row {
  const char* model;
  std::array<double, 9>
      scores;  ///< MER2023, MER2024, MELD, IEMOCAP, MOSI, MOSEI, SIMS, SIMS v2, OV
  double mean;
};

/// AffectGPT (ICML 2025), table 12, in percent.
const std::vector<Row>& published() {
  static const std::vector<Row> rows{
      {"Otter", {16.41, 14.65, 22.57, 29.08, 52.89, 50.44, 57.56, 53.12, 16.63}, 34.82},
      {"OneLLM", {25.52, 17.21, 28.32, 33.44, 64.01, 54.09, 63.39, 61.98, 22.25}, 41.14},
      {"Video-LLaVA", {36.93, 30.25, 30.73, 38.95, 56.37, 61.64, 53.28, 57.45, 34.00}, 44.40},
      {"SECap", {40.95, 52.46, 25.56, 36.92, 55.76, 54.18, 59.51, 57.41, 36.97}, 46.64},
      {"PandaGPT (A,T)", {33.57, 39.04, 31.91, 36.55, 66.06, 61.33, 62.93, 58.88, 31.33}, 46.84},
      {"Qwen-Audio", {41.85, 31.61, 49.09, 35.47, 70.09, 46.90, 70.73, 65.26, 32.36}, 49.26},
      {"PandaGPT (V,T)", {39.13, 47.16, 38.33, 47.21, 58.50, 64.25, 62.07, 65.25, 35.07}, 50.77},
      {"Video-ChatGPT", {44.86, 46.80, 37.33, 56.83, 54.42, 63.12, 64.82, 65.80, 39.80}, 52.64},
      {"VideoChat2", {33.67, 54.50, 36.64, 48.70, 66.84, 54.32, 69.49, 70.66, 39.21}, 52.67},
      {"PandaGPT (A,V,T)", {40.21, 51.89, 37.88, 44.04, 61.92, 67.61, 68.38, 67.23, 37.12}, 52.92},
      {"LLaMA-VID", {50.72, 57.60, 42.75, 46.02, 61.78, 63.89, 69.35, 67.48, 45.01}, 56.07},
      {"VideoChat", {48.73, 57.30, 41.11, 48.38, 65.13, 63.61, 69.52, 72.14, 44.52}, 56.71},
      {"SALMONN", {55.53, 45.38, 45.62, 46.84, 81.00, 67.03, 68.69, 65.93, 45.00}, 57.89},
      {"Chat-UniVi", {57.62, 65.67, 45.61, 52.37, 54.53, 63.18, 68.15, 66.36, 48.00}, 57.94},
      {"mPLUG-Owl", {56.86, 59.89, 49.11, 55.54, 72.40, 72.91, 72.13, 75.00, 48.18}, 62.45},
      {"Emotion-LLaMA", {59.38, 73.62, 46.76, 55.47, 66.13, 67.66, 78.32, 77.23, 52.97}, 64.17},
      {"AffectGPT", {78.54, 78.80, 55.65, 60.54, 81.30, 80.90, 88.49, 86.18, 62.52}, 74.77}};
  return rows;
}

}  // namespace

TEST_CASE("leaderboard: means of the published table") {
  CHECK(published().size() == 17);
  std::mt19937_64 engine(50);
  int close = 0;
  for (const Row& row : published()) {
    INFO(std::string(row.model));
    const double mean = mer_unibench_mean(std::span<const double>(row.scores));
    // The nine scores and their mean are each rounded to .005; all but two rows need no more.
    CHECK(std::abs(mean - row.mean) < 0.01);
    close += std::abs(mean - row.mean) <= 0.005 + 1e-9 ? 1 : 0;
    std::vector<NamedScore> named;
    named.reserve(mer_unibench.size());
    for (std::size_t i = 0; i < row.scores.size(); ++i) {
      named.push_back({std::string(mer_unibench[i].name), row.scores[i]});
    }
    std::shuffle(named.begin(), named.end(), engine);
    named[0].name[0] = static_cast<char>(named[0].name[0] | 0x20);
    CHECK(mer_unibench_mean(std::span<const NamedScore>(named)) == mean);
  }
  CHECK(close == 15);
}

TEST_CASE("leaderboard: the nine sets") {
  std::size_t samples = 0;
  for (const BenchmarkSet& set : mer_unibench) {
    samples += set.samples;
  }
  CHECK(samples == 411 + 1169 + 1241 + 2610 + 686 + 4659 + 457 + 1034 + 532);
  CHECK(name(mer_unibench[3].metric) == "hit_rate");
  CHECK(name(mer_unibench[4].metric) == "weighted_f1");
  CHECK(name(mer_unibench[8].metric) == "set_fscore");
}

TEST_CASE("leaderboard: scores that are missing, doubled, unknown or no numbers") {
  std::vector<NamedScore> named;
  named.reserve(mer_unibench.size());
  for (const BenchmarkSet& set : mer_unibench) {
    named.push_back({std::string(set.name), 0.5});
  }
  const auto fault = [](const std::vector<NamedScore>& scores) {
    return message_of([&] { (void)mer_unibench_mean(std::span<const NamedScore>(scores)); });
  };
  CHECK(fault(named) == "no Error");
  CHECK(contains(fault({named.begin(), named.end() - 1}), "no score for OV-MERD+"));
  auto bad = named;
  bad[2].name = "MER2023";
  CHECK(contains(fault(bad), "\"MER2023\" twice"));
  bad[2].name = "MELD2";
  CHECK(contains(fault(bad), "\"MELD2\", expected MER2023, MER2024, MELD"));
  named[1].score = std::numeric_limits<double>::quiet_NaN();
  CHECK(contains(fault(named), "nan for MER2024"));
  const std::vector<double> eight(8, 0.5);
  CHECK(contains(message_of([&] { (void)mer_unibench_mean(std::span<const double>(eight)); }),
                 "found 8 scores"));
}

TEST_CASE("leaderboard: weighted F1 minus a quarter of the squared error") {
  CHECK(mer_combined_score(0.8, 0.4) == doctest::Approx(0.7).epsilon(1e-15));
  CHECK(mer_combined_score(0, 4) == -1);
  CHECK(contains(message_of([] { (void)mer_combined_score(1.5, 0); }), "[0, 1]"));
  CHECK(contains(message_of([] { (void)mer_combined_score(0.5, -1); }), ">= 0"));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(contains(message_of([&] { (void)mer_combined_score(nan, 0); }), "nan"));
  CHECK(contains(message_of([&] { (void)mer_combined_score(0.5, nan); }), "nan"));
  CHECK(contains(message_of([&] { (void)mer_combined_score(0.5, HUGE_VAL); }), "inf"));
}
