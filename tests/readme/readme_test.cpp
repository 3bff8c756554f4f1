// What the pages say: programs stand in examples and print what is shown, commands run, CMake lines
// are those of the consumer that tests/package builds, and every header is on its room's page. The
// programs of the rooms' pages are tests of their own (CMakeLists.txt).

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <set>
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

/// All Markdown of the repository that stands beside what is compiled, and that of .github.
std::vector<std::filesystem::path> pages() {
  std::vector<std::filesystem::path> found{source / "README.md"};
  for (const char* folder : {".github", "benchmarks", "examples", "include", "src"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source / folder)) {
      if (entry.path().extension() == ".md") {
        found.push_back(entry.path());
      }
    }
  }
  return found;
}

}  // namespace

TEST_CASE("readme: the first programs and their output") {
  const std::vector<std::string> programs{"1_ratings", "2_words", "3_crosswalk", "4_agreement",
                                          "5_emotions"};
  REQUIRE(blocks("cpp").size() == 1);
  CHECK(blocks("cpp")[0] == support::read_bytes(source / "examples" / (programs[0] + ".cpp")));
  std::vector<std::string> outputs = blocks("text");
  REQUIRE(outputs.size() == 1);
  for (const std::string& each : blocks("text", "examples/README.md")) {
    outputs.push_back(each);
  }
  REQUIRE(outputs.size() == programs.size());
  const support::TemporaryFolder folder;
  for (std::size_t i = 0; i < programs.size(); ++i) {
    INFO(programs[i]);
    const support::Ran ran =
        support::run(folder, "'" + std::string(TONEWHEEL_TEACHING) + "/" + programs[i] + "'");
    CHECK(ran.status == 0);
    CHECK(ran.out == outputs[i]);
  }
}

TEST_CASE("readme: the commands run") {
  const auto first = blocks("sh");
  REQUIRE(!first.empty());
  for (const std::string& line : lines_of(first[0])) {
    CHECK(line.starts_with("bash cmake/bootstrap.sh "));
  }
  const support::TemporaryFolder folder;
  for (const auto& each : std::filesystem::directory_iterator(source / "examples" / "data")) {
    std::filesystem::copy_file(each.path(), folder / each.path().filename().string());
  }
  const std::string bin = std::filesystem::path(TONEWHEEL_RELABEL).parent_path().string();
  std::vector<std::string> programs;
  for (const std::string& block : blocks("sh", "examples/README.md")) {
    for (const std::string& line : lines_of(block)) {
      const std::string name = line.substr(0, line.find(' '));
      if (!std::filesystem::exists(std::filesystem::path(bin) / name)) {
        MESSAGE("skipped: this build has no " << name);
        continue;
      }
      programs.push_back(name);
      INFO(line);
      CHECK(support::run(folder, "PATH='" + bin + "':\"$PATH\"; " + line).status == 0);
    }
  }
  for (const auto& each : std::filesystem::directory_iterator(bin)) {
    const std::string name = each.path().filename().string();
    if (name.starts_with("tonewheel-")) {
      CHECK_MESSAGE(std::ranges::find(programs, name) != programs.end(),
                    name << " has no command in examples/README.md");
    }
  }
}

TEST_CASE("readme: every flag of a program is on the page of programs") {
  const std::string page = support::read_bytes(source / "examples" / "README.md");
  const std::filesystem::path bin = std::filesystem::path(TONEWHEEL_RELABEL).parent_path();
  const support::TemporaryFolder folder;
  std::size_t flags = 0;
  for (const char* program :
       {"relabel", "fit", "score", "merge", "evaluate", "ontology", "ontology find",
        "ontology path", "ontology similar", "ontology convert", "ontology export",
        "ontology crosswalk", "lexicon", "lexicon explain", "lexicon lint", "lexicon import"}) {
    const std::string words = program;
    const std::string name = "tonewheel-" + words.substr(0, words.find(' '));
    if (!std::filesystem::exists(bin / name)) {
      MESSAGE("skipped: this build has no " << name);
      continue;
    }
    INFO(program);
    const support::Ran ran =
        support::run(folder, "'" + bin.string() + "'/tonewheel-" + words + " --help");
    for (const std::string& line : lines_of(ran.out)) {
      if (!line.starts_with("  -")) {
        continue;
      }
      // "-o,--output TEXT ...": one of the names is enough.
      const std::string names = line.substr(2, line.find(' ', 2) - 2);
      bool found = false;
      for (std::size_t start = 0; start < names.size();) {
        const std::size_t end = std::min(names.find(',', start), names.size());
        found = found || page.find("`" + names.substr(start, end - start)) != std::string::npos ||
                page.find(" " + names.substr(start, end - start)) != std::string::npos;
        start = end + 1;
      }
      CHECK_MESSAGE(found, names);
      ++flags;
    }
  }
  CHECK(flags > 50);
}

TEST_CASE("readme: every header is in the table of its room, and no other") {
  const std::filesystem::path root = source / "include" / "tonewheel";
  std::size_t rooms = 0;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (!entry.is_directory() || !std::filesystem::exists(entry.path() / "README.md")) {
      CHECK_MESSAGE(!entry.is_directory(), entry.path() << " has no README.md");
      continue;
    }
    ++rooms;
    INFO(entry.path().filename());
    std::set<std::string> headers;
    for (const auto& file : std::filesystem::recursive_directory_iterator(entry.path())) {
      const std::string name = file.path().lexically_relative(entry.path()).string();
      if (name.ends_with(".hpp") && name.find("impl/") == std::string::npos) {
        headers.insert(name);
      }
    }
    std::set<std::string> rows;
    for (const std::string& line : lines_of(support::read_bytes(entry.path() / "README.md"))) {
      const std::size_t end = line.find(".hpp` |");
      if (line.starts_with("| `") && end != std::string::npos) {
        rows.insert(line.substr(3, end + 1));
      }
    }
    CHECK(rows == headers);
  }
  CHECK(rooms == 11);
}

TEST_CASE("readme: links lead to files") {
  std::size_t links = 0;
  for (const std::filesystem::path& page : pages()) {
    const std::string text = support::read_bytes(page);
    for (auto at = text.find("]("); at != std::string::npos; at = text.find("](", at + 1)) {
      const std::string link = text.substr(at + 2, text.find_first_of(")#", at) - at - 2);
      if (!link.starts_with("http")) {
        ++links;
        CHECK_MESSAGE(std::filesystem::exists(page.parent_path() / link),
                      page.string() << " links to " << link);
      }
    }
  }
  CHECK(links > 30);
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
