// The program tonewheel-relabel as a user runs it. TONEWHEEL_RELABEL is its path.

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/dataset/npy.hpp>

#include "support/allocations.hpp"
#include "support/program.hpp"
#include "support/shared_file.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace tonewheel;
using support::Ran;
using support::read_bytes;
using support::run;
using support::TemporaryFolder;
using support::write_bytes;

const std::string program = std::string("'") + TONEWHEEL_RELABEL + "'";

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string numbers(int rows) {
  std::string csv = "V,A,D\n";
  for (int i = 0; i < rows; ++i) {
    csv += std::to_string(std::sin(i)) + "," + std::to_string(std::cos(i)) + "," +
           std::to_string(std::sin(3 * i)) + "\n";
  }
  return csv;
}

/// The most memory, KiB, that the program had resident when it had read `copies` times 10,000 rows
/// from a pipe, the last part of a block aside.
long peak_kib(const TemporaryFolder& folder, const std::string& threads, int copies) {
  const Ran ran =
      run(folder, program + " - -o - --quiet --threads " + threads +
                      " <pipe >/dev/null & pid=$!; exec 3>pipe; "
                      "(echo V,A,D; for copy in $(seq " +
                      std::to_string(copies) +
                      "); do cat rows; done) >&3; "
                      "grep VmHWM /proc/$pid/status | tr -dc 0-9; exec 3>&-; wait $pid");
  REQUIRE(ran.status == 0);
  REQUIRE_FALSE(ran.out.empty());
  return std::stol(ran.out);
}

}  // namespace

TEST_CASE("tonewheel-relabel: --help and --version end with 0") {
  const TemporaryFolder folder;
  const Ran help = run(folder, program + " --help");
  CHECK(help.status == 0);
  for (const char* option :
       {"--space",  "--covariance", "--repair",  "--prior",     "--label",
        "--scale",  "--valence",    "--arousal", "--dominance", "--dominance-from",
        "--format", "--precision",  "--digits",  "--top",       "--out-of-range",
        "--doubt",  "--threads",    "--shard",   "--quiet",     "--json",
        "Examples:"}) {
    CHECK_MESSAGE(has(help.out, option), option);
  }
  const Ran version_run = run(folder, program + " --version");
  CHECK(version_run.status == 0);
  CHECK(version_run.out == std::string("tonewheel ") + version + "\n");
}

TEST_CASE("tonewheel-relabel: wrong use ends with 2, says why and writes nothing") {
  const TemporaryFolder folder;
  write_bytes(folder / "in.csv", "V,A,D\n0,0,0\n");
  for (const char* arguments : {"",
                                "in.csv",
                                "-o out.csv",
                                "in.csv -o out.csv --space nowhere",
                                "in.csv -o out.csv --scale nothing",
                                "in.csv -o out.csv --covariance round",
                                "in.csv -o out.csv --repair none",
                                "in.csv -o out.csv --prior nowhere.csv",
                                "in.csv -o out.csv --digits 18",
                                "in.csv -o out.csv --digits x",
                                "in.csv -o out.csv --shard 3/2",
                                "in.csv -o out.csv --unknown",
                                "in.csv -o out.npy --top 2",
                                "in.csv -o out.csv --space fused14 --neutral tomorrow",
                                "in.csv -o out.csv --neutral 0:0.1",
                                "in.csv -o out.csv --space universal --spread 2",
                                "in.csv -o out.csv --norms nowhere.csv",
                                "in.csv -o out.csv --norms-scale nrc",
                                "in.csv -o out.csv --rater-variance 1",
                                "in.csv -o out.csv --spread 0",
                                "in.csv -o out.csv --space emotic",
                                "in.csv -o in.csv",
                                "in.csv -o ./in.csv",
                                "in.csv -o out.csv --json in.csv",
                                "in.csv -o out.csv --without-evidence leave-out",
                                "in.csv -o out.csv --dominance D --dominance-from conditional",
                                "- -o out.csv --prior column",
                                "in.csv -o out.csv --prior ''",
                                "in.csv -o out.csv --json ''",
                                "in.csv -o out.csv --doubt ''",
                                "in.csv -o out.csv --shard ''",
                                "in.csv -o out.csv --spread nan",
                                "in.csv -o out.csv --threads -1",
                                "in.csv -o out.csv --top -1",
                                "in.csv -o out.csv --label D",
                                "in.csv -o out.npy --digits 3",
                                "in.npy -o out.csv --valence V",
                                "in.csv -o out.csv --doubt much",
                                "in.csv -o out.npy --doubt p",
                                "in.csv -o - --format affectnet"}) {
    INFO(arguments);
    const Ran ran = run(folder, program + " " + arguments + " </dev/null");
    CHECK(ran.status == 2);
    CHECK_FALSE(ran.err.empty());
    CHECK(folder.entries() == 1);
  }
}

