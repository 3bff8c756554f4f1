// Every snippet of the README: the programs stand in examples, their output is what they print, the
// commands run, and the CMake lines are those of the consumer that tests/package builds.

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/config.hpp>

#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace {

const std::filesystem::path source = TONEWHEEL_SOURCE_DIR;

/// The fenced blocks of one language, in order.
std::vector<std::string> blocks(const std::string& language,
                                const std::filesystem::path& page = "README.md") {
  std::vector<std::string> found;
  std::istringstream readme(support::read_bytes(source / page));
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

TEST_CASE("readme: the affect room's program is the quickstart's") {
  const auto programs = blocks("cpp", "include/tonewheel/affect/README.md");
  REQUIRE(programs.size() == 1);
  const std::string quickstart = support::read_bytes(source / "examples" / "quickstart.cpp");
  for (const std::string& line : lines_of(programs.front())) {
    CHECK_MESSAGE(quickstart.find("  " + line + "\n") != std::string::npos, line);
  }
}

TEST_CASE("readme: the programs and their output") {
  const std::vector<std::pair<std::string, std::string>> programs{
      {"quickstart.cpp", TONEWHEEL_QUICKSTART},
      {"atlas.cpp", TONEWHEEL_ATLAS},
      {"scoring.cpp", TONEWHEEL_SCORING}};
  REQUIRE(blocks("cpp").size() == programs.size());
  REQUIRE(blocks("text").size() == programs.size());
  const support::TemporaryFolder folder;
  for (std::size_t i = 0; i < programs.size(); ++i) {
    INFO(programs[i].first);
    CHECK(blocks("cpp")[i] == support::read_bytes(source / "examples" / programs[i].first));
    const support::Ran ran = support::run(folder, "'" + programs[i].second + "'");
    CHECK(ran.status == 0);
    CHECK(ran.out == blocks("text")[i]);
  }
}

TEST_CASE("readme: the commands run") {
  const auto commands = blocks("sh");
  REQUIRE(commands.size() == 6);
  for (const std::string& line : lines_of(commands[0])) {
    CHECK(line.starts_with("bash cmake/bootstrap.sh "));
  }
  const support::TemporaryFolder folder;
  for (const char* each : {"moments.csv", "truth.csv", "prediction.csv", "ratings.csv",
                           "estimates.csv", "clips.csv"}) {
    std::filesystem::copy_file(source / "examples" / "data" / each, folder / each);
  }
  const std::string bin = std::filesystem::path(TONEWHEEL_RELABEL).parent_path().string();
  for (std::size_t i = 1; i < commands.size(); ++i) {
    for (const std::string& line : lines_of(commands[i])) {
      const std::string name = line.substr(0, line.find(' '));
      if (!std::filesystem::exists(std::filesystem::path(bin) / name)) {
        MESSAGE("skipped: this build has no " << name);
        continue;
      }
      INFO(line);
      CHECK(support::run(folder, "PATH='" + bin + "':\"$PATH\"; " + line).status == 0);
    }
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
