#pragma once

#include <array>
#include <cstddef>

#include <tonewheel/metric/distribution/score.hpp>
#include <tonewheel/metric/votes/vote_halves.hpp>
#include <tonewheel/metric/votes/vote_mean.hpp>
#include <tonewheel/metric/votes/vote_score.hpp>

namespace support {

template <class A>
struct Samples;

/// Votes for three classes, of which some have none, and probabilities, of which some are 0.
inline std::array<double, 3> sample_votes(std::size_t i) {
  return {static_cast<double>(i % 4), static_cast<double>(i * i % 3),
          static_cast<double>(i % 5 / 2)};
}
inline std::array<double, 3> sample_shares(std::size_t i) {
  const double first = static_cast<double>(i % 11) / 10;
  return {first, (1 - first) / 3, (1 - first) * 2 / 3};
}

template <>
struct Samples<tonewheel::DistributionScore> {
  static tonewheel::DistributionScore empty() {
    return tonewheel::DistributionScore(
        tonewheel::DistributionMetric::kl,
        {.unit = tonewheel::InformationUnit::bit, .order = {2, 0, 1}, .ground_distance = {0.1}},
        tonewheel::NanPolicy::skip);
  }
  static void add(tonewheel::DistributionScore& score, std::size_t i) {
    std::array<double, 3> truth = sample_shares(i * 3 + 1);
    truth[i % 3] = i % 7 == 2 ? 0.0 / 0.0 : truth[i % 3];
    score.add(truth, sample_shares(i));
  }
};

template <>
struct Samples<tonewheel::VoteHalves> {
  static tonewheel::VoteHalves empty() { return tonewheel::VoteHalves(3, {.splits = 9}); }
  static void add(tonewheel::VoteHalves& halves, std::size_t i) {
    halves.add(i, sample_votes(i), 1.0 / static_cast<double>(1 + i % 3));
  }
};

template <>
struct Samples<tonewheel::VoteMean> {
  static tonewheel::VoteMean empty() { return tonewheel::VoteMean(3); }
  static void add(tonewheel::VoteMean& mean, std::size_t i) {
    mean.add(sample_votes(i), 1.0 / static_cast<double>(1 + i % 3));
  }
};

template <>
struct Samples<tonewheel::VoteScore> {
  static tonewheel::VoteScore empty() {
    return tonewheel::VoteScore(3, {.entropy_edges = {0.25, 0.5, 0.75}});
  }
  static void add(tonewheel::VoteScore& score, std::size_t i) {
    score.add(sample_votes(i), sample_shares(i), 1.0 / static_cast<double>(1 + i % 3));
  }
};

}  // namespace support
