#include <metric/samples_vocabulary.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/evaluate/vocabulary_evaluation.hpp>
#include <tonewheel/evaluate/vocabulary_report.hpp>
#include <tonewheel/lexicon/builtin.hpp>

using namespace tonewheel;

namespace {

/// Names and labels in memory of their own.
class Lists {
 public:
  Lists(std::initializer_list<std::pair<const char*, std::vector<std::string_view>>> samples) {
    for (const auto& [name, labels] : samples) {
      names_.emplace_back(name);
      labels_.push_back(labels);
    }
  }
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] LabelRecord operator[](std::size_t i) const {
    return {.name = names_[i], .labels = labels_[i], .row = i + 1};
  }
  [[nodiscard]] const std::vector<std::string_view>& names() const { return names_; }

 private:
  std::vector<std::string_view> names_;
  std::vector<std::vector<std::string_view>> labels_;
};

const Lists truths{
    {"a", {"joyful", "glee"}}, {"b", {"terror"}}, {"c", {"neutral"}}, {"d", {"rage", "xyzzy"}}};
const Lists predictions{{"d", {"furious"}},
                        {"c", {"calm"}},
                        {"b", {}},
                        {"a", {"happily", "sad", "xyzzy"}},
                        {"z", {"sad"}}};

/// Two thirds are not a double: one rounding.
constexpr double rounding = 1.2e-16;

void check_refused(const VocabularyOptions& options, const std::string& what) {
  CHECK_THROWS_WITH_AS((void)evaluate_vocabulary(truths, predictions, options),
                       doctest::Contains(what.c_str()), Error);
}

/// A part of the truth above, scored by TONE's tiers.
VocabularyEvaluation part(std::optional<Shard> shard, VocabularyOptions options = {}) {
  options.metric = VocabularyMetric::tone;
  options.shard = shard;
  return evaluate_vocabulary(truths, predictions, options);
}

}  // namespace

TEST_CASE("vocabulary evaluation: by hand on TONE's first tier") {
  // a: truth joy, prediction joy and sadness; b: truth fear, no prediction; c: neutral has no
  // tier; d: anger both.
  SampleCounts counts;
  const auto found = evaluate_vocabulary(
      truths, predictions, {.metric = VocabularyMetric::tone, .sample_counts = &counts});
  REQUIRE(found.scores().size() == 3);
  CHECK(found.scores()[0].name == "tone");
  CHECK(found.scores()[0].level == 1);
  const SetScore& tier = found.scores()[0].sets;
  CHECK(tier.n() == 3);
  CHECK(tier.skipped() == 1);
  CHECK(tier.empty_predictions() == 1);
  CHECK(tier.precision() == 0.5);
  CHECK(std::abs(tier.recall() - 2.0 / 3) <= rounding);
  CHECK(found.level_means().at(1).precision == 0.5);
  CHECK(found.matching() == VocabularyMatching{.scored = 4, .missing = 0, .extra = 1, .total = 4});
  CHECK(found.n() == 4);
  CHECK(found.out_of_vocabulary().most_frequent() == std::vector<UnknownWord>{{"xyzzy", 2}});
  CHECK_THROWS_AS((void)found.hit_means(), Error);

  CHECK(counts.samples == std::vector<std::size_t>{0, 1, 2, 3});
  REQUIRE(counts.counts.size() == 12);
  CHECK(counts.counts[0] == SetCounts{1, 2, 1});
  CHECK(counts.counts[3] == SetCounts{1, 0, 0});
  const std::string csv = sample_counts_csv(found, counts, truths.names());
  CHECK(csv.starts_with("name,tone_level1_truth,tone_level1_prediction,tone_level1_common,"));
  CHECK(csv.find("\na,1,2,1,") != std::string::npos);
  CHECK_THROWS_AS((void)sample_counts_csv(found, counts, {}), Error);
}

TEST_CASE("vocabulary evaluation: threads, and any order of the predictions, change nothing") {
  std::vector<LabelRecord> many;
  const Lists labels{{"", {"joy", "sad"}}, {"", {"rage"}}, {"", {"xyzzy", "calm"}}};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < 5000; ++i) {
    names.push_back(std::to_string(i));
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    many.push_back({.name = names[i], .labels = labels[i * i % 3].labels});
  }
  const std::vector<LabelRecord> reversed(many.rbegin(), many.rend());
  const auto one = evaluate_vocabulary(many, many, {});
  CHECK(evaluate_vocabulary(many, reversed, {.threads = 4}) == one);
  CHECK(one.scores()[0].sets.fscore() == 1);
}

