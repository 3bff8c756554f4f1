#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <tonewheel/core/codes.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {
inline namespace classification {

/// How far probabilities may be from what they should be.
struct ProbabilityOptions {
  /// Probabilities are first moved into [clip, 1 - clip] for the log loss, so that one certain and
  /// wrong prediction does not make it infinite; in [0, 0.5). The default is scikit-learn's, 2^-52;
  /// 0 allows infinity.
  double clip = 0x1p-52;
  /// How far a row may be from a sum of 1, in [0, 1]; the default lets four decimals of some
  /// classes pass. The log loss divides each clipped row by its sum.
  double row_sum = 1e-3;
  friend bool operator==(const ProbabilityOptions&, const ProbabilityOptions&) = default;
};

/// How good the probabilities are that were given to classes. Sums without rounding, so shards
/// merge in any order to the same bits.
class ProbabilityScore {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "probability_score";

  /// At least one class; throws Error on that and on options outside their ranges.
  explicit ProbabilityScore(std::size_t classes, const ProbabilityOptions& options = {});
  /// Throws Error on a state that no score has.
  explicit ProbabilityScore(const State& state);

  /// Throws Error on a class there is none of, another number of probabilities, one outside [0, 1]
  /// and a row that does not sum to 1.
  void add(std::size_t truth, std::span<const double> probabilities);
  /// Throws Error on another number of classes or other options.
  void merge(const ProbabilityScore& other);

  /// Rows.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;

  /// Mean of -ln of the probability given to the true class, after clipping (cross-entropy, Good
  /// 1952), in [0, infinity], lower is better; NaN of no samples.
  [[nodiscard]] double log_loss() const;
  /// Mean over samples of the sum over classes of (probability - truth)^2, in [0, 2], lower is
  /// better; NaN of no samples (Brier 1950). For two classes it is twice the binary form.
  [[nodiscard]] double brier() const;

  friend bool operator==(const ProbabilityScore&, const ProbabilityScore&) = default;

 private:
  std::size_t classes_;
  ProbabilityOptions options_;
  std::uint64_t n_ = 0;
  ExactSum loss_;
  ExactSum squares_;
};

/// The true class of each row of probabilities, samples x classes. Throws Error on different
/// lengths and as add() does, with the sample; so do the others.
[[nodiscard]] ProbabilityScore probability_score(const Codes& truth,
                                                 const MatrixView<double>& probabilities,
                                                 const ProbabilityOptions& options = {});
/// ProbabilityScore::log_loss() of whole lists.
[[nodiscard]] double log_loss(const Codes& truth, const MatrixView<double>& probabilities,
                              const ProbabilityOptions& options = {});
/// ProbabilityScore::brier() of whole lists.
[[nodiscard]] double brier_score(const Codes& truth, const MatrixView<double>& probabilities,
                                 const ProbabilityOptions& options = {});

/// Two classes by the probability of the second: truth 0 or 1. The mean of -ln of p or 1 - p after
/// clipping, in [0, infinity], lower is better; NaN of no samples.
[[nodiscard]] double binary_log_loss(const Flags& truth, const Numbers& probabilities,
                                     const ProbabilityOptions& options = {});
/// Mean of (p - truth)^2, in [0, 1], lower is better; NaN of no samples.
[[nodiscard]] double binary_brier_score(const Flags& truth, const Numbers& probabilities);

}  // namespace classification
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/classification/impl/probability_score_inl.hpp>
#endif
