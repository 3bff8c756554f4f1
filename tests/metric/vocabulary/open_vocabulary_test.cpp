#include <map>
#include <memory>
#include <random>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/label_list.hpp>
#include <tonewheel/metric/vocabulary/open_vocabulary.hpp>

#include "support/errors.hpp"

namespace {

using namespace tonewheel;
using Labels = std::vector<std::string>;

/// Words w0.. (with inflected forms w0s..), one base word each, on a wheel of 7 clusters; every
/// third one is not on it.
Lexicon numbered_lexicon(int words = 200) {
  LexiconTables tables;
  tables.name = "numbered";
  Clustering clustering{"wheel", 1, {}};
  for (int i = 0; i < words; ++i) {
    const std::string word = "w" + std::to_string(i);
    tables.bases_of[word] = {word};
    tables.bases_of[word + "s"] = {word};
    tables.synonyms_of[word] = {word};
    if (i % 3 != 0) {
      clustering.cluster_of[word] = "c" + std::to_string(i % 7);
    }
  }
  tables.clusterings = {clustering};
  return Lexicon(std::move(tables));
}

/// The definition, with sets of names.
SetCounts counted(const Lexicon& lexicon, GroupingId grouping, const Labels& truth,
                  const Labels& prediction) {
  const auto groups = [&](const Labels& labels) {
    std::set<std::string> all;
    for (const std::string& label : labels) {
      if (const auto surface = lexicon.find(label)) {
        const Grouping& each = lexicon.at(grouping);
        const GroupId id = each.group_of[surface->index()];
        if (id != no_group) {
          all.insert(each.groups[id.index()]);
        }
      }
    }
    return all;
  };
  const auto g = groups(truth);
  const auto p = groups(prediction);
  SetCounts counts{static_cast<std::uint32_t>(g.size()), static_cast<std::uint32_t>(p.size()), 0};
  for (const std::string& each : g) {
    counts.common += p.contains(each) ? 1U : 0U;
  }
  return counts;
}

Labels random_labels(std::mt19937_64& engine) {
  Labels labels;
  for (std::uint64_t i = engine() % 9; i > 0; --i) {
    labels.push_back((engine() % 5 == 0 ? " W" : "w") + std::to_string(engine() % 230));
  }
  return labels;
}

}  // namespace

TEST_CASE("open vocabulary: bit sets count as sets of names do") {
  const Lexicon lexicon = numbered_lexicon();
  OpenVocabularyScore score(lexicon, {GroupingId{0}, GroupingId{1}, GroupingId{2}});
  std::mt19937_64 engine(7);
  std::vector<SetScore> expected(3);
  std::map<std::string, std::uint64_t> unknown;
  std::uint64_t labels = 0;
  for (int i = 0; i < 500; ++i) {
    const Labels truth = random_labels(engine);
    const Labels prediction = random_labels(engine);
    const auto counts = score.add(truth, prediction);
    for (std::size_t g = 0; g < 3; ++g) {
      CHECK(counts[g] ==
            counted(lexicon, GroupingId{static_cast<std::uint32_t>(g)}, truth, prediction));
      expected[g].add(counts[g]);
    }
    for (const Labels* list : {&truth, &prediction}) {
      for (const std::string& label : *list) {
        ++labels;
        if (!lexicon.find(label)) {
          ++unknown[fold(label)];
        }
      }
    }
  }
  for (std::size_t g = 0; g < 3; ++g) {
    CHECK(score.scores()[g] == expected[g]);
  }
  CHECK(score.out_of_vocabulary().n() == labels);
  CHECK(score.out_of_vocabulary().distinct() == unknown.size());
  for (const UnknownWord& each : score.out_of_vocabulary().most_frequent()) {
    CHECK(each.times == unknown.at(each.word));
  }
}

