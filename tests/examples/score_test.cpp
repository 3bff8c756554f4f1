// The programs tonewheel-score, tonewheel-merge and tonewheel-lexicon as a user runs them.

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "support/errors.hpp"
#include "support/program.hpp"
#include "support/shared_file.hpp"
#include "support/temporary_folder.hpp"

namespace {

using support::contains;
using support::Ran;
using support::read_bytes;
using support::run;
using support::TemporaryFolder;
using support::write_bytes;
using Json = nlohmann::json;

const std::string score = std::string("'") + TONEWHEEL_SCORE + "' ";
const std::string merge = std::string("'") + TONEWHEEL_MERGE + "' ";
const std::string lexicon = std::string("'") + TONEWHEEL_LEXICON + "' ";

/// The reference folder, where there is one.
std::optional<std::filesystem::path> shared() {
  const auto mer = support::shared_file("data/mer");
  return mer ? std::optional(mer->parent_path().parent_path()) : std::nullopt;
}

Json report(const TemporaryFolder& folder, const char* name) {
  return Json::parse(read_bytes(folder / name));
}

Json golden(const std::filesystem::path& folder) {
  std::ifstream stream(folder / "golden/ov_mer2024.json");
  return Json::parse(stream);
}

std::string pairs(const std::filesystem::path& folder) {
  const std::string mer = (folder / "data/mer").string();
  return "--truth '" + mer + "/check-openset.csv' --prediction '" + mer +
         "/predict-openset.csv' --quiet ";
}

/// Every number of the official scorers, to 1e-15, and the counts.
void check_against_golden(const Json& found, const Json& expected) {
  REQUIRE(found["wheels"].size() == 10);
  for (const Json& wheel : found["wheels"]) {
    const std::string name =
        wheel["wheel"].get<std::string>() + "_level" + std::to_string(wheel["level"].get<int>());
    INFO(name);
    const Json& figures = expected["per_metric"][name];
    for (const char* each : {"fscore", "precision", "recall"}) {
      CHECK(std::abs(wheel[each].get<double>() - figures[each].get<double>()) <= 1e-15);
    }
    CHECK(wheel["counted"] == expected["counts"][name]["counted"]);
    CHECK(wheel["empty_predictions"] == expected["counts"][name]["pred_empty"]);
    CHECK(wheel["counted"].get<int>() + wheel["skipped"].get<int>() == 332);
  }
  for (const char* level : {"level1", "level2"}) {
    for (const char* each : {"fscore", "precision", "recall"}) {
      CHECK(std::abs(found["mean"][level][each].get<double>() -
                     expected[level][each].get<double>()) <= 1e-15);
    }
  }
}

void check_set(const Json& found, const Json& figures) {
  for (const char* each : {"fscore", "precision", "recall"}) {
    CHECK(std::abs(found["set"][each].get<double>() - figures[each].get<double>()) <= 1e-15);
  }
  CHECK(found["set"]["counted"] == 331);
}

const char* const truth_csv =
    "name,openset\n"
    "a,\"['joyful', 'glee']\"\n"
    "b,\"['terror']\"\n"
    "c,\"['neutral']\"\n"
    "d,\"['rage', 'xyzzy']\"\n";
const char* const prediction_csv =
    "name,openset\n"
    "d,\"['furious']\"\n"
    "c,\"['calm']\"\n"
    "b,[]\n"
    "a,\"['happily', 'sad', 'xyzzy']\"\n"
    "z,\"['sad']\"\n";

void write_samples(const TemporaryFolder& folder) {
  write_bytes(folder / "t.csv", truth_csv);
  write_bytes(folder / "p.csv", prediction_csv);
}

}  // namespace

TEST_CASE("tonewheel-score: --help, and wrong use ends with 2") {
  const TemporaryFolder folder;
  write_samples(folder);
  const Ran help = run(folder, score + "--help");
  CHECK(help.status == 0);
  CHECK(contains(help.out, "Examples:"));
  for (const char* wrong :
       {"", "--truth t.csv", "--truth t.csv --prediction p.csv --metric bleu",
        "--truth t.csv --prediction p.csv --metric mer2024",
        "--truth t.csv --prediction p.csv --shard 3/2",
        "--truth t.csv --prediction p.csv --wheel hamster",
        "--truth t.csv --prediction p.csv --lexicon nowhere.npz", "--truth - --prediction -"}) {
    const Ran ran = run(folder, score + wrong);
    CHECK_MESSAGE(ran.status == 2, wrong);
    CHECK_FALSE(ran.err.empty());
  }
}

