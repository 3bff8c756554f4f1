#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/agreement/soft_labels.hpp>

namespace tonewheel {

namespace detail {

inline void require_votes(double value, const char* noun) {
  if (!(value >= 0 && value <= largest_rating)) {
    throw Error(std::string(noun) + ": found " + number_text(value) +
                ", expected a number from 0 to " + number_text(largest_rating));
  }
}

/// Of all votes, in whatever order. Throws Error on votes out of range.
inline double sum_of_votes(std::span<const double> votes) {
  ExactSum sum;
  for (const double value : votes) {
    require_votes(value, "votes");
    sum.add(value);
  }
  return sum.value();
}

inline void require_majority(const MajorityOptions& options) {
  if (!(options.above >= 0 && options.above < 1)) {
    throw Error("majority: found a share of " + number_text(options.above) +
                " to exceed, expected a number in [0, 1)");
  }
}

}  // namespace detail

inline namespace agreement {

TONEWHEEL_INLINE std::vector<double> vote_totals(std::span<const std::uint32_t> unit,
                                                 std::size_t categories,
                                                 std::span<const double> rater_weights) {
  if (!rater_weights.empty() && rater_weights.size() != unit.size()) {
    throw Error("votes: found " + std::to_string(rater_weights.size()) +
                " weights of raters, expected none or " + std::to_string(unit.size()));
  }
  for (const double weight : rater_weights) {
    detail::require_votes(weight, "weight of a rater");
  }
  std::vector<double> votes(categories);
  std::vector<ExactSum> sums(rater_weights.empty() ? 0 : categories);
  for (std::size_t rater = 0; rater < unit.size(); ++rater) {
    const std::uint32_t code = unit[rater];
    detail::require_category(code, categories, rater);
    if (code == no_rating) {
      continue;
    }
    if (rater_weights.empty()) {
      votes[code] += 1;
    } else {
      sums[code].add(rater_weights[rater]);
    }
  }
  for (std::size_t c = 0; c < sums.size(); ++c) {
    votes[c] = sums[c].value();
  }
  return votes;
}

TONEWHEEL_INLINE std::vector<double> soft_label(const Numbers& votes, double smoothing) {
  detail::require_votes(smoothing, "smoothing");
  std::vector<double> shares(votes.begin(), votes.end());
  for (double& share : shares) {
    share += smoothing;
  }
  const double all = detail::sum_of_votes(shares);
  for (double& share : shares) {
    share = all > 0 ? share / all : std::numeric_limits<double>::quiet_NaN();
  }
  return shares;
}

TONEWHEEL_INLINE double vote_entropy(const Numbers& votes) {
  const double all = detail::sum_of_votes(votes);
  ExactSum entropy;
  for (const double value : votes) {
    const double share = value / all;
    if (share > 0 && share < 1) {
      entropy.add(-share * std::log(share));
    }
  }
  return all > 0 ? entropy.value() : std::numeric_limits<double>::quiet_NaN();
}

TONEWHEEL_INLINE MajorityVote majority_vote(const Numbers& votes, const MajorityOptions& options) {
  detail::require_majority(options);
  const double all = detail::sum_of_votes(votes);
  MajorityVote result;
  if (!(all > 0)) {
    return result;
  }
  const double most = *std::max_element(votes.begin(), votes.end());
  if (!(most > options.above * all)) {
    return result;
  }
  for (std::size_t c = 0; c < votes.size(); ++c) {
    if (votes[c] == most) {
      result.winners.push_back(static_cast<std::uint32_t>(c));
    }
  }
  const bool tie = result.winners.size() > 1;
  if (tie && options.ties == TiePolicy::none) {
    return result;
  }
  result.label.resize(votes.size());
  if (tie && options.ties == TiePolicy::share) {
    for (const std::uint32_t winner : result.winners) {
      result.label[winner] = 1 / static_cast<double>(result.winners.size());
    }
    return result;
  }
  result.category = result.winners.front();
  result.label[*result.category] = 1;
  return result;
}

TONEWHEEL_INLINE VoteCounts::VoteCounts(const MajorityOptions& options)
    : above_(options.above), ties_(options.ties) {
  detail::require_majority(options);
}

TONEWHEEL_INLINE VoteCounts::VoteCounts(const State& state) {
  StateReader from(state, kind);
  const auto above = from.option<double>("above");
  const auto ties = static_cast<TiePolicy>(from.choice("ties", tie_policy_names));
  *this = VoteCounts(MajorityOptions{.above = above, .ties = ties});
  n_ = from.count<std::uint64_t>("n");
  unrated_ = from.count<std::uint64_t>("unrated");
  unanimous_ = from.count<std::uint64_t>("unanimous");
  tied_ = from.count<std::uint64_t>("tied");
  undecided_ = from.count<std::uint64_t>("undecided");
  entropy_ = from.count<ExactSum>("entropy");
  from.finish();
  from.require(unanimous_ <= n_ && tied_ <= n_ - unanimous_, "n", "at least unanimous + tied");
  from.require(undecided_ <= n_ - unanimous_, "undecided", "no more than n - unanimous");
  const bool some = unanimous_ < n_;
  from.require(
      std::isfinite(entropy_.value()) && entropy_.sign() >= 0 && (some || entropy_ == ExactSum()),
      "entropy", "a sum of entropies, 0 where all are unanimous");
}

TONEWHEEL_INLINE State VoteCounts::state() const {
  return StateWriter(kind)
      .option("above", above_)
      .option("ties", tie_policy_names[static_cast<std::size_t>(ties_)])
      .count("n", n_)
      .count("unrated", unrated_)
      .count("unanimous", unanimous_)
      .count("tied", tied_)
      .count("undecided", undecided_)
      .count("entropy", entropy_)
      .finish();
}

TONEWHEEL_INLINE void VoteCounts::add(std::span<const double> votes) {
  const MajorityVote vote = majority_vote(votes, {.above = above_, .ties = ties_});
  const auto voted =
      std::count_if(votes.begin(), votes.end(), [](double value) { return value > 0; });
  if (voted == 0) {
    add_count(unrated_, 1, "votes: units without");
    return;
  }
  add_count(n_, 1, "votes: units");
  unanimous_ += voted == 1 ? 1U : 0U;
  tied_ += vote.winners.size() > 1 ? 1U : 0U;
  undecided_ += vote.label.empty() ? 1U : 0U;
  entropy_.add(vote_entropy(votes));
}

TONEWHEEL_INLINE void VoteCounts::merge(const VoteCounts& other) {
  if (other.above_ != above_ || other.ties_ != ties_) {
    throw Error("votes: found counts by another rule of majority, expected the same");
  }
  add_counts({{n_, other.n_}, {unrated_, other.unrated_}}, "votes: units");
  unanimous_ += other.unanimous_;
  tied_ += other.tied_;
  undecided_ += other.undecided_;
  entropy_.merge(other.entropy_);
}

TONEWHEEL_INLINE double VoteCounts::mean_entropy() const {
  return n_ > 0 ? entropy_.value() / static_cast<double>(n_)
                : std::numeric_limits<double>::quiet_NaN();
}

TONEWHEEL_INLINE SoftLabels soft_labels(const MatrixView<std::uint32_t>& codes,
                                        std::size_t categories, const SoftLabelOptions& options) {
  detail::require_rating_shape(codes);
  SoftLabels labels{.shares = {}, .majority = {}, .counts = VoteCounts(options.majority)};
  detail::for_each_unit(codes.rows, [&](std::size_t i) {
    const std::vector<double> votes = vote_totals(codes.row(i), categories, options.rater_weights);
    const std::vector<double> shares = soft_label(votes, options.smoothing);
    labels.shares.insert(labels.shares.end(), shares.begin(), shares.end());
    labels.majority.push_back(majority_vote(votes, options.majority));
    labels.counts.add(votes);
  });
  return labels;
}

}  // namespace agreement
}  // namespace tonewheel
