#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/distribution/options.hpp>
#include <tonewheel/metric/votes/vote_truth.hpp>

namespace tonewheel {

namespace detail {

/// A weighted mean from its exact sums; NaN without weight.
[[nodiscard]] double tally_mean(const ExactSum& sum, const ExactSum& weight);
/// Whether several entries are the largest; not empty.
[[nodiscard]] bool first_is_tied(std::span<const double> values);

}  // namespace detail

inline namespace votes {

/// Sums over rows with people's votes, and their means, each weighted by the rows' weights and NaN
/// where no row has any. Entropies, divergences and losses are in nats, lower is better.
struct VoteTally {
  std::uint64_t rows = 0;      ///< with votes
  std::uint64_t infinite = 0;  ///< rows with votes for a class whose probability is 0: KL, log loss
  std::uint64_t first_right = 0;  ///< rows whose likeliest class is one of the most chosen
  std::uint64_t tied = 0;         ///< rows with several likeliest classes, the first one counts
  ExactSum weight{};              ///< of the rows
  ExactSum js{};                  ///< weighted Jensen-Shannon divergences
  ExactSum kl{};                  ///< of the rows that are not infinite, as log_loss
  ExactSum log_loss{};            ///< -sum share ln probability
  ExactSum truth_entropy{};       ///< weighted entropies of the votes
  ExactSum prediction_entropy{};  ///< weighted entropies of the predictions

  /// Jensen-Shannon divergence, in [0, ln 2] (Lin 1991).
  [[nodiscard]] double mean_js() const;
  /// KL(votes || prediction), in [0, infinity]: infinite where a row is (Kullback & Leibler 1951).
  [[nodiscard]] double mean_kl() const;
  /// Log loss against the shares, the cross-entropy: KL plus the votes' entropy, in [0, infinity].
  [[nodiscard]] double mean_log_loss() const;
  /// first_right / rows, in [0, 1], each row alike; higher is better.
  [[nodiscard]] double share_first_right() const;
  /// In [0, ln classes].
  [[nodiscard]] double mean_truth_entropy() const;
  /// In [0, ln classes].
  [[nodiscard]] double mean_prediction_entropy() const;

  /// As if the other's rows had been added here. Throws Error above 2^64 - 1 rows.
  void merge(const VoteTally& other);
  friend bool operator==(const VoteTally&, const VoteTally&) = default;
};

/// Strata of the votes' entropy, and what becomes of zeros.
struct VoteScoreOptions {
  /// Where a stratum of the votes' entropy ends, in shares of ln classes, ascending in (0, 1). A
  /// row belongs to the first edge that its entropy does not exceed by more than
  /// `edge_tolerance`; above all edges, to the last stratum. Two equal votes among eight classes
  /// stand on the first edge, a third of ln 8.
  std::vector<double> entropy_edges{1.0 / 3, 2.0 / 3};
  /// What becomes of zeros (KL and log loss). Votes are always divided by their sum.
  ZeroPolicy zeros = ZeroPolicy::exact;
  double epsilon = 1e-10;  ///< of the other policies, in (0, 1)
  friend bool operator==(const VoteScoreOptions&, const VoteScoreOptions&) = default;

  /// In shares of ln classes: entropies are rounded.
  static constexpr double edge_tolerance = 1e-9;
};

/// How near predicted probabilities are to what people said, where they need not agree: votes,
/// counts or shares, are the truth. Sums without rounding, so shards merge in any order to the same
/// bits.
class VoteScore {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "vote_score";

  /// Throws Error on no classes and on options out of range.
  explicit VoteScore(std::size_t classes, VoteScoreOptions options = {});
  /// Throws Error on a state that no score has.
  explicit VoteScore(const State& state);

  /// A row: votes >= 0 (a row without any is counted as such and left out), probabilities in [0, 1]
  /// with sum 1 within tolerance::unit_mass, weight >= 0. Throws Error otherwise, and on another
  /// number of classes.
  void add(std::span<const double> votes, std::span<const double> prediction, double weight = 1);
  /// The same of natural logarithms of probabilities: one too small for a double stays above 0.
  /// Zero policies do not concern it, -inf is a probability of 0.
  void add_logs(std::span<const double> votes, std::span<const double> log_prediction,
                double weight = 1);
  /// The same of votes that are made ready once for several predictions, and of probabilities with
  /// their logarithms, as add_logs(), or none, as add().
  void add(const VoteTruth& truth, std::span<const double> prediction,
           std::span<const double> log_prediction, double weight = 1);
  /// Throws Error on another number of classes or other options.
  void merge(const VoteScore& other);

  /// Rows with votes.
  [[nodiscard]] std::uint64_t n() const noexcept;
  /// Rows that nobody voted on, left out.
  [[nodiscard]] std::uint64_t without_votes() const noexcept { return without_votes_; }
  /// How many classes there are.
  [[nodiscard]] std::size_t classes() const noexcept { return classes_; }
  /// As it was made with.
  [[nodiscard]] const VoteScoreOptions& options() const noexcept { return options_; }
  /// The sum of the strata.
  [[nodiscard]] VoteTally all() const;
  /// By the entropy of the votes, from agreement to doubt: see VoteScoreOptions.
  [[nodiscard]] const std::vector<VoteTally>& strata() const noexcept { return strata_; }
  /// Where the strata end, in nats: edges times ln classes.
  [[nodiscard]] std::vector<double> edges() const;
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;

  friend bool operator==(const VoteScore& a, const VoteScore& b) {
    return a.classes_ == b.classes_ && a.options_ == b.options_ &&
           a.without_votes_ == b.without_votes_ && a.strata_ == b.strata_;
  }

 private:
  struct Row;
  void add_row(const Row& row, double weight);

  std::size_t classes_ = 0;
  VoteScoreOptions options_;
  std::uint64_t without_votes_ = 0;
  std::vector<VoteTally> strata_;
  VoteTruth truth_;  ///< of the row at hand
};

}  // namespace votes
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/votes/impl/vote_score_inl.hpp>
#endif
