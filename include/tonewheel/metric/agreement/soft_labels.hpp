#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/agreement/ratings.hpp>

/// One label from several raters: votes, their shares, and who won.
namespace tonewheel {
inline namespace agreement {

/// Votes of a unit for each category: how many raters, or the sum of their weights (one each,
/// finite, 0 to 1e100; none: 1 each). Raters in any order give the same. Throws Error on codes out
/// of range and unfit weights.
[[nodiscard]] std::vector<double> vote_totals(std::span<const std::uint32_t> unit,
                                              std::size_t categories,
                                              std::span<const double> rater_weights = {});

/// The votes' shares, (votes + smoothing) / (all votes + categories * smoothing), in [0, 1] and
/// summing to 1 but for rounding; NaN where that divides by 0. Votes and smoothing (additive,
/// Laplace's is 1) are 0 to 1e100; else Error.
[[nodiscard]] std::vector<double> soft_label(const Numbers& votes, double smoothing = 0);

/// Entropy of the votes' shares, - sum p ln p in nats, in [0, ln categories]: 0 where all agree;
/// NaN without votes. Divide by ln 2 for bits, by ln categories for [0, 1]. Shannon 1948.
[[nodiscard]] double vote_entropy(const Numbers& votes);

/// What becomes of categories with equally many votes: no label, the one with the lowest code, or
/// all of them in equal shares.
enum class TiePolicy : unsigned char { none, first, share };
/// The words of TiePolicy, in its order.
inline constexpr std::array<std::string_view, 3> tie_policy_names{"none", "first", "share"};

/// When a category has won.
struct MajorityOptions {
  /// The share of the votes that winners must exceed, in [0, 1): 0 for a plurality, 0.5 for a
  /// strict majority; else Error.
  double above = 0;
  TiePolicy ties = TiePolicy::none;  ///< of categories with equally many votes
};

/// What a unit's votes come to.
struct MajorityVote {
  /// All categories with the most votes, in order, where those exceed `above`; else none.
  std::vector<std::uint32_t> winners;
  /// The one winner, or the first one by TiePolicy::first; else nothing.
  std::optional<std::uint32_t> category;
  /// The label as a distribution over the categories; empty where there is none.
  std::vector<double> label;
};
/// The category or categories with the most votes. Throws Error on votes and options out of range.
[[nodiscard]] MajorityVote majority_vote(const Numbers& votes, const MajorityOptions& options = {});

/// How units voted. Shards merge in any order to the same bits. Options as above.
class VoteCounts {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "vote_counts";

  /// Throws Error on options out of range.
  explicit VoteCounts(const MajorityOptions& options = {});
  /// Throws Error on a state that no units have.
  explicit VoteCounts(const State& state);
  /// A unit's votes. Throws Error as majority_vote.
  void add(std::span<const double> votes);
  /// As if the other's units had been added here. Throws Error on other options.
  void merge(const VoteCounts& other);

  /// Units with votes.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// Without votes.
  [[nodiscard]] std::uint64_t unrated() const noexcept { return unrated_; }
  /// With votes for one category only; a single vote counts.
  [[nodiscard]] std::uint64_t unanimous() const noexcept { return unanimous_; }
  /// With several winners.
  [[nodiscard]] std::uint64_t tied() const noexcept { return tied_; }
  /// With votes, but no label by the options: no share exceeds `above`, or a tie.
  [[nodiscard]] std::uint64_t undecided() const noexcept { return undecided_; }
  /// Of the units with votes, in nats; NaN where there are none.
  [[nodiscard]] double mean_entropy() const;

  friend bool operator==(const VoteCounts&, const VoteCounts&) = default;

 private:
  double above_;
  TiePolicy ties_;
  std::uint64_t n_ = 0;
  std::uint64_t unrated_ = 0;
  std::uint64_t unanimous_ = 0;
  std::uint64_t tied_ = 0;
  std::uint64_t undecided_ = 0;
  ExactSum entropy_;
};

/// How a table of ratings becomes labels.
struct SoftLabelOptions {
  std::span<const double> rater_weights{};  ///< one a rater; none: 1 each
  double smoothing = 0;                     ///< of `shares` only
  MajorityOptions majority{};               ///< of `majority` and `counts` only
};

/// The labels of a table of ratings, and how the units voted.
struct SoftLabels {
  std::vector<double> shares;          ///< units x categories by rows, as soft_label
  std::vector<MajorityVote> majority;  ///< one a unit
  VoteCounts counts;                   ///< how many units agreed, tied, ...
};

/// All of it for a table of ratings. Throws Error as the above, with the unit as row.
[[nodiscard]] SoftLabels soft_labels(const MatrixView<std::uint32_t>& codes, std::size_t categories,
                                     const SoftLabelOptions& options = {});

}  // namespace agreement
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/agreement/impl/soft_labels_inl.hpp>
#endif
