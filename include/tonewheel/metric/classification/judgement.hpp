#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>

/// Emotion statement judgement: is a statement about an image true? (MVEI, "Customizing Visual
/// Emotion Evaluation for MLLMs", 2025.)
namespace tonewheel {
inline namespace classification {

/// The four dimensions of MVEI.
inline constexpr std::array<std::string_view, 4> mvei_dimensions{
    "sentiment polarity", "emotion interpretation", "scene context", "perception subjectivity"};

/// Answers of one dimension: correct, unanswered <= total.
struct JudgementCounts {
  std::uint64_t total = 0;       ///< judgements
  std::uint64_t correct = 0;     ///< that are right
  std::uint64_t unanswered = 0;  ///< no verdict could be read; counted as wrong
  /// correct / total, in [0, 1]; 0 where there are none.
  [[nodiscard]] double accuracy() const noexcept {
    return total == 0 ? 0 : static_cast<double>(correct) / static_cast<double>(total);
  }
  friend bool operator==(const JudgementCounts&, const JudgementCounts&) = default;
};

/// Accuracy overall and by dimension. Integer counts: shards merge in any order to the same state.
class JudgementScore {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "judgement_score";

  JudgementScore() = default;
  /// Throws Error on a state that no score has.
  explicit JudgementScore(const State& state);

  /// Any dimension by name; prediction: nothing where the answer was neither true nor false.
  void add(std::string_view dimension, bool truth, std::optional<bool> prediction);
  /// Adds counts. Throws Error where correct + unanswered exceed the total.
  void add(std::string_view dimension, const JudgementCounts& counts);
  /// As if the other's judgements had been added here. Throws Error above 2^64 - 1.
  void merge(const JudgementScore& other);

  /// Answers, those that could not be read included.
  [[nodiscard]] std::uint64_t n() const noexcept { return overall().total; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// By name.
  [[nodiscard]] const std::map<std::string, JudgementCounts, std::less<>>& dimensions()
      const noexcept {
    return dimensions_;
  }
  /// Of one dimension; zeros for one that did not occur.
  [[nodiscard]] JudgementCounts of(std::string_view dimension) const;
  /// Of all answers, whatever their dimension: not the mean of the dimensions' accuracies.
  [[nodiscard]] JudgementCounts overall() const noexcept;

  friend bool operator==(const JudgementScore&, const JudgementScore&) = default;

 private:
  std::map<std::string, JudgementCounts, std::less<>> dimensions_;
};

}  // namespace classification
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/classification/impl/judgement_inl.hpp>
#endif
