#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/class_moments.hpp>

#include "affect/fit_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

struct Row {
  Vad point;
  double weight = 1;
};

std::vector<Row> random_rows(std::mt19937_64& engine, std::size_t n, bool weighted) {
  std::uniform_real_distribution<double> unit(-1, 1);
  std::vector<Row> rows(n);
  for (Row& row : rows) {
    // Some far below the grid of the fast sums, some beyond the unit scale.
    const double size = std::array<double, 4>{1, 1, 1e-6, 3}[engine() % 4];
    row.point = {size * unit(engine), unit(engine), unit(engine)};
    row.weight = weighted ? std::abs(unit(engine)) * 2 : 1;
  }
  return rows;
}

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool same_bits(const ClassMoments& a, const ClassMoments& b) {
  bool same = same_bits(a.weight(), b.weight());
  for (const Axis axis : all_axes) {
    same = same && same_bits(a.mean()[axis], b.mean()[axis]);
  }
  for (const MomentDivisor by : {MomentDivisor::n, MomentDivisor::n_minus_1}) {
    for (std::size_t i = 0; i < 6; ++i) {
      same = same && same_bits(a.covariance(by)[i], b.covariance(by)[i]);
    }
  }
  return same;
}

ClassMoments moments_of(const std::vector<Row>& rows, std::size_t axes = 3) {
  ClassMoments moments(axes);
  for (const Row& row : rows) {
    moments.add(row.point, row.weight);
  }
  return moments;
}

}  // namespace

TEST_CASE("class moments: numpy's means and covariances, weights included") {
  const nlohmann::json golden = support::fit_golden();
  for (const auto& each : golden.at("moments")) {
    INFO(each.at("kind").get<std::string>());
    const std::size_t axes = each.at("axes");
    ClassMoments moments(axes);
    for (std::size_t i = 0; i < each.at("points").size(); ++i) {
      moments.add(support::point_of(each.at("points")[i]), each.at("weights")[i]);
    }
    CHECK(moments.n() == each.at("points").size());
    CHECK(moments.weight() == doctest::Approx(each.at("weight").get<double>()).epsilon(1e-14));
    for (std::size_t a = 0; a < axes; ++a) {
      CHECK(std::abs(moments.mean()[all_axes[a]] - each.at("mean")[a].get<double>()) < 1e-14);
    }
    std::size_t pair = 0;
    for (std::size_t a = 0; a < 3; ++a) {
      for (std::size_t b = a; b < 3; ++b, ++pair) {
        const bool there = b < axes;
        const double by_n = there ? each.at("by_n")[a][b].get<double>() : 0;
        const double by_n_minus_1 = there ? each.at("by_n_minus_1")[a][b].get<double>() : 0;
        CHECK(std::abs(moments.covariance(MomentDivisor::n)[pair] - by_n) < 1e-14);
        CHECK(std::abs(moments.covariance(MomentDivisor::n_minus_1)[pair] - by_n_minus_1) < 1e-14);
        CHECK(std::abs(moments.scatter()[pair] - by_n * moments.weight()) < 1e-12);
      }
    }
  }
}

TEST_CASE("class moments: shards of any number, in any order, give the same bits") {
  std::mt19937_64 engine(711);
  for (const bool weighted : {false, true}) {
    std::vector<Row> rows = random_rows(engine, 400, weighted);
    const ClassMoments whole = moments_of(rows);
    for (const std::size_t count : std::array<std::size_t, 4>{1, 2, 7, 97}) {
      std::shuffle(rows.begin(), rows.end(), engine);
      std::vector<ClassMoments> shards(count);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        shards[i % count].add(rows[i].point, rows[i].weight);
      }
      std::shuffle(shards.begin(), shards.end(), engine);
      ClassMoments merged;
      for (const ClassMoments& shard : shards) {
        merged.merge(ClassMoments(shard.state()));
      }
      CHECK(merged == whole);
      CHECK(merged.state() == whole.state());
      CHECK(same_bits(merged, whole));
    }
  }
}

TEST_CASE("class moments: a weight counts rows, to the bit") {
  std::mt19937_64 engine(712);
  ClassMoments weighted;
  ClassMoments repeated;
  for (const Row& row : random_rows(engine, 50, false)) {
    const std::uint64_t times = engine() % 5;
    weighted.add(row.point, static_cast<double>(times));
    for (std::uint64_t i = 0; i < times; ++i) {
      repeated.add(row.point);
    }
  }
  CHECK(same_bits(weighted, repeated));
  for (const char* sums : {"weight", "sums", "products"}) {
    CHECK(weighted.state().counts().at(sums) == repeated.state().counts().at(sums));
  }
  CHECK(weighted.n() < repeated.n());
}

