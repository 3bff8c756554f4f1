#pragma once

#include <cstddef>
#include <cstdint>
#include <tuple>

#include <tonewheel/metric/classification/confusion_matrix.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>
#include <tonewheel/metric/regression/pair_moments.hpp>

namespace support {

/// What the law suite adds to an accumulator of a type: `empty()` makes one, `add(a, i)` adds
/// sample number i, of which many differ.
template <class A>
struct Samples;

template <>
struct Samples<tonewheel::PairMoments> {
  static tonewheel::PairMoments empty() {
    return tonewheel::PairMoments(tonewheel::NanPolicy::skip);
  }
  static void add(tonewheel::PairMoments& score, std::size_t i) {
    const double x = static_cast<double>(i % 13) - 6;
    score.add(i % 11 == 3 ? 0.0 / 0.0 : x / 7, x * x * 1e-3 - 1e10 * static_cast<double>(i % 3));
  }
};

template <>
struct Samples<tonewheel::ConfusionMatrix> {
  static tonewheel::ConfusionMatrix empty() { return tonewheel::ConfusionMatrix(5); }
  static void add(tonewheel::ConfusionMatrix& score, std::size_t i) {
    score.add(i % 5, i * i % 5, 1 + i % 3);
  }
};

template <>
struct Samples<tonewheel::SetScore> {
  static tonewheel::SetScore empty() { return {}; }
  static void add(tonewheel::SetScore& score, std::size_t i) {
    const auto truth = static_cast<std::uint32_t>(i % 4 * (i % 7));
    const auto prediction = static_cast<std::uint32_t>(i % 5);
    score.add(tonewheel::SetCounts{truth, prediction, truth < prediction ? truth : prediction});
  }
};

using AllAccumulators = std::tuple<  //
    tonewheel::ConfusionMatrix,      //
    tonewheel::PairMoments,          //
    tonewheel::SetScore>;

}  // namespace support