TEST_CASE("vocabulary evaluation: parts of a truth merge to the whole, in any order") {
  const VocabularyEvaluation whole = part(std::nullopt);
  VocabularyEvaluation merged = part(Shard{3, 3});
  CHECK(merged.parts().missing() == std::vector<std::uint64_t>{1, 2});
  merged.merge(part(Shard{1, 3}));
  merged.merge(VocabularyEvaluation(State::parse(part(Shard{2, 3}).state().text())));
  CHECK(merged.parts().complete());
  CHECK(json(report_json(merged), 2) == json(report_json(whole), 2));
  CHECK(report_text(merged) == report_text(whole));
  CHECK(VocabularyEvaluation(merged.state()) == merged);

  VocabularyEvaluation first = part(Shard{1, 3});
  const VocabularyEvaluation before = first;
  CHECK_THROWS_WITH_AS(first.merge(first), doctest::Contains("found part 1 of 3 twice"), Error);
  CHECK_THROWS_WITH_AS(first.merge(part(Shard{2, 4})),
                       doctest::Contains("number of parts: found \"4\", expected \"3\""), Error);
  CHECK_THROWS_WITH_AS(first.merge(whole), doctest::Contains("a whole truth and a part"), Error);
  CHECK_THROWS_WITH_AS(first.merge(part(Shard{2, 3}, {.inputs = {{"t.csv", "ab"}}})),
                       doctest::Contains("inputs: found"), Error);
  CHECK_THROWS_WITH_AS(first.merge(part(Shard{2, 3}, {.wheels = {"tone"}})),
                       doctest::Contains("options: found"), Error);
  CHECK_THROWS_WITH_AS(
      first.merge(evaluate_vocabulary(truths, predictions,
                                      {.metric = VocabularyMetric::m1, .shard = Shard{2, 3}})),
      doctest::Contains("metric: found \"m1\", expected \"tone\""), Error);
  CHECK_THROWS_WITH_AS(
      first.merge(evaluate_vocabulary(Lists{{"a", {"joy"}}}, predictions,
                                      {.metric = VocabularyMetric::tone, .shard = Shard{2, 3}})),
      doctest::Contains("samples: found \"1\", expected \"4\""), Error);
  CHECK(first == before);
}

TEST_CASE("vocabulary evaluation: predictions that are missing") {
  const Lists few{{"a", {"joy"}}};
  const auto with = [&](MissingPrediction missing) {
    return evaluate_vocabulary(truths, few,
                               {.metric = VocabularyMetric::tone,
                                .missing = missing,
                                .names = {.truth = "t.csv", .prediction = "p.csv"}});
  };
  CHECK_THROWS_WITH_AS(
      (void)with(MissingPrediction::error),
      "p.csv: found no prediction for 3 of 4 samples of t.csv: \"b\", \"c\", \"d\"", Error);
  const auto skipped = with(MissingPrediction::skip);
  CHECK(skipped.matching() ==
        VocabularyMatching{.scored = 1, .missing = 3, .extra = 0, .total = 4});
  const auto empty = with(MissingPrediction::empty);
  CHECK(empty.matching() == VocabularyMatching{.scored = 4, .missing = 3, .extra = 0, .total = 4});
  CHECK(empty.scores()[0].sets.empty_predictions() == 2);
  CHECK(name(MissingPrediction::empty) == "empty");
  CHECK(missing_prediction("skip") == MissingPrediction::skip);
  CHECK_THROWS_AS((void)missing_prediction("drop"), Error);
}

TEST_CASE("vocabulary evaluation: hits of one gold label a sample") {
  const Lists gold{{"1", {"joy"}}, {"2", {"anger"}}, {"3", {"neutral"}}};
  const Lists said{{"1", {"happy", "sad"}}, {"2", {"sad"}}, {"3", {}}};
  const auto found =
      evaluate_vocabulary(gold, said, {.metric = VocabularyMetric::hit, .wheels = {"plutchik"}});
  CHECK(found.hit_means().hit_rate == 0.5);
  CHECK(found.scores()[0].hits.n() == 2);
  CHECK(found.scores()[0].hits.skipped() == 1);
  CHECK(found.run().candidates == std::vector<std::string>{"anger", "joy", "neutral"});
  CHECK(found.level_means().empty());
  CHECK(VocabularyEvaluation(found.state()) == found);
  CHECK(json(options_json(found.run())) ==
        R"({"level":"both","wheels":["plutchik"],"wordnet":false,"missing":"error",)"
        R"("candidates":["anger","joy","neutral"]})");
  check_refused({.metric = VocabularyMetric::hit}, "row 1: found 2 labels");
  SampleCounts counts;
  CHECK_THROWS_AS((void)evaluate_vocabulary(
                      gold, said, {.metric = VocabularyMetric::hit, .sample_counts = &counts}),
                  Error);
}

