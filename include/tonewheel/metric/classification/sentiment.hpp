#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>

/// The sentiment sets of MER-UniBench (CMU-MOSI, CMU-MOSEI, CH-SIMS, CH-SIMS v2): positive against
/// not positive, samples with gold 0 removed (AffectGPT, ICML 2025).
namespace tonewheel {
inline namespace classification {

/// positive 1, neutral 0, negative -1, or the finite number that stands there; trimmed, letter case
/// (ASCII) ignored. Nothing for any other text.
[[nodiscard]] std::optional<double> sentiment_value(std::string_view text);

/// Outcomes of the samples that count; positive is the class "gold > 0".
struct SentimentCounts {
  std::uint64_t true_positive = 0;   ///< positive, and predicted so
  std::uint64_t false_positive = 0;  ///< negative, but predicted positive
  std::uint64_t false_negative = 0;  ///< positive, but predicted negative
  std::uint64_t true_negative = 0;   ///< negative, and predicted so
  std::uint64_t skipped = 0;         ///< gold 0
  std::uint64_t neutral = 0;         ///< of those counted: prediction 0, which counts as negative
  std::uint64_t unparsed = 0;        ///< of those counted: no prediction, which counts as 0
  friend bool operator==(const SentimentCounts&, const SentimentCounts&) = default;
};

/// Accuracy and weighted F1 with the non-zero rule. Integer counts: shards merge in any order to
/// the same bits.
class SentimentScore {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "sentiment_score";

  SentimentScore() = default;
  /// Throws Error on a state that no score has.
  explicit SentimentScore(const State& state);
  /// The score with those counts; ones published, for instance. Throws Error where `neutral` and
  /// `unparsed` exceed the negative predictions.
  [[nodiscard]] static SentimentScore from_counts(const SentimentCounts& counts);

  /// Any scale whose middle is 0. Throws Error on NaN.
  void add(double gold, std::optional<double> prediction);
  /// As if the other's samples had been added here. Throws Error above 2^53 samples.
  void merge(const SentimentScore& other);

  /// Samples whose gold is not 0.
  [[nodiscard]] std::uint64_t n() const noexcept;
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// Samples by outcome.
  [[nodiscard]] const SentimentCounts& counts() const noexcept { return counts_; }

  /// In [0, 1]; 0 where nothing was counted.
  [[nodiscard]] double accuracy() const noexcept;
  /// F1 of both classes, each weighted by its share of the gold labels (WAF), in [0, 1].
  [[nodiscard]] double weighted_f1() const noexcept;

  friend bool operator==(const SentimentScore&, const SentimentScore&) = default;

 private:
  SentimentCounts counts_;
};

}  // namespace classification
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/classification/impl/sentiment_inl.hpp>
#endif
