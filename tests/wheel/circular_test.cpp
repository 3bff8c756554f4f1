#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/wheel/circular.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using support::contains;
using support::message_of;

namespace {

using Values = std::vector<double>;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

struct Sample {
  Values turns;
  Values weights;
  [[nodiscard]] WeightedAngles view() const { return {turns, weights}; }
};

double uniform(std::mt19937_64& engine) {
  return static_cast<double>(engine() >> 11U) * 0x1p-53;
}

/// Angles anywhere and weights that are multiples of 1 / 64 and sum to 1.
Sample random_sample(std::mt19937_64& engine, bool on_grid) {
  Sample sample;
  for (std::size_t i = 0; i < 1 + engine() % 7; ++i) {
    sample.turns.push_back(on_grid ? static_cast<double>(engine() % 8) / 8
                                   : 6 * uniform(engine) - 3);
    sample.weights.push_back(0);
  }
  for (int i = 0; i < 64; ++i) {
    sample.weights[engine() % sample.weights.size()] += 1.0 / 64;
  }
  return sample;
}

Sample turned(Sample sample, double by) {
  for (double& angle : sample.turns) {
    angle += by;
  }
  return sample;
}

/// The least cost over all places to cut the circle at: some optimal plan moves nothing across one
/// of the arcs between two angles, and with that cut the cost is that of a line.
double by_cutting(const Sample& a, const Sample& b) {
  Values cuts;
  for (const Sample* sample : {&a, &b}) {
    for (const double angle : sample->turns) {
      cuts.push_back(angle - std::floor(angle));
    }
  }
  double least = infinity;
  for (const double cut : cuts) {
    std::vector<std::pair<double, double>> line;
    for (std::size_t i = 0; i < a.turns.size(); ++i) {
      line.emplace_back(a.turns[i] - cut - std::floor(a.turns[i] - cut), a.weights[i]);
    }
    for (std::size_t i = 0; i < b.turns.size(); ++i) {
      line.emplace_back(b.turns[i] - cut - std::floor(b.turns[i] - cut), -b.weights[i]);
    }
    std::sort(line.begin(), line.end());
    double cost = 0;
    double carried = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      carried += line[i].second;
      cost += std::abs(carried) * (line[i + 1].first - line[i].first);
    }
    least = std::min(least, cost);
  }
  return least;
}

nlohmann::json golden() {
  std::ifstream stream(std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "tests/golden/circular.json");
  return nlohmann::json::parse(stream);
}

constexpr double rounding = 1e-14;  // sums of some ten shares and lengths below 1

}  // namespace

TEST_CASE("circular: angles are wrapped to one turn") {
  CHECK(wrap(0) == 0);
  CHECK(wrap(0.25) == 0.25);
  CHECK(wrap(1) == 0);
  CHECK(wrap(-1) == 0);
  CHECK(wrap(-0.25) == 0.75);
  CHECK(wrap(7.5) == 0.5);
  CHECK(wrap(-1e-20) == 0);
  CHECK(wrap(1e300) == 0);
  CHECK(contains(message_of([] { (void)wrap(not_a_number); }), "an angle is nan turns"));
  CHECK(contains(message_of([] { (void)wrap(-infinity); }), "an angle is -inf turns"));
}

TEST_CASE("circular: the shorter way round") {
  CHECK(circular_distance(0.1, 0.1) == 0);
  CHECK(circular_distance(0, 0.5) == 0.5);
  CHECK(circular_distance(0.875, 0.125) == 0.25);
  CHECK(circular_distance(-3.25, 4) == 0.25);
  std::mt19937_64 engine(4);
  for (int round = 0; round < 200; ++round) {
    const double a = 8 * uniform(engine) - 4;
    const double b = 8 * uniform(engine) - 4;
    const double c = 8 * uniform(engine) - 4;
    const double ab = circular_distance(a, b);
    CHECK(ab >= 0);
    CHECK(ab <= 0.5);
    CHECK(ab == circular_distance(b, a));
    CHECK(circular_distance(a, c) <= ab + circular_distance(b, c) + rounding);
    CHECK(std::abs(circular_distance(a + 1, b) - ab) < 1e-15 * 16);
    // The chord of the unit circle: 2 sin(pi d).
    const double tau = 2 * std::acos(-1.0);
    const double chord =
        std::hypot(std::cos(tau * a) - std::cos(tau * b), std::sin(tau * a) - std::sin(tau * b));
    CHECK(2 * std::sin(tau / 2 * ab) == Approx(chord).epsilon(1e-12));
  }
  CHECK(contains(message_of([] { (void)circular_distance(0, not_a_number); }), "nan"));
}