TEST_CASE("tonewheel-score: MER2026 from the npz equals the official scorer") {
  const auto folder = shared();
  if (!folder) {
    return;
  }
  const TemporaryFolder work;
  const std::string npz = "--lexicon '" + (*folder / "data/mer/wheel_mapping.npz").string() + "' ";
  const Json expected = golden(*folder);
  REQUIRE(run(work, score + pairs(*folder) + npz + "--json r.json --per-sample s.csv").status == 0);
  const Json found = report(work, "r.json");
  check_against_golden(found, expected["MER2026"]);
  CHECK(found["tables"]["name"] == "MER2026");
  CHECK(found["out_of_vocabulary"]["of"] == expected["vocabulary"]["labels"]);
  CHECK(found["out_of_vocabulary"]["labels"] ==
        expected["vocabulary"]["out_of_vocabulary_tokens_2026"]);
  CHECK(found["out_of_vocabulary"]["words"].size() ==
        expected["vocabulary"]["distinct_oov_2026"].size());
  for (const char* metric : {"m1", "m2"}) {
    REQUIRE(run(work, score + pairs(*folder) + npz + "--json m.json --metric " + metric).status ==
            0);
    check_set(report(work, "m.json"),
              expected["MER2026"]["per_metric"][metric == std::string("m1") ? "case1" : "case2"]);
  }

  // The counts of each sample.
  std::ifstream stream(*folder / "golden/ov_mer2024_samples.json");
  const Json samples = Json::parse(stream);
  std::map<std::string, std::string> rows;
  const std::string text = read_bytes(work / "s.csv");
  for (std::size_t at = text.find('\n') + 1; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::size_t comma = text.find(',', at);
    rows[text.substr(at, comma - at)] = text.substr(comma + 1, end - comma - 1);
    at = end + 1;
  }
  CHECK(rows.size() == 332);
  for (const auto& [name, counts] : samples["samples"].items()) {
    // Golden columns are wheel1..5 level 1, then level 2; ours are wheel by wheel.
    std::string expected_row;
    for (std::size_t wheel = 0; wheel < 5; ++wheel) {
      for (const std::size_t column : {wheel, wheel + 5}) {
        for (const Json& each : counts[column]) {
          expected_row += (expected_row.empty() ? "" : ",") + each.dump();
        }
      }
    }
    CHECK_MESSAGE(rows[name] == expected_row, name);
  }
}

TEST_CASE("tonewheel-score: MER2025 is the folder with the older format.csv") {
  const auto folder = shared();
  if (!folder) {
    return;
  }
  const TemporaryFolder work;
  const std::string mer = (*folder / "data/mer").string();
  const Ran ran =
      run(work, score + pairs(*folder) + "--lexicon '" + mer + "/emotion_wheel' --format-csv '" +
                    mer + "/emotion_wheel_2025/format.csv' --json r.json");
  if (ran.status != 0 && contains(ran.err, "xlsx")) {
    MESSAGE("skipped: built without xlsx");
    return;
  }
  REQUIRE(ran.status == 0);
  const Json found = report(work, "r.json");
  check_against_golden(found, golden(*folder)["MER2025"]);
  CHECK(found["tables"]["name"] == "MER2025");

  // Imported once, the same tables and scores without the folder.
  REQUIRE(run(work, lexicon + "import '" + mer + "/emotion_wheel' --format-csv '" + mer +
                        "/emotion_wheel_2025/format.csv' -o l.json")
              .status == 0);
  REQUIRE(run(work, score + pairs(*folder) + "--lexicon l.json --json again.json").status == 0);
  CHECK(report(work, "again.json") == found);

  const Ran lint = run(work, lexicon + "lint l.json --kind negated_base --kind negated_form");
  CHECK(lint.status == 1);
  for (const char* word :
       {"fearless", "helpless", "powerless", "restless", "worthless", "useless", "meaningless",
        "emotionless", "aimless", "defenseless", "listless", "priceless", "senseless", "speechless",
        "valueless", "embrace", "received"}) {
    CHECK_MESSAGE(contains(lint.out, word), word);
  }
  // MER2026 mended these 17; attention(less) and regard(less) stand in both.
  CHECK(contains(lint.out, "MER2025: 19 findings"));
  const Ran mended = run(work, lexicon + "lint '" + mer +
                                   "/wheel_mapping.npz' --kind negated_base --kind negated_form");
  CHECK(contains(mended.out, "MER2026: 2 findings"));
  CHECK(contains(mended.out, "attention"));
  CHECK(contains(mended.out, "regard"));
}

