#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/fold.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

const nlohmann::json& golden() {
  static const nlohmann::json file = [] {
    std::ifstream stream(std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "tests/golden/fold.json");
    return nlohmann::json::parse(stream);
  }();
  return file;
}

/// A code point as UTF-8, written out here to have a second opinion.
std::string utf8(std::uint32_t c) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
  if (c < 0x80) {
    return {byte(c)};
  }
  if (c < 0x800) {
    return {byte(0xc0 | (c >> 6)), byte(0x80 | (c & 63))};
  }
  if (c < 0x10000) {
    return {byte(0xe0 | (c >> 12)), byte(0x80 | ((c >> 6) & 63)), byte(0x80 | (c & 63))};
  }
  return {byte(0xf0 | (c >> 18)), byte(0x80 | ((c >> 12) & 63)), byte(0x80 | ((c >> 6) & 63)),
          byte(0x80 | (c & 63))};
}

/// The code points of a list, from its second number on.
std::string text_of(const nlohmann::json& row) {
  std::string text;
  for (std::size_t i = 1; i < row.size(); ++i) {
    text += utf8(row[i].get<std::uint32_t>());
  }
  return text;
}

/// Calls f(code point) for all of the ranges [first, last].
template <class F>
void each_of(const nlohmann::json& ranges, F f) {
  for (const nlohmann::json& range : ranges) {
    for (auto c = range[0].get<std::uint32_t>(); c <= range[1].get<std::uint32_t>(); ++c) {
      f(c);
    }
  }
}

/// Whether the bytes are one character or more, by the definition: decode, encode, compare.
bool well_formed(std::string_view bytes) {
  while (!bytes.empty()) {
    bool one = false;
    for (std::size_t length = 1; length <= 4 && length <= bytes.size() && !one; ++length) {
      const auto lead = static_cast<unsigned char>(bytes[0]);
      std::uint32_t c = length == 1 ? lead : lead & (0xffU >> (length + 1));
      for (std::size_t i = 1; i < length; ++i) {
        c = (c << 6) | (static_cast<unsigned char>(bytes[i]) & 63U);
      }
      if (c < 0x110000 && (c < 0xd800 || c > 0xdfff) && utf8(c) == bytes.substr(0, length)) {
        bytes.remove_prefix(length);
        one = true;
      }
    }
    if (!one) {
      return false;
    }
  }
  return true;
}

}  // namespace

TEST_CASE("fold: official lower case is Python's, for every code point") {
  std::set<std::uint32_t> differ;
  for (const nlohmann::json& row : golden()["lower"]) {
    const auto c = row[0].get<std::uint32_t>();
    differ.insert(c);
    CHECK(fold(utf8(c), Folding::official) == text_of(row));
  }
  CHECK(differ.size() > 1400);
  std::set<std::uint32_t> space;
  for (const nlohmann::json& c : golden()["space"]) {
    space.insert(c.get<std::uint32_t>());
  }
  int wrong = 0;
  each_of(golden()["assigned"], [&](std::uint32_t c) {
    if (!differ.contains(c)) {
      wrong += fold(utf8(c), Folding::official) != (space.contains(c) ? "" : utf8(c)) ? 1 : 0;
    }
  });
  CHECK(wrong == 0);
}

TEST_CASE("fold: unicode folding is Python's composed case folding, for every code point") {
  std::set<std::uint32_t> differ;
  for (const nlohmann::json& row : golden()["folded"]) {
    const auto c = row[0].get<std::uint32_t>();
    differ.insert(c);
    CHECK(fold(utf8(c)) == text_of(row));
  }
  CHECK(differ.size() > 2600);
  int wrong = 0;
  each_of(golden()["assigned"], [&](std::uint32_t c) {
    const std::string text = utf8(c);
    const std::string once = fold(text);
    wrong += !differ.contains(c) && !strip(text).empty() && once != text ? 1 : 0;
    wrong += fold(once) != once ? 1 : 0;
  });
  CHECK(wrong == 0);
}

TEST_CASE("fold: a sigma is final where Python says so") {
  const auto marked = [](const char* name) {
    std::set<std::uint32_t> points;
    each_of(golden()[name], [&](std::uint32_t c) { points.insert(c); });
    return points;
  };
  const auto after = marked("sigma_after");
  const auto before = marked("sigma_before");
  const auto across = marked("sigma_across");
  int wrong = 0;
  each_of(golden()["assigned"], [&](std::uint32_t c) {
    const auto official = [](const std::string& text) { return fold(text, Folding::official); };
    const std::string text = utf8(c);
    wrong += official(text + "Σ").ends_with("ς") != after.contains(c) ? 1 : 0;
    wrong += official("aΣ" + text).starts_with("aς") == before.contains(c) ? 1 : 0;
    wrong += official("a" + text + "Σ").ends_with("ς") != across.contains(c) ? 1 : 0;
  });
  CHECK(wrong == 0);
}