TEST_CASE("circular: mean, resultant length and variance: closed forms") {
  CHECK(circular_mean({Values{0.25}, {}}) == Approx(0.25));
  CHECK(resultant_length({Values{0.3, 0.3, 1.3}, {}}) == Approx(1).epsilon(rounding));
  CHECK(resultant_length({Values{0.3, 0.3, 1.3}, {}}) <= 1);
  // Two angles: the mean is half-way, the length cos(half the angle between).
  CHECK(*circular_mean({Values{0.95, 0.15}, {}}) == Approx(0.05).epsilon(1e-13));
  CHECK(resultant_length({Values{0.95, 0.15}, {}}) == Approx(std::cos(0.2 * std::acos(-1.0))));
  // A right angle, weights 3 and 4 of 7: 3-4-5.
  const Values right{0, 0.25};
  const Values weights{3, 4};
  CHECK(resultant_length({right, weights}) == Approx(5.0 / 7));
  CHECK(circular_variance({right, weights}) == Approx(2.0 / 7));
  CHECK(*circular_mean({right, weights}) == Approx(std::atan2(4, 3) / (2 * std::acos(-1.0))));
  // A weight is so many angles.
  CHECK(resultant_length({Values{0.1, 0.4}, Values{2, 1}}) ==
        Approx(resultant_length({Values{0.1, 0.1, 0.4}, {}})).epsilon(rounding));
  // Largest weights do not overflow.
  CHECK(resultant_length({right, Values{1e308, 1e308}}) == Approx(std::sqrt(0.5)));
}

TEST_CASE("circular: angles that cancel have no mean") {
  for (std::size_t n = 2; n < 40; ++n) {
    Values even;
    for (std::size_t i = 0; i < n; ++i) {
      even.push_back(0.1 + static_cast<double>(i) / static_cast<double>(n));
    }
    CHECK_FALSE(circular_mean({even, {}}).has_value());
    CHECK(resultant_length({even, {}}) < tolerance::resultant);
    CHECK(circular_variance({even, {}}) == Approx(1));
  }
  CHECK_FALSE(circular_mean({Values{0, 0.5}, {}}).has_value());
  CHECK(circular_mean({Values{0, 0.5}, Values{1.001, 1}}).has_value());
}

TEST_CASE("circular: the mean turns with the angles, the length does not") {
  std::mt19937_64 engine(6);
  for (int round = 0; round < 100; ++round) {
    const Sample sample = random_sample(engine, false);
    const double length = resultant_length(sample.view());
    CHECK(length >= 0);
    CHECK(length <= 1);
    CHECK(circular_variance(sample.view()) == 1 - length);
    const Sample other = turned(sample, 0.3);
    CHECK(resultant_length(other.view()) == Approx(length).epsilon(1e-12));
    if (length > 0.01) {
      CHECK(circular_distance(*circular_mean(other.view()), *circular_mean(sample.view()) + 0.3) <
            1e-12);
    }
  }
}

TEST_CASE("circular: earth mover's distances: known ones") {
  const auto emd = [](const Values& x, const Values& p, const Values& y, const Values& q) {
    return circular_emd({x, p}, {y, q});
  };
  CHECK(emd({0.1}, {}, {0.3}, {}) == Approx(0.2));
  CHECK(emd({0.9}, {2}, {0.1}, {2}) == Approx(0.2));
  CHECK(emd({0}, {}, {0.5}, {}) == 0.5);
  CHECK(emd({0, 0.5}, {}, {0.25, 0.75}, {}) == 0.25);
  CHECK(emd({0}, {4}, {0, 0.25, 0.5, 0.75}, {}) == 0.25);
  CHECK(emd({0.2, 0.7}, {1, 0}, {1.2}, {1}) == Approx(0).epsilon(rounding));
  CHECK(sector_emd(Values{1, 0, 0, 0}, Values{0, 0, 1, 0}) == 2);
  CHECK(sector_emd(Values{1, 0, 0, 0, 0, 0, 0, 0}, Values{0, 0, 0, 0, 0, 0, 0, 1}) == 1);
  CHECK(sector_emd(Values{2, 2, 2}, Values{6, 0, 0}) == Approx(2.0 / 3));
  CHECK(sector_emd(Values{3}, Values{3}) == 0);
}

TEST_CASE("circular: earth mover's distances are those of SciPy's transport problems") {
  const nlohmann::json expected = golden();
  for (const nlohmann::json& item : expected["angles"]) {
    const Sample a{item["a"], item["p"]};
    const Sample b{item["b"], item["q"]};
    CHECK(std::abs(circular_emd(a.view(), b.view()) - item["emd"].get<double>()) < 1e-12);
  }
  for (const nlohmann::json& item : expected["sectors"]) {
    const Values p = item["p"];
    const Values q = item["q"];
    CHECK(std::abs(sector_emd(p, q) - item["emd"].get<double>()) < 1e-12);
  }
  CHECK(expected["angles"].size() == 40);
  CHECK(expected["sectors"].size() == 40);
}