TEST_CASE("tonewheel-score: MER2024's groups of synonyms") {
  const auto folder = shared();
  if (!folder) {
    return;
  }
  const TemporaryFolder work;
  REQUIRE(run(work, score + pairs(*folder) + "--metric mer2024 --json r.json --groups '" +
                        (*folder / "data/mer/openset-synonym.zip").string() + "'")
              .status == 0);
  const Json found = report(work, "r.json");
  const Json expected = golden(*folder)["MER2024"];
  CHECK(std::abs(found["set"]["precision"].get<double>() - expected["accuracy"].get<double>()) <=
        1e-15);
  CHECK(std::abs(found["set"]["recall"].get<double>() - expected["recall"].get<double>()) <= 1e-15);
  CHECK(std::abs(found["set"]["average"].get<double>() - expected["avg"].get<double>()) <= 1e-15);
  CHECK(found["set"]["counted"] == 332);
}

TEST_CASE("tonewheel-score: the built-in lexicon scores without any file") {
  const TemporaryFolder folder;
  write_samples(folder);
  const Ran ran =
      run(folder, score + "--truth t.csv --prediction p.csv --metric tone --json r.json");
  REQUIRE(ran.status == 0);
  const Json found = report(folder, "r.json");
  CHECK(found["tables"]["name"] == "tonewheel");
  REQUIRE(found["wheels"].size() == 3);
  // By hand: a: truth joy, prediction joy and sadness; b: truth fear, no prediction; c: skipped; d:
  // anger both.
  const Json& tier1 = found["wheels"][0];
  CHECK(tier1["counted"] == 3);
  CHECK(tier1["skipped"] == 1);
  CHECK(tier1["empty_predictions"] == 1);
  CHECK(tier1["precision"].get<double>() == 0.5);
  CHECK(std::abs(tier1["recall"].get<double>() - 2.0 / 3.0) <= 1e-16);
  CHECK(found["out_of_vocabulary"]["words"] == Json::parse(R"([["xyzzy", 2]])"));
  CHECK(found["samples"]["predictions_left_out"] == 1);
  CHECK(contains(ran.out, "xyzzy (2)"));

  const Ran wheel = run(
      folder, score + "--truth t.csv --prediction p.csv --wheel plutchik --level 1 --json w.json");
  REQUIRE(wheel.status == 0);
  CHECK(report(folder, "w.json")["wheels"].size() == 1);
}

TEST_CASE("tonewheel-score: any threads and any order of predictions give the same report") {
  const TemporaryFolder folder;
  std::string truth = "name,openset\n";
  std::string forward;
  std::string backward;
  const std::vector<std::string> words{"joy", "sadly", "rage", "terror", "calm", "xyzzy", "proud"};
  for (int i = 0; i < 3000; ++i) {
    const std::string name = "s" + std::to_string(i);
    const auto word = [&](int k) { return words[static_cast<std::size_t>(k) % words.size()]; };
    truth += name + ",\"['" + word(i) + "', '" + word(i / 7) + "']\"\n";
    const std::string row = name + ",\"['" + word(i / 3) + "', '" + word(i / 11) + "']\"\n";
    forward += row;
    backward.insert(0, row);
  }
  write_bytes(folder / "t.csv", truth);
  write_bytes(folder / "p.csv", "name,openset\n" + forward);
  const std::string command = score + "--truth t.csv --prediction p.csv --quiet --json ";
  REQUIRE(run(folder, command + "one.json --threads 1 --per-sample one.csv").status == 0);
  REQUIRE(run(folder, command + "four.json --threads 4 --per-sample four.csv").status == 0);
  CHECK(read_bytes(folder / "one.json") == read_bytes(folder / "four.json"));
  CHECK(read_bytes(folder / "one.csv") == read_bytes(folder / "four.csv"));

  SUBCASE("a finished lexicon gives the report of the JSON and of the tables") {
    for (const char* file : {"l.json", "l.tonelex", "l"}) {
      REQUIRE(run(folder, file == std::string("l") ? "cp l.tonelex l"  // known by its first bytes
                                                   : lexicon + "import builtin -o " + file)
                  .status == 0);
      REQUIRE(run(folder, command + "again.json --per-sample again.csv --lexicon " + file).status ==
              0);
      CHECK(read_bytes(folder / "again.json") == read_bytes(folder / "one.json"));
      CHECK(read_bytes(folder / "again.csv") == read_bytes(folder / "one.csv"));
    }
    write_bytes(folder / "cut", read_bytes(folder / "l").substr(0, 5000));
    const Ran cut = run(folder, command + "cut.json --lexicon cut");
    CHECK(cut.status == 1);
    CHECK(contains(cut.err, "cut: found a header"));
    const Ran extra = run(folder, command + "cut.json --lexicon l --format-csv t.csv");
    CHECK(extra.status == 1);
    CHECK(contains(extra.err, "expected MER tables"));
  }
  SUBCASE("parts merge to the report of the whole") {
    for (const char* shard : {"1/3", "2/3", "3/3"}) {
      REQUIRE(run(folder, command + "part" + shard[0] + ".json --shard " + shard).status == 0);
    }
    REQUIRE(run(folder, merge + "part3.json part1.json part2.json -o whole.json --quiet").status ==
            0);
    CHECK(read_bytes(folder / "whole.json") == read_bytes(folder / "one.json"));

    const Ran missing = run(folder, merge + "part3.json part1.json -o w.json");
    CHECK(missing.status == 1);
    CHECK(contains(missing.err, "found 2 of 3 parts, expected part 2 too"));
    CHECK_FALSE(std::filesystem::exists(folder / "w.json"));
    const Ran doubled = run(folder, merge + "part1.json part1.json");
    CHECK(doubled.status == 1);
    CHECK(contains(doubled.err, "found part 1, which part1.json is too"));
    REQUIRE(run(folder, command + "other.json --shard 2/3 --metric m1").status == 0);
    const Ran mixed = run(folder, merge + "part1.json other.json part3.json");
    CHECK(mixed.status == 1);
    CHECK(contains(mixed.err, "metric: found \"m1\", expected \"ew\""));
    CHECK(run(folder, merge + "one.json").status == 1);
    write_bytes(folder / "bad.json", "{\"state\":{}}");
    CHECK(contains(run(folder, merge + "bad.json").err, "damaged state"));
  }
  SUBCASE("the order of the predictions does not matter") {
    write_bytes(folder / "p.csv", "name,openset\n" + backward);
    REQUIRE(run(folder, command + "back.json --threads 1").status == 0);
    Json one = report(folder, "one.json");
    Json back = report(folder, "back.json");
    one.erase("stamp");
    back.erase("stamp");
    CHECK(one == back);
  }
}

