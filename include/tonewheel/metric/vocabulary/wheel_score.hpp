#pragma once

#include <cstdint>
#include <initializer_list>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>

namespace tonewheel {

class Lexicon;

inline namespace vocabulary {

/// The labels of many samples: {{"joyful", "proud"}, {"sad"}} are two samples, or any range of
/// ranges of texts, such as std::vector<std::vector<std::string>>. They are copied.
class LabelLists {
 public:
  // Implicit, so that functions can be called with either.
  /// Samples in braces: {{"joyful", "proud"}, {"sad"}}.
  LabelLists(std::initializer_list<std::initializer_list<std::string_view>> samples) {  // NOLINT
    for (const auto& sample : samples) {
      samples_.emplace_back(sample.begin(), sample.end());
    }
  }
  /// A range of samples, each a range of texts.
  template <std::ranges::input_range Samples>
    requires std::convertible_to<
        std::ranges::range_reference_t<std::ranges::range_reference_t<const Samples&>>,
        std::string_view>
  LabelLists(const Samples& samples) {  // NOLINT(google-explicit-constructor)
    for (const auto& sample : samples) {
      samples_.emplace_back();
      for (const auto& label : sample) {
        samples_.back().emplace_back(std::string_view(label));
      }
    }
  }

  /// Samples.
  [[nodiscard]] std::size_t size() const noexcept { return samples_.size(); }
  /// The labels of a sample.
  [[nodiscard]] const std::vector<std::string>& operator[](std::size_t i) const {
    return samples_[i];
  }

 private:
  std::vector<std::vector<std::string>> samples_;
};

/// The wheel and level that words are grouped by.
struct WheelScoreOptions {
  std::string_view wheel = "plutchik";  ///< or "tone", "m1", "m2", ...: Lexicon::groupings()
  int level = 1;                        ///< of the wheel, or TONE's tier
  const Lexicon* lexicon = nullptr;     ///< nullptr: builtin_lexicon()
};

/// What score() found.
class WheelScore {
 public:
  /// Of what was counted: the score, the unknown words and how often they came.
  WheelScore(SetScore score, std::vector<std::string> unknown, std::uint64_t unknown_labels)
      : score_(std::move(score)), unknown_(std::move(unknown)), unknown_labels_(unknown_labels) {}

  /// Samples that count: those whose truth has a group on the wheel. The others are skipped().
  [[nodiscard]] std::uint64_t n() const noexcept { return score_.n(); }
  /// Samples whose truth is empty.
  [[nodiscard]] std::uint64_t skipped() const noexcept { return score_.skipped(); }
  /// In [0, 1], higher is better; see SetScore.
  [[nodiscard]] double precision() const { return score_.precision(); }
  /// As SetScore has it.
  [[nodiscard]] double recall() const { return score_.recall(); }
  /// As SetScore has it.
  [[nodiscard]] double fscore() const { return score_.fscore(); }
  /// The score that these are of.
  [[nodiscard]] const SetScore& sets() const noexcept { return score_; }

  /// Labels that the lexicon does not know, of truths and predictions: how many, and the words.
  [[nodiscard]] std::uint64_t unknown() const noexcept { return unknown_labels_; }
  /// The words themselves, each once.
  [[nodiscard]] const std::vector<std::string>& unknown_words() const noexcept { return unknown_; }

 private:
  SetScore score_;
  std::vector<std::string> unknown_;
  std::uint64_t unknown_labels_ = 0;
};

/// How well free words fit the true ones on an emotion wheel, as the MER challenges score them
/// (AffectGPT, ICML 2025): words become groups of the wheel, and sets of groups are compared.
///
///     const auto f = tonewheel::score({{"joyful", "proud"}}, {{"happily", "sad"}});
///     fmt::print("F {:.3f}, unknown: {}\n", f.fscore(), f.unknown());
///
/// The lexicon that ships is not the challenges' own: its scores do not compare with theirs
/// (exchange/mer_tables.hpp reads theirs). Many samples, shards, several wheels at once:
/// open_vocabulary.hpp. Throws Error on different numbers of samples, on a wheel that the lexicon
/// has not (the message lists them) and on text that is not UTF-8, with the sample.
[[nodiscard]] WheelScore score(const LabelLists& truth, const LabelLists& prediction,
                               const WheelScoreOptions& options = {});

}  // namespace vocabulary
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/vocabulary/impl/wheel_score_inl.hpp>
#endif
