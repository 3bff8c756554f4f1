#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <string_view>

#include <tonewheel/metric/regression/correlation.hpp>
#include <tonewheel/metric/regression/sequences.hpp>

namespace support {

template <class A>
struct Samples;  // see accumulator_samples.hpp

template <>
struct Samples<tonewheel::RankPairs> {
  static tonewheel::RankPairs empty() { return tonewheel::RankPairs(tonewheel::NanPolicy::skip); }
  static void add(tonewheel::RankPairs& pairs, std::size_t i) {
    const std::array<double, 5> truth{0.0, -0.0, 1, std::numeric_limits<double>::infinity(),
                                      std::numeric_limits<double>::quiet_NaN()};
    pairs.add(truth[i % 5], i % 2 == 0 ? static_cast<double>(i % 7) : -0.0);
  }
};

/// Frames of six sequences, in parts of one or two.
template <>
struct Samples<tonewheel::SequenceScores> {
  static tonewheel::SequenceScores empty() {
    return tonewheel::SequenceScores(tonewheel::NanPolicy::propagate);
  }
  static void add(tonewheel::SequenceScores& scores, std::size_t i) {
    constexpr std::array<std::string_view, 3> names{"a \"b\"", "b", "\xc3\xa9"};
    const std::array<double, 2> truth{static_cast<double>(i % 5), 0.1};
    const std::array<double, 2> prediction{static_cast<double>(i * i % 7) / 3, 0};
    const std::size_t frames = 1 + i % 2;
    scores.add({names[i % 3], names[i / 3 % 2], std::span(truth).first(frames),
                std::span(prediction).first(frames)});
  }
};

}  // namespace support
