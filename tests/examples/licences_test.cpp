// What licences ask for in every copy, as every program prints it.

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/config.hpp>
#include <tonewheel/data/notice.hpp>

#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace tonewheel;
using support::Ran;
using support::read_bytes;
using support::run;
using support::TemporaryFolder;

const std::filesystem::path source = TONEWHEEL_SOURCE_DIR;

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::vector<std::string> programs() {
  return {
      TONEWHEEL_RELABEL,  TONEWHEEL_FIT,
#ifdef TONEWHEEL_ONTOLOGY
      TONEWHEEL_ONTOLOGY, TONEWHEEL_SCORE, TONEWHEEL_MERGE, TONEWHEEL_LEXICON, TONEWHEEL_EVALUATE,
#endif
  };
}

}  // namespace

TEST_CASE("licences: the notice names every table whose licence asks for it, and no other") {
  std::ifstream stream(source / "src" / "data" / "SOURCES.md");
  std::size_t asked = 0;
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with("| ") || !has(line, ".csv |")) {
      continue;
    }
    INFO(line);
    const std::string table = line.substr(2, line.find(' ', 2) - 2);
    const bool asks = has(line, "| CC BY ") || has(line, "| Apache-2.0 |") ||
                      (has(line, "| MIT |") && !has(line, "| editors of this table |") &&
                       !has(line, "| tonewheel |"));
    CHECK(has(data::notice, "\n" + table + "\n  by: ") == asks);
    asked += asks ? 1U : 0U;
  }
  CHECK(asked >= 5);
  CHECK(has(data::notice, "glasgow.csv\n  by: Scott, Keitel, Becirspahic, Yao & Sereno, 2019\n"));
  CHECK(has(data::notice, "licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/\n"));
  CHECK(has(data::notice, "rescaled from 1..9 to -1..1"));
  CHECK(has(data::notice, "WordNet 3.0 Copyright 2006 by Princeton University."));
  CHECK_FALSE(has(data::notice, "<semicolon>"));
  CHECK(data::licence == read_bytes(source / "LICENSE"));
}

TEST_CASE("licences: every program prints licence and notice, alone or with --version") {
  const TemporaryFolder folder;
  const std::string text = std::string(data::licence) + "\n" + std::string(data::notice);
  for (const std::string& program : programs()) {
    INFO(program);
    const Ran alone = run(folder, "'" + program + "' --licences");
    CHECK(alone.status == 0);
    CHECK(alone.out == text);
    CHECK(alone.err.empty());
    const Ran both = run(folder, "'" + program + "' --version --licences");
    CHECK(both.status == 0);
    CHECK(both.out == std::string("tonewheel ") + version + "\n\n" + text);
    CHECK(has(run(folder, "'" + program + "' --help").out, "--licences"));
  }
}
