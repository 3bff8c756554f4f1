#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/overlap/impl/set_score_inl.hpp>
#include <tonewheel/metric/reward/reward.hpp>

namespace tonewheel {

namespace detail {

struct WeightedTerm {
  const char* name;
  std::optional<double> value;
  double weight;
};

inline void require_term(const WeightedTerm& term, double least) {
  if (!(term.weight >= 0) || std::isinf(term.weight)) {
    throw Error(std::string("reward: found weight ") + number_text(term.weight) + " of " +
                term.name + ", expected a finite number >= 0");
  }
  if (term.value && !(std::isfinite(*term.value) && *term.value >= least)) {
    throw Error(std::string("reward: found ") + number_text(*term.value) + " as " + term.name +
                ", expected a finite number" + (least == 0 ? " >= 0" : ""));
  }
}

}  // namespace detail

inline namespace reward {

TONEWHEEL_INLINE std::optional<double> wheel_reward(std::span<const SetCounts> wheels) {
  double sum = 0;
  std::size_t counted = 0;
  for (const SetCounts& wheel : wheels) {
    const double fscore = sample_fscore(wheel);
    if (wheel.truth != 0) {
      sum += fscore;
      ++counted;
    }
  }
  return counted == 0 ? std::nullopt : std::optional(sum / static_cast<double>(counted));
}

TONEWHEEL_INLINE std::optional<double> combined_reward(const RewardTerms& terms,
                                                       const RewardOptions& options) {
  const RewardWeights& weights = options.weights;
  const std::array<detail::WeightedTerm, 6> gains{{
      {"format", terms.format, weights.format},
      {"accuracy", terms.accuracy, weights.accuracy},
      {"alignment", terms.alignment, weights.alignment},
      {"dual", terms.dual, weights.dual},
      {"action_units", terms.action_units, weights.action_units},
      {"perception", terms.perception, weights.perception},
  }};
  const std::array<detail::WeightedTerm, 2> penalties{{
      {"label_length", terms.label_length, weights.label_length},
      {"text_length", terms.text_length, weights.text_length},
  }};
  double sum = 0;
  double present = 0;
  double all = 0;
  for (const detail::WeightedTerm& term : gains) {
    detail::require_term(term, -HUGE_VAL);
    all += term.weight;
    if (term.value && term.weight > 0) {
      sum += term.weight * *term.value;
      present += term.weight;
    }
  }
  double penalty = 0;
  for (const detail::WeightedTerm& term : penalties) {
    detail::require_term(term, 0);
    penalty += term.weight * term.value.value_or(0);
  }
  if (present == 0) {
    return std::nullopt;
  }
  return (options.renormalise ? sum * (all / present) : sum) - penalty;
}

}  // namespace reward
}  // namespace tonewheel
