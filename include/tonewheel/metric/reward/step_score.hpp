#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/unit_means.hpp>
#include <tonewheel/core/state.hpp>

/// Scores of judged reasoning (MME-Emotion, 2025): a judge gives each step of an answer a credit in
/// [0, 1]; the last step is the recognised emotion, those before it are the reasoning.
namespace tonewheel {
inline namespace reward {

/// Credits of the steps in a judge's text, in order: each ": k/n" in its first `<score>...</score>`
/// is k / n, 0 where n is 0; none where there is no such part. Throws Error where k > n.
[[nodiscard]] std::vector<double> parse_step_credits(std::string_view text);

/// Means over samples. Credits are rounded down to multiples of 2^-64 and added without error:
/// shards merge in any order to the same bits.
class StepScore {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "step_score";

  StepScore() = default;
  /// Throws Error on a state that no score has.
  explicit StepScore(const State& state);

  /// A sample without steps is skipped; one of a single step has reasoning 0, as officially. Throws
  /// Error on a credit outside [0, 1].
  void add(std::span<const double> credits);
  /// As if the other's samples had been added here. Throws Error above 2^64 - 1 samples or steps.
  void merge(const StepScore& other);

  /// Samples that count.
  [[nodiscard]] std::uint64_t n() const noexcept { return means_.n(); }
  /// Samples without steps.
  [[nodiscard]] std::uint64_t skipped() const noexcept { return means_.skipped(); }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;

  /// Mean of the last steps' credits, in [0, 1]; 0 where nothing was counted.
  [[nodiscard]] double recognition() const noexcept;
  /// Mean over samples of the mean credit of the steps before the last, in [0, 1].
  [[nodiscard]] double reasoning() const noexcept;
  /// The chain-of-thought score: share * recognition + (1 - share) * reasoning; share in [0, 1],
  /// else Error.
  [[nodiscard]] double chain_of_thought(double share = 0.5) const;
  /// Steps a sample.
  [[nodiscard]] double mean_steps() const noexcept;

  friend bool operator==(const StepScore&, const StepScore&) = default;

 private:
  UnitMeans<2> means_;  ///< recognition and reasoning
  std::uint64_t steps_ = 0;
};

}  // namespace reward
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/reward/impl/step_score_inl.hpp>
#endif
