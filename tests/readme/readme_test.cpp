// Every snippet of the README: the program is examples/quickstart.cpp, its output is what that
// prints, the commands run, and the CMake lines are those of the consumer that tests/package
// builds.

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/config.hpp>

#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace {

const std::filesystem::path source = TONEWHEEL_SOURCE_DIR;

/// The fenced blocks of one language, in order.
std::vector<std::string> blocks(const std::string& language) {
  std::vector<std::string> found;
  std::istringstream readme(support::read_bytes(source / "README.md"));
  bool inside = false;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("```")) {
      inside = !inside && line == "```" + language;
      if (inside) {
        found.emplace_back();
      }
    } else if (inside) {
      found.back() += line + "\n";
    }
  }
  return found;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

TEST_CASE("readme: the first program and its output") {
  REQUIRE(blocks("cpp").size() == 1);
  REQUIRE(blocks("text").size() == 1);
  CHECK(blocks("cpp")[0] == support::read_bytes(source / "examples" / "quickstart.cpp"));
  const support::TemporaryFolder folder;
  const support::Ran ran = support::run(folder, std::string("'") + TONEWHEEL_QUICKSTART + "'");
  CHECK(ran.status == 0);
  CHECK(ran.out == blocks("text")[0]);
}

TEST_CASE("readme: the commands run") {
  const auto commands = blocks("sh");
  REQUIRE(commands.size() == 2);
  for (const std::string& line : lines_of(commands[0])) {
    CHECK(line.starts_with("bash cmake/bootstrap.sh "));
  }
  const support::TemporaryFolder folder;
  std::filesystem::copy_file(source / "examples" / "data" / "moments.csv", folder / "moments.csv");
  const std::string bin = std::filesystem::path(TONEWHEEL_RELABEL).parent_path().string();
  for (const std::string& line : lines_of(commands[1])) {
    INFO(line);
    CHECK(support::run(folder, "PATH='" + bin + "':\"$PATH\"; " + line).status == 0);
  }
}

TEST_CASE("readme: the CMake lines are a consumer's") {
  REQUIRE(blocks("cmake").size() == 1);
  const std::string consumer =
      support::read_bytes(source / "tests" / "package" / "consumer" / "CMakeLists.txt");
  for (const std::string& line : lines_of(blocks("cmake")[0])) {
    INFO(line);
    CHECK(consumer.find(line) != std::string::npos);
  }
}

TEST_CASE("readme: the version to cite is the library's") {
  CHECK(support::read_bytes(source / "README.md")
            .find("version " + std::string(tonewheel::version)) != std::string::npos);
}