TEST_CASE("tonewheel-relabel: faulty data ends with 1, names the place and writes nothing") {
  const TemporaryFolder folder;
  struct Case {
    std::string bytes;
    std::string message;
  };
  const std::vector<Case> cases{
      {"V,A,D\n0,0,0\n0,7,0\n", "in.csv, row 2, column A: out_of_range: found \"7\""},
      {"V,A,D\n0,0,0\n0,abc,0\n", "in.csv, row 2, column A: unparsable: found \"abc\""},
      {"V,A,D\n0,0\n", "in.csv, row 1: ragged: found 2 fields, expected 3 as in the header"},
      {"V,A,D\n0,0,\"0\n", "row 1: the file ends inside a quoted field"},
      {"x,y\n0,0\n", "no column looks like valence"},
      {"0.1,0.2\n", "the first line holds only numbers"},
      {"", "empty, expected a header"},
      {std::string("\x7f"
                   "ELF\0\0\0\0",
                   8),
       "binary data"},
  };
  for (const Case& each : cases) {
    write_bytes(folder / "in.csv", each.bytes);
    for (const char* threads : {"1", "2"}) {
      const Ran ran = run(folder, program + " in.csv -o out.csv --threads " + threads);
      CHECK(ran.status == 1);
      INFO(ran.err);
      CHECK(has(ran.err, each.message));
      CHECK(folder.entries() == 1);
    }
  }
  CHECK(run(folder, program + " absent.csv -o out.csv").status == 1);
  CHECK(run(folder, program + " in.csv -o absent/out.csv").status == 1);
  write_bytes(folder / "in.csv", "V,A,D\n0,0,0\n");
  CHECK(run(folder, program + " in.csv -o .").status == 1);
}

TEST_CASE("tonewheel-relabel: a full disk and a closed pipe are errors with a message") {
  const TemporaryFolder folder;
  write_bytes(folder / "in.csv", numbers(50000));
  if (std::filesystem::exists("/dev/full")) {
    const Ran full = run(folder, program + " in.csv -o /dev/full");
    CHECK(full.status == 1);
    CHECK(has(full.err, "No space left on device"));
    CHECK(run(folder, program + " in.csv -o - >/dev/full").status == 1);
  }
  const Ran closed = run(folder, "(" + program + " in.csv -o - ; echo $? >status) | head -c 10");
  CHECK(read_bytes(folder / "status") == "1\n");
  CHECK(has(closed.err, "Broken pipe"));
}

TEST_CASE("tonewheel-relabel: a killed run leaves nothing under the output's name") {
  const TemporaryFolder folder;
  // A pipe that stays open after some blocks keeps the program waiting for more rows; it is killed
  // once its hidden file is there.
  const Ran ran = run(folder, "mkfifo pipe; " + program +
                                  " - -o out.csv --quiet <pipe & pid=$!; exec 3>pipe; "
                                  "(echo V,A,D; yes 0,0,0 | head -n 500000) >&3; tries=0; "
                                  "until ls -A | grep -q partial || [ $tries -ge 300 ]; do "
                                  "sleep 0.1; tries=$((tries+1)); done; "
                                  "ls -A | grep -c partial >found; kill -KILL $pid; wait $pid; "
                                  "ls out.csv 2>/dev/null; true");
  CHECK(read_bytes(folder / "found") == "1\n");
  CHECK(ran.out.empty());
  CHECK_FALSE(std::filesystem::exists(folder / "out.csv"));
}

