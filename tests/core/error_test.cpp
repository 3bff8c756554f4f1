#include <stdexcept>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>

namespace {

using namespace tonewheel;

}  // namespace

TEST_CASE("error: places in words") {
  CHECK(describe({}) == "");
  CHECK(describe({"f.csv", 0, ""}) == "f.csv");
  CHECK(describe({"f.csv", 3, ""}) == "f.csv, row 3");
  CHECK(describe({"f.csv", 3, "prior"}) == "f.csv, row 3, column prior");
  CHECK(describe({"f.csv", 0, "prior"}) == "f.csv, column prior");
  CHECK(describe({"", 3, ""}) == "row 3");
  CHECK(describe({"", 3, "prior"}) == "row 3, column prior");
  CHECK(describe({"", 0, "prior"}) == "column prior");
  CHECK(describe({"f", 18446744073709551615U, ""}) == "f, row 18446744073709551615");
}

TEST_CASE("error: a caller's mistake has a message and no place") {
  const Error error("found 3, expected 2");
  CHECK(std::string(error.what()) == "found 3, expected 2");
  CHECK(error.place().file.empty());
  CHECK(error.place().row == 0);
  CHECK(error.place().column.empty());
}

TEST_CASE("error: bad data carries its place, before the message too") {
  const Error error({"f.csv", 7, "valence"}, "found \"x\", expected a number");
  CHECK(std::string(error.what()) ==
        "f.csv, row 7, column valence: found \"x\", expected a number");
  CHECK(error.place().file == "f.csv");
  CHECK(error.place().row == 7);
  CHECK(error.place().column == "valence");
}

TEST_CASE("error: an empty place leaves the message as it is") {
  CHECK(std::string(Error(Place{}, "message").what()) == "message");
}

TEST_CASE("error: is a runtime_error, and copies keep the place") {
  const Error error({"f.csv", 2, "c"}, "bad");
  try {
    throw error;  // NOLINT(misc-throw-by-value-catch-by-reference)
  } catch (const std::runtime_error& caught) {
    CHECK(std::string(caught.what()) == "f.csv, row 2, column c: bad");
    const auto* same = dynamic_cast<const Error*>(&caught);
    REQUIRE(same != nullptr);
    CHECK(same->place().row == 2);
  }
  const Error copy = error;
  CHECK(copy.place().file == "f.csv");
  CHECK(std::string(copy.what()) == error.what());
}
