#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/scale.hpp>
#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {

/// How far single raters scatter about the mean of all who rated the same item: what a rating of
/// one person is uncertain by. Ratings come in any order, with the item they are of. Keeps every
/// rating (24 bytes, and some 100 an item); shards merge in any order and any split to the same
/// bits.
class RaterVariance {
 public:
  /// The name of this type in a State.
  static constexpr std::string_view kind = "rater_variance";

  /// Scale: of the ratings that come; its axes are 3, or 2 where it has no dominance.
  explicit RaterVariance(Scale scale = {});
  /// A state keeps ratings on the unit scale: further ones come on that, or on the scale given, of
  /// as many axes. Throws Error otherwise and on a state that no ratings have.
  explicit RaterVariance(const State& state);
  /// As above, with further ratings on this scale.
  RaterVariance(const State& state, Scale scale);

  /// One rater's rating of an item, on the scale. Throws Error on one that is not within it.
  void add(std::string_view item, const Vad& rating);
  /// Throws Error on another number of axes.
  void merge(const RaterVariance& other);

  /// Ratings.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// How many items were rated.
  [[nodiscard]] std::uint64_t items() const noexcept { return ratings_.size(); }
  /// Items with one rating: they say nothing of the scatter.
  [[nodiscard]] std::uint64_t single_items() const noexcept;
  /// Ratings less items: what sums of squares are divided by.
  [[nodiscard]] std::uint64_t degrees() const noexcept { return n_ - items(); }

  /// Sum over items of squares about the item's mean, by degrees(): the variance of one rater on
  /// each axis, on the unit scale; NaN where no item has two ratings, 0 for dominance of two axes.
  [[nodiscard]] Vad variance() const;
  /// The same of the mean of so many raters, > 0, else Error.
  [[nodiscard]] Vad variance_of_mean(double raters) const;

  /// What was added, to be written down and read again.
  [[nodiscard]] State state() const;
  /// The same ratings of the same items, in whatever order.
  friend bool operator==(const RaterVariance& a, const RaterVariance& b) {
    return a.scale_.axes() == b.scale_.axes() && a.sorted() == b.sorted();
  }

 private:
  using Ratings = std::map<std::string, std::vector<Vad>, std::less<>>;

  /// Each item's ratings by valence, arousal, dominance.
  [[nodiscard]] Ratings sorted() const;

  Scale scale_;
  Ratings ratings_;  ///< on the unit scale
  std::uint64_t n_ = 0;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/rater_variance_inl.hpp>
#endif
