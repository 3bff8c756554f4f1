#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/table.hpp>
#include <tonewheel/data/word_forms.hpp>
#include <tonewheel/lexicon/builtin.hpp>
#include <tonewheel/metric/reward/completion_reward.hpp>
#include <tonewheel/metric/vocabulary/open_vocabulary.hpp>
#include <tonewheel/ontology/atlas.hpp>

#include "support/allocations.hpp"

namespace {

using namespace tonewheel;

const Lexicon& lexicon() {
  static const Lexicon lexicon(builtin_tables(atlas(), Table::parse(data::word_forms)));
  return lexicon;
}

/// Allocations of one call after three of warm-up.
template <class Call>
std::uint64_t allocations_of(const Call& call) {
  for (int i = 0; i < 3; ++i) {
    call();
  }
  const std::uint64_t before = support::allocations().value();
  call();
  return support::allocations().value() - before;
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) {
    all += text;
  }
  return all;
}

}  // namespace

TEST_CASE("allocation: the counter counts") {
  if (support::allocations()) {
    CHECK(allocations_of([] { delete new int(1); }) == 1);
  }
}

TEST_CASE("allocation: a reward allocates nothing for a label once its memory is warm") {
  if (!support::allocations()) {
    return;
  }
  const CompletionScorer scorer(lexicon());
  CompletionScorer::Workspace workspace(scorer);
  const std::vector<std::string> truth{"Happy", "in love", "a word that no lexicon has"};
  const auto count = [&](int times) {
    const std::string completion = "<think>" + repeated("She is not sad, but in love. ", times) +
                                   "</think><answer>" + repeated("Joyful, unheard-of, ", times) +
                                   "</answer>";
    return allocations_of([&] { CHECK(scorer.score(completion, truth, workspace).reward); });
  };
  // A failure of CHECK would allocate; a passing one allocates the same each time.
  const std::uint64_t few = count(1);
  CHECK(count(500) == few);
  const std::string completion = "<think>so glad</think><answer>happy</answer>";
  CHECK(allocations_of([&] { (void)scorer.score(completion, truth, workspace); }) == 0);
}

TEST_CASE("allocation: scoring a sample allocates nothing once its words were seen") {
  if (!support::allocations()) {
    return;
  }
  OpenVocabularyScore score(lexicon(), {lexicon().grouping("plutchik", 1)});
  const std::string truth = "['happy', 'In Love', 'unheard-of']";
  const std::string prediction = "['" + repeated("joyful', 'sad', 'another unheard-of", 200) + "']";
  CHECK(allocations_of([&] { score.add(truth, prediction); }) == 0);
  const std::vector<std::string_view> truths(200, truth);
  const std::vector<std::string_view> predictions(200, prediction);
  CHECK(allocations_of([&] { score.add_batch(truths, predictions); }) == 0);
}
