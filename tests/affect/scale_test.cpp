#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/scale.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/tolerance.hpp>

#include "support/errors.hpp"

namespace {

using namespace tonewheel;
using support::contains;
using support::message_of;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr std::array vad_order{Axis::valence, Axis::arousal, Axis::dominance};
constexpr std::array adv_order{Axis::arousal, Axis::dominance, Axis::valence};

Scale same_on_all_axes(const AxisRange& range) {
  return {"test", {range, range, range}};
}

/// The presets and scales whose neutral is not the middle, or whose ends are no short binary
/// fractions.
std::vector<Scale> many_scales() {
  std::vector<Scale> scales(scale_presets().begin(), scale_presets().end());
  scales.push_back(same_on_all_axes({0, 100, 20}));
  scales.push_back(same_on_all_axes({-0.3, 0.9, 0.1}));
  scales.push_back(same_on_all_axes({1.1, 7.7, 2.3}));
  scales.push_back(same_on_all_axes({-5, -1, -2}));
  scales.push_back(same_on_all_axes({0, 1e-9, 3e-10}));
  scales.push_back(same_on_all_axes({-1e12, 1e12, 1e11}));
  scales.push_back(Scale{"mixed", {AxisRange{1, 9, 5}, AxisRange{0, 1, .3}, AxisRange{-3, 3, 1}}});
  return scales;
}

/// Random ranges with one decimal, as people write them.
AxisRange random_range(std::mt19937_64& engine) {
  std::uniform_int_distribution<int> tenths(-100, 100);
  for (;;) {
    const AxisRange range{tenths(engine) / 10.0, tenths(engine) / 10.0, tenths(engine) / 10.0};
    if (range.min < range.neutral && range.neutral < range.max) {
      return range;
    }
  }
}

}  // namespace

TEST_CASE("scale: the presets are the ones of the data sets") {
  struct Expected {
    std::string name;
    double min;
    double max;
    std::size_t axes;
    std::array<Axis, 3> order;
  };
  // EmoBank 1..5 (Buechel and Hahn 2017), Warriner et al. 2013 and ANEW 1..9, NRC VAD 0..1
  // (Mohammad 2018), audeering's wav2vec 2.0 model 0..1 as arousal, dominance, valence, MSP-Podcast
  // 1..7, IEMOCAP 1..5, EMOTIC 1..10, AffectNet -1..1 without dominance.
  const std::vector<Expected> expected{
      {"unit", -1, 1, 3, vad_order},   {"affectnet", -1, 1, 2, vad_order},
      {"emobank", 1, 5, 3, vad_order}, {"warriner", 1, 9, 3, vad_order},
      {"anew", 1, 9, 3, vad_order},    {"nrc", 0, 1, 3, vad_order},
      {"w2v2", 0, 1, 3, adv_order},    {"msp-podcast", 1, 7, 3, vad_order},
      {"iemocap", 1, 5, 3, vad_order}, {"emotic", 1, 10, 3, vad_order},
      {"nrc2", -1, 1, 3, vad_order},
  };
  REQUIRE(scale_presets().size() == expected.size() + 1);
  // OMG-Emotion: arousal 0..1, valence -1..1 (Barros et al. 2018).
  const Scale& omg = scale_presets().back();
  CHECK(omg.name() == "omg");
  CHECK(omg.axes() == 2);
  CHECK(omg.range(Axis::valence) == AxisRange{-1, 1, 0});
  CHECK(omg.range(Axis::arousal) == AxisRange{0, 1, 0.5});
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Scale& scale = scale_presets()[i];
    INFO(expected[i].name);
    CHECK(scale.name() == expected[i].name);
    CHECK(scale.axes() == expected[i].axes);
    CHECK(scale.order() == expected[i].order);
    for (const Axis axis : all_axes) {
      CHECK(scale.range(axis).min == expected[i].min);
      CHECK(scale.range(axis).max == expected[i].max);
      CHECK(scale.range(axis).neutral == (expected[i].min + expected[i].max) / 2);
    }
  }
}

