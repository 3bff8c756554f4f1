#pragma once

#include <cmath>

#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/metric/agreement/soft_labels.hpp>
#include <tonewheel/metric/votes/vote_truth.hpp>

namespace tonewheel {

namespace detail {

/// The sum rounded once: plain where no addition has an error, as of counts (Knuth's TwoSum).
inline double rounded_sum(std::span<const double> values) {
  double sum = 0;
  bool exact = true;
  for (const double value : values) {
    const double next = sum + value;
    const double added = next - sum;
    exact = exact && (sum - (next - added)) + (value - added) == 0;
    sum = next;
  }
  if (exact) {
    return sum;
  }
  ExactSum whole;
  for (const double value : values) {
    whole.add(value);
  }
  return whole.value();
}

}  // namespace detail

inline namespace votes {

TONEWHEEL_INLINE void VoteTruth::set(std::span<const double> votes) {
  bool fit = true;
  for (const double vote : votes) {
    fit = fit && vote >= 0 && vote <= largest_rating;
  }
  if (!fit) {
    (void)soft_label(votes);  // says which
  }
  const double all = detail::rounded_sum(votes);
  any_ = all > 0;
  votes_.assign(votes.begin(), votes.end());
  shares_ = votes_;
  log_shares_.resize(votes.size());
  entropy_ = 0;
  first_ = 0;
  winners_ = 0;
  if (!any_) {
    return;
  }
  for (std::size_t k = 0; k < votes.size(); ++k) {
    if (votes[k] > votes[first_]) {
      first_ = k;
      winners_ = 0;
    }
    winners_ += votes[k] == votes[first_] ? 1U : 0U;
    shares_[k] = votes[k] / all;
    log_shares_[k] = shares_[k] == 0 ? -HUGE_VAL : std::log(shares_[k]);
    entropy_ -= shares_[k] > 0 ? shares_[k] * log_shares_[k] : 0;
  }
}

}  // namespace votes
}  // namespace tonewheel