TEST_CASE("tonewheel-score: missing and doubled names are said") {
  const TemporaryFolder folder;
  write_samples(folder);
  write_bytes(folder / "few.csv", "name,openset\na,['joy']\n");
  const std::string command = score + "--truth t.csv --prediction few.csv --metric tone ";
  const Ran stop = run(folder, command + "--json r.json");
  CHECK(stop.status == 1);
  CHECK(contains(stop.err, "found no prediction for 3 of 4 samples of t.csv: \"b\", \"c\", \"d\""));
  CHECK_FALSE(std::filesystem::exists(folder / "r.json"));
  REQUIRE(run(folder, command + "--json skip.json --missing skip").status == 0);
  CHECK(report(folder, "skip.json")["wheels"][0]["counted"] == 1);
  CHECK(report(folder, "skip.json")["samples"]["missing_predictions"] == 3);
  REQUIRE(run(folder, command + "--json empty.json --missing empty").status == 0);
  CHECK(report(folder, "empty.json")["wheels"][0]["counted"] == 3);
  CHECK(report(folder, "empty.json")["wheels"][0]["empty_predictions"] == 2);

  write_bytes(folder / "twice.csv", "name,openset\na,\nb,\na,\n");
  const Ran twice = run(folder, score + "--truth t.csv --prediction twice.csv");
  CHECK(twice.status == 1);
  CHECK(contains(twice.err, "twice.csv, row 3, column name: found \"a\""));
}

