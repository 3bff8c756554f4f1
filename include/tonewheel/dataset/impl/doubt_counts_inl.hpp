#pragma once

#include <algorithm>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/doubt_counts.hpp>

namespace tonewheel {

TONEWHEEL_INLINE void DoubtCounts::add(const Vad& point, std::uint32_t likeliest, bool outside) {
  const double nearest = outside ? 1 : 0;
  add({&point, 1}, {&likeliest, 1}, {&nearest, 1}, 0.5);
}

TONEWHEEL_INLINE void DoubtCounts::add(std::span<const Vad> points,
                                       std::span<const std::uint32_t> likeliest,
                                       std::span<const double> nearest, double bound) {
  state_.rows += points.size();
  std::uint64_t outside = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    outside += nearest[i] > bound ? 1U : 0U;
  }
  state_.outside += outside;
  for (std::size_t i = 0; i < points.size(); ++i) {
    ++state_.first[likeliest[i]];
  }
  // In registers: extremes in memory would be loaded and stored anew for every row.
  auto [v_least, a_least, d_least] = state_.least;
  auto [v_most, a_most, d_most] = state_.most;
  for (const Vad& point : points) {
    v_least = std::min(v_least, point.valence);
    a_least = std::min(a_least, point.arousal);
    d_least = std::min(d_least, point.dominance);
    v_most = std::max(v_most, point.valence);
    a_most = std::max(a_most, point.arousal);
    d_most = std::max(d_most, point.dominance);
  }
  state_.least = {v_least, a_least, d_least};
  state_.most = {v_most, a_most, d_most};
}

TONEWHEEL_INLINE void DoubtCounts::merge(const DoubtCounts& other) {
  const State& more = other.state_;
  if (more.first.size() != state_.first.size()) {
    throw Error("doubt: found counts of " + std::to_string(more.first.size()) +
                " classes, expected " + std::to_string(state_.first.size()));
  }
  state_.rows += more.rows;
  state_.outside += more.outside;
  for (std::size_t k = 0; k < state_.first.size(); ++k) {
    state_.first[k] += more.first[k];
  }
  for (std::size_t a = 0; a < 3; ++a) {
    state_.least[a] = std::min(state_.least[a], more.least[a]);
    state_.most[a] = std::max(state_.most[a], more.most[a]);
  }
}

}  // namespace tonewheel