TEST_CASE("tonewheel-relabel: its memory does not grow with the number of rows") {
  if (!support::allocations()) {
    MESSAGE("a sanitizer keeps freed memory: not tested under one");
    return;
  }
  const TemporaryFolder folder;
  const std::string csv = numbers(10000);
  write_bytes(folder / "rows", csv.substr(csv.find('\n') + 1));
  REQUIRE(run(folder, "mkfifo pipe").status == 0);
  // 10 times 10,000 rows fill every block of the pipeline. Of 40 times, the input alone
  // is 8 MiB larger and the output 25 MiB.
  constexpr long slack_kib = 2048;  // what an allocator may keep beside
  for (const std::string threads : {"1", "2"}) {
    INFO(threads);
    // How many blocks fill depends on what else the machine does; what grows with the rows grows in
    // every run.
    long few = 0;
    long many = peak_kib(folder, threads, 40);
    for (int round = 0; round < 3; ++round) {
      few = std::max(few, peak_kib(folder, threads, 10));
      many = std::min(many, peak_kib(folder, threads, 40));
    }
    CHECK(many <= few + slack_kib);
  }
}

TEST_CASE("tonewheel-relabel: stdin, stdout and every format hold the same numbers") {
  const TemporaryFolder folder;
  write_bytes(folder / "in.csv", numbers(300));
  REQUIRE(run(folder, program + " in.csv -o out.csv").status == 0);
  const std::string csv = read_bytes(folder / "out.csv");
  const Ran piped = run(folder, "cat in.csv | " + program + " - -o -");
  CHECK(piped.out == csv);
  CHECK(has(piped.err, "guessed valence = V, arousal = A, dominance = D"));
  CHECK(run(folder, program + " in.csv -o - --quiet").err.empty());
  const Ran tsv = run(folder, program + " in.csv -o - --format tsv --quiet");
  std::string tabs = csv;
  for (char& c : tabs) {
    c = c == ',' ? '\t' : c;
  }
  CHECK(tsv.out == tabs);
  REQUIRE(run(folder, program + " in.csv -o out.npy").status == 0);
  const Ran npy = run(folder, program + " in.csv -o - --format npy --quiet | cat");
  CHECK(npy.out == read_bytes(folder / "out.npy"));
  CHECK(parse_npy_header(npy.out, "out").shape == std::vector<std::uint64_t>{300, 8});
}

TEST_CASE("tonewheel-relabel: an estimated dominance takes the place of the input's, and says so") {
  const TemporaryFolder folder;
  write_bytes(folder / "with.csv", "V,A,D\n0.3,0.2,0.9\n");
  write_bytes(folder / "without.csv", "V,A\n0.3,0.2\n");
  for (const char* from : {"conditional", "posterior"}) {
    const std::string options =
        std::string(" --dominance-from ") + from + " --digits 17 -o out.csv ";
    const Ran ran = run(folder, program + options + "with.csv");
    CHECK(has(ran.err, "one that the input may have is not used"));
    const Table with = Table::read(folder / "out.csv");
    REQUIRE(run(folder, program + options + "without.csv").status == 0);
    const Table without = Table::read(folder / "out.csv");
    for (const char* column : {"dominance_estimate", "p_happy", "p_sad"}) {
      CHECK(with.number(0, with.column(column)) == without.number(0, without.column(column)));
    }
  }
}

TEST_CASE("tonewheel-relabel: --top adds the likeliest emotions in order") {
  const TemporaryFolder folder;
  write_bytes(folder / "in.csv", numbers(100));
  REQUIRE(run(folder, program + " in.csv -o out.csv --top 3 --digits 17").status == 0);
  const Table table = Table::read(folder / "out.csv");
  const std::size_t first = table.column("p_happy");
  const std::size_t top = table.column("top1");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    double previous = 1;
    for (std::size_t rank = 0; rank < 3; ++rank) {
      const double p = table.number(row, top + 2 * rank + 1);
      CHECK(p == table.number(row, table.column("p_" + table.cell(row, top + 2 * rank))));
      CHECK(p <= previous);
      previous = p;
    }
    double larger = 0;
    for (std::size_t k = 0; k < 8; ++k) {
      larger += table.number(row, first + k) > previous ? 1 : 0;
    }
    CHECK(larger == 2);
  }
}