TEST_CASE("open vocabulary: groupings of any size count alike, those without bits too") {
  for (const int words : {1024, 1025, 3000}) {
    const Lexicon lexicon = numbered_lexicon(words);
    // The wheel between base words and synonyms, which have as many groups as there are words.
    const std::vector<GroupingId> groupings{GroupingId{0}, GroupingId{2}, GroupingId{1}};
    REQUIRE(lexicon.groupings()[0].groups.size() == static_cast<std::size_t>(words));
    const auto masks = std::make_shared<const GroupMasks>(lexicon, groupings);
    CHECK(masks->listed().size() == (words > 1024 ? 2 : 0));
    GroupSets truth_set(masks);
    GroupSets prediction_set(masks);
    std::vector<SetCounts> of_sets(3);
    OpenVocabularyScore score(lexicon, groupings);
    std::mt19937_64 engine(17);
    const auto labels = [&] {
      Labels list;
      for (std::uint64_t i = engine() % 9; i > 0; --i) {
        // From few words, for pairs, and from all and some that the lexicon has not.
        const auto range = engine() % 2 == 0 ? 12 : static_cast<std::uint64_t>(words) + 50;
        list.push_back("w" + std::to_string(engine() % range) + (engine() % 2 == 0 ? "s" : ""));
      }
      return list;
    };
    std::size_t wrong = 0;
    std::vector<std::string> truths;
    std::vector<std::string> predictions;
    std::vector<SetCounts> one_by_one;
    for (int i = 0; i < 300; ++i) {
      const Labels truth = labels();
      const Labels prediction = labels();
      truths.push_back(label_list_text(truth));
      predictions.push_back(label_list_text(prediction));
      truth_set.clear();
      prediction_set.clear();
      for (const std::string& label : truth) {
        truth_set.add(label);
      }
      for (const std::string& label : prediction) {
        prediction_set.add(label);
      }
      truth_set.counts(prediction_set, of_sets);
      const auto counts = score.add(truth, prediction);
      for (std::size_t g = 0; g < 3; ++g) {
        const SetCounts expected = counted(lexicon, groupings[g], truth, prediction);
        wrong += counts[g] == expected ? 0U : 1U;
        wrong += of_sets[g] == expected ? 0U : 1U;
        one_by_one.push_back(expected);
      }
    }
    CHECK(wrong == 0);
    OpenVocabularyScore batch(lexicon, groupings);
    std::vector<SetCounts> of_batch(one_by_one.size());
    batch.add_batch(std::vector<std::string_view>(truths.begin(), truths.end()),
                    std::vector<std::string_view>(predictions.begin(), predictions.end()),
                    of_batch);
    CHECK(of_batch == one_by_one);
    for (std::size_t g = 0; g < 3; ++g) {
      CHECK(batch.scores()[g] == score.scores()[g]);
    }
  }
}

TEST_CASE("open vocabulary: text lists count as lists do, states need their lexicon") {
  const Lexicon lexicon = numbered_lexicon();
  OpenVocabularyScore whole(lexicon, {GroupingId{0}, GroupingId{2}});
  OpenVocabularyScore texts(lexicon, {GroupingId{0}, GroupingId{2}});
  std::mt19937_64 engine(11);
  for (int i = 0; i < 200; ++i) {
    Labels truth = random_labels(engine);
    for (std::string& label : truth) {
      label = fold(label);
    }
    const Labels prediction{"w1", "w2", "nothing"};
    whole.add(truth, prediction);
    texts.add(label_list_text(truth), label_list_text(prediction));
  }
  CHECK(texts == whole);
  CHECK(texts.n() == 200);

  const Lexicon other = numbered_lexicon();
  CHECK_THROWS_AS(whole.merge(OpenVocabularyScore(other, {GroupingId{0}, GroupingId{2}})), Error);
  CHECK_THROWS_AS(whole.merge(OpenVocabularyScore(lexicon, {GroupingId{0}, GroupingId{1}})), Error);
  CHECK(OpenVocabularyScore(whole.state(), lexicon) == whole);
  LexiconTables tables;
  tables.name = "another";
  const Lexicon another(std::move(tables));
  CHECK_THROWS_WITH_AS(OpenVocabularyScore(OpenVocabularyScore(lexicon, {}).state(), another),
                       doctest::Contains("expected \"another\", the lexicon given"), Error);
  CHECK_THROWS_WITH_AS(OpenVocabularyScore(whole.state(), another),
                       doctest::Contains("found grouping \"wheel\" level 1"), Error);
  CHECK_THROWS_AS(OpenVocabularyScore(lexicon, {GroupingId{3}}), Error);
}

TEST_CASE("open vocabulary: a sample with invalid UTF-8 does not count at all") {
  const Lexicon lexicon = numbered_lexicon();
  OpenVocabularyScore score(lexicon, {GroupingId{2}});
  CHECK_THROWS_AS(score.add(Labels{"w1", "x"}, Labels{"y", "\xFF"}), Error);
  CHECK(score.out_of_vocabulary().n() == 0);
  CHECK(score.scores()[0].n() + score.scores()[0].skipped() == 0);
  score.add(Labels{"w1"}, Labels{"w1"});
  CHECK(score.scores()[0].fscore() == 1);
  CHECK(score.out_of_vocabulary().n() == 2);
}

