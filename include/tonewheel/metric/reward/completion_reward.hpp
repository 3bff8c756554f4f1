#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/lexicon/extract.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/metric/reward/length_penalty.hpp>
#include <tonewheel/metric/reward/reward.hpp>
#include <tonewheel/metric/vocabulary/open_vocabulary.hpp>

namespace tonewheel {
inline namespace reward {

/// What completions are scored with.
struct CompletionRewardOptions {
  /// Groupings of the lexicon to score with; none: the wheels at level 1 (without "tone").
  std::vector<GroupingId> groupings{};
  RewardOptions reward{};                        ///< weights of the terms
  LengthPenalty label_length{};                  ///< on the number of labels in the answer
  LengthPenalty text_length{};                   ///< on the code points of the whole text
  ExtractOptions extract{.drop_negated = true};  ///< emotion words of the reasoning
  bool list_words = false;  ///< fill CompletionReward's two lists, which allocate
};

/// A completion's reward, with what it was made of.
struct CompletionReward {
  RewardTerms terms{};                   ///< nothing where one abstains
  std::optional<double> reward{};        ///< nothing: every term abstains
  std::size_t answer_labels = 0;         ///< how many the answer has
  std::vector<std::string> answer{};     ///< labels of the answer, as they stand there
  std::vector<std::string> reasoning{};  ///< emotion words of the reasoning, surface forms
};

/// Rewards of completions `<think>...</think><answer>...</answer>` for training (AffectGPT-R1): the
/// answer is a label list or labels with commas between, the reasoning free text. Terms: format;
/// accuracy, the answer against the truth; alignment, the reasoning's words against the answer;
/// dual, the reasoning's words against the truth; the two lengths. Of a completion that is not of
/// this form accuracy, alignment and dual are 0 and the label length abstains; where the truth has
/// no group on any wheel accuracy and dual abstain, where the answer has none alignment does. Safe
/// to call from several threads, each with a Workspace of its own.
class CompletionScorer {
 public:
  /// Memory that calls use again: after the first ones they allocate nothing for each label,
  /// unless its words are listed.
  class Workspace {
   public:
    /// Memory for calls of that scorer.
    explicit Workspace(const CompletionScorer& scorer);

   private:
    friend class CompletionScorer;
    GroupSets truth_;
    GroupSets answer_;
    GroupSets reasoning_;
    std::vector<WordHit> hits_;
    std::vector<SetCounts> counts_;
  };

  /// The lexicon must outlive this object. Throws Error on options out of range.
  explicit CompletionScorer(const Lexicon& lexicon, CompletionRewardOptions options = {});

  /// Throws Error on text that is not UTF-8.
  [[nodiscard]] CompletionReward score(std::string_view completion,
                                       std::span<const std::string> truth,
                                       Workspace& workspace) const;
  /// All completions, each with its truth, in their order; `threads` at once, with equal results
  /// for any number. Throws Error if the lists are not of one length.
  [[nodiscard]] std::vector<CompletionReward> score(
      std::span<const std::string> completions, std::span<const std::vector<std::string>> truths,
      std::size_t threads = 1) const;

  /// As it was made with.
  [[nodiscard]] const CompletionRewardOptions& options() const noexcept { return options_; }

 private:
  [[nodiscard]] std::optional<double> compare(const GroupSets& truth, const GroupSets& prediction,
                                              Workspace& workspace) const;

  const Lexicon* lexicon_;
  CompletionRewardOptions options_;
  std::shared_ptr<const GroupMasks> masks_;
  WordExtractor extractor_;
};

}  // namespace reward
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/reward/impl/completion_reward_inl.hpp>
#endif
