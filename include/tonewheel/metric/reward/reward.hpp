#pragma once

#include <optional>
#include <span>

#include <tonewheel/core/config.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>

/// The reward of one completion out of named terms (AffectGPT-R1, 2025). What the terms measure:
/// format_reward, wheel_reward, length_penalty, action_unit_reward.
namespace tonewheel {
inline namespace reward {

/// Mean over the wheels of the sample's own F (sample_fscore), in [0, 1]. A wheel on which the
/// truth has no group leaves the mean; nothing where all do. For accuracy compare the answer's
/// groups with the true ones, for alignment the reasoning's with the answer's (as the truth), for
/// dual the reasoning's with the true ones. Throws Error if common exceeds one of the sets.
[[nodiscard]] std::optional<double> wheel_reward(std::span<const SetCounts> wheels);

/// Terms of a reward; nothing: the term abstains.
struct RewardTerms {
  std::optional<double> format{};        ///< 0 or 1
  std::optional<double> accuracy{};      ///< answer against truth, [0, 1]
  std::optional<double> alignment{};     ///< reasoning against answer, [0, 1]
  std::optional<double> dual{};          ///< reasoning against truth, [0, 1]
  std::optional<double> action_units{};  ///< [-1, 1]
  std::optional<double> perception{};    ///< a judge's, brought by the caller
  std::optional<double> label_length{};  ///< penalty on the number of labels, >= 0: is subtracted
  std::optional<double> text_length{};   ///< penalty on the text, >= 0: is subtracted
};

/// How much each term counts, finite and >= 0. The default is AffectGPT-R1's first form, accuracy +
/// beta format; its beta was not published, 1 is R1-Omni's. Penalties bring their own strength.
struct RewardWeights {
  double format = 1;        ///< of RewardTerms::format
  double accuracy = 1;      ///< of RewardTerms::accuracy
  double alignment = 0;     ///< of RewardTerms::alignment
  double dual = 0;          ///< of RewardTerms::dual
  double action_units = 0;  ///< of RewardTerms::action_units
  double perception = 0;    ///< of RewardTerms::perception
  double label_length = 1;  ///< of the penalty on the number of labels
  double text_length = 1;   ///< of the penalty on the text
};

/// How the terms of a reward are added.
struct RewardOptions {
  RewardWeights weights{};  ///< of each term
  /// true: weights of the terms that are there, penalties aside, grow to the sum of all of them;
  /// false: a term that abstains adds nothing.
  bool renormalise = false;
};

/// Sum of weight * term, minus the weighted penalties. Terms of weight 0 count as absent; nothing
/// where no term but penalties is left. Throws Error on a term that is not finite, a penalty below
/// 0 or a weight out of range.
[[nodiscard]] std::optional<double> combined_reward(const RewardTerms& terms,
                                                    const RewardOptions& options = {});

}  // namespace reward
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/reward/impl/reward_inl.hpp>
#endif
