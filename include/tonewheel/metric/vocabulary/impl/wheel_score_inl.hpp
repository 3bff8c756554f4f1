#pragma once

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/builtin.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/metric/vocabulary/open_vocabulary.hpp>
#include <tonewheel/metric/vocabulary/wheel_score.hpp>

namespace tonewheel {
inline namespace vocabulary {

TONEWHEEL_INLINE WheelScore score(const LabelLists& truth, const LabelLists& prediction,
                                  const WheelScoreOptions& options) {
  if (truth.size() != prediction.size()) {
    throw Error("score: found " + std::to_string(prediction.size()) +
                " predictions, expected as many as the " + std::to_string(truth.size()) +
                " truths");
  }
  const Lexicon& lexicon = options.lexicon == nullptr ? builtin_lexicon() : *options.lexicon;
  const bool has_levels = options.wheel != "m1" && options.wheel != "m2";
  OpenVocabularyScore sets(lexicon,
                           {lexicon.grouping(options.wheel, has_levels ? options.level : 0)});
  for (std::size_t i = 0; i < truth.size(); ++i) {
    try {
      sets.add(std::span<const std::string>(truth[i]), std::span<const std::string>(prediction[i]));
    } catch (const Error& error) {
      throw Error(Place{"", i + 1, ""}, error.what());
    }
  }
  std::vector<std::string> words;
  std::uint64_t labels = 0;
  for (const UnknownWord& each : sets.out_of_vocabulary().most_frequent()) {
    words.push_back(each.word);
    labels += each.times;
  }
  return {sets.scores()[0], std::move(words), labels};
}

}  // namespace vocabulary
}  // namespace tonewheel