TEST_CASE("tonewheel-relabel: the report counts, names the tables and repeats the options") {
  const TemporaryFolder folder;
  write_bytes(folder / "in.csv", "V,A,D\n0,0,0\n0,9,0\nx,0,0\n0.5,0.5,0.5\n");
  const Ran ran = run(folder, program +
                                  " in.csv -o out.csv --out-of-range skip --covariance full "
                                  "--space universal --json report.json");
  REQUIRE(ran.status == 0);
  CHECK(has(ran.err, "class angry: covariance not positive definite"));
  CHECK(has(ran.err, "4 rows read, 2 written"));
  const nlohmann::json report = nlohmann::json::parse(read_bytes(folder / "report.json"));
  CHECK(report["rows"]["read"] == 4);
  CHECK(report["rows"]["written"] == 2);
  CHECK(report["skipped"]["out_of_range"]["rows"] == 1);
  CHECK(report["skipped"]["out_of_range"]["first"] == std::vector<int>{2});
  CHECK(report["skipped"]["unparsable"]["first"] == std::vector<int>{3});
  CHECK(report["repaired"].size() == 2);
  CHECK(std::abs(report["repaired"][0]["smallest_eigenvalue"].get<double>() + 0.0147) < 0.00005);
  double mass = 0;
  for (const auto& each : report["mean_mass"]) {
    mass += each.get<double>();
  }
  CHECK(std::abs(mass - 1) <= 1e-12);
  const auto& stamp = report["stamp"];
  CHECK(stamp["version"] == version);
  CHECK(stamp["model"] == "universal-2602/full/floor/uniform");
  CHECK(stamp["options"]["scale"] == "unit");
  REQUIRE(stamp["tables"].size() == 2);
  CHECK(stamp["tables"][0]["name"] == "universal.csv");
  CHECK(stamp["tables"][0]["sha256"].get<std::string>().size() == 64);
}

TEST_CASE("tonewheel-relabel: every space, covariance, repair and prior runs, rows sum to 1") {
  const TemporaryFolder folder;
  write_bytes(folder / "in.csv", numbers(200));
  write_bytes(
      folder / "space.csv",
      "class,valence mean,valence std,arousal mean,arousal std,dominance mean,dominance "
      "std,prior\nup,0.5,0.2,0.5,0.2,0.5,0.2,3\n\"down, low\",-0.5,0.2,-0.5,0.2,-0.5,0.2,1\n");
  write_bytes(folder / "prior.csv",
              "class,count\nhappy,5\ncontempt,1\nsurprised,1\nangry,1\ndisgusted,1\nfearful,1\n"
              "sad,1\nneutral,5\n");
  write_bytes(folder / "wrong.csv", "class,count\nhappy,5\njoy,1\n");
  const auto sums = [&](const std::string& arguments, std::size_t classes) {
    INFO(arguments);
    const Ran ran = run(folder, program + " in.csv -o out.csv --digits 17 " + arguments);
    INFO(ran.err);
    REQUIRE(ran.status == 0);
    const Table table = Table::read(folder / "out.csv");
    REQUIRE(table.header().size() == 3 + classes);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      double sum = 0;
      for (std::size_t k = 0; k < classes; ++k) {
        sum += table.number(row, 3 + k);
      }
      CHECK(std::abs(sum - 1) <= 1e-12);
    }
  };
  sums("--space universal --covariance full --repair floor", 8);
  sums("--space universal --covariance full --repair nearest --prior affectnet", 8);
  sums("--space universal --prior prior.csv --neutral 2025-10", 8);
  sums("--space pad151", 151);
  sums("--space pad151 --covariance full", 151);
  sums("--space fused14", 15);
  sums("--space space.csv", 2);
  CHECK(Table::read(folder / "out.csv").header()[4] == "p_down, low");
  const Ran wrong = run(folder, program + " in.csv -o out2.csv --prior wrong.csv");
  CHECK(wrong.status == 1);
  CHECK(has(wrong.err, "contempt of the space has no prior"));
}