TEST_CASE("scale: the unit scale changes nothing") {
  const Scale unit;
  CHECK(unit.name() == "unit");
  CHECK(unit.axes() == 3);
  CHECK(unit.order() == vad_order);
  for (const double value : {-1.0, -0.3, -1e-300, 0.0, 0.1, 0.7, 1.0, 2.5, -7.0}) {
    for (const Axis axis : all_axes) {
      CHECK(unit.to_unit(axis, value) == value);
      CHECK(unit.from_unit(axis, value) == value);
    }
  }
}

TEST_CASE("scale: min, neutral and max are exact both ways") {
  std::vector<Scale> scales = many_scales();
  std::mt19937_64 engine(1);
  for (int i = 0; i < 2000; ++i) {
    scales.push_back(
        Scale{"random", {random_range(engine), random_range(engine), random_range(engine)}});
  }
  for (const Scale& scale : scales) {
    INFO(scale.name());
    for (const Axis axis : all_axes) {
      const AxisRange& range = scale.range(axis);
      CHECK(scale.to_unit(axis, range.min) == -1.0);
      CHECK(scale.to_unit(axis, range.neutral) == 0.0);
      CHECK(scale.to_unit(axis, range.max) == 1.0);
      CHECK(scale.from_unit(axis, -1.0) == range.min);
      CHECK(scale.from_unit(axis, 0.0) == range.neutral);
      CHECK(scale.from_unit(axis, -0.0) == range.neutral);
      CHECK(scale.from_unit(axis, 1.0) == range.max);
    }
  }
}

TEST_CASE("scale: known conversions") {
  const auto preset = [](const char* name) { return parse_scale(name); };
  // By hand: (v - middle) / half the width.
  CHECK(preset("warriner").to_unit(Axis::valence, 7) == 0.5);
  CHECK(preset("anew").to_unit(Axis::arousal, 2) == -0.75);
  CHECK(preset("emobank").to_unit(Axis::dominance, 2) == -0.5);
  CHECK(preset("nrc").to_unit(Axis::valence, 0.75) == 0.5);
  CHECK(preset("msp-podcast").from_unit(Axis::arousal, 0.5) == 5.5);
  CHECK(preset("emotic").from_unit(Axis::valence, -0.5) == 3.25);
  // Neutral at a fifth: each side has its own unit.
  const Scale skewed = same_on_all_axes({0, 100, 20});
  CHECK(skewed.to_unit(Axis::valence, 10) == -0.5);
  CHECK(skewed.to_unit(Axis::valence, 60) == 0.5);
  CHECK(skewed.from_unit(Axis::valence, -0.25) == 15);
  CHECK(skewed.from_unit(Axis::valence, 0.25) == 40);
  // Beyond the range: extrapolated with the unit of that side.
  CHECK(skewed.to_unit(Axis::valence, -20) == -2);
  CHECK(skewed.to_unit(Axis::valence, 180) == 2);
  CHECK(skewed.from_unit(Axis::valence, -2) == -20);
  CHECK(skewed.from_unit(Axis::valence, 2) == 180);
}

TEST_CASE("scale: each axis has its own range") {
  const Scale mixed{"mixed", {AxisRange{1, 9, 5}, AxisRange{0, 1, .5}, AxisRange{-3, 3, 1}}};
  const Vad unit = mixed.to_unit(Vad{7, .25, -1});
  CHECK(unit == Vad{.5, -.5, -.5});
  CHECK(mixed.from_unit(unit) == Vad{7, .25, -1});
}