TEST_CASE("circular: the earth mover's distance is the least over all cuts, and a metric") {
  std::mt19937_64 engine(7);
  for (int round = 0; round < 300; ++round) {
    const Sample a = random_sample(engine, round % 2 == 0);
    const Sample b = random_sample(engine, round % 2 == 0);
    const Sample c = random_sample(engine, round % 2 == 0);
    const double ab = circular_emd(a.view(), b.view());
    CHECK(std::abs(ab - by_cutting(a, b)) < rounding);
    CHECK(ab >= 0);
    CHECK(ab <= 0.5);
    CHECK(circular_emd(a.view(), a.view()) < rounding);
    CHECK(std::abs(circular_emd(b.view(), a.view()) - ab) < rounding);
    CHECK(circular_emd(a.view(), c.view()) <= ab + circular_emd(b.view(), c.view()) + rounding);
    const double by = uniform(engine);
    CHECK(std::abs(circular_emd(turned(a, by).view(), turned(b, by).view()) - ab) < rounding);
    // A turn of everything moves each unit of mass that far, or less.
    CHECK(circular_emd(a.view(), turned(a, by).view()) <= circular_distance(0, by) + rounding);
  }
}

TEST_CASE("circular: sectors are angles, in steps") {
  std::mt19937_64 engine(8);
  for (int round = 0; round < 100; ++round) {
    const std::size_t k = 1 + engine() % 12;
    Sample a;
    Sample b;
    for (std::size_t i = 0; i < k; ++i) {
      a.turns.push_back(static_cast<double>(i) / static_cast<double>(k));
      a.weights.push_back(0);
    }
    b = a;
    for (int i = 0; i < 32; ++i) {
      a.weights[engine() % k] += 0.5;
      b.weights[engine() % k] += 0.5;
    }
    const double steps = sector_emd(a.weights, b.weights);
    CHECK(steps == Approx(static_cast<double>(k) * circular_emd(a.view(), b.view())));
    std::rotate(a.weights.begin(), a.weights.begin() + 1, a.weights.end());
    std::rotate(b.weights.begin(), b.weights.begin() + 1, b.weights.end());
    CHECK(sector_emd(a.weights, b.weights) == Approx(steps));
  }
}

TEST_CASE("circular: angles and weights that cannot be are refused") {
  const Values two{0, 0.5};
  const auto fault = [&](const Values& turns, const Values& weights) {
    const std::string message = message_of([&] { (void)resultant_length({turns, weights}); });
    CHECK(message_of([&] { (void)circular_mean({turns, weights}); }) == message);
    CHECK(message_of([&] { (void)circular_variance({turns, weights}); }) == message);
    CHECK(message_of([&] { (void)circular_emd({turns, weights}, {two, {}}); }) == message);
    return message;
  };
  CHECK(fault(two, {1, -0.5}) == "circular: weight 1 is -0.5, expected a finite number >= 0");
  CHECK(contains(fault(two, {not_a_number, 1}), "weight 0 is nan"));
  CHECK(contains(fault(two, {1, infinity}), "weight 1 is inf"));
  CHECK(contains(fault(two, {0, 0}), "the 2 weights sum to 0"));
  CHECK(contains(fault(two, {1}), "1 weights of 2 angles"));
  CHECK(contains(fault({}, {}), "no angles"));
  CHECK(contains(message_of([&] { (void)circular_emd({two, {}}, {Values{not_a_number, 0}, {}}); }),
                 "nan"));
  CHECK(message_of([&] { (void)circular_emd({two, {}}, {two, Values{1, 2}}); }) ==
        "circular: masses of 2 and 3, expected equal finite ones");
  CHECK_NOTHROW((void)circular_emd({two, Values{0.1, 0.2}}, {Values{0}, Values{0.3}}));
  CHECK(contains(message_of([&] { (void)sector_emd(Values{1, 0}, Values{1}); }),
                 "over 2 and 1 sectors"));
  CHECK(contains(message_of([&] { (void)sector_emd({}, {}); }), "at least one"));
  CHECK(contains(message_of([&] { (void)sector_emd(Values{1, 0}, Values{0.5, 0.4}); }),
                 "masses of 1 and 0.9"));
  CHECK(contains(message_of([&] { (void)sector_emd(Values{1, -1}, Values{0, 0}); }), "weight 1"));
}
