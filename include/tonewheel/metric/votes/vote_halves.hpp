#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {
inline namespace votes {

/// How often votes are split, and by which random numbers.
struct VoteHalvesOptions {
  std::uint64_t splits = 200;  ///< random splits of each item, 1 to 1e6
  std::uint64_t seed = 1;      ///< of the random numbers
  friend bool operator==(const VoteHalvesOptions&, const VoteHalvesOptions&) = default;
};

/// How well half of the people foretell what the other half says, item by item: what a predictor's
/// distance from the votes is to be compared with. An item's single votes are dealt into two halves
/// at random, floor(n / 2) and the rest, `splits` times; its value is the mean over the splits, and
/// an item's splits depend on seed, item and votes alone, so shards merge in any order to the same
/// bits.
///
/// What it is a ceiling of: how well half of the people foretell the other half. A predictor judged
/// by the votes of all n may go below it, for both halves are noisy: their difference has four
/// times the variance that the shares of n people have about those of everybody, and Jensen-Shannon
/// grows with the square. So it is what to expect of another, small group of people, not a bound.
///
/// It needs counts of people: how many stand behind a share is not known, and neither is this then.
class VoteHalves {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "vote_halves";

  /// Throws Error on no classes and options out of range.
  explicit VoteHalves(std::size_t classes, const VoteHalvesOptions& options = {});
  /// Throws Error on a state that no items have.
  explicit VoteHalves(const State& state);

  /// The votes of an item, whole numbers, at most 2^40 in all; `item` is its number in the data,
  /// such as its row. One with fewer than two votes is counted as such and left out. Weight >= 0.
  /// Throws Error otherwise and on another number of classes. Up to 1024 votes are dealt one by
  /// one; of more, what a half gets of each class is drawn (hypergeometric): the time is that of
  /// classes and splits.
  void add(std::uint64_t item, std::span<const double> counts, double weight = 1);
  /// As it was made with.
  [[nodiscard]] const VoteHalvesOptions& options() const noexcept { return options_; }
  /// Throws Error on another number of classes or other options.
  void merge(const VoteHalves& other);

  /// Items with two votes or more.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// Items with fewer than two votes, left out.
  [[nodiscard]] std::uint64_t too_few() const noexcept { return too_few_; }
  /// Items of which some split has a class that one half chose and the other did not: their KL is
  /// infinite.
  [[nodiscard]] std::uint64_t infinite() const noexcept { return infinite_; }
  /// Mean Jensen-Shannon divergence of the halves' shares, nats, in [0, ln 2]; NaN of no items.
  [[nodiscard]] double js() const;
  /// Mean Kullback-Leibler divergence, of both directions, nats: infinite where an item's is;
  /// NaN of no items, or of none that weighs anything.
  [[nodiscard]] double kl() const;
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  friend bool operator==(const VoteHalves&, const VoteHalves&) = default;

 private:
  std::size_t classes_;
  VoteHalvesOptions options_;
  std::uint64_t n_ = 0;
  std::uint64_t too_few_ = 0;
  std::uint64_t infinite_ = 0;
  ExactSum weight_;
  ExactSum js_;
  ExactSum kl_;  ///< of the items that are not infinite
};

}  // namespace votes
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/votes/impl/vote_halves_inl.hpp>
#endif