TEST_CASE("scale: there and back again") {
  std::mt19937_64 engine(2);
  std::uniform_real_distribution<double> beyond(-1.5, 1.5);
  for (const Scale& scale : many_scales()) {
    INFO(scale.name());
    for (const Axis axis : all_axes) {
      const AxisRange& range = scale.range(axis);
      const double size = std::max(std::abs(range.min), std::abs(range.max));
      for (int i = 0; i < 200; ++i) {
        const double unit = beyond(engine);
        const double value = scale.from_unit(axis, unit);
        CHECK(std::abs(scale.from_unit(axis, scale.to_unit(axis, value)) - value) <=
              tolerance::closed_form * size);
        // Values are rounded to their own size, however narrow the range.
        CHECK(std::abs(scale.to_unit(axis, value) - unit) <=
              tolerance::closed_form * size /
                  std::min(range.neutral - range.min, range.max - range.neutral));
      }
    }
  }
}

TEST_CASE("scale: conversion between any two keeps what is particular and comes back") {
  std::mt19937_64 engine(3);
  std::uniform_real_distribution<double> uniform(-1, 1);
  const std::vector<Scale> scales = many_scales();
  for (const Scale& from : scales) {
    for (const Scale& to : scales) {
      INFO(from.name() << " to " << to.name());
      const auto ends = [](const Scale& scale, double AxisRange::* end) {
        return Vad{scale.range(Axis::valence).*end, scale.range(Axis::arousal).*end,
                   scale.range(Axis::dominance).*end};
      };
      for (const auto end : {&AxisRange::min, &AxisRange::neutral, &AxisRange::max}) {
        CHECK(convert(ends(from, end), from, to) == ends(to, end));
      }
      const Vad unit{uniform(engine), uniform(engine), uniform(engine)};
      const Vad point = from.from_unit(unit);
      const Vad back = convert(convert(point, from, to), to, from);
      for (const Axis axis : all_axes) {
        const auto reach = [axis](const Scale& scale) {
          const AxisRange& range = scale.range(axis);
          return std::max(std::abs(range.min), std::abs(range.max)) /
                 std::min(range.neutral - range.min, range.max - range.neutral);
        };
        const double width = from.range(axis).max - from.range(axis).min;
        CHECK(std::abs(back[axis] - point[axis]) <=
              tolerance::closed_form * width * (reach(from) + reach(to)));
      }
    }
  }
}

TEST_CASE("scale: order is kept, and values in the range stay in the range") {
  std::mt19937_64 engine(4);
  for (int i = 0; i < 2000; ++i) {
    const AxisRange range = random_range(engine);
    const Scale scale = same_on_all_axes(range);
    INFO(range.min << ":" << range.max << ":" << range.neutral);
    const double just_inside = std::nextafter(1.0, 0.0);
    CHECK(scale.from_unit(Axis::valence, just_inside) <= range.max);
    CHECK(scale.from_unit(Axis::valence, -just_inside) >= range.min);
    CHECK(scale.to_unit(Axis::valence, std::nextafter(range.max, range.min)) <= 1.0);
    CHECK(scale.to_unit(Axis::valence, std::nextafter(range.min, range.max)) >= -1.0);
    double value_before = -infinity;
    double unit_before = -infinity;
    for (int step = -24; step <= 24; ++step) {
      const double value = scale.from_unit(Axis::arousal, step / 16.0);
      CHECK(value > value_before);
      value_before = value;
      const double unit =
          scale.to_unit(Axis::arousal, range.neutral + step * (range.max - range.min) / 16.0);
      CHECK(unit > unit_before);
      unit_before = unit;
    }
  }
}

TEST_CASE("scale: NaN stays NaN and infinities stay infinite") {
  for (const Scale& scale : many_scales()) {
    CHECK(std::isnan(scale.to_unit(Axis::valence, not_a_number)));
    CHECK(std::isnan(scale.from_unit(Axis::valence, not_a_number)));
    CHECK(scale.to_unit(Axis::valence, infinity) == infinity);
    CHECK(scale.to_unit(Axis::valence, -infinity) == -infinity);
    CHECK(scale.from_unit(Axis::valence, infinity) == infinity);
    CHECK(scale.from_unit(Axis::valence, -infinity) == -infinity);
  }
}

