#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/doubt_counts.hpp>

namespace tonewheel {

TONEWHEEL_INLINE DoubtCounts DoubtCounts::from_counts(Counts counts) {
  std::uint64_t likeliest = 0;
  for (const std::uint64_t each : counts.first) {
    likeliest += each;
  }
  if (counts.outside > counts.rows || (!counts.first.empty() && likeliest != counts.rows)) {
    throw Error("doubt: found " + std::to_string(counts.outside) + " rows outside and " +
                std::to_string(likeliest) + " with a likeliest class, expected at most and all " +
                std::to_string(counts.rows));
  }
  for (std::size_t a = 0; a < 3; ++a) {
    const bool none = counts.least[a] == infinity && counts.most[a] == -infinity;
    if (!none && !(counts.rows > 0 && counts.least[a] <= counts.most[a])) {
      throw Error("doubt: found values from " + number_text(counts.least[a]) + " to " +
                  number_text(counts.most[a]) + " of " + std::to_string(counts.rows) +
                  " rows, expected ascending ones, and inf to -inf of no rows");
    }
  }
  DoubtCounts made;
  made.counts_ = std::move(counts);
  return made;
}

TONEWHEEL_INLINE DoubtCounts::DoubtCounts(const State& state) {
  StateReader from(state, kind);
  Counts counts;
  counts.rows = from.count<std::uint64_t>("n");
  counts.outside = from.count<std::uint64_t>("outside");
  counts.first = from.count<std::vector<std::uint64_t>>("first");
  (void)from.total("first", counts.first);
  const auto extremes = [&from](std::string_view name) {
    const auto read = from.count<std::vector<double>>(name);
    from.require(read.size() == 3, name, "a number for each of three axes");
    return std::array<double, 3>{read[0], read[1], read[2]};
  };
  counts.least = extremes("least");
  counts.most = extremes("most");
  from.finish();
  *this = from_counts(std::move(counts));
}

TONEWHEEL_INLINE State DoubtCounts::state() const {
  std::array<double, 3> least = counts_.least;
  std::array<double, 3> most = counts_.most;
  for (std::size_t a = 0; a < 3; ++a) {
    least[a] += 0.0;  // of 0 and -0 the one that came first was kept
    most[a] += 0.0;
  }
  return StateWriter(kind)
      .count("n", counts_.rows)
      .count("outside", counts_.outside)
      .count("first", counts_.first)
      .count("least", least)
      .count("most", most)
      .finish();
}

TONEWHEEL_INLINE void DoubtCounts::add(const Vad& point, std::uint32_t likeliest, bool outside) {
  const double nearest = outside ? 1 : 0;
  add({&point, 1}, {&likeliest, 1}, {&nearest, 1}, 0.5);
}

TONEWHEEL_INLINE void DoubtCounts::add(std::span<const Vad> points,
                                       std::span<const std::uint32_t> likeliest,
                                       std::span<const double> nearest, double bound) {
  const std::size_t classes = counts_.first.size();
  bool known = likeliest.size() == points.size() && nearest.size() == points.size();
  for (const std::uint32_t each : likeliest) {
    known &= each < classes;
  }
  if (!known) {
    throw Error("doubt counts: found " + std::to_string(points.size()) + " points, " +
                std::to_string(likeliest.size()) + " likeliest classes and " +
                std::to_string(nearest.size()) +
                " distances, expected as many of each and classes below " +
                std::to_string(classes));
  }
  add_count(counts_.rows, points.size(), "doubt: rows");
  std::uint64_t outside = 0;
  std::uint64_t* const first = counts_.first.data();
  for (std::size_t i = 0; i < points.size(); ++i) {
    outside += nearest[i] > bound ? 1U : 0U;
    ++first[likeliest[i]];
  }
  counts_.outside += outside;
  // In registers: extremes in memory would be loaded and stored anew for every row.
  auto [v_least, a_least, d_least] = counts_.least;
  auto [v_most, a_most, d_most] = counts_.most;
  for (const Vad& point : points) {
    v_least = std::min(v_least, point.valence);
    a_least = std::min(a_least, point.arousal);
    d_least = std::min(d_least, point.dominance);
    v_most = std::max(v_most, point.valence);
    a_most = std::max(a_most, point.arousal);
    d_most = std::max(d_most, point.dominance);
  }
  counts_.least = {v_least, a_least, d_least};
  counts_.most = {v_most, a_most, d_most};
}

TONEWHEEL_INLINE void DoubtCounts::merge(const DoubtCounts& other) {
  const Counts& more = other.counts_;
  if (more.first.size() != counts_.first.size()) {
    throw Error("doubt: found counts of " + std::to_string(more.first.size()) +
                " classes, expected " + std::to_string(counts_.first.size()));
  }
  add_count(counts_.rows, more.rows, "doubt: rows");  // the others are parts of them
  counts_.outside += more.outside;
  for (std::size_t k = 0; k < counts_.first.size(); ++k) {
    counts_.first[k] += more.first[k];
  }
  for (std::size_t a = 0; a < 3; ++a) {
    counts_.least[a] = std::min(counts_.least[a], more.least[a]);
    counts_.most[a] = std::max(counts_.most[a], more.most[a]);
  }
}

}  // namespace tonewheel
