#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/text.hpp>

namespace {

using namespace tonewheel;

}  // namespace

TEST_CASE("text: trim takes ASCII white space off both ends and nothing else") {
  CHECK(trim("") == "");
  CHECK(trim(" \t\r\n\f\v") == "");
  CHECK(trim("a") == "a");
  CHECK(trim("  a b\t") == "a b");
  CHECK(trim("\r\na\n b\r\n") == "a\n b");
  // U+00A0 and U+3000 are not ASCII; NUL is no white space.
  CHECK(trim("\xc2\xa0"
             "a\xc2\xa0") ==
        "\xc2\xa0"
        "a\xc2\xa0");
  CHECK(trim("\xe3\x80\x80") == "\xe3\x80\x80");
  CHECK(trim(std::string_view("\0a\0", 3)) == std::string_view("\0a\0", 3));
  static_assert(trim("\t x ") == "x");
  for (int c = 0; c < 256; ++c) {
    const std::string byte(1, static_cast<char>(c));
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    INFO(c);
    CHECK(trim(byte) == (space ? "" : byte));
    const std::string wrapped = byte + "x" + byte;
    CHECK(trim(wrapped) == (space ? "x" : wrapped));
    CHECK(trim(trim(wrapped)) == trim(wrapped));
  }
  // The view points into the text it was given.
  const std::string text = "  ab  ";
  CHECK(trim(text).data() == text.data() + 2);
}

TEST_CASE("text: lower_ascii touches A to Z only") {
  CHECK(lower_ascii("") == "");
  CHECK(lower_ascii("Warriner-2013 [V]") == "warriner-2013 [v]");
  // "ÄÖ" and the Kelvin sign keep their bytes.
  CHECK(lower_ascii("\xc3\x84\xc3\x96\xe2\x84\xaa") == "\xc3\x84\xc3\x96\xe2\x84\xaa");
  for (int c = 0; c < 256; ++c) {
    const std::string byte(1, static_cast<char>(c));
    const char expected = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : byte[0];
    CHECK(lower_ascii(byte) == std::string(1, expected));
  }
}

TEST_CASE("text: numbers are read whole and correctly rounded") {
  CHECK(parse_number("0") == 0.0);
  CHECK(parse_number("-0") == 0.0);
  CHECK(std::signbit(parse_number("-0").value()));
  CHECK(parse_number("+1.5") == 1.5);
  CHECK(parse_number(" \t-2.5e-1\r\n") == -0.25);
  CHECK(parse_number(".5") == 0.5);
  CHECK(parse_number("5.") == 5.0);
  CHECK(parse_number("1E3") == 1000.0);
  CHECK(parse_number("+.5e+1") == 5.0);
  CHECK(parse_number("00012") == 12.0);
  // Halfway cases: python3 -c "print(float('9007199254740993').hex())" and so on.
  CHECK(parse_number("9007199254740993") == 0x1.0p+53);
  CHECK(parse_number("9007199254740993.0000000001") == 0x1.0000000000001p+53);
  CHECK(parse_number("0.1") == 0x1.999999999999ap-4);
  CHECK(parse_number("2.2250738585072011e-308") == 0x0.fffffffffffffp-1022);
  CHECK(parse_number("1.7976931348623157e308") == std::numeric_limits<double>::max());
  CHECK(parse_number("4.9e-324") == std::numeric_limits<double>::denorm_min());
}

TEST_CASE("text: nan and inf are numbers") {
  for (const char* text : {"nan", "NaN", "NAN", "-nan", "+nan", " nan "}) {
    INFO(std::string(text));
    REQUIRE(parse_number(text).has_value());
    CHECK(std::isnan(*parse_number(text)));
  }
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const char* text : {"inf", "Inf", "INFINITY", "+inf"}) {
    CHECK(parse_number(text) == infinity);
  }
  CHECK(parse_number("-inf") == -infinity);
}

TEST_CASE("text: anything else is no number") {
  for (const char* text : {"",
                           " ",
                           "+",
                           "-",
                           ".",
                           "e5",
                           "1e",
                           "1e+",
                           "++1",
                           "+-1",
                           "-+1",
                           "--1",
                           "1 2",
                           "1,5",
                           "1.2.3",
                           "0x10",
                           "0x1p3",
                           "1_000",
                           "1f",
                           "1.5 V",
                           "one",
                           "n/a",
                           "NA",
                           "none",
                           "-",
                           "infinit",
                           "in",
                           "\xe2\x88\x92"
                           "1",
                           "\xd9\xa1",
                           "1\xc2\xa0",
                           "\"1\"",
                           "1;",
                           "$1",
                           "(1)"}) {
    INFO(std::string(text));
    CHECK_FALSE(parse_number(text).has_value());
  }
  CHECK_FALSE(parse_number(std::string_view("1\0", 2)).has_value());
  CHECK_FALSE(parse_number(std::string_view()).has_value());
}

TEST_CASE("text: a number beyond the range of double is nothing") {
  for (const char* text : {"1e309", "-1e309", "1.8e308", "1e999999999999", "9e400"}) {
    CHECK_FALSE(parse_number(text).has_value());
  }
}

TEST_CASE("text: every double is read back from its shortest text") {
  std::mt19937_64 engine(1);
  for (int i = 0; i < 20000; ++i) {
    const std::uint64_t bits = engine();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) {
      continue;
    }
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    const std::string text(buffer.data(), end);
    INFO(text);
    REQUIRE(parse_number(text).has_value());
    const double back = *parse_number(text);
    CHECK(std::memcmp(&back, &value, sizeof value) == 0);
    if (!std::signbit(value)) {
      CHECK(parse_number("+" + text) == value);
    }
  }
}

TEST_CASE("text: shown puts text into messages") {
  CHECK(shown("") == "\"\"");
  CHECK(shown("happy") == "\"happy\"");
  CHECK(shown("a\tb\nc\r") == "\"a\\x09b\\x0ac\\x0d\"");
  CHECK(shown(std::string_view("\0\x1f\x7f", 3)) == "\"\\x00\\x1f\\x7f\"");
  CHECK(shown("\xc3\xa4") == "\"\xc3\xa4\"");
  const std::string exact(40, 'x');
  CHECK(shown(exact) == "\"" + exact + "\"");
  CHECK(shown(exact + "y") == "\"" + exact + "...\"");
  CHECK(shown("abcdef", 3) == "\"abc...\"");
  CHECK(shown("abc", 3) == "\"abc\"");
  CHECK(shown("abc", 0) == "\"...\"");
}

TEST_CASE("text: shown never cuts a UTF-8 character in two") {
  // 39 bytes and a character of two, three or four bytes across the limit of 40.
  const std::string head(39, 'x');
  for (const char* character : {"\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80"}) {
    CHECK(shown(head + character) == "\"" + head + "...\"");
    CHECK(shown(head.substr(1) + "y" + character) == "\"" + head.substr(1) + "y...\"");
  }
}

TEST_CASE("text: a cell is split into its trimmed parts") {
  using Parts = std::vector<std::string>;
  CHECK(split_list("joyful; joyous ;glad") == Parts{"joyful", "joyous", "glad"});
  CHECK(split_list("").empty());
  CHECK(split_list("one") == Parts{"one"});
  CHECK(split_list("one;") == Parts{"one"});
  CHECK(split_list(";one;;two") == Parts{"", "one", "", "two"});
  CHECK(split_list("a;b|c", '|') == Parts{"a;b", "c"});
}