TEST_CASE("vocabulary evaluation: each sample's own groups of synonyms") {
  const std::map<std::string, std::vector<SynonymGroup>> groups{{"1", {{"glad", "happy"}, {"sad"}}},
                                                                {"2", {{"angry"}}}};
  const Lists truth{{"1", {"glad", "sad"}}, {"2", {"angry"}}};
  const Lists said{{"1", {"happy"}}, {"2", {"angry", "odd"}}};
  const auto found = evaluate_vocabulary(truth, said,
                                         {.metric = VocabularyMetric::mer2024,
                                          .groups = &groups,
                                          .groups_stamp = {"groups.zip", "ab"}});
  const SetScore& sets = found.scores()[0].sets;
  CHECK(sets.precision() == 0.75);  // 1 of 1, 1 of 2
  CHECK(sets.recall() == 0.75);     // 1 of 2, 1 of 1
  CHECK(found.out_of_vocabulary().most_frequent() == std::vector<UnknownWord>{{"odd", 1}});
  CHECK(json(report_json(found)).find(R"("average":0.75)") != std::string::npos);
  CHECK(report_text(found).starts_with("mer2024 with groups.zip (ab)\n"));
  check_refused({.metric = VocabularyMetric::mer2024}, "found no groups of synonyms");
  check_refused({.metric = VocabularyMetric::mer2024, .groups = &groups},
                "found no groups for sample \"a\"");
}

TEST_CASE("vocabulary evaluation: wheels and levels") {
  const auto wheels = [](const VocabularyOptions& options) {
    return vocabulary_groupings(builtin_lexicon(), options).size();
  };
  CHECK(wheels({.wheels = {"plutchik"}}) == 2);
  CHECK(wheels({.level = 1, .wheels = {"plutchik"}}) == 1);
  CHECK(wheels({.metric = VocabularyMetric::hit, .wheels = {"plutchik"}}) == 1);
  CHECK(wheels({.metric = VocabularyMetric::tone}) == 3);
  CHECK(wheels({.metric = VocabularyMetric::m2}) == 1);
  CHECK(wheels({.metric = VocabularyMetric::mer2024}) == 0);
  check_refused({.level = 3}, "level: found 3");
  check_refused({.wheels = {"hamster"}}, "has no wheel \"hamster\"");
  check_refused({.metric = VocabularyMetric::tone, .lexicon = &support::ten_words()},
                "\"ten\" has nothing to score tone with");
  CHECK(vocabulary_metric("mer2024") == VocabularyMetric::mer2024);
  CHECK_THROWS_WITH_AS((void)vocabulary_metric("bleu"), doctest::Contains("ew, m1, m2"), Error);
}

TEST_CASE("vocabulary evaluation: what a span gives twice is refused") {
  const Lists twice{{"a", {"joy"}}, {"a", {"sad"}}};
  CHECK_THROWS_WITH_AS((void)evaluate_vocabulary(truths, twice), doctest::Contains("\"a\" twice"),
                       Error);
  CHECK_THROWS_WITH_AS((void)evaluate_vocabulary(twice, predictions),
                       doctest::Contains("\"a\" twice"), Error);
}

TEST_CASE("vocabulary evaluation: counts that no samples have are refused") {
  const State state = part(Shard{1, 2}).state();
  const auto changed = [&](const std::string& name, const StateValue& value) {
    StateValue::Object counts = state.counts();
    counts[name] = value;
    CHECK_THROWS_AS(VocabularyEvaluation(State(state.kind(), state.options(), counts)), Error);
  };
  changed("n", std::uint64_t{3});
  changed("missing", std::uint64_t{1});
  changed("missing", ~std::uint64_t{0});
  changed("total", std::uint64_t{9});
  changed("parts", "1-2/2");
  changed("parts", "3/2");
  changed("sets", StateValue::List{});
  StateValue::Object options = state.options();
  options["metric_version"] = "0";
  CHECK_THROWS_AS(VocabularyEvaluation(State(state.kind(), options, state.counts())), Error);
}
