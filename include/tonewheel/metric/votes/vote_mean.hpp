#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {
inline namespace votes {

/// What people say on the whole: the mean of the rows' vote shares, every row alike however many
/// voted, or by its weight. Given for every row it is the best constant answer by log loss and KL,
/// and what a predictor must beat to have learned anything. Shards merge to the same bits.
class VoteMean {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "vote_mean";

  /// Throws Error on no classes.
  explicit VoteMean(std::size_t classes);
  /// Throws Error on a state that no rows have.
  explicit VoteMean(const State& state);

  /// Votes >= 0; a row without any is counted as such and left out. Weight >= 0. Throws Error
  /// otherwise and on another number of classes.
  void add(std::span<const double> votes, double weight = 1);
  /// Throws Error on another number of classes.
  void merge(const VoteMean& other);

  /// Rows with votes.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// Rows that have none, and do not count.
  [[nodiscard]] std::uint64_t without_votes() const noexcept { return without_votes_; }
  /// Sums to 1 but for rounding; NaN where no row has a weight.
  [[nodiscard]] std::vector<double> mean() const;
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  friend bool operator==(const VoteMean&, const VoteMean&) = default;

 private:
  std::uint64_t n_ = 0;
  std::uint64_t without_votes_ = 0;
  ExactSum weight_;
  std::vector<ExactSum> shares_;  ///< one a class
};

/// The same probability for each of the classes, the answer that knows nothing. Throws Error on no
/// classes.
[[nodiscard]] std::vector<double> uniform_answer(std::size_t classes);

}  // namespace votes
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/votes/impl/vote_mean_inl.hpp>
#endif
