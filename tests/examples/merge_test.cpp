// The program tonewheel-merge as a user runs it, on the reports of each program that it joins.

#include <filesystem>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "support/errors.hpp"
#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace {

using support::contains;
using support::Ran;
using support::read_bytes;
using support::run;
using support::TemporaryFolder;
using support::write_bytes;

const std::string score = std::string("'") + TONEWHEEL_SCORE + "' ";
const std::string relabel = std::string("'") + TONEWHEEL_RELABEL + "' ";
const std::string merge = std::string("'") + TONEWHEEL_MERGE + "' ";

/// Rows of which some are faulty, and blank lines between them.
std::string data_set() {
  std::string text = "V,A,D\n";
  for (int i = 0; i < 900; ++i) {
    const auto cell = [&](int k) { return std::to_string(1 + i * k % 41 / 10.0); };
    text += (i % 13 == 5 ? "9" : cell(3)) + "," + (i % 17 == 2 ? "" : cell(7)) + "," + cell(11) +
            "\n" + (i % 19 == 1 ? "\n" : "");
  }
  return text;
}

const std::string command =
    relabel + "in.csv -o out.csv --scale emobank --out-of-range skip --doubt all --quiet ";

}  // namespace

TEST_CASE("tonewheel-merge: the relabeller's parts give the report of the whole, to the byte") {
  const TemporaryFolder folder;
  write_bytes(folder / "in.csv", data_set());
  REQUIRE(run(folder, command + "--json whole.json").status == 0);
  const std::string whole = read_bytes(folder / "whole.json");
  CHECK_FALSE(contains(whole, "tonewheel_state"));
  for (const std::string i : {"1", "2", "3"}) {
    REQUIRE(run(folder, command + "--json p" + i + ".json --shard " + i + "/3").status == 0);
  }
  const Ran merged = run(folder, merge + "p3.json p1.json p2.json -o merged.json");
  REQUIRE(merged.status == 0);
  CHECK(read_bytes(folder / "merged.json") == whole);
  // 53 rows lack arousal, 69 have a valence of 9; 4 are both, and count as what is found first.
  CHECK(contains(merged.out, "900 rows read, 782 written; 49 skipped as missing (first: row 3)"));

  const Ran missing = run(folder, merge + "p3.json p2.json -o m.json");
  CHECK(missing.status == 1);
  CHECK(contains(missing.err, "found 2 of 3 parts, expected part 1 too"));
  CHECK_FALSE(std::filesystem::exists(folder / "m.json"));
  CHECK(contains(run(folder, merge + "p1.json p1.json").err,
                 "p1.json: found part 1, which p1.json is too"));
  REQUIRE(run(folder, command + "--digits 3 --json other.json --shard 2/3").status == 0);
  const Ran foreign = run(folder, merge + "p1.json other.json p3.json");
  CHECK(foreign.status == 1);
  CHECK(contains(foreign.err, "other.json: stamp: found"));
  CHECK(contains(foreign.err, "\"digits\":3"));
  // The same name, but another data set.
  write_bytes(folder / "in.csv", data_set() + "1,1,1\n");
  REQUIRE(run(folder, command + "--json later.json --shard 2/3").status == 0);
  CHECK(contains(run(folder, merge + "p1.json later.json p3.json").err, "input's checksum: found"));
}

TEST_CASE("tonewheel-merge: one part of one, and outputs of several names") {
  const TemporaryFolder folder;
  write_bytes(folder / "in.csv", data_set());
  REQUIRE(run(folder, command + "--json whole.json").status == 0);
  REQUIRE(run(folder, command + "--json one.json --shard 1/1").status == 0);
  REQUIRE(run(folder, merge + "one.json -o merged.json --quiet").status == 0);
  CHECK(read_bytes(folder / "merged.json") == read_bytes(folder / "whole.json"));
  const Ran no_state = run(folder, merge + "whole.json");
  CHECK(no_state.status == 1);
  CHECK(contains(no_state.err, "whole.json: expected a report with a \"state\""));

  for (const std::string i : {"1", "2"}) {
    REQUIRE(run(folder, relabel + "in.csv -o out" + i +
                            ".csv --scale emobank --out-of-range skip " + "--json p" + i +
                            ".json --shard " + i + "/2")
                .status == 0);
  }
  REQUIRE(run(folder, merge + "p2.json p1.json -o merged.json --quiet").status == 0);
  CHECK(nlohmann::json::parse(read_bytes(folder / "merged.json")).at("output") ==
        nlohmann::json{"out1.csv", "out2.csv"});
}

TEST_CASE("tonewheel-merge: reports of other kinds, and files that are none") {
  const TemporaryFolder folder;
  write_bytes(folder / "in.csv", data_set());
  write_bytes(folder / "t.csv", "name,openset\na,['joy']\nb,['rage']\n");
  const std::string words = score + "--truth t.csv --prediction t.csv --quiet ";
  REQUIRE(run(folder, command + "--json rows.json --shard 1/2").status == 0);
  REQUIRE(run(folder, words + "--json words.json --shard 2/2").status == 0);
  const Ran mixed = run(folder, merge + "words.json rows.json");
  CHECK(mixed.status == 1);
  CHECK(contains(mixed.err,
                 "rows.json: found a state of \"relabelling\", expected one of "
                 "\"vocabulary_evaluation\" as in words.json"));
  REQUIRE(run(folder, words + "--json one.json --shard 1/1").status == 0);
  REQUIRE(run(folder, words + "--json whole.json").status == 0);
  REQUIRE(run(folder, merge + "one.json -o merged.json --quiet").status == 0);
  CHECK(read_bytes(folder / "merged.json") == read_bytes(folder / "whole.json"));

  std::string damaged = read_bytes(folder / "words.json");
  damaged.replace(damaged.find("\"n\": 1"), 6, "\"n\": 2");
  write_bytes(folder / "damaged.json", damaged);
  CHECK(contains(run(folder, merge + "damaged.json").err, "damaged.json: found a damaged state"));
  write_bytes(folder / "bytes.json", "{\"state\":{\"kind\":\"\xff\"}}");
  const Ran bytes = run(folder, merge + "bytes.json");
  CHECK(bytes.status == 1);
  CHECK(contains(bytes.err, "bytes.json: expected a report with a \"state\""));
  CHECK(run(folder, merge + "nowhere.json").status == 1);
}

TEST_CASE("tonewheel-merge: a file's name that is not UTF-8 is said in words") {
  const TemporaryFolder folder;
  const std::string copy = "cp t.csv \"$(printf 't\\377.csv')\" && ";
  const std::string name = "\"$(printf 't\\377.csv')\" ";
  write_bytes(folder / "t.csv", "name,openset\na,['joy']\n");
  for (const char* shard : {"", "--shard 1/1"}) {
    const Ran words = run(folder, copy + score + "--truth " + name + "--prediction t.csv --quiet " +
                                      "--json r.json " + shard);
    CHECK(words.status == 1);
    CHECK(contains(words.err, "is not UTF-8"));
    CHECK_FALSE(contains(words.err, "json.exception"));
  }
  write_bytes(folder / "t.csv", "V,A\n.1,.2\n");
  const Ran rows = run(folder, copy + relabel + name + "-o o.csv --scale affectnet --json r.json");
  CHECK(rows.status == 1);
  CHECK(contains(rows.err, "not UTF-8"));
  CHECK_FALSE(contains(rows.err, "json.exception"));
}
