#pragma once

#include <algorithm>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/parallel.hpp>
#include <tonewheel/lexicon/label_list.hpp>
#include <tonewheel/metric/reward/completion.hpp>
#include <tonewheel/metric/reward/completion_reward.hpp>

namespace tonewheel {

namespace detail {

/// The wheels at level 1, TONE aside.
inline std::vector<GroupingId> core_wheels(const Lexicon& lexicon) {
  std::vector<GroupingId> wheels;
  for (std::size_t i = 0; i < lexicon.groupings().size(); ++i) {
    if (lexicon.groupings()[i].level == 1 && lexicon.groupings()[i].name != "tone") {
      wheels.push_back({static_cast<std::uint32_t>(i)});
    }
  }
  return wheels;
}

}  // namespace detail

inline namespace reward {

TONEWHEEL_INLINE CompletionScorer::Workspace::Workspace(const CompletionScorer& scorer)
    : truth_(scorer.masks_),
      answer_(scorer.masks_),
      reasoning_(scorer.masks_),
      counts_(scorer.options_.groupings.size()) {}

TONEWHEEL_INLINE CompletionScorer::CompletionScorer(const Lexicon& lexicon,
                                                    CompletionRewardOptions options)
    : lexicon_(&lexicon), options_(std::move(options)), extractor_(lexicon, options_.extract) {
  if (options_.groupings.empty()) {
    options_.groupings = detail::core_wheels(lexicon);
  }
  if (options_.groupings.empty()) {
    throw Error("completion rewards: the lexicon " + lexicon.tables().name + " has no wheels");
  }
  // Options out of range are said now, not in the middle of a batch.
  static_cast<void>(length_penalty(0, options_.label_length));
  static_cast<void>(length_penalty(0, options_.text_length));
  static_cast<void>(combined_reward({.format = 0}, options_.reward));
  masks_ = std::make_shared<GroupMasks>(lexicon, options_.groupings);
}

TONEWHEEL_INLINE std::optional<double> CompletionScorer::compare(const GroupSets& truth,
                                                                 const GroupSets& prediction,
                                                                 Workspace& workspace) const {
  truth.counts(prediction, workspace.counts_);
  return wheel_reward(workspace.counts_);
}

TONEWHEEL_INLINE CompletionReward CompletionScorer::score(std::string_view completion,
                                                          std::span<const std::string> truth,
                                                          Workspace& workspace) const {
  CompletionReward result;
  RewardTerms& terms = result.terms;
  workspace.truth_.clear();
  for (const std::string& label : truth) {
    workspace.truth_.add(label);
  }
  if (const auto at = invalid_utf8(completion)) {
    throw Error("completion: byte " + std::to_string(*at) + " is not UTF-8");
  }
  const auto parts = parse_completion(completion);
  terms.format = parts ? 1 : 0;
  if (options_.text_length.shape != PenaltyShape::none) {
    terms.text_length =
        length_penalty(static_cast<double>(text_length(completion)), options_.text_length);
  }
  workspace.answer_.clear();
  workspace.reasoning_.clear();
  if (parts) {
    for_each_label(parts->answer, [&](std::string_view label) {
      workspace.answer_.add(label);
      ++result.answer_labels;
      if (options_.list_words) {
        result.answer.emplace_back(label);
      }
    });
    extractor_.extract_into(workspace.hits_, parts->reasoning);
    for (const WordHit& hit : workspace.hits_) {
      workspace.reasoning_.add(hit.surface);
      if (options_.list_words) {
        result.reasoning.push_back(lexicon_->surface(hit.surface));
      }
    }
    if (options_.label_length.shape != PenaltyShape::none) {
      terms.label_length =
          length_penalty(static_cast<double>(result.answer_labels), options_.label_length);
    }
  }
  terms.accuracy = compare(workspace.truth_, workspace.answer_, workspace);
  terms.dual = compare(workspace.truth_, workspace.reasoning_, workspace);
  terms.alignment =
      parts ? compare(workspace.answer_, workspace.reasoning_, workspace) : std::optional(0.0);
  result.reward = combined_reward(terms, options_.reward);
  return result;
}

TONEWHEEL_INLINE std::vector<CompletionReward> CompletionScorer::score(
    std::span<const std::string> completions, std::span<const std::vector<std::string>> truths,
    std::size_t threads) const {
  if (completions.size() != truths.size()) {
    throw Error("completions: found " + std::to_string(completions.size()) + " and " +
                std::to_string(truths.size()) + " truths, expected as many of each");
  }
  std::vector<CompletionReward> results(completions.size());
  threads = std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(1, completions.size() / 16));
  for_parts(threads, completions.size(),
            [&](std::size_t /*part*/, std::size_t first, std::size_t last) {
              Workspace workspace(*this);
              for (std::size_t i = first; i < last; ++i) {
                results[i] = score(completions[i], truths[i], workspace);
              }
            });
  return results;
}

}  // namespace reward
}  // namespace tonewheel
