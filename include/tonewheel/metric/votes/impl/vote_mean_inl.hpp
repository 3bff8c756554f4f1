#pragma once

#include <cmath>
#include <limits>
#include <string>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_sums.hpp>
#include <tonewheel/core/state_writer.hpp>
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
  shares_.resize(classes);
}

TONEWHEEL_INLINE VoteMean::VoteMean(const State& state) {
  StateReader from(state, kind);
  const auto classes = from.option<std::size_t>("classes");
  detail::require_vote_classes(classes);
  n_ = from.count<std::uint64_t>("n");
  without_votes_ = from.count<std::uint64_t>("without_votes");
  weight_ = detail::read_sum(from, "weight", n_, detail::SumOf::sizes);
  shares_ = from.count<std::vector<ExactSum>>("shares");
  from.finish();
  from.require(shares_.size() == classes, "shares", "one a class");
  for (const ExactSum& each : shares_) {
    detail::require_sum(from, "shares", each, n_, detail::SumOf::sizes);
  }
}

TONEWHEEL_INLINE State VoteMean::state() const {
  return StateWriter(kind)
      .option("classes", shares_.size())
      .count("n", n_)
      .count("without_votes", without_votes_)
      .count("weight", weight_)
      .count("shares", shares_)
      .finish();
}

TONEWHEEL_INLINE void VoteMean::add(std::span<const double> votes, double weight) {
  if (votes.size() != shares_.size() || !(weight >= 0 && weight <= 1e100)) {
    throw Error("mean of votes: found votes for " + std::to_string(votes.size()) +
                " classes with weight " + number_text(weight) + ", expected " +
                std::to_string(shares_.size()) + " and a weight from 0 to 1e100");
  }
  const std::vector<double> row = soft_label(votes);
  if (std::isnan(row.front())) {
    add_count(without_votes_, 1, "mean of votes: rows without");
    return;
  }
  add_count(n_, 1, "mean of votes: rows");
  weight_.add(weight);
  for (std::size_t k = 0; k < row.size(); ++k) {
    shares_[k].add_product(weight, row[k]);
  }
}

TONEWHEEL_INLINE void VoteMean::merge(const VoteMean& other) {
  if (other.shares_.size() != shares_.size()) {
    throw Error("mean of votes: found " + std::to_string(other.shares_.size()) +
                " classes to merge, expected " + std::to_string(shares_.size()));
  }
  add_counts({{n_, other.n_}, {without_votes_, other.without_votes_}}, "mean of votes: rows");
  weight_.merge(other.weight_);
  for (std::size_t k = 0; k < shares_.size(); ++k) {
    shares_[k].merge(other.shares_[k]);
  }
}

TONEWHEEL_INLINE std::vector<double> VoteMean::mean() const {
  const double all = weight_.value();
  std::vector<double> means;
  means.reserve(shares_.size());
  for (const ExactSum& sum : shares_) {
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