TEST_CASE("fold: random words as in Python") {
  for (const nlohmann::json& row : golden()["samples"]) {
    const auto text = row[0].get<std::string>();
    CHECK(fold(text, Folding::official) == row[1].get<std::string>());
    CHECK(fold(text) == row[2].get<std::string>());
    CHECK(fold(fold(text)) == fold(text));
    CHECK_FALSE(invalid_utf8(fold(text)).has_value());
  }
  CHECK(golden()["samples"].size() == 400);
}

TEST_CASE("fold: white space goes at both ends, and only there") {
  for (const nlohmann::json& c : golden()["space"]) {
    const std::string space = utf8(c.get<std::uint32_t>());
    const auto between = [&](const std::string& word) {
      std::string text = space;
      text.append(word).append(space).append(space);
      return text;
    };
    for (const Folding folding : {Folding::official, Folding::unicode}) {
      CHECK(fold(between(" Let Down"), folding) == "let down");
      CHECK(fold(between("É"), folding) == "é");
      CHECK(fold(between(""), folding).empty());
    }
    const std::string inside = "a" + between("b") + "c";
    CHECK(strip(inside) == inside);
  }
  CHECK(golden()["space"].size() == 29);
  CHECK(strip("\xc2") == "\xc2");
  CHECK(strip("\x80\xe2\x80") == "\x80\xe2\x80");
  CHECK(fold("").empty());
}

TEST_CASE("fold: what is not UTF-8 is found where it stands") {
  using Bytes = std::string_view;
  CHECK_FALSE(invalid_utf8(""));
  CHECK_FALSE(invalid_utf8("plain text of more than eight bytes"));
  CHECK_FALSE(invalid_utf8(Bytes("\0a", 2)));
  for (const Bytes bad :
       {Bytes("\x80"), Bytes("\xc0\xaf"), Bytes("\xc1\xbf"), Bytes("\xe0\x9f\xbf"),
        Bytes("\xed\xa0\x80"), Bytes("\xed\xbf\xbf"), Bytes("\xf0\x8f\xbf\xbf"),
        Bytes("\xf4\x90\x80\x80"), Bytes("\xf5\x80\x80\x80"), Bytes("\xff"), Bytes("\xe2\x82"),
        Bytes("\xf0\x9f\x98"), Bytes("\xc3")}) {
    CHECK(invalid_utf8(bad) == 0);
    CHECK(invalid_utf8("12345678é" + std::string(bad)) == 10);
    CHECK(contains(message_of([&] { (void)fold("joy " + std::string(bad)); }),
                   "invalid UTF-8 at byte 4 of"));
    CHECK(contains(
        message_of([&] { (void)fold("joy " + std::string(bad) + "a", Folding::official); }),
        "invalid UTF-8 at byte 4 of"));
  }
  std::mt19937_64 engine(3);
  constexpr std::string_view likely = "a\x80\x8f\x90\x9f\xa0\xbf\xc2\xe0\xed\xef\xf0\xf4";
  int valid = 0;
  for (int round = 0; round < 100000; ++round) {
    std::string bytes;
    for (std::size_t i = 0; i < 1 + static_cast<std::size_t>(round) % 5; ++i) {
      bytes += likely[engine() % likely.size()];
    }
    const auto at = invalid_utf8(bytes);
    valid += at ? 0 : 1;
    REQUIRE(at.has_value() == !well_formed(bytes));
    REQUIRE(well_formed(bytes.substr(0, at.value_or(bytes.size()))));
  }
  CHECK(valid > 1000);
}

TEST_CASE("fold: long text takes linear time, and memory is used again") {
  std::string marks = "a";
  for (int i = 0; i < 500000; ++i) {
    marks += i % 2 == 0 ? "\u0301" : "\u0316";
  }
  const std::string folded = fold(marks);
  // The marks below stand before those above, the first of which the letter takes in.
  CHECK(folded.starts_with("á\u0316\u0316"));
  CHECK(folded.ends_with("\u0301\u0301"));
  CHECK(folded.size() == marks.size() - 1);
  std::string sigmas;
  for (int i = 0; i < 300000; ++i) {
    sigmas += "Σ'";
  }
  CHECK(fold(sigmas, Folding::official).ends_with("σ'ς'"));
  std::string out;
  fold_into(out, std::string(std::size_t{10} << 20U, 'J'));
  CHECK(out == std::string(std::size_t{10} << 20U, 'j'));
  const auto capacity = out.capacity();
  fold_into(out, " Éclat ", Folding::official);
  CHECK(out == "éclat");
  CHECK(out.capacity() == capacity);
  CHECK(name(Folding::official) == "official");
  CHECK(name(Folding::unicode) == "unicode");
}
