#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/reward/length_penalty.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

bool near(double value, double expected) {
  return std::abs(value - expected) <= 1e-15;
}

}  // namespace

TEST_CASE("length penalty: the shapes at points of closed form") {
  const auto at = [](PenaltyShape shape, double length) {
    return length_penalty(length,
                          {.shape = shape, .limit = 4, .range = 8, .least = 2, .strength = 0.5});
  };
  for (std::size_t i = 0; i < 7; ++i) {
    const auto shape = static_cast<PenaltyShape>(i);
    INFO(name(shape));
    for (const double length : {2.0, 3.5, 4.0}) {
      CHECK(at(shape, length) == 0);
    }
    CHECK(at(shape, 0) == (shape == PenaltyShape::band ? 0.125 : 0));
  }
  CHECK(at(PenaltyShape::none, 1e300) == 0);
  CHECK(at(PenaltyShape::cap, 4.001) == 0.5);
  CHECK(at(PenaltyShape::linear, 8) == 0.25);
  CHECK(at(PenaltyShape::band, 8) == 0.25);
  CHECK(at(PenaltyShape::quadratic, 8) == 0.125);
  CHECK(near(at(PenaltyShape::cosine, 8), 0.25));
  CHECK(near(at(PenaltyShape::cosine, 6), 0.25 * (1 - std::sqrt(0.5))));
  CHECK(near(at(PenaltyShape::exponential, 4 + 8 * std::log(2.0)), 0.25));
  for (const PenaltyShape shape : {PenaltyShape::linear, PenaltyShape::quadratic,
                                   PenaltyShape::cosine, PenaltyShape::band, PenaltyShape::cap}) {
    CHECK(at(shape, 12) == 0.5);
    CHECK(at(shape, 1e308) == 0.5);
  }
  CHECK(at(PenaltyShape::exponential, 1e308) == 0.5);
  CHECK(length_penalty(1e308, {}) == 0);
}

TEST_CASE("length penalty: within its range, never falling beyond the limit") {
  std::mt19937_64 engine(52);
  const auto uniform = [&] { return static_cast<double>(engine() >> 11U) * 0x1p-53; };
  for (int round = 0; round < 500; ++round) {
    LengthPenalty options;
    options.shape = static_cast<PenaltyShape>(round % 7);
    options.limit = 10 * uniform();
    options.least = options.limit * uniform();
    options.range = 0.1 + 10 * uniform();
    options.strength = 2 * uniform();
    double before = 0;
    for (int step = 0; step < 60; ++step) {
      const double penalty = length_penalty(options.limit + 0.7 * step, options);
      CHECK(penalty >= before);
      CHECK(penalty <= options.strength);
      before = penalty;
    }
    const double shorter = length_penalty(options.least * uniform(), options);
    CHECK(shorter >= 0);
    CHECK(shorter <= options.strength);
    CHECK((shorter == 0 || options.shape == PenaltyShape::band));
  }
}

TEST_CASE("length penalty: options out of range") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto fault = [](double length, const LengthPenalty& options) {
    return message_of([&] { (void)length_penalty(length, options); });
  };
  CHECK(contains(fault(-1, {}), "length -1, expected a finite number >= 0"));
  CHECK(contains(fault(nan, {}), "length nan"));
  CHECK(contains(fault(1, {.limit = -2}), "limit -2"));
  CHECK(contains(fault(1, {.range = 0}), "range 0"));
  CHECK(contains(fault(1, {.limit = 1, .least = 2}), "least 2"));
  CHECK(contains(fault(1, {.strength = nan}), "strength nan"));
  // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): a caller's mistake
  const auto unknown = static_cast<PenaltyShape>(9);
  CHECK(contains(fault(9, {.shape = unknown}), "shape 9"));
}

TEST_CASE("length penalty: length of a text in code points") {
  CHECK(text_length("") == 0);
  CHECK(text_length("calm") == 4);
  CHECK(text_length("déjà") == 4);
  CHECK(text_length("轻松") == 2);
  CHECK(text_length("a\xff\x80z") == 3);
}