TEST_CASE("scale: a range contains its ends and nothing beyond") {
  const AxisRange range{1, 9, 5};
  CHECK(range.contains(1));
  CHECK(range.contains(9));
  CHECK(range.contains(5));
  CHECK_FALSE(range.contains(std::nextafter(1.0, 0.0)));
  CHECK_FALSE(range.contains(std::nextafter(9.0, 10.0)));
  CHECK_FALSE(range.contains(not_a_number));
  CHECK_FALSE(range.contains(infinity));
}

TEST_CASE("scale: ranges that are not ordered or not finite are Errors") {
  const AxisRange good{0, 1, .5};
  for (const AxisRange& bad :
       {AxisRange{1, 0, .5}, AxisRange{0, 1, 0}, AxisRange{0, 1, 1}, AxisRange{0, 1, -1},
        AxisRange{0, 1, 2}, AxisRange{0, 0, 0}, AxisRange{not_a_number, 1, .5},
        AxisRange{0, not_a_number, .5}, AxisRange{0, 1, not_a_number}, AxisRange{-infinity, 1, 0},
        AxisRange{0, infinity, 1}, AxisRange{-infinity, infinity, 0}}) {
    for (std::size_t i = 0; i < 3; ++i) {
      std::array ranges{good, good, good};
      ranges[i] = bad;
      CHECK(contains(message_of([&] { (void)Scale("odd", ranges); }), "odd"));
    }
  }
}

TEST_CASE("scale: a range too wide for its width to be a double is an Error") {
  const double largest = std::numeric_limits<double>::max();
  for (const AxisRange& bad :
       {AxisRange{-largest, largest, -largest / 2}, AxisRange{-largest, largest, largest / 2}}) {
    CHECK_THROWS_AS((void)same_on_all_axes(bad), Error);
  }
  const Scale wide = same_on_all_axes({-largest, largest, 0});
  CHECK(wide.to_unit(Axis::valence, largest) == 1.0);
  CHECK(wide.to_unit(Axis::valence, -largest) == -1.0);
}

TEST_CASE("scale: the order names each axis once") {
  const AxisRange good{0, 1, .5};
  const std::array ranges{good, good, good};
  const auto make = [&](std::array<Axis, 3> order, std::size_t axes) {
    return [=] { (void)Scale("test", ranges, order, axes); };
  };
  for (const Axis a : all_axes) {
    for (const Axis b : all_axes) {
      for (const Axis c : all_axes) {
        if (a != b && b != c && a != c) {
          CHECK_NOTHROW(make({a, b, c}, 3)());
          if (c == Axis::dominance) {
            CHECK_NOTHROW(make({a, b, c}, 2)());
          } else {
            CHECK_THROWS_AS(make({a, b, c}, 2)(), Error);
          }
        } else {
          CHECK_THROWS_AS(make({a, b, c}, 3)(), Error);
          CHECK_THROWS_AS(make({a, b, c}, 2)(), Error);
        }
      }
    }
  }
  for (const std::size_t axes : {0U, 1U, 4U}) {
    CHECK_THROWS_AS(make(vad_order, axes)(), Error);
  }
}

