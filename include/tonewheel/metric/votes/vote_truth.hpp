#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>

namespace tonewheel {
inline namespace votes {

/// What people said of one item, made ready once for all that is judged by it: the shares of the
/// classes, their entropy and who won. Memory is kept from one set() to the next.
class VoteTruth {
 public:
  VoteTruth() = default;
  /// Made of a row's votes, as by set().
  explicit VoteTruth(std::span<const double> votes) { set(votes); }

  /// Votes from 0 to 1e100, one a class, counts or shares; else Error. They are divided by their
  /// exact sum, rounded once, as soft_label() does.
  void set(std::span<const double> votes);

  /// Whether anybody voted; the rest has no meaning without.
  [[nodiscard]] bool any() const noexcept { return any_; }
  /// Sum 1 but for rounding.
  [[nodiscard]] std::span<const double> shares() const noexcept { return shares_; }
  /// Natural logarithms of the shares; -inf of 0.
  [[nodiscard]] std::span<const double> log_shares() const noexcept { return log_shares_; }
  /// - sum share ln share in nats, at most some units in the last place from vote_entropy().
  [[nodiscard]] double entropy() const noexcept { return entropy_; }
  /// The first of the most chosen classes, and whether there is no other.
  [[nodiscard]] std::size_t first() const noexcept { return first_; }
  /// Whether one class has more votes than each other one.
  [[nodiscard]] bool decided() const noexcept { return winners_ == 1; }
  /// Whether no class has more votes than that one.
  [[nodiscard]] bool is_most(std::size_t k) const noexcept { return votes_[k] == votes_[first_]; }

 private:
  std::vector<double> votes_;
  std::vector<double> shares_;
  std::vector<double> log_shares_;
  double entropy_ = 0;
  std::size_t first_ = 0;
  std::size_t winners_ = 0;
  bool any_ = false;
};

}  // namespace votes
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/votes/impl/vote_truth_inl.hpp>
#endif
