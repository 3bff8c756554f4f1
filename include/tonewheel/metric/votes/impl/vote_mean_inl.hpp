#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/agreement/soft_labels.hpp>
#include <tonewheel/metric/votes/vote_mean.hpp>

namespace tonewheel {

namespace detail {

inline void require_vote_classes(std::size_t classes) {
  if (classes == 0) {
    throw Error("mean of votes: found 0 classes, expected at least 1");
  }
}

}  // namespace detail

inline namespace votes {

TONEWHEEL_INLINE VoteMean::VoteMean(std::size_t classes) {
  detail::require_vote_classes(classes);
  state_.shares.resize(classes);
}

TONEWHEEL_INLINE VoteMean::VoteMean(VoteMeanState state) : state_(std::move(state)) {
  detail::require_vote_classes(state_.shares.size());
}

TONEWHEEL_INLINE void VoteMean::add(std::span<const double> votes, double weight) {
  if (votes.size() != state_.shares.size() || !(weight >= 0 && weight <= 1e100)) {
    throw Error("mean of votes: found votes for " + std::to_string(votes.size()) +
                " classes with weight " + number_text(weight) + ", expected " +
                std::to_string(state_.shares.size()) + " and a weight from 0 to 1e100");
  }
  const std::vector<double> row = soft_label(votes);
  if (std::isnan(row.front())) {
    ++state_.without_votes;
    return;
  }
  ++state_.n;
  state_.weight.add(weight);
  for (std::size_t k = 0; k < row.size(); ++k) {
    state_.shares[k].add_product(weight, row[k]);
  }
}

TONEWHEEL_INLINE void VoteMean::merge(const VoteMean& other) {
  if (other.state_.shares.size() != state_.shares.size()) {
    throw Error("mean of votes: found " + std::to_string(other.state_.shares.size()) +
                " classes to merge, expected " + std::to_string(state_.shares.size()));
  }
  const VoteMeanState added = other.state_;  // it may be this one
  state_.n += added.n;
  state_.without_votes += added.without_votes;
  state_.weight.merge(added.weight);
  for (std::size_t k = 0; k < added.shares.size(); ++k) {
    state_.shares[k].merge(added.shares[k]);
  }
}

TONEWHEEL_INLINE std::vector<double> VoteMean::mean() const {
  const double all = state_.weight.value();
  std::vector<double> means;
  means.reserve(state_.shares.size());
  for (const ExactSum& sum : state_.shares) {
    means.push_back(all > 0 ? sum.value() / all : std::numeric_limits<double>::quiet_NaN());
  }
  return means;
}

TONEWHEEL_INLINE std::vector<double> uniform_answer(std::size_t classes) {
  detail::require_vote_classes(classes);
  return std::vector<double>(classes, 1 / static_cast<double>(classes));
}

}  // namespace votes
}  // namespace tonewheel
