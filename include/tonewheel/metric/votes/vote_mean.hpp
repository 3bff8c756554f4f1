#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>

namespace tonewheel {
inline namespace votes {

struct VoteMeanState {
  std::uint64_t n = 0;
  std::uint64_t without_votes = 0;
  ExactSum weight{};
  std::vector<ExactSum> shares{};  ///< one a class
  friend bool operator==(const VoteMeanState&, const VoteMeanState&) = default;
};

/// What people say on the whole: the mean of the rows' vote shares, every row alike however many
/// voted, or by its weight. Given for every row it is the best constant answer by log loss and KL,
/// and what a predictor must beat to have learned anything. Shards merge to the same bits.
class VoteMean {
 public:
  /// Throws Error on no classes.
  explicit VoteMean(std::size_t classes);
  explicit VoteMean(VoteMeanState state);

  /// Votes >= 0; a row without any is counted as such and left out. Weight >= 0. Throws Error
  /// otherwise and on another number of classes.
  void add(std::span<const double> votes, double weight = 1);
  /// Throws Error on another number of classes.
  void merge(const VoteMean& other);

  /// Rows with votes.
  [[nodiscard]] std::uint64_t n() const noexcept { return state_.n; }
  [[nodiscard]] std::uint64_t without_votes() const noexcept { return state_.without_votes; }
  /// Sums to 1 but for rounding; NaN where no row has a weight.
  [[nodiscard]] std::vector<double> mean() const;
  [[nodiscard]] const VoteMeanState& state() const noexcept { return state_; }
  friend bool operator==(const VoteMean&, const VoteMean&) = default;

 private:
  VoteMeanState state_;
};

/// The same probability for each of the classes, the answer that knows nothing. Throws Error on no
/// classes.
[[nodiscard]] std::vector<double> uniform_answer(std::size_t classes);

}  // namespace votes
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/votes/impl/vote_mean_inl.hpp>
#endif