TEST_CASE("tonewheel-relabel: EmoBank, whole and in shards") {
  const auto emobank = support::shared_file("data/emobank.csv");
  if (!emobank) {
    return;
  }
  const TemporaryFolder folder;
  const std::string start = program + " '" + std::filesystem::absolute(*emobank).string() + "' ";
  REQUIRE(run(folder, start + "-o out.csv --scale emobank --digits 17 --quiet").status == 0);
  const Table in = Table::read(*emobank);
  const Table out = Table::read(folder / "out.csv");
  REQUIRE(out.rows() == 10062);
  for (std::size_t row = 0; row < out.rows(); ++row) {
    for (std::size_t column = 0; column < in.header().size(); ++column) {
      REQUIRE(out.cell(row, column) == in.cell(row, column));
    }
    double sum = 0;
    for (std::size_t k = 0; k < 8; ++k) {
      sum += out.number(row, in.header().size() + k);
    }
    REQUIRE(std::abs(sum - 1) <= 1e-12);
  }
  const Ran parts = run(folder, "for i in 1 2 3; do " + start +
                                    "-o part$i.csv --scale emobank --digits 17 --quiet --shard "
                                    "$i/3 || exit 1; done; cat part1.csv part2.csv part3.csv");
  CHECK(parts.status == 0);
  CHECK(parts.out == read_bytes(folder / "out.csv"));
}

TEST_CASE("tonewheel-relabel: the demo's data set is read whole") {
  const TemporaryFolder folder;
  const Ran ran = run(folder, program + " '" TONEWHEEL_SOURCE_DIR
                                        "/examples/data/moments.csv' -o out.csv --scale 1:9:5");
  CHECK(ran.status == 0);
  CHECK(Table::read(folder / "out.csv").rows() == 300);
}

TEST_CASE("tonewheel-relabel: doubt in columns, summary and report") {
  const TemporaryFolder folder;
  const std::string moments =
      std::string("'") + TONEWHEEL_SOURCE_DIR + "/examples/data/moments.csv'";
  const Ran ran = run(folder, program + " " + moments +
                                  " -o out.csv --space universal --scale 1:9:5 --doubt p,none "
                                  "--json report.json");
  CHECK(ran.status == 0);
  CHECK(has(ran.err,
            "warning: 6.3 % of the rows (19 of 300) lie outside the 99 % region of every "
            "class"));
  const Table table = Table::read(folder / "out.csv");
  CHECK(table.cell(5, 1) == "He read by the fire until the house was quiet.");
  CHECK(table.number(5, table.column("p_contempt")) > .9);
  CHECK(table.number(5, table.column("doubt_none")) > .5);
  const nlohmann::json report = nlohmann::json::parse(read_bytes(folder / "report.json"));
  CHECK(report["doubt"]["outside_every_class"]["rows"] == 19);
  CHECK(report["doubt"]["observed"]["valence"][1] == 8.9);
  CHECK(report["doubt"]["none_level"] > .05);
  REQUIRE(report["warnings"].size() == 1);
  CHECK(report["warnings"][0]["code"] == "outside_every_class");
  CHECK(report["stamp"]["options"]["doubt"] == nlohmann::json{"doubt_p", "doubt_none"});

  const Ran quiet = run(folder, program + " " + moments +
                                    " -o out.csv --space universal --scale 0:20:10 --quiet --json "
                                    "report.json");
  CHECK(quiet.err.empty());
  const nlohmann::json other = nlohmann::json::parse(read_bytes(folder / "report.json"));
  CHECK(other["doubt"]["none_level"].is_null());
  bool found = false;
  for (const auto& warning : other["warnings"]) {
    found = found || warning["code"] == "part_of_scale";
  }
  CHECK(found);
}

