#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <tonewheel/affect/calibration.hpp>
#include <tonewheel/affect/class_moments.hpp>
#include <tonewheel/affect/expectation.hpp>
#include <tonewheel/affect/prior_shift.hpp>
#include <tonewheel/affect/rater_variance.hpp>
#include <tonewheel/affect/space_moments.hpp>

namespace support {

template <class A>
struct Samples;

inline tonewheel::Vad sample_point(std::size_t i) {
  return {static_cast<double>(i % 13) / 6 - 1, static_cast<double>(i * i % 7) / 4 - 0.75,
          static_cast<double>(i % 3) / 3};
}
inline double sample_weight(std::size_t i) {
  return i % 3 == 0 ? 1 : 1.0 / static_cast<double>(i % 5 + 1);
}

inline const tonewheel::Space& two_classes() {
  static const tonewheel::Space space{
      "two",
      {{.name = "calm", .mean = {0.2, -0.5, 0.1}, .deviation = {0.3, 0.2, 0.3}, .prior = 0.75},
       {.name = "glad", .mean = {0.6, 0.3, 0.2}, .deviation = {0.2, 0.3, 0.25}, .prior = 0.25}}};
  return space;
}

/// Expectation of two_classes(): states are read with a space.
struct TwoClassesExpectation : tonewheel::Expectation {
  TwoClassesExpectation() : Expectation(two_classes()) {}
  explicit TwoClassesExpectation(const tonewheel::State& state)
      : Expectation(state, two_classes()) {}
};

template <>
struct Samples<tonewheel::ClassMoments> {
  static tonewheel::ClassMoments empty() { return tonewheel::ClassMoments(2); }
  static void add(tonewheel::ClassMoments& moments, std::size_t i) {
    moments.add(sample_point(i), sample_weight(i));
  }
};

template <>
struct Samples<tonewheel::PriorShift> {
  static tonewheel::PriorShift empty() { return {{0.5, 0.2, 0.3}, {1, 0, 6}}; }
  static void add(tonewheel::PriorShift& shift, std::size_t i) {
    const double first = static_cast<double>(i % 7 + 1) / 9;
    shift.add(std::array{first, (1 - first) / 3, (1 - first) * 2 / 3}, sample_weight(i));
  }
};

template <>
struct Samples<tonewheel::RaterVariance> {
  static tonewheel::RaterVariance empty() { return tonewheel::RaterVariance(); }
  static void add(tonewheel::RaterVariance& raters, std::size_t i) {
    tonewheel::Vad point = sample_point(i);
    point.dominance = i % 2 == 0 ? 0.0 : -0.0;
    raters.add("item " + std::to_string(i % 11), point);
  }
};

template <>
struct Samples<tonewheel::SpaceMoments> {
  static tonewheel::SpaceMoments empty() { return tonewheel::SpaceMoments({"calm", "\xc3\xa9mu"}); }
  static void add(tonewheel::SpaceMoments& moments, std::size_t i) {
    if (i % 3 == 0) {
      moments.add(i % 2, sample_point(i), i % 5 == 0 ? 0 : sample_weight(i));
    } else {
      moments.add_votes(std::array{1.0, static_cast<double>(i % 4)}, sample_point(i));
    }
  }
};

template <>
struct Samples<tonewheel::TemperatureLoss> {
  static tonewheel::TemperatureLoss empty() { return {{-0.7, -1.2, -1.6}, {0.5, 1.25, 1}}; }
  static void add(tonewheel::TemperatureLoss& loss, std::size_t i) {
    const std::vector<double> densities{static_cast<double>(i % 5), static_cast<double>(i % 3),
                                        0.1};
    loss.add({.log_densities = densities,
              .label = static_cast<std::uint32_t>(i % 3),
              .weight = sample_weight(i)});
  }
};

template <>
struct Samples<TwoClassesExpectation> {
  static TwoClassesExpectation empty() { return {}; }
  static void add(TwoClassesExpectation& expectation, std::size_t i) {
    expectation.add(sample_point(i),
                    i % 2 == 0 ? tonewheel::unlabelled : static_cast<std::uint32_t>(i / 2 % 2),
                    sample_weight(i));
  }
};

}  // namespace support