TEST_CASE("scale: parsing presets") {
  for (const Scale& preset : scale_presets()) {
    std::string upper = preset.name();
    for (char& c : upper) {
      c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    for (const std::string& text : {preset.name(), upper, "  " + preset.name() + "\t"}) {
      const Scale parsed = parse_scale(text);
      CHECK(parsed.name() == preset.name());
      CHECK(parsed.axes() == preset.axes());
      CHECK(parsed.order() == preset.order());
      for (const Axis axis : all_axes) {
        CHECK(parsed.range(axis) == preset.range(axis));
      }
    }
  }
}

TEST_CASE("scale: parsing min:max:neutral and the order") {
  const Scale plain = parse_scale("0:100:20");
  for (const Axis axis : all_axes) {
    CHECK(plain.range(axis) == AxisRange{0, 100, 20});
  }
  CHECK(plain.axes() == 3);
  CHECK(plain.order() == vad_order);
  CHECK(parse_scale("-1.5:+2.5e0:0.25").range(Axis::dominance) == AxisRange{-1.5, 2.5, .25});
  CHECK(parse_scale(" 0 : 1 : 0.5 ").range(Axis::valence) == AxisRange{0, 1, .5});

  CHECK(parse_scale("0:1:0.5:ADV").order() == adv_order);
  CHECK(parse_scale("0:1:0.5:adv").order() == adv_order);
  CHECK(parse_scale("0:1:0.5:vad").order() == vad_order);
  CHECK(parse_scale("0:1:0.5:DVA").order() ==
        std::array{Axis::dominance, Axis::valence, Axis::arousal});
}

TEST_CASE("scale: a range for each axis") {
  const Scale omg = parse_scale("v=-1:1,a=0:1");
  CHECK(omg.axes() == 2);
  CHECK(omg.order() == vad_order);
  CHECK(omg.range(Axis::valence) == AxisRange{-1, 1, 0});
  CHECK(omg.range(Axis::arousal) == AxisRange{0, 1, .5});
  const Scale three = parse_scale(" D=1:5:2, V=0:100 ,A = 1:9:5 ");
  CHECK(three.axes() == 3);
  CHECK(three.order() == std::array{Axis::dominance, Axis::valence, Axis::arousal});
  CHECK(three.range(Axis::dominance) == AxisRange{1, 5, 2});
  CHECK(three.range(Axis::valence) == AxisRange{0, 100, 50});
  CHECK(three.range(Axis::arousal) == AxisRange{1, 9, 5});
  CHECK(parse_scale("a=0:1,v=0:1").order() ==
        std::array{Axis::arousal, Axis::valence, Axis::dominance});
  CHECK(parse_scale(three.name()).range(Axis::dominance) == AxisRange{1, 5, 2});
}

TEST_CASE("scale: bad text is an Error that shows it and lists the presets") {
  for (const char* bad : {"",
                          " ",
                          "unity",
                          "0",
                          "0:1",
                          "0:1:",
                          ":1:0.5",
                          "0::0.5",
                          "0:1:0.5:",
                          "0:1:0.5:VA",
                          "0:1:0.5:VADV",
                          "0:1:0.5:VXD",
                          "0:1:0.5:ADV:",
                          "a:b:c",
                          "0:1:x",
                          "0;1;0.5",
                          "0,0:1,0:0,5",
                          "0x0:0x1:0.5",
                          "warriner:9",
                          "0:1:0.5:V\xc3\xa4",
                          "1e999:2e999:0",
                          "-1:1",
                          "v=0:1",
                          "a=0:1,d=0:1",
                          "v=0:1,a=0:1,v=0:1",
                          "v=0:1,x=0:1",
                          "v=0:1,a=0",
                          "v=0:1,a=",
                          "v=0:1,a=0:1,",
                          "v=0:1,a=0:1:.5:.7",
                          "v=0:1 a=0:1"}) {
    INFO(std::string(bad));
    const std::string message = message_of([&] { (void)parse_scale(bad); });
    CHECK(contains(message, "\"" + std::string(bad) + "\""));
    for (const Scale& preset : scale_presets()) {
      CHECK(contains(message, preset.name()));
    }
  }
  for (const char* bad : {"0:1:2", "1:0:0.5", "0:0:0", "0:1:nan", "-inf:inf:0", "nan:nan:nan",
                          "0:1:0.5:VVD", "0:1:0.5:AAA", "v=1:0,a=0:1", "v=0:1,a=0:1:1"}) {
    INFO(std::string(bad));
    CHECK_THROWS_AS((void)parse_scale(bad), Error);
  }
}