TEST_CASE("class moments: constant axes and lines are seen exactly, whatever the mean") {
  std::mt19937_64 engine(713);
  std::uniform_real_distribution<double> unit(0, 1);
  for (const bool weighted : {false, true}) {
    ClassMoments moments;
    for (int i = 0; i < 1000; ++i) {
      const double x = std::floor(unit(engine) * 1024) / 2048;
      moments.add({0.1, x, 2 * x - 0.25}, weighted ? unit(engine) : 1.0);
    }
    const auto covariance = moments.covariance(MomentDivisor::n_minus_1);
    CHECK(covariance[0] == 0);
    CHECK(covariance[1] == 0);
    CHECK(covariance[2] == 0);
    CHECK(covariance[3] > 0);
    CHECK(covariance[4] == 2 * covariance[3]);
    CHECK(covariance[5] == 4 * covariance[3]);
  }
  ClassMoments narrow(2);  // a range of 2^-40 about 0.75
  for (int i = -2; i <= 2; ++i) {
    narrow.add({0.75 + i * 0x1p-40, -0.5, 77});
  }
  CHECK(narrow.covariance(MomentDivisor::n)[0] == 2 * 0x1p-80);
  CHECK(narrow.covariance(MomentDivisor::n_minus_1)[0] == 2.5 * 0x1p-80);
  CHECK(narrow.mean() == Vad{0.75, -0.5, 0});
}

TEST_CASE("class moments: no rows, one row, no weight") {
  ClassMoments moments;
  CHECK(moments.weight() == 0);
  CHECK(std::isnan(moments.mean().valence));
  CHECK(std::isnan(moments.covariance(MomentDivisor::n)[0]));
  moments.add({0.1, 0.2, 0.3}, 0);
  CHECK(moments == ClassMoments());
  moments.add({0.1, 0.2, 0.3});
  CHECK(moments.mean() == Vad{0.1, 0.2, 0.3});
  CHECK(moments.covariance(MomentDivisor::n) == std::array<double, 6>{});
  CHECK(std::isnan(moments.covariance(MomentDivisor::n_minus_1)[3]));
  ClassMoments light;  // two rows, but less than one in weight
  light.add({0.1, 0.2, 0.3}, 0.25);
  light.add({0.5, 0.2, 0.3}, 0.5);
  CHECK(std::isnan(light.covariance(MomentDivisor::n_minus_1)[0]));
  CHECK(light.covariance(MomentDivisor::n)[0] > 0);
}

TEST_CASE("class moments: what is no row, no state and no match is an error") {
  const double not_a_number = std::numeric_limits<double>::quiet_NaN();
  ClassMoments moments;
  CHECK(contains(message_of([&] { moments.add({0, not_a_number, 0}); }), "arousal nan"));
  CHECK(contains(message_of([&] { moments.add({0, 0, 0}, -1); }), "weight -1"));
  CHECK(contains(message_of([&] { moments.add({0, 0, 0}, not_a_number); }), "weight nan"));
  CHECK(moments == ClassMoments());
  CHECK(contains(message_of([] { ClassMoments(4); }), "found 4 axes"));
  CHECK(contains(message_of([&] { moments.merge(ClassMoments(2)); }), "found 2 axes"));
  ClassMoments plane(2);
  plane.add({0.5, 0.5, not_a_number});  // dominance is not read
  CHECK(plane.mean() == Vad{0.5, 0.5, 0});
  const auto changed = [&](const std::string& name, const StateValue& value) {
    StateValue::Object options = plane.state().options();
    StateValue::Object counts = plane.state().counts();
    (name == "axes" ? options : counts)[name] = value;
    return message_of([&] { (void)ClassMoments(State("class_moments", options, counts)); });
  };
  CHECK(changed("n", std::uint64_t{2}) == "no Error");
  CHECK(contains(changed("axes", std::uint64_t{1}), "found 1 axes"));
  CHECK(contains(changed("weight", "0"), "expected a sum above 0"));
  CHECK(contains(changed("n", std::uint64_t{0}), "0 where nothing was counted"));
  CHECK(contains(changed("sums", StateValue::List{"0", "0", "1p0"}), "0 of the third"));
  const StateValue::List products{"1p0", "0", "0", "-1p0", "0", "0"};
  CHECK(contains(changed("products", products), "sums of squares"));
}