TEST_CASE("tonewheel-relabel: a space of any set, of a list of labels, of one's own norms") {
  const TemporaryFolder folder;
  write_bytes(folder / "in.csv", "V,A,D\n.9,.5,.4\n-.8,-.3,-.4\n");
  const auto header = [&](const std::string& arguments) {
    INFO(arguments);
    const Ran ran = run(folder, program + " in.csv -o out.csv --json r.json " + arguments);
    INFO(ran.err);
    REQUIRE(ran.status == 0);
    return Table::read(folder / "out.csv").header();
  };
  CHECK(header("").size() == 3 + 8);
  CHECK(header("")[3] == "p_happy");
  CHECK(header("")[10] == "p_neutral");
  CHECK(header("--space goemotions").size() == 3 + 27);
  CHECK(header("--space mikels8").size() == 3 + 8);
  const auto emotic_columns = header("--space emotic --without-evidence leave-out");
  CHECK(std::find(emotic_columns.begin(), emotic_columns.end(), "p_doubt_confusion") !=
        emotic_columns.end());
  const nlohmann::json emotic = nlohmann::json::parse(read_bytes(folder / "r.json"));
  CHECK(has(emotic["space"]["notes"].dump(), "Esteem"));
  CHECK(has(emotic["space"]["cite"].get<std::string>(), "10.3758/s13428-018-1099-3"));

  write_bytes(folder / "labels.csv", "label\ncalm\nbored\nproud\n");
  CHECK(header("--space labels.csv") ==
        std::vector<std::string>{"V", "A", "D", "p_calm", "p_bored", "p_proud"});
  write_bytes(folder / "words.csv", "word,V,A,D,sd\ncalm,.5,-.4,.2,.3\nbored,-.5,-.6,-.2,.3\n");
  CHECK(header("--space labels.csv --norms words.csv --spread 1").size() == 6);
  const nlohmann::json report = nlohmann::json::parse(read_bytes(folder / "r.json"));
  CHECK(report["space"]["norms"] == "words");
  CHECK(report["space"]["classes"][0]["source"] == "words: calm");
  CHECK(has(report["space"]["classes"][2]["source"].get<std::string>(), "pad151"));
  // What the file itself does not tell is asked for.
  write_bytes(folder / "words.csv", "word,V,A,D\ncalm,.5,.4,.2\nbored,.1,.2,.3\n");
  const Ran ran = run(folder, program + " in.csv -o out.csv --space labels.csv --norms words.csv");
  CHECK(ran.status == 1);
  CHECK(has(ran.err, "--norms-scale"));
}

TEST_CASE("tonewheel-relabel: a space of valence and arousal, on its own scale") {
  const TemporaryFolder folder;
  write_bytes(folder / "in.csv", "V,A,D\n.9,.5,.4\n-.8,-.3,-.4\n");
  write_bytes(folder / "va.csv",
              "class,valence mean,valence std,arousal mean,arousal std,prior,scale\n"
              "up,7,1,6,2,3,1:9:5\ndown,3,2,4,1,1,1:9:5\n");
  write_bytes(folder / "unit.csv",
              "class,valence mean,valence std,arousal mean,arousal std,prior\n"
              "up,.5,.25,.25,.5,3\ndown,-.5,.5,-.25,.25,1\n");
  const Ran ran = run(folder, program + " in.csv -o a.csv --digits 17 --space va.csv");
  CHECK(ran.status == 0);
  CHECK(has(ran.err, "no dominance"));
  CHECK(run(folder, program + " in.csv -o b.csv --digits 17 --space unit.csv").status == 0);
  CHECK(read_bytes(folder / "a.csv") == read_bytes(folder / "b.csv"));
  const Ran wrong =
      run(folder, program + " in.csv -o c.csv --space va.csv --dominance-from conditional");
  CHECK(wrong.status == 1);
  CHECK(has(wrong.err, "has none"));
}

TEST_CASE("tonewheel-relabel: universal is called universal-2602") {
  const TemporaryFolder folder;
  write_bytes(folder / "in.csv", "V,A,D\n.9,.5,.4\n");
  const Ran ran = run(folder, program + " in.csv -o a.csv --space universal --json r.json");
  CHECK(ran.status == 0);
  CHECK(has(ran.err, "universal is called universal-2602"));
  const nlohmann::json report = nlohmann::json::parse(read_bytes(folder / "r.json"));
  CHECK(report["stamp"]["options"]["space"] == "universal-2602");
  CHECK(report["covariance"] == "diagonal");
  CHECK(report["correlations_unused"] == true);
}

