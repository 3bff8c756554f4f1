#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/label_list.hpp>
#include <tonewheel/metric/open_vocabulary.hpp>

namespace {

using namespace tonewheel;
using Labels = std::vector<std::string>;

/// Words w0..w199, one base word each, on a wheel of 7 clusters; every third one is not on it.
Lexicon numbered_lexicon() {
  LexiconTables tables;
  tables.name = "numbered";
  Clustering clustering{"wheel", 1, {}};
  for (int i = 0; i < 200; ++i) {
    const std::string word = "w" + std::to_string(i);
    tables.bases_of[word] = {word};
    tables.synonyms_of[word] = {word};
    if (i % 3 != 0) {
      clustering.cluster_of[word] = "c" + std::to_string(i % 7);
    }
  }
  tables.clusterings = {clustering};
  return Lexicon(std::move(tables));
}

/// The definition, with sets of names.
SetCounts counted(const Lexicon& lexicon, std::size_t grouping, const Labels& truth,
                  const Labels& prediction) {
  const auto groups = [&](const Labels& labels) {
    std::set<std::string> all;
    for (const std::string& label : labels) {
      if (const auto surface = lexicon.find(label)) {
        const Grouping& each = lexicon.groupings()[grouping];
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
  OpenVocabularyScore score(lexicon, {0, 1, 2});
  std::mt19937_64 engine(7);
  std::vector<SetScore> expected(3);
  std::map<std::string, std::uint64_t> unknown;
  std::uint64_t labels = 0;
  for (int i = 0; i < 500; ++i) {
    const Labels truth = random_labels(engine);
    const Labels prediction = random_labels(engine);
    const auto counts = score.add(truth, prediction);
    for (std::size_t g = 0; g < 3; ++g) {
      CHECK(counts[g] == counted(lexicon, g, truth, prediction));
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
  CHECK(score.out_of_vocabulary().labels() == labels);
  CHECK(score.out_of_vocabulary().distinct() == unknown.size());
  for (const UnknownWord& each : score.out_of_vocabulary().most_frequent()) {
    CHECK(each.times == unknown.at(each.word));
  }
}

TEST_CASE("open vocabulary: text lists count as lists do, parts merge to the whole") {
  const Lexicon lexicon = numbered_lexicon();
  OpenVocabularyScore whole(lexicon, {0, 2});
  OpenVocabularyScore texts(lexicon, {0, 2});
  OpenVocabularyScore odd(lexicon, {0, 2});
  OpenVocabularyScore even(lexicon, {0, 2});
  std::mt19937_64 engine(11);
  for (int i = 0; i < 200; ++i) {
    Labels truth = random_labels(engine);
    for (std::string& label : truth) {
      label = fold(label);
    }
    const Labels prediction{"w1", "w2", "nothing"};
    whole.add(truth, prediction);
    texts.add(label_list_text(truth), label_list_text(prediction));
    (i % 2 == 0 ? even : odd).add(truth, prediction);
  }
  odd.merge(even);
  for (std::size_t g = 0; g < 2; ++g) {
    CHECK(odd.scores()[g] == whole.scores()[g]);
    CHECK(texts.scores()[g] == whole.scores()[g]);
  }
  CHECK(odd.out_of_vocabulary() == whole.out_of_vocabulary());
  CHECK(texts.out_of_vocabulary() == whole.out_of_vocabulary());

  const Lexicon other = numbered_lexicon();
  CHECK_THROWS_AS(odd.merge(OpenVocabularyScore(other, {0, 2})), Error);
  CHECK_THROWS_AS(odd.merge(OpenVocabularyScore(lexicon, {0, 1})), Error);
  CHECK_THROWS_AS(OpenVocabularyScore(lexicon, {3}), Error);
}

TEST_CASE("open vocabulary: a sample with invalid UTF-8 does not count at all") {
  const Lexicon lexicon = numbered_lexicon();
  OpenVocabularyScore score(lexicon, {2});
  CHECK_THROWS_AS(score.add(Labels{"w1", "x"}, Labels{"y", "\xFF"}), Error);
  CHECK(score.out_of_vocabulary().labels() == 0);
  CHECK(score.scores()[0].counted() + score.scores()[0].skipped() == 0);
  score.add(Labels{"w1"}, Labels{"w1"});
  CHECK(score.scores()[0].fscore() == 1);
  CHECK(score.out_of_vocabulary().labels() == 2);
}
