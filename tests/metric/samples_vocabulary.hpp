#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/lexicon/out_of_vocabulary.hpp>
#include <tonewheel/metric/overlap/sample_scores.hpp>
#include <tonewheel/metric/overlap/soft_match.hpp>
#include <tonewheel/metric/reward/step_score.hpp>
#include <tonewheel/metric/vocabulary/hit_rate.hpp>
#include <tonewheel/metric/vocabulary/open_vocabulary.hpp>

namespace support {

template <class A>
struct Samples;

/// Words w0 to w9, one base word each, seven of them on a wheel of three clusters.
inline const tonewheel::Lexicon& ten_words() {
  static const tonewheel::Lexicon lexicon([] {
    tonewheel::LexiconTables tables;
    tables.name = "ten";
    tonewheel::Clustering wheel{"wheel", 1, {}};
    for (int i = 0; i < 10; ++i) {
      const std::string word = "w" + std::to_string(i);
      tables.bases_of[word] = {word};
      tables.synonyms_of[word] = {word};
      if (i < 7) {
        wheel.cluster_of[word] = "c" + std::to_string(i % 3);
      }
    }
    tables.clusterings = {std::move(wheel)};
    return tables;
  }());
  return lexicon;
}

/// OpenVocabularyScore of ten_words(): states are read with a lexicon.
struct TenWordsScore : tonewheel::OpenVocabularyScore {
  TenWordsScore()
      : OpenVocabularyScore(ten_words(), {tonewheel::GroupingId{0}, tonewheel::GroupingId{2}}) {}
  explicit TenWordsScore(const tonewheel::State& state) : OpenVocabularyScore(state, ten_words()) {}
};

template <>
struct Samples<tonewheel::HitRate> {
  static tonewheel::HitRate empty() { return {}; }
  static void add(tonewheel::HitRate& rate, std::size_t i) {
    const tonewheel::HitCounts sample{i % 2 == 0, static_cast<std::uint32_t>(i % 5)};
    rate.add(i % 7 == 3 ? std::nullopt : std::optional(sample));
  }
};

template <>
struct Samples<TenWordsScore> {
  static TenWordsScore empty() { return {}; }
  static void add(TenWordsScore& score, std::size_t i) {
    const auto word = [](std::size_t number) { return "w" + std::to_string(number % 12); };
    score.add(std::vector<std::string>{word(i), word(i * 3)},
              std::vector<std::string>{word(i + 1), word(i * 3)});
  }
};

template <>
struct Samples<tonewheel::OutOfVocabulary> {
  static tonewheel::OutOfVocabulary empty() { return {}; }
  static void add(tonewheel::OutOfVocabulary& words, std::size_t i) {
    words.add("\xc3\xa9" + std::to_string(i % 7), i % 3);
    words.add(std::string(200 + i % 5, 'a'));
    words.add_known(i % 4);
  }
};

template <>
struct Samples<tonewheel::SampleScores> {
  static tonewheel::SampleScores empty() { return tonewheel::SampleScores(2); }
  static void add(tonewheel::SampleScores& scores, std::size_t i) {
    const auto truth = static_cast<std::uint32_t>(i % 4);
    const auto prediction = static_cast<std::uint32_t>(i % 5);
    scores.add(std::vector<tonewheel::SetCounts>{{truth, prediction, std::min(truth, prediction)},
                                                 {prediction, truth, 0}});
  }
};

template <>
struct Samples<tonewheel::SoftScore> {
  static tonewheel::SoftScore empty() { return {}; }
  static void add(tonewheel::SoftScore& score, std::size_t i) {
    tonewheel::SoftCounts sample{static_cast<std::uint32_t>(i % 4),
                                 static_cast<std::uint32_t>(i % 5), 0};
    sample.credit = std::min(sample.truth, sample.prediction) / static_cast<double>(1 + i % 3);
    score.add(sample);
  }
};

template <>
struct Samples<tonewheel::StepScore> {
  static tonewheel::StepScore empty() { return {}; }
  static void add(tonewheel::StepScore& score, std::size_t i) {
    std::vector<double> credits(i % 6);
    for (std::size_t k = 0; k < credits.size(); ++k) {
      credits[k] = static_cast<double>((i + k) % 4) / 3;
    }
    score.add(credits);
  }
};

}  // namespace support