TEST_CASE("tonewheel-relabel: priors counted from labels tell what was counted") {
  const TemporaryFolder folder;
  write_bytes(
      folder / "space.csv",
      "class,valence mean,valence std,arousal mean,arousal std\na,0,.3,0,.3\nb,.5,.3,.5,.3\n");
  write_bytes(folder / "in.csv", "V,A,emo\n.1,.1,a\n.2,.2,b\n.3,.3,z\n.1,0,\n0,0,a\n");
  const std::string options = program + " in.csv -o out.csv --space space.csv --label emo ";
  const Ran refused = run(folder, options + "--prior column");
  CHECK(refused.status == 1);
  CHECK(has(refused.err, "row 3, column emo: unknown_label: found \"z\""));
  CHECK(has(refused.err, "leaves such labels out of the count"));
  const Ran ran = run(folder, options + "--prior column --out-of-range skip --json r.json");
  REQUIRE(ran.status == 0);
  CHECK(has(ran.err,
            "not counted: 1 row without a label (first: row 4), 1 row with a label that "
            "is no class (first: row 3)"));
  const auto json = nlohmann::json::parse(read_bytes(folder / "r.json"));
  CHECK(json["rows"]["written"] == 5);
  CHECK(json["prior_labels"]["counts"] == nlohmann::json{{"a", 2}, {"b", 1}});
  CHECK(json["prior_labels"]["unknown_label"]["first"] == nlohmann::json{3});
  CHECK(json["priors"]["a"] == doctest::Approx(2.0 / 3));
  // Where the classes lie is in the report.
  CHECK(json["space"]["classes"][1]["mean"] == nlohmann::json{0.5, 0.5});
  CHECK(json["space"]["classes"][1]["deviation"] == nlohmann::json{0.3, 0.3});

  write_bytes(folder / "in.csv", "V,A,emo\n.1,.1,a\n.2,.2,a\n");
  const Ran absent = run(folder, options + "--prior column");
  CHECK(absent.status == 1);
  CHECK(has(absent.err, "no row is labelled b, expected a label of every class"));
  const Ran floored = run(folder, options + "--prior column-floor");
  CHECK(floored.status == 0);
  CHECK(has(floored.err, "no row is labelled b: prior 1e-06"));
}

TEST_CASE("tonewheel-relabel: no more threads than are of use, no column for two axes") {
  const TemporaryFolder folder;
  write_bytes(folder / "in.csv", "V,A,D\n0,0,0\n");
  const Ran ran = run(folder, program + " in.csv -o out.csv --threads 9999999");
  CHECK(ran.status == 0);
  CHECK(has(ran.err, "note: --threads 9999999: "));
  const Ran twice = run(folder, program + " in.csv -o new.csv --valence A");
  CHECK(twice.status == 1);
  CHECK(has(twice.err, "column A: this column is used twice, as valence and as arousal"));
}

TEST_CASE(
    "tonewheel-relabel: norms that lack a class name the way out, and what stands elsewhere") {
  const TemporaryFolder folder;
  write_bytes(folder / "in.csv", "V,A,D\n0,0,0\n");
  write_bytes(folder / "norms.csv",
              "word,valence,arousal,dominance,sd\nhappy,.8,.5,.5,.3\nsad,-.8,-.5,-.5,.3\n");
  const std::string options = program + " in.csv -o out.csv --norms norms.csv ";
  const Ran ran = run(folder, options);
  CHECK(ran.status == 1);
  CHECK(has(ran.err, "rate no word of the class contempt"));
  CHECK(has(ran.err, "--space affectnet8"));
  CHECK(run(folder, options + "--space affectnet8").status == 0);
  write_bytes(folder / "labels.csv", "label\nhappy\nsad\nangry\n");
  CHECK(has(run(folder, options + "--space labels.csv").err,
            "1 class has no ratings of its own and stands where another word does"));
}