TEST_CASE("open vocabulary: a batch counts as its samples one by one") {
  const Lexicon lexicon = numbered_lexicon();
  const std::vector<GroupingId> groupings{GroupingId{0}, GroupingId{1}, GroupingId{2}};
  std::mt19937_64 engine(13);
  for (const std::size_t samples : {0U, 1U, 7U, 500U}) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < 2 * samples; ++i) {
      Labels labels = random_labels(engine);
      for (std::string& label : labels) {
        label = fold(label);
      }
      texts.push_back(label_list_text(labels));
    }
    if (samples > 2) {
      // Longer than a block of lists, and than what is looked up at once.
      texts[1] = std::string(5000, ' ') + ", w1";
      texts[4] = std::string(70000, ' ') + ", W1, w2, w230";
    }
    const std::vector<std::string_view> truths(
        texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(samples));
    const std::vector<std::string_view> predictions(
        texts.begin() + static_cast<std::ptrdiff_t>(samples), texts.end());
    OpenVocabularyScore batch(lexicon, groupings);
    OpenVocabularyScore one_by_one(lexicon, groupings);
    std::vector<SetCounts> counts(samples * groupings.size());
    batch.add_batch(truths, predictions, counts);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < samples; ++i) {
      const Labels truth = parse_label_list(truths[i]);
      const Labels prediction = parse_label_list(predictions[i]);
      const auto expected = one_by_one.add(truth, prediction);
      for (std::size_t g = 0; g < groupings.size(); ++g) {
        wrong += counts[i * groupings.size() + g] == expected[g] ? 0U : 1U;
        wrong += expected[g] == counted(lexicon, GroupingId{static_cast<std::uint32_t>(g)}, truth,
                                        prediction)
                     ? 0U
                     : 1U;
      }
    }
    CHECK(wrong == 0);
    for (std::size_t g = 0; g < groupings.size(); ++g) {
      CHECK(batch.scores()[g] == one_by_one.scores()[g]);
    }
    CHECK(batch.out_of_vocabulary() == one_by_one.out_of_vocabulary());
    OpenVocabularyScore without_counts(lexicon, groupings);
    without_counts.add_batch(truths, predictions);
    CHECK(without_counts.scores()[2] == batch.scores()[2]);
  }
}

TEST_CASE("open vocabulary: a batch ends before the sample that is not UTF-8") {
  const Lexicon lexicon = numbered_lexicon();
  std::vector<std::string_view> truths(900, "['w1', 'w2']");
  const std::vector<std::string_view> predictions(900, "['w2']");
  for (const std::size_t bad : {0U, 1U, 450U, 899U}) {
    OpenVocabularyScore score(lexicon, {GroupingId{2}});
    truths[bad] = "['w1', 'joy\xff']";
    const std::string message = support::message_of([&] { score.add_batch(truths, predictions); });
    truths[bad] = "['w1', 'w2']";
    CHECK(support::contains(message, "sample " + std::to_string(bad) + ": "));
    CHECK(support::contains(message, "invalid UTF-8 at byte 3 of 4"));
    CHECK(score.scores()[0].n() == bad);
    CHECK(score.out_of_vocabulary().n() == 3 * bad);
  }
  OpenVocabularyScore score(lexicon, {GroupingId{2}});
  CHECK(support::contains(
      support::message_of([&] { score.add_batch(truths, std::span(predictions).first(899)); }),
      "found 900 truths, 899 predictions"));
  std::vector<SetCounts> counts(899);
  CHECK_THROWS_AS(score.add_batch(truths, predictions, counts), Error);
  CHECK(score.scores()[0].n() == 0);
}

TEST_CASE("open vocabulary: a wheel without groups counts nothing") {
  LexiconTables tables;
  tables.bases_of["joy"] = {"joy"};
  tables.clusterings = {{"empty", 1, {}}};
  const Lexicon lexicon(tables);
  OpenVocabularyScore score(lexicon, {lexicon.grouping("empty", 1)});
  CHECK(score.add("joy", "joy")[0] == SetCounts{});
  CHECK(score.scores()[0].skipped() == 1);
}
