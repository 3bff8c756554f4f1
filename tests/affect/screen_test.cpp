#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include <tonewheel/affect/screen.hpp>

namespace {

using namespace tonewheel;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::array policies{OutOfRange::error, OutOfRange::skip, OutOfRange::clip};
constexpr AxisRange unit{-1, 1, 0};
constexpr AxisRange nine{1, 9, 5};

}  // namespace

TEST_CASE("screen: values of the range pass as they are, ends included") {
  for (const OutOfRange policy : policies) {
    for (const double value : {1.0, 9.0, 5.0, 1.0000001, 8.75}) {
      const Screened seen = screen(value, nine, policy);
      CHECK(seen.fault == Fault::none);
      CHECK(seen.value == value);
      CHECK_FALSE(seen.clipped);
    }
    for (const double value : {-1.0, -0.0, 0.0, 1.0}) {
      const Screened seen = screen(value, unit, policy);
      CHECK(seen.fault == Fault::none);
      CHECK(seen.value == value);
      CHECK(std::signbit(seen.value) == std::signbit(value));
      CHECK_FALSE(seen.clipped);
    }
  }
}

TEST_CASE("screen: values outside are a fault, or go to the nearer end when clipped") {
  for (const double value :
       {0.0, -3.0, 0.9999999999999999, -1e300, 9.000000000000002, 10.0, 1e300}) {
    INFO(value);
    for (const OutOfRange policy : {OutOfRange::error, OutOfRange::skip}) {
      const Screened seen = screen(value, nine, policy);
      CHECK(seen.fault == Fault::out_of_range);
      CHECK(seen.value == value);
      CHECK_FALSE(seen.clipped);
    }
    const Screened clipped = screen(value, nine, OutOfRange::clip);
    CHECK(clipped.fault == Fault::none);
    CHECK(clipped.value == (value < 5 ? 1.0 : 9.0));
    CHECK(clipped.clipped);
    // What was clipped passes.
    CHECK(screen(clipped.value, nine, OutOfRange::error).fault == Fault::none);
  }
}

TEST_CASE("screen: what has no value is never clipped into one") {
  for (const OutOfRange policy : policies) {
    for (const AxisRange& range : {unit, nine}) {
      const Screened missing = screen(std::numeric_limits<double>::quiet_NaN(), range, policy);
      CHECK(missing.fault == Fault::missing);
      CHECK_FALSE(missing.clipped);
      CHECK(screen(-std::numeric_limits<double>::quiet_NaN(), range, policy).fault ==
            Fault::missing);
      for (const double value : {infinity, -infinity}) {
        const Screened seen = screen(value, range, policy);
        CHECK(seen.fault == Fault::not_finite);
        CHECK_FALSE(seen.clipped);
      }
    }
  }
}

TEST_CASE("screen: AffectNet's -2 is missing on axes that start at -1, elsewhere a number") {
  CHECK(affectnet_not_annotated == -2.0);
  for (const OutOfRange policy : policies) {
    CHECK(screen(-2, unit, policy).fault == Fault::missing);
    CHECK(screen(-2, {-1, 3, 0}, policy).fault == Fault::missing);
    CHECK_FALSE(screen(-2, unit, policy).clipped);
  }
  CHECK(screen(-2, nine, OutOfRange::skip).fault == Fault::out_of_range);
  CHECK(screen(-2, nine, OutOfRange::clip).value == 1.0);
  CHECK(screen(-2, {-3, 3, 0}, OutOfRange::skip).fault == Fault::none);
  // Close to -2 is no marker.
  for (const double value : {std::nextafter(-2.0, 0.0), std::nextafter(-2.0, -3.0), -1.5, 2.0}) {
    CHECK(screen(value, unit, OutOfRange::skip).fault == Fault::out_of_range);
    CHECK(screen(value, unit, OutOfRange::clip).clipped);
  }
}

TEST_CASE("screen: no shipped scale reaches the marker") {
  for (const Scale& scale : scale_presets()) {
    for (const Axis axis : all_axes) {
      CHECK_FALSE(scale.range(axis).contains(affectnet_not_annotated));
    }
  }
}

TEST_CASE("screen: every fault has a name of its own") {
  std::set<std::string> names;
  for (std::size_t i = 0; i < fault_kinds; ++i) {
    names.emplace(name(static_cast<Fault>(i)));
  }
  CHECK(names.size() == fault_kinds);
  CHECK(name(Fault::none) == "none");
  CHECK(name(Fault::missing) == "missing");
  CHECK(name(Fault::unparsable) == "unparsable");
  CHECK(name(Fault::not_finite) == "not_finite");
  CHECK(name(Fault::out_of_range) == "out_of_range");
  CHECK(name(Fault::unknown_label) == "unknown_label");
  CHECK(name(Fault::ragged) == "ragged");
}
