#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/agreement/ratings.hpp>

/// The evaluator-weighted estimator of a unit's true rating (Grimm & Kroschel 2005): a mean of the
/// raters that counts each by r_k, the correlation of rater k with the mean of the raters,
/// sum_k r_k x_k / sum_k r_k over those who rated the unit.
namespace tonewheel {
inline namespace agreement {

/// Whom a rater is compared with: the mean of all who rated the unit, the rater included (as
/// published), or of the others only, which does not flatter raters when they are few.
enum class EvaluatorReference : unsigned char { all_raters, other_raters };
/// The words of EvaluatorReference, in its order.
inline constexpr std::array<std::string_view, 2> evaluator_reference_names{"all_raters",
                                                                           "other_raters"};

/// What becomes of a negative correlation: a weight of 0, or the weight as it is; the estimate may
/// then leave the range of the ratings.
enum class NegativeWeight : unsigned char { to_zero, kept };

/// Pearson correlation of each rater with the reference, over the units that the rater and at least
/// one other have rated. The sums are exact (the reference to 106 bits): shards merge in any order
/// to the same bits.
class EvaluatorCorrelations {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "evaluator_correlations";

  /// At least 1 rater; else Error.
  explicit EvaluatorCorrelations(std::size_t raters,
                                 EvaluatorReference reference = EvaluatorReference::all_raters);
  /// Throws Error on a state that no units have.
  explicit EvaluatorCorrelations(const State& state);

  /// A unit's ratings, one of each rater in their order; NaN: not given. Throws Error on another
  /// number of them and above largest_rating.
  void add(std::span<const double> unit);
  /// As if the other's units had been added here. Throws Error on other raters or reference.
  void merge(const EvaluatorCorrelations& other);

  /// Units with at least two ratings, and those with fewer.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// Units with fewer than two ratings.
  [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// One a rater, in [-1, 1]; NaN where the rater or the reference does not vary.
  [[nodiscard]] std::vector<double> correlations() const;

  friend bool operator==(const EvaluatorCorrelations&, const EvaluatorCorrelations&) = default;

 private:
  struct Sums {
    std::uint64_t units = 0;
    ExactSum rating;
    ExactSum reference;
    ExactSum rating_squares;
    ExactSum reference_squares;
    ExactSum products;
    friend bool operator==(const Sums&, const Sums&) = default;
  };
  EvaluatorReference reference_;
  std::uint64_t n_ = 0;
  std::uint64_t left_out_ = 0;
  std::vector<Sums> sums_;
};

/// The weights those correlations give: NaN (no variation, nothing shared) gives 0.
[[nodiscard]] std::vector<double> evaluator_weights(
    const Numbers& correlations, NegativeWeight negative = NegativeWeight::to_zero);

/// The mean of a unit's ratings by the raters' weights (finite, one each, else Error); where the
/// weights of those who rated it do not sum to more than 0, their plain mean; NaN where nobody did.
[[nodiscard]] double weighted_rating(const Numbers& unit, const Numbers& weights);

/// How raters are weighted.
struct EvaluatorOptions {
  EvaluatorReference reference = EvaluatorReference::all_raters;  ///< whom a rater is compared with
  NegativeWeight negative = NegativeWeight::to_zero;  ///< what becomes of a negative correlation
};

/// The weighted ratings of all units, and what they were weighted by.
struct EvaluatorEstimates {
  std::vector<double> values;        ///< one a unit; NaN where nobody rated it
  std::vector<double> correlations;  ///< one a rater, as EvaluatorCorrelations
  std::vector<double> weights;       ///< one a rater
  std::size_t unrated = 0;           ///< units that nobody rated
  std::size_t plain_means = 0;       ///< rated units whose raters' weights do not sum to above 0
};

/// All of it for a table of ratings. Throws Error as the above, with the unit as row.
[[nodiscard]] EvaluatorEstimates evaluator_weighted(const MatrixView<double>& ratings,
                                                    const EvaluatorOptions& options = {});

}  // namespace agreement
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/agreement/impl/evaluator_weighted_inl.hpp>
#endif
