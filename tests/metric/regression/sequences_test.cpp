#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/regression/concordance.hpp>
#include <tonewheel/metric/regression/sequences.hpp>

#include "metric/regression/regression_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::close;
using support::contains;
using support::message_of;
using support::Values;

namespace {

struct Story {
  std::string subject;
  std::string story;
  Values truth;
  Values prediction;
};

std::vector<Story> golden_stories(const nlohmann::json& golden) {
  std::vector<Story> stories;
  for (const auto& one : golden.at("sequences").at("stories")) {
    stories.push_back({one.at("subject"), one.at("story"), one.at("truth"), one.at("prediction")});
  }
  return stories;
}

std::vector<Sequence> views(const std::vector<Story>& stories) {
  std::vector<Sequence> sequences;
  for (const Story& one : stories) {
    sequences.push_back({one.subject, one.story, one.truth, one.prediction});
  }
  return sequences;
}

double concordance_by_n(const PairMoments& moments) {
  return moments.concordance(Variance::population);
}

}  // namespace

TEST_CASE("sequences: OMG-Empathy's averages by numpy and scipy") {
  const nlohmann::json golden = support::regression_golden();
  const auto stories = golden_stories(golden);
  const auto sequences = views(stories);
  const auto& expected = golden.at("sequences");
  CHECK(close(personalised_mean(sequences).mean, expected.at("personalised"), support::library));
  CHECK(close(generalised_mean(sequences).mean, expected.at("generalised"), support::library));
  const SequenceMean each = per_sequence_mean(sequences);
  CHECK(close(each.mean, expected.at("per_sequence"), support::library));
  CHECK(each.sequences == stories.size());
  CHECK(each.undefined == 0);
  SequenceScores scores;
  for (const Sequence& sequence : sequences) {
    scores.add(sequence);
  }
  CHECK(
      close(omg_concordance(scores.concatenated()), expected.at("concatenated"), support::library));
  Values truth;
  Values prediction;
  for (const Story& one : stories) {
    truth.insert(truth.end(), one.truth.begin(), one.truth.end());
    prediction.insert(prediction.end(), one.prediction.begin(), one.prediction.end());
  }
  CHECK(scores.concatenated().concordance(Variance::population) == concordance(truth, prediction));
}

TEST_CASE("sequences: the averages by hand") {
  // Bias as a metric: 1 and 3 for subject a, 8 for b.
  const Values zero = {0, 0};
  const Values one = {1, 1};
  const Values three = {3, 3};
  const Values eight = {8, 8};
  const std::vector<Sequence> sequences = {
      {"a", "x", zero, one}, {"a", "y", zero, three}, {"b", "x", zero, eight}};
  const SequenceOptions options = {.metric = [](const PairMoments& m) { return m.bias(); }};
  CHECK(per_sequence_mean(sequences, options).mean == 4);
  CHECK(personalised_mean(sequences, options).mean == 5);    // (2 + 8) / 2
  CHECK(generalised_mean(sequences, options).mean == 3.75);  // (4.5 + 3) / 2
}

TEST_CASE("sequences: undefined scores by policy") {
  const Values varied = {0, 1, 2};
  const Values constant = {1, 1, 1};
  const std::vector<Sequence> sequences = {
      {"a", "x", varied, varied}, {"a", "y", constant, constant}, {"b", "x", constant, constant}};
  SequenceOptions options = {.metric = concordance_by_n};
  CHECK(std::isnan(per_sequence_mean(sequences, options).mean));
  CHECK(per_sequence_mean(sequences, options).undefined == 2);
  options.undefined = UndefinedScore::zero;
  CHECK(personalised_mean(sequences, options).mean == 0.25);
  options.undefined = UndefinedScore::left_out;
  CHECK(personalised_mean(sequences, options).mean == 1);  // subject b has none
  CHECK(personalised_mean(sequences).mean == 0.25);        // OMG: undefined is 0
  CHECK(std::isnan(per_sequence_mean({}).mean));
  const std::vector<Sequence> frameless = {{"a", "x", {}, {}}};
  CHECK(std::isnan(per_sequence_mean(frameless).mean));
}

TEST_CASE("sequences: bad input") {
  const Values two = {1, 2};
  const Values holed = {1, std::numeric_limits<double>::quiet_NaN()};
  const std::vector<Sequence> same = {{"a", "x", two, two}, {"a", "x", two, two}};
  CHECK(contains(message_of([&] { (void)generalised_mean(same); }),
                 "sequence of subject \"a\" and story \"x\": found twice"));
  SequenceScores scores;
  CHECK(contains(message_of([&] { scores.add({"a", "x", two, holed}); }),
                 "sequence of subject \"a\" and story \"x\", row 2, column prediction: found nan"));
  CHECK(contains(message_of([&] { scores.add({"a", "x", two, {}}); }),
                 "story \"x\": pairs: found 0 predictions"));
  CHECK(scores.sequences() == 0);
  scores.add({"a", "x", Values{1}, Values{2}});
  scores.add({"a", "x", two, two});  // another part of it
  scores.add({"a", "y", two, two});
  CHECK(scores.sequences() == 2);
  CHECK(scores.n() == 5);
  SequenceScores skipping(NanPolicy::skip);
  skipping.add({"a", "x", two, holed});
  CHECK(skipping.concatenated().missing() == 1);
  CHECK(skipping.missing() == 1);
  CHECK(skipping.n() == 1);
  CHECK(contains(message_of([&] { scores.merge(skipping); }), "two policies"));
  CHECK(contains(message_of([&] { (void)skipping.per_sequence({.metric = nullptr}); }),
                 "found no metric"));
  SequenceScores spread(NanPolicy::propagate);
  spread.add({"a", "x", two, holed});
  CHECK(std::isnan(spread.per_sequence().mean));  // NaN frames are no constant series
}