TEST_CASE("tonewheel-score: huge, Chinese, empty and broken labels") {
  const TemporaryFolder folder;
  const std::string huge(10'000'000, 'x');
  write_bytes(folder / "t.jsonl",
              "{\"name\":\"1\",\"openset\":[\"joy\",\"" + huge +
                  "\"]}\n{\"name\":\"2\",\"openset\":[\"高兴\",\"fear\"]}\n"
                  "{\"name\":\"3\",\"openset\":null}\n{\"name\":\"4\",\"openset\":[\"\"]}\n");
  write_bytes(folder / "p.jsonl",
              "{\"name\":\"1\",\"openset\":[\"ＪＯＹ\",\"Joy\"]}\n"
              "{\"name\":\"2\",\"openset\":[\"害怕\"]}\n"
              "{\"name\":\"3\",\"openset\":[]}\n{\"name\":\"4\",\"openset\":\"['fear']\"}\n");
  const std::string command =
      score + "--truth t.jsonl --prediction p.jsonl --metric tone --json r.json";
  const Ran ran = run(folder, command);
  REQUIRE(ran.status == 0);
  CHECK(ran.out.size() < 10'000);
  const Json found = report(folder, "r.json");
  CHECK(found["wheels"][0]["counted"] == 2);
  CHECK(found["wheels"][0]["skipped"] == 2);
  CHECK(found["wheels"][0]["empty_predictions"] == 1);
  CHECK(found["out_of_vocabulary"]["labels"] == 5);  // a full-width JOY is another word
  CHECK(found["out_of_vocabulary"]["distinct"] == 5);

  write_bytes(folder / "p.jsonl", "{\"name\":\"1\",\"openset\":[\"\xC3\x28\"]}\n");
  const Ran broken = run(folder, command);
  CHECK(broken.status == 1);
  CHECK(contains(broken.err, "p.jsonl, row 1"));
  write_bytes(folder / "p.npz", "PK not an archive");
  const Ran hostile = run(folder, score + "--truth t.jsonl --prediction t.jsonl --lexicon p.npz");
  CHECK(hostile.status == 1);
  CHECK(contains(hostile.err, "p.npz"));
}

TEST_CASE("tonewheel-score: hit rate of one gold label a sample") {
  const TemporaryFolder folder;
  write_bytes(folder / "t.jsonl",
              "{\"name\":\"1\",\"emotion\":\"joy\"}\n{\"name\":\"2\",\"emotion\":\"anger\"}\n"
              "{\"name\":\"3\",\"emotion\":\"neutral\"}\n");
  write_bytes(folder / "p.jsonl",
              "{\"name\":\"1\",\"openset\":[\"happy\",\"sad\"]}\n"
              "{\"name\":\"2\",\"openset\":[\"sad\"]}\n{\"name\":\"3\",\"openset\":[]}\n");
  REQUIRE(run(folder, score + "--truth t.jsonl --prediction p.jsonl --metric hit --wheel plutchik "
                              "--truth-labels-column emotion --json r.json")
              .status == 0);
  const Json found = report(folder, "r.json");
  CHECK(found["wheels"][0]["hit_rate"] == 0.5);
  CHECK(found["wheels"][0]["counted"] == 2);
  CHECK(found["wheels"][0]["skipped"] == 1);
  CHECK(found["mean"]["hit_rate"] == 0.5);
}

TEST_CASE("tonewheel-lexicon: explains, covers, imports the built-in lexicon") {
  const TemporaryFolder folder;
  const Ran explained = run(folder, lexicon + "explain joyfully nonsense --json e.json");
  CHECK(explained.status == 0);
  CHECK(contains(explained.out, "joyfully"));
  const Json labels = report(folder, "e.json")["labels"];
  CHECK(labels[0]["known"] == true);
  CHECK(labels[0]["m1"] == "joy");
  CHECK(labels[1]["known"] == false);
  CHECK(run(folder, lexicon + "coverage --json c.json").status == 0);
  CHECK(report(folder, "c.json")["surfaces"].get<int>() > 2000);
  REQUIRE(run(folder, lexicon + "import builtin -o b.json").status == 0);
  const Ran same = run(folder, lexicon + "import b.json -o c.json");
  CHECK(same.status == 0);
  CHECK(read_bytes(folder / "b.json") == read_bytes(folder / "c.json"));
  CHECK(run(folder, lexicon + "import").status == 2);

  REQUIRE(run(folder, lexicon + "import b.json -o b.tonelex").status == 0);
  const Ran back = run(folder, lexicon + "import b.tonelex -o d.json");
  CHECK(back.status == 0);
  CHECK(back.out == same.out);
  CHECK(read_bytes(folder / "d.json") == read_bytes(folder / "b.json"));
  for (const std::string command : {"explain joyfully nonsense --lexicon ", "lint ", "coverage "}) {
    const Ran json = run(folder, lexicon + command + "b.json --json 1.json");
    const Ran finished = run(folder, lexicon + command + "b.tonelex --json 2.json");
    CHECK(finished.status == json.status);
    CHECK(finished.out == json.out);
    CHECK(read_bytes(folder / "1.json") == read_bytes(folder / "2.json"));
  }
  write_bytes(folder / "bad.json", "{");
  CHECK(run(folder, lexicon + "coverage bad.json").status == 1);
  // Its tables are damaged, which only what asks for them notices.
  std::string damaged = read_bytes(folder / "b.tonelex");
  damaged[damaged.size() - 3] ^= 1;
  write_bytes(folder / "bad.tonelex", damaged);
  const Ran covered = run(folder, lexicon + "coverage bad.tonelex");
  CHECK(covered.status == 1);
  CHECK(covered.out.empty());
  CHECK(contains(covered.err, "bad.tonelex: found the checksum"));
}
