// No program overwrites what it reads, nor one of its outputs with another.

#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "support/errors.hpp"
#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace {

using support::contains;
using support::Ran;
using support::run;
using support::write_bytes;

const std::string evaluate = std::string("'") + TONEWHEEL_EVALUATE + "' ";
const std::string score = std::string("'") + TONEWHEEL_SCORE + "' ";
const std::string merge = std::string("'") + TONEWHEEL_MERGE + "' ";
const std::string lexicon = std::string("'") + TONEWHEEL_LEXICON + "' ";
const std::string ontology = std::string("'") + TONEWHEEL_ONTOLOGY + "' ";

}  // namespace

TEST_CASE("programs: an output that is an input is refused before anything is read") {
  const support::TemporaryFolder folder;
  const std::filesystem::path here = folder.path();
  const std::string bytes = "id,v\na,1\nb,2\nc,4\n";
  for (const char* name : {"t.csv", "p.csv", "graph.ttl"}) {
    write_bytes(here / name, bytes);
  }
  std::filesystem::create_symlink(here / "t.csv", here / "link.csv");
  std::filesystem::create_hard_link(here / "t.csv", here / "hard.csv");
  const auto file = [&here](const char* name) { return " '" + (here / name).string() + "'"; };
  const std::string two = file("t.csv") + file("p.csv");
  const std::string labels = " --truth" + file("t.csv") + " --prediction" + file("p.csv");
  for (const std::string& command :
       {evaluate + two + " --json" + file("t.csv"), evaluate + two + " --json" + file("link.csv"),
        evaluate + two + " --json" + file("hard.csv"), score + labels + " --json" + file("p.csv"),
        score + labels + " --per-sample" + file("link.csv"), merge + two + " -o" + file("p.csv"),
        lexicon + "import" + file("t.csv") + " -o" + file("hard.csv"),
        ontology + "convert" + file("graph.ttl") + file("graph.ttl"),
        ontology + "--graph" + file("graph.ttl") + " --json" + file("graph.ttl") + " show"}) {
    INFO(command);
    const Ran ran = run(folder, command);
    CHECK(ran.status == 2);
    CHECK(contains(ran.err, "is read too ("));
  }
  for (const char* name : {"t.csv", "p.csv", "graph.ttl"}) {
    CHECK(support::read_bytes(here / name) == bytes);
  }
}

TEST_CASE("programs: two outputs of one name are refused, /dev/null takes both") {
  const support::TemporaryFolder folder;
  const std::filesystem::path here = folder.path();
  write_bytes(here / "r.csv", "a,b\n1,2\n2,2\n3,1\n");
  const std::string agreement =
      evaluate + "'" + (here / "r.csv").string() + "' --task agreement --columns a,b";
  const std::string out = " '" + (here / "out").string() + "'";
  const Ran ran =
      run(folder, agreement + " --json" + out + " --units '" + (here / "." / "out").string() + "'");
  CHECK(ran.status == 2);
  CHECK(contains(ran.err, "--json and --units are the same file"));
  CHECK_FALSE(std::filesystem::exists(here / "out"));
  CHECK(run(folder, agreement + " --json /dev/null --units /dev/null").status == 0);
}
