#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/reward/completion_reward.hpp>

namespace {

using namespace tonewheel;
using Labels = std::vector<std::string>;

/// Two wheels; "calm" stands on the second alone, "odd" on none.
Lexicon small_lexicon() {
  LexiconTables tables;
  tables.name = "small";
  for (const char* word : {"calm", "glad", "happy", "let down", "odd", "sad", "upset"}) {
    tables.bases_of[word] = {word};
    tables.synonyms_of[word] = {word};
  }
  tables.clusterings = {
      {"one",
       1,
       {{"glad", "joy"}, {"happy", "joy"}, {"let down", "sad"}, {"sad", "sad"}, {"upset", "mad"}}},
      {"two",
       1,
       {{"calm", "calm"},
        {"glad", "good"},
        {"happy", "good"},
        {"let down", "bad"},
        {"sad", "bad"},
        {"upset", "bad"}}}};
  return Lexicon(std::move(tables));
}

CompletionReward score(const CompletionScorer& scorer, const std::string& text,
                       const Labels& truth) {
  CompletionScorer::Workspace workspace(scorer);
  return scorer.score(text, truth, workspace);
}

}  // namespace

TEST_CASE("completion reward: the terms by hand") {
  const Lexicon lexicon = small_lexicon();
  const CompletionScorer scorer(
      lexicon, {.reward = {.weights = {.format = 0.5, .accuracy = 1, .alignment = 2, .dual = 4}},
                .list_words = true});
  const auto found = score(scorer,
                           "<think>She looks happy, not upset, and a bit let  down.</think>\n"
                           "<answer>happy, upset</answer>",
                           {"glad"});
  CHECK(found.answer_labels == 2);
  CHECK(found.answer == Labels{"happy", "upset"});
  CHECK(found.reasoning == Labels{"happy", "let down"});  // upset is negated
  CHECK(found.terms.format == 1.0);
  // Wheel one: truth {joy}, answer {joy, mad}: P 1/2, R 1, F 2/3; two: {good}, {good, bad}: 2/3.
  CHECK(*found.terms.accuracy == doctest::Approx(2.0 / 3).epsilon(1e-15));
  // Reasoning {joy, sad} against the answer {joy, mad}: 1/2; {good, bad} against the same: 1.
  CHECK(*found.terms.alignment == doctest::Approx(0.75).epsilon(1e-15));
  // Against the truth: 2/3 on both.
  CHECK(*found.terms.dual == doctest::Approx(2.0 / 3).epsilon(1e-15));
  CHECK(*found.reward == doctest::Approx(0.5 + 2.0 / 3 + 2 * 0.75 + 4 * 2.0 / 3).epsilon(1e-15));
  CHECK_FALSE(found.terms.label_length.has_value());
  CHECK_FALSE(found.terms.text_length.has_value());
}

TEST_CASE("completion reward: a text of another form, terms that abstain") {
  const Lexicon lexicon = small_lexicon();
  const CompletionScorer scorer(lexicon);
  const auto formless = score(scorer, "happy", {"happy"});
  CHECK(formless.terms.format == 0.0);
  CHECK(formless.terms.accuracy == 0.0);
  CHECK(formless.terms.alignment == 0.0);
  CHECK(formless.reward == 0.0);
  const auto unknown = score(scorer, "<think>sad</think><answer>sad</answer>", {"neutral", "odd"});
  CHECK_FALSE(unknown.terms.accuracy.has_value());
  CHECK_FALSE(unknown.terms.dual.has_value());
  CHECK(unknown.terms.alignment == 1.0);
  CHECK(unknown.reward == 1.0);  // the format alone
  const auto silent = score(scorer, "<think></think><answer></answer>", {"sad"});
  CHECK(silent.terms.accuracy == 0.0);
  CHECK_FALSE(silent.terms.alignment.has_value());
  // A wheel on which the truth has no group leaves the mean.
  CHECK(score(scorer, "<think>x</think><answer>calm</answer>", {"calm"}).terms.accuracy == 1.0);
}

TEST_CASE("completion reward: lengths are penalised where asked") {
  const Lexicon lexicon = small_lexicon();
  const CompletionScorer scorer(
      lexicon, {.label_length = {.shape = PenaltyShape::linear, .limit = 1, .range = 4},
                .text_length = {.shape = PenaltyShape::cap, .limit = 10, .strength = 0.25}});
  const auto found = score(scorer, "<think>s</think><answer>sad, sad, upset</answer>", {"sad"});
  CHECK(found.terms.label_length == 0.5);
  CHECK(found.terms.text_length == 0.25);
  CHECK(*found.reward == doctest::Approx(*found.terms.accuracy + 1 - 0.75).epsilon(1e-15));
}

TEST_CASE("completion reward: any number of threads gives the same batch") {
  const Lexicon lexicon = small_lexicon();
  const CompletionScorer scorer(lexicon, {.list_words = true});
  std::vector<std::string> completions;
  std::vector<Labels> truths;
  const Labels words{"calm", "glad", "happy", "let down", "odd", "sad", "upset", "xyz"};
  for (std::size_t i = 0; i < 300; ++i) {
    completions.push_back("<think>" + words[i % 8] + " and " + words[i / 8 % 8] +
                          "</think><answer>" + words[i / 3 % 8] + "</answer>");
    truths.push_back({words[i / 5 % 8], words[i / 7 % 8]});
  }
  const auto one = scorer.score(completions, truths, 1);
  for (const std::size_t threads : {2U, 3U, 8U, 1000U}) {
    const auto many = scorer.score(completions, truths, threads);
    REQUIRE(many.size() == one.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
      CHECK(many[i].reward == one[i].reward);
      CHECK(many[i].terms.dual == one[i].terms.dual);
      CHECK(many[i].reasoning == one[i].reasoning);
    }
  }
  completions[250] = "\xFF";
  CHECK_THROWS_AS((void)scorer.score(completions, truths, 4), Error);
  truths.pop_back();
  CHECK_THROWS_AS((void)scorer.score(completions, truths), Error);
}

TEST_CASE("completion reward: options out of range are refused at once") {
  const Lexicon lexicon = small_lexicon();
  CHECK_THROWS_AS(CompletionScorer(lexicon, {.groupings = {GroupingId{9}}}), Error);
  CHECK_THROWS_AS(CompletionScorer(lexicon, {.reward = {.weights = {.format = -1}}}), Error);
  CHECK_THROWS_AS(
      CompletionScorer(lexicon, {.text_length = {.shape = PenaltyShape::linear, .range = 0}}),
      Error);
  LexiconTables tables;
  tables.name = "no wheels";
  const Lexicon empty(std::move(tables));
  CHECK_THROWS_AS(CompletionScorer{empty}, Error);
}
