#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/json_writer.hpp>
#include <tonewheel/core/state.hpp>

using namespace tonewheel;
using Reference = nlohmann::ordered_json;

namespace {

/// Bits of which every pattern that is a finite number may come up.
std::vector<double> numbers() {
  std::vector<double> all{0.0,
                          -0.0,
                          1.0,
                          0.5,
                          1e20,
                          1e15,
                          1e14,
                          123456789012345.0,
                          1234567890123456.0,
                          0.001,
                          0.0001,
                          0.00001,
                          0.1 + 0.2,
                          -2.0 / 3,
                          5.819665612019553e-02,
                          std::numeric_limits<double>::max(),
                          std::numeric_limits<double>::min(),
                          std::numeric_limits<double>::denorm_min(),
                          std::numeric_limits<double>::epsilon()};
  std::mt19937_64 random(7);
  for (int i = 0; i < 200000; ++i) {
    const double any = std::bit_cast<double>(random());
    if (std::isfinite(any)) {
      all.push_back(any);
    }
    all.push_back(static_cast<double>(random() >> 11U) * 0x1p-53);
    all.push_back(static_cast<double>(random() % 1000) / static_cast<double>(1 + random() % 1000));
  }
  for (int exponent = -1074; exponent < 1024; ++exponent) {
    const double power = std::ldexp(1.0, exponent);
    all.insert(all.end(), {power, std::nextafter(power, 0), std::nextafter(power, 1e308)});
  }
  return all;
}

}  // namespace

TEST_CASE("JSON: a number is what nlohmann::json makes of it, to the byte") {
  std::size_t differ = 0;
  for (const double each : numbers()) {
    if (json(each) != Reference(each).dump()) {
      ++differ;
      CHECK(json(each) == Reference(each).dump());
    }
  }
  CHECK(differ == 0);
  CHECK(json(1.0) == "1.0");
  CHECK(json(1e20) == "1e+20");
  CHECK(json(-0.0) == "-0.0");
  CHECK(json(std::numeric_limits<double>::infinity()) == "null");
  CHECK(json(std::nan("")) == "null");
}

TEST_CASE("JSON: a report is laid out as nlohmann::ordered_json does it") {
  JsonValue value;
  value["z"] = 1;
  value["a"] = JsonValue::array({-3, true, nullptr, 0.25, "t\"\\\n\x01\x7f \xc3\xa9 /"});
  value["empty list"] = JsonValue::array();
  value["empty object"] = JsonValue::object();
  value["most"] = std::numeric_limits<std::uint64_t>::max();
  value["least"] = std::numeric_limits<std::int64_t>::min();
  value["none"] = std::optional<double>();
  value["some"] = std::optional<double>(2);
  value["in"]["side"].push_back(JsonValue::object({{"n", 3U}, {"text", std::string("x")}}));
  value["z"] = false;
  Reference expected;
  expected["z"] = 1;
  expected["a"] = {-3, true, nullptr, 0.25, "t\"\\\n\x01\x7f \xc3\xa9 /"};
  expected["empty list"] = Reference::array();
  expected["empty object"] = Reference::object();
  expected["most"] = std::numeric_limits<std::uint64_t>::max();
  expected["least"] = std::numeric_limits<std::int64_t>::min();
  expected["none"] = nullptr;
  expected["some"] = 2.0;
  expected["in"]["side"].push_back({{"n", 3U}, {"text", "x"}});
  expected["z"] = false;
  for (const int indent : {-1, 0, 2, 4}) {
    CHECK(json(value, indent) == expected.dump(indent));
  }
  CHECK(json(JsonValue(), 2) == "null");
}

TEST_CASE("JSON: objects keep their order, and another's values join them") {
  JsonValue value = JsonValue::object({{"a", 1}});
  value.update(JsonValue::object({{"c", 2}, {"a", 3}}));
  CHECK(json(value) == R"({"a":3,"c":2})");
  CHECK(value == JsonValue::object({{"a", 3}, {"c", 2}}));
  CHECK(value["c"].kind() == JsonValue::Kind::integer);
  CHECK(value["c"].integer() == 2);
  CHECK(value.members()[0].name == "a");
}

TEST_CASE("JSON: a state's value is what the state says") {
  const StateValue state = StateValue::parse(R"({"b":[1,"x",true],"a":{}})");
  CHECK(json(state) == state.json());
}

TEST_CASE("JSON: what does not fit is said") {
  JsonValue number = 1;
  CHECK_THROWS_AS(number["a"] = 2, Error);
  CHECK_THROWS_AS(number.push_back(2), Error);
  CHECK_THROWS_AS(number.update(JsonValue::object()), Error);
  CHECK_THROWS_AS(JsonValue().update(3), Error);
  CHECK_THROWS_WITH_AS((void)json("p\xff.csv"), doctest::Contains("byte 1 is not UTF-8"), Error);
}
