#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace {

/// The names of the test cases in a text of C++, adjacent literals joined, as written.
std::vector<std::string> names_in(const std::string& text) {
  static const std::string macro = "TEST_CASE";
  std::vector<std::string> names;
  for (auto at = text.find(macro); at != std::string::npos; at = text.find(macro, at + 1)) {
    const auto open = text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", at + macro.size());
    auto next = text.find_first_not_of("(\n ", open);
    if (next == std::string::npos || text[open] != '(' || text[next] != '"') {
      continue;  // no call of the macro
    }
    std::string& name = names.emplace_back();
    while (text[next] == '"') {
      for (++next; text[next] != '"'; ++next) {
        name += text[next];
        if (text[next] == '\\') {
          name += text[++next];
        }
      }
      next = text.find_first_not_of("\n ", next + 1);
    }
  }
  return names;
}

/// A name that test discovery runs: CMake takes it as one entry of a list, and doctest's filter as
/// plain text. (It escapes commas.)
bool can_be_run(const std::string& name) {
  return name.find_first_of(";*\\") == std::string::npos;
}

}  // namespace

TEST_CASE("test names: every one can be run by test discovery") {
  const std::string split = std::string("TEST") + "_CASE(\"one, two\") {}\nTEST" +
                            "_CASE(\n    \"a list; \"\n    \"of two\") {}";
  const std::vector<std::string> two = names_in(split);
  REQUIRE(two == std::vector<std::string>{"one, two", "a list; of two"});
  CHECK(can_be_run(two[0]));
  CHECK_FALSE(can_be_run(two[1]));
  std::size_t cases = 0;
  const std::filesystem::path root = std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "tests";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.path().string().ends_with("_test.cpp")) {
      continue;
    }
    std::ifstream stream(entry.path());
    const std::string text((std::istreambuf_iterator<char>(stream)), {});
    for (const std::string& name : names_in(text)) {
      CHECK_MESSAGE(can_be_run(name), entry.path().string() << ": " << name);
      ++cases;
    }
  }
  CHECK(cases > 500);
}
