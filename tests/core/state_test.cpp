#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/sha256.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>

using namespace tonewheel;

TEST_CASE("sha256: the examples of FIPS 180-4 and one of a million bytes") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("state: the text is what a JSON library makes of it") {
  ExactSum sum;
  sum.add(0.1);
  const State state = StateWriter("kind \"x\"\n\t\x01 \xc3\xa9")
                          .option("flag", true)
                          .option("names", std::vector<std::string>{"b", "a\\"})
                          .count("n", std::uint64_t{18446744073709551615U})
                          .count("sum", sum)
                          .count("numbers", std::vector<double>{0.5, -3, 0, 1e300})
                          .count("lists", std::vector<std::vector<std::uint32_t>>{{}, {1, 2}})
                          .finish();
  const auto json = nlohmann::json::parse(state.text());
  CHECK(json.dump() == state.text());
  CHECK(json.at("counts").at("numbers") == "0x1p-1 -0x1.8p+1 0x0p+0 0x1.7e43c8800759cp+996");
  auto rest = json;
  rest.erase("sha256");
  CHECK(json.at("sha256") == sha256(rest.dump()));
  CHECK(State::parse(state.text()) == state);
  CHECK(State::parse(json.dump(4)) == state);
  CHECK(State::parse(json.dump(-1, ' ', true)) == state);  // escaped to ASCII

  StateReader from(state, state.kind());
  CHECK(from.option<bool>("flag"));
  CHECK(from.option<std::vector<std::string>>("names") == std::vector<std::string>{"b", "a\\"});
  CHECK(from.count<std::uint64_t>("n") == std::numeric_limits<std::uint64_t>::max());
  CHECK(from.count<ExactSum>("sum") == sum);
  CHECK(from.count<std::vector<double>>("numbers") == std::vector<double>{0.5, -3, 0, 1e300});
  CHECK_THROWS_WITH_AS(from.finish(), doctest::Contains("found 4 counts"), Error);
  CHECK(from.count<std::vector<std::vector<std::uint32_t>>>("lists").at(1).at(1) == 2);
  const std::vector<std::uint64_t> counts{2, std::numeric_limits<std::uint64_t>::max() - 2};
  CHECK(from.total("n", counts) == std::numeric_limits<std::uint64_t>::max());
  CHECK_THROWS_AS((void)from.total("n", std::vector<std::uint64_t>{3, counts[1]}), Error);
  CHECK_THROWS_AS((void)from.count<std::uint64_t>("sum"), Error);
  CHECK_THROWS_AS((void)from.count<std::uint32_t>("n"), Error);
  CHECK_THROWS_AS((void)from.count<std::uint64_t>("m"), Error);
  CHECK_THROWS_AS(StateReader(state, "other"), Error);
}

TEST_CASE("state: a number comes back as it was") {
  for (const double value :
       {0.0, -0.0, 1.0, 1.0 / 3, -1e-308, 5e-324, std::numeric_limits<double>::max(),
        std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
    const State state = StateWriter("k").count("x", value).finish();
    const State read = State::parse(state.text());
    StateReader from(read, "k");
    const double back = from.count<double>("x");
    CHECK(back == value);
    CHECK(std::signbit(back) == std::signbit(value));
    char* end = nullptr;
    CHECK(std::strtod(hex_number(value).c_str(), &end) == value);  // C reads it too
  }
  const State nan = StateWriter("k").count("x", std::nan("")).finish();
  CHECK(std::isnan(StateReader(nan, "k").count<double>("x")));
  for (const char* text : {"1.5", "0x", "0x1p", "", " 0x1p+0", "0x1p+0 ", "0xnan", "--0x1p+0",
                           "0x-1p+0", "1p+0", "0xinfinity", "0xnan(1)", "0x18p-3", "infinity"}) {
    const State state("k", {}, {{"x", text}});
    INFO(text);
    CHECK_THROWS_AS((void)StateReader(state, "k").count<double>("x"), Error);
  }
}

TEST_CASE("state: what is not one is refused, with the byte") {
  const std::string good = StateWriter("k").count("n", std::uint64_t{3}).finish().text();
  for (std::size_t end = 0; end < good.size(); ++end) {
    CHECK_THROWS_AS((void)State::parse(good.substr(0, end)), Error);
  }
  std::string changed = good;
  changed[changed.find("\"n\":3") + 4] = '4';
  CHECK_THROWS_WITH_AS((void)State::parse(changed), doctest::Contains("changed since"), Error);
  const std::string of_version_2 =
      R"({"tonewheel_state":2,"kind":"k","options":{},"counts":{},"sha256":""})";
  CHECK_THROWS_WITH_AS((void)State::parse(of_version_2), doctest::Contains("version 2"), Error);
  for (const char* bad : {"",
                          "null",
                          "[]",
                          "{}",
                          "{\"a\":1.5}",
                          "{\"a\":1e3}",
                          "{\"a\":-1}",
                          "{\"a\":01}",
                          "{\"a\":18446744073709551616}",
                          "{\"a\":1,\"a\":1}",
                          "{\"a\" 1}",
                          "[1,]",
                          "[1 2]",
                          "{\"a\":\"\\x\"}",
                          "{\"a\":\"\\ud800\"}",
                          "{\"a\":\"\\ud800\\u0041\"}",
                          "\"\xff\"",
                          "tru",
                          "\"\\u12",
                          "{\"a\":1}x"}) {
    INFO(bad);
    CHECK_THROWS_AS((void)State::parse(bad), Error);
  }
  CHECK_THROWS_WITH_AS((void)StateValue::parse("[1, 2, x]"), doctest::Contains("byte 7"), Error);
  CHECK_THROWS_WITH_AS((void)StateValue::parse(std::string(100000, '[')),
                       doctest::Contains("64 deep"), Error);
  CHECK(StateValue::parse("\"\\ud83d\\ude00\"") == StateValue("\xf0\x9f\x98\x80"));
  CHECK_THROWS_AS((void)State("k\xff", {}, {}).text(), Error);
}
