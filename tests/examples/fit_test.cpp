// The program tonewheel-fit as a user runs it. TONEWHEEL_FIT is its path.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/affect/norms.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/table.hpp>

#include "support/errors.hpp"
#include "support/program.hpp"
#include "support/shared_file.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace tonewheel;
using support::contains;
using support::Ran;
using support::read_bytes;
using support::run;
using support::TemporaryFolder;
using support::write_bytes;
using Json = nlohmann::json;

const std::string fit = std::string("'") + TONEWHEEL_FIT + "' ";

/// Numbers that look random, in [-1, 1).
class Draws {
 public:
  double next() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<double>(state_ >> 40U) / static_cast<double>(1U << 23U) - 1;
  }

 private:
  std::uint64_t state_ = 9;
};

struct Clip {
  double v, a, d;
  std::string label, video;
};

/// Three classes that lie apart, in videos of ten.
std::vector<Clip> clips(int rows) {
  Draws draws;
  std::vector<Clip> list;
  const std::vector<std::string> labels{"happy", "sad", "angry"};
  for (int i = 0; i < rows; ++i) {
    const int k = i % 3;
    const auto at = [&](double centre) { return centre + 0.3 * draws.next(); };
    list.push_back({at(k == 0 ? 0.6 : -0.5), at(k == 1 ? -0.4 : 0.5), at(k == 1 ? -0.4 : 0.3),
                    labels[static_cast<std::size_t>(k)], "v" + std::to_string(i / 10)});
  }
  return list;
}

std::string csv(const std::vector<Clip>& list) {
  std::string text = "valence,arousal,dominance,emotion,video,text\n";
  for (const Clip& each : list) {
    text += std::to_string(each.v) + "," + std::to_string(each.a) + "," + std::to_string(each.d) +
            "," + each.label + "," + each.video + ",\"a, b\"\n";
  }
  return text;
}

Ran run_fit(const TemporaryFolder& folder, const std::string& arguments) {
  return run(folder, fit + arguments);
}

Json report(const TemporaryFolder& folder, const std::string& arguments) {
  const Ran ran = run_fit(folder, arguments + " --quiet --json report.json");
  CAPTURE(arguments);
  REQUIRE_MESSAGE(ran.status == 0, ran.err);
  CHECK(ran.err.empty());
  return Json::parse(read_bytes(folder / "report.json"));
}

/// Of a run that fails: its exit code and message, with nothing written.
std::string fault(const TemporaryFolder& folder, const std::string& arguments, int status = 1) {
  const std::size_t before = folder.entries();
  const Ran ran = run_fit(folder, arguments);
  CAPTURE(arguments);
  CHECK_MESSAGE(ran.status == status, ran.err);
  CHECK(folder.entries() == before);
  return ran.err;
}

}  // namespace

TEST_CASE("fit: a space of labelled rows, with what it is worth") {
  const TemporaryFolder folder;
  const std::vector<Clip> list = clips(300);
  write_bytes(folder / "clips.csv", csv(list));
  const Ran ran =
      run_fit(folder, "clips.csv -o space.csv --label emotion --group video --json report.json");
  REQUIRE_MESSAGE(ran.status == 0, ran.err);
  CHECK(ran.out.empty());
  CHECK(contains(ran.err, "Better than the class frequencies alone: yes"));
  CHECK(contains(ran.err, "clips.csv: 300 rows read, 300 used"));
  CHECK(contains(ran.err, "guessed valence = valence, arousal = arousal, dominance = dominance"));

  const Space space = read_space(folder / "space.csv");
  CHECK(space.names() == std::vector<std::string>{"angry", "happy", "sad"});
  CHECK(space.has_dominance);
  CHECK(space.has_correlations());
  for (const EmotionClass& each : space.classes) {
    double sum = 0;
    double squares = 0;
    for (const Clip& clip : list) {
      sum += clip.label == each.name ? std::stod(std::to_string(clip.v)) : 0;
    }
    for (const Clip& clip : list) {
      const double x = std::stod(std::to_string(clip.v)) - sum / 100;
      squares += clip.label == each.name ? x * x : 0;
    }
    CHECK(each.mean.valence == doctest::Approx(sum / 100).epsilon(1e-12));
    CHECK(each.deviation.valence == doctest::Approx(std::sqrt(squares / 99)).epsilon(1e-12));
    CHECK(each.n == 100.0);
    CHECK(each.prior == doctest::Approx(1.0 / 3));
  }

  const Json json = Json::parse(read_bytes(folder / "report.json"));
  CHECK(json["data"]["rows"]["used"] == 300);
  CHECK(json["data"]["columns"].size() == 5);
  CHECK(json["data"]["guessed"].size() == 3);
  CHECK(json["judged"]["better_than_frequencies"] == "yes");
  CHECK(json["judged"]["folds_by"] == "group");
  CHECK(json["judged"]["predictors"][0]["accuracy"].get<double>() > 0.9);
  CHECK(json["judged"]["predictors"][1]["name"] == "class frequencies");
  CHECK(json["judged"]["predictors"][4]["name"] == "basic8");
  CHECK(json["stamp"]["tables"][0]["name"] == "clips.csv");
  CHECK(json["stamp"]["tables"][0]["sha256"].get<std::string>().size() == 64);
  CHECK(json["stamp"]["options"]["folds"] == 5);
}

TEST_CASE("fit: the same bytes for any number of threads, from a file and from a pipe") {
  const TemporaryFolder folder;
  write_bytes(folder / "clips.csv", csv(clips(3000)));
  const std::string options = " --label emotion --group video --shrink auto --temperature one";
  REQUIRE(run_fit(folder, "clips.csv -o one.csv --threads 1 --json one.json" + options).status ==
          0);
  Json one = Json::parse(read_bytes(folder / "one.json"));
  for (const std::string threads : {"2", "7"}) {
    REQUIRE(run_fit(folder,
                    "clips.csv -o many.csv --threads " + threads + " --json many.json" + options)
                .status == 0);
    CHECK(read_bytes(folder / "one.csv") == read_bytes(folder / "many.csv"));
    Json many = Json::parse(read_bytes(folder / "many.json"));
    many["output"] = one["output"];
    many["judged"]["name"] = one["judged"]["name"];
    many["space"]["name"] = one["space"]["name"];
    many["judged"]["predictors"][0]["name"] = one["judged"]["predictors"][0]["name"];
    CHECK(many == one);
  }
  const Ran piped = run(folder, "cat clips.csv | " + fit + "- -o - --json piped.json" + options);
  CHECK(piped.status == 0);
  CHECK(piped.out == read_bytes(folder / "one.csv"));
  CHECK(contains(piped.err, "standard input is kept in memory"));
  CHECK(Json::parse(read_bytes(folder / "piped.json"))["stamp"]["tables"][0]["sha256"] ==
        one["stamp"]["tables"][0]["sha256"]);
}

TEST_CASE("fit: of many rows some judge, and all are fitted to") {
  const TemporaryFolder folder;
  write_bytes(folder / "clips.csv", csv(clips(3000)));
  const Json all = report(folder, "clips.csv -o space.csv --label emotion");
  const std::string space = read_bytes(folder / "space.csv");
  const Json some = report(folder, "clips.csv -o space.csv --label emotion --judge-rows 1000");
  CHECK(read_bytes(folder / "space.csv") == space);
  CHECK(all["judged"]["rows"] == 3000);
  CHECK(all["judged"]["judged_rows"] == 3000);
  CHECK(some["judged"]["rows"] == 3000);
  const auto rows = some["judged"]["judged_rows"].get<double>();
  CHECK(std::abs(rows - 1000) < 130);  // five standard deviations of a binomial
  CHECK(contains(run_fit(folder, "clips.csv -o space.csv --label emotion --judge-rows 1000").err,
                 "--judge-rows all judges all"));
}

TEST_CASE("fit: the rows that judge are the same for any number of threads") {
  const TemporaryFolder folder;
  write_bytes(folder / "clips.csv", csv(clips(20000)));
  const auto judged = [&](const std::string& threads) {
    return report(folder, "clips.csv -o space.csv --label emotion --judge-rows 3000 --threads " +
                              threads)["judged"];
  };
  const Json one = judged("1");
  CHECK(one["judged_rows"].get<double>() < 3300);
  CHECK(judged("2") == one);
  CHECK(judged("7") == one);
}

TEST_CASE("fit: votes, raters and long rows of the same people give the same space") {
  const TemporaryFolder folder;
  const std::vector<Clip> list = clips(90);
  const std::vector<std::string> names{"angry", "happy", "sad"};
  std::string votes = "V,A,D,votes_angry,votes_happy,votes_sad\n";
  std::string raters = "V,A,D,r1,r2,r3\n";
  std::string repeated = "clip,who,said,V,A,D\n";
  std::string ratings = "clip,who,said\n";
  std::string points = "name,V,A,D\n";
  Draws draws;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string point = std::to_string(list[i].v) + "," + std::to_string(list[i].a) + "," +
                              std::to_string(list[i].d);
    const std::string odd = names[static_cast<std::size_t>((draws.next() + 1) * 1.5)];
    const std::vector<std::string> said{list[i].label, odd, list[i].label};
    votes += point;
    for (const std::string& each : names) {
      votes += "," + std::to_string(std::count(said.begin(), said.end(), each));
    }
    votes += "\n";
    raters += point + "," + said[0] + "," + said[1] + "," + said[2] + "\n";
    points += "c" + std::to_string(i) + "," + point + "\n";
    for (std::size_t r = 0; r < 3; ++r) {
      const std::string rating = "c" + std::to_string(i) + ",r" + std::to_string(r) + "," + said[r];
      ratings += rating + "\n";
      repeated += rating + "," + point + "\n";
    }
  }
  write_bytes(folder / "votes.csv", votes);
  write_bytes(folder / "raters.csv", raters);
  write_bytes(folder / "repeated.csv", repeated);
  write_bytes(folder / "ratings.csv", ratings);
  write_bytes(folder / "points.csv", points);
  const Json json =
      report(folder,
             "votes.csv -o space.csv --votes votes_angry,votes_happy,votes_sad --votes-prefix "
             "votes_");
  const std::string space = read_bytes(folder / "space.csv");
  CHECK(read_space(folder / "space.csv").names() == names);
  CHECK(json["judged"]["votes"] == true);
  CHECK(json["judged"]["halves"]["js"].is_number());
  CHECK(json["judged"]["predictors"][0]["votes"]["js"].get<double>() <
        json["judged"]["predictors"][1]["votes"]["js"].get<double>());
  for (const std::string arguments :
       {"raters.csv --raters r1,r2,r3", "repeated.csv --long clip,who,said",
        "ratings.csv --long clip,who,said --points points.csv --key name"}) {
    report(folder, arguments + " -o space.csv");
    CHECK_MESSAGE(read_bytes(folder / "space.csv") == space, arguments);
  }
}

TEST_CASE("fit: without dominance the space is one of valence and arousal") {
  const TemporaryFolder folder;
  std::string text = "V,A,label,w\n";
  for (const Clip& each : clips(60)) {
    text += std::to_string(each.v) + "," + std::to_string(each.a) + "," + each.label + ",2\n";
  }
  write_bytes(folder / "va.csv", text);
  report(folder, "va.csv -o space.csv --rater-variance .1,.1 --weights w");
  const Space space = read_space(folder / "space.csv");
  CHECK_FALSE(space.has_dominance);
  CHECK(space.classes[0].rater_variance == Vad{0.1, 0.1, 0});
  CHECK(space.classes[0].n == 40.0);
}

TEST_CASE("fit: a base, its names of classes, shrinkage, priors and temperatures") {
  const TemporaryFolder folder;
  std::vector<Clip> list = clips(300);
  for (Clip& each : list) {
    each.label = each.label == "happy" ? "Happiness" : each.label == "sad" ? "sadness" : "ANGER";
  }
  write_bytes(folder / "clips.csv", csv(list));
  Json json = report(folder,
                     "clips.csv -o space.csv --label emotion --space basic8 --shrink "
                     "pooled=5,base=20 --prior uniform --covariance pooled");
  const Space space = read_space(folder / "space.csv");
  CHECK(space.names() == std::vector<std::string>{"happy", "angry", "sad"});
  CHECK(space.classes[0].prior == doctest::Approx(1.0 / 3));
  CHECK(contains(json["data"]["notes"].dump(), "contempt"));
  json = report(folder, "clips.csv -o each.csv --label emotion --temperature each --shrink auto");
  const Json& chosen = json["judged"]["chosen"];
  REQUIRE(chosen["temperature"].size() == 3);
  CHECK(json["judged"]["chose_temperature"] == true);
  CHECK(json["judged"]["log_loss_without_choice"].is_number());
  CHECK(json["judged"]["predictors"][0]["prior_converged"].is_null());
  CHECK(read_space(folder / "each.csv").classes[0].temperature ==
        chosen["temperature"][0].get<double>());

  write_bytes(folder / "prior.csv", "class,prior\nHappiness,2\nANGER,1\nsadness,1\n");
  report(folder, "clips.csv -o given.csv --label emotion --prior prior.csv");
  CHECK(read_space(folder / "given.csv").classes[1].prior == doctest::Approx(0.5));
}

TEST_CASE("fit: one rater's variance from a file of single ratings") {
  const TemporaryFolder folder;
  write_bytes(folder / "clips.csv", csv(clips(60)));
  write_bytes(folder / "ratings.csv",
              "id,V,A,D\na,0.5,0,0\na,-0.5,0.2,0\nb,0.1,0,0\nb,0.1,0,0\nc,1,1,1\n");
  const Json json = report(
      folder, "clips.csv -o space.csv --label emotion --rater-variance ratings.csv --folds 0");
  const Vad variance = read_space(folder / "space.csv").classes[0].rater_variance;
  CHECK(variance.valence == doctest::Approx(0.25));
  CHECK(variance.arousal == doctest::Approx(0.01));
  CHECK(variance.dominance == 0);
  CHECK(json["judged"].is_null());
  CHECK(json["rater_scatter"]["ratings"] == 5);
  CHECK(json["rater_scatter"]["items"] == 3);
  CHECK(contains(json["warnings"].dump(), "the same on dominance (5 ratings of 3 items)"));
  write_bytes(folder / "none.csv", "valence,arousal,dominance\n0.1,0,0\n0.1,0,0\n");
  CHECK(contains(fault(folder, "clips.csv -o x.csv --label emotion --rater-variance none.csv"),
                 "none.csv: found no column item (or id)"));
}

TEST_CASE("fit: single ratings may be on a scale of their own") {
  const TemporaryFolder folder;
  write_bytes(folder / "clips.csv", csv(clips(60)));
  write_bytes(folder / "ratings.csv", "id,V,A,D\na,7,5,5\na,3,5.8,5\nb,5.4,5,5\nb,5.4,5,5\n");
  const std::string options =
      "clips.csv -o space.csv --label emotion --rater-variance ratings.csv --folds 0";
  CHECK(contains(fault(folder, options), "--rater-scale names the range"));
  const Json json = report(folder, options + " --rater-scale 1:9:5");
  // Two degrees of freedom: squares about the means are 2 * .5^2 and 2 * .1^2 on the unit scale.
  CHECK(read_space(folder / "space.csv").classes[0].rater_variance.valence ==
        doctest::Approx(0.25));
  CHECK(json["rater_scatter"]["deviation"][0].get<double>() == doctest::Approx(0.5));
  CHECK(json["rater_scatter"]["deviation"][1].get<double>() == doctest::Approx(0.1));
  CHECK(json["rater_scatter"]["ratings"] == 4);
  const Ran ran = run_fit(folder, options + " --rater-scale 1:9:5");
  write_bytes(folder / "flat.csv", "id,V,A\na,7,5\na,3,5.8\n");
  CHECK(contains(report(folder,
                        "clips.csv -o space.csv --label emotion --rater-variance flat.csv "
                        "--rater-scale 1:9:5 --folds 0")["notes"]
                     .dump(),
                 "flat.csv has no dominance"));
  CHECK(contains(ran.err, "one rater scatters by 0.500, 0.100, 0.000 on the unit scale"));
}

TEST_CASE("fit: spaces that ship are judged beside whatever the data call their classes") {
  const TemporaryFolder folder;
  std::vector<Clip> list = clips(300);
  const auto judged = [](const Json& json, const std::string& name) {
    const Json& all = json["judged"]["predictors"];
    return std::find_if(all.begin(), all.end(),
                        [&](const Json& each) { return each["name"] == name; });
  };
  write_bytes(folder / "adjectives.csv", csv(list));
  const Json plain = report(folder, "adjectives.csv -o space.csv --label emotion");
  CHECK_FALSE(contains(plain["notes"].dump(), "go by the names"));
  for (Clip& each : list) {
    each.label = each.label == "happy" ? "happiness" : each.label == "sad" ? "sadness" : "anger";
  }
  write_bytes(folder / "nouns.csv", csv(list));
  const Json nouns = report(folder, "nouns.csv -o space.csv --label emotion");
  for (const std::string space : {"basic8", "universal-2602"}) {
    REQUIRE(judged(nouns, space) != nouns["judged"]["predictors"].end());
    CHECK((*judged(nouns, space))["log_loss"].get<double>() ==
          doctest::Approx((*judged(plain, space))["log_loss"].get<double>()).epsilon(1e-12));
  }
  const std::string notes = nouns["notes"].dump();
  CHECK(contains(notes, "basic8"));
  CHECK(contains(notes, "angry as anger"));
  CHECK(contains(notes, "happy as happiness"));

  // Where a space is not judged all the same, no note says that its names were changed.
  std::vector<Clip> mixed = list;
  for (Clip& each : mixed) {
    each.label = each.label == "happiness" ? "amusement" : each.label;
  }
  write_bytes(folder / "mixed.csv", csv(mixed));
  const Json some = report(folder, "mixed.csv -o space.csv --label emotion");
  CHECK(judged(some, "basic8") == some["judged"]["predictors"].end());
  CHECK_FALSE(contains(some["notes"].dump(), "go by the names"));
  CHECK_FALSE(contains(some["notes"].dump(), "codes"));
  for (Clip& each : list) {
    each.label = each.label == "happiness" ? "0" : each.label == "sadness" ? "1" : "2";
  }
  write_bytes(folder / "codes.csv", csv(list));
  const Json codes = report(folder, "codes.csv -o space.csv --label emotion");
  CHECK(contains(codes["notes"].dump(), "0, 1, 2) look like codes"));
  CHECK(codes["rests_on"].empty());
}

TEST_CASE("fit: the report cites what the spaces in it rest on") {
  const TemporaryFolder folder;
  write_bytes(folder / "clips.csv", csv(clips(300)));
  const std::string citation = glasgow_norms().citation();
  const auto tables = [](const Json& json) {
    std::vector<std::string> names;
    for (const Json& each : json["stamp"]["tables"]) {
      names.push_back(each["name"]);
    }
    return names;
  };
  const auto count = [](const std::vector<std::string>& names, const std::string& part) {
    return std::count_if(names.begin(), names.end(),
                         [&](const std::string& each) { return contains(each, part); });
  };
  Json json = report(folder, "clips.csv -o space.csv --label emotion");
  CHECK(json["rests_on"][0]["space"] == "basic8");
  CHECK(json["rests_on"][0]["cite"] == citation);
  for (const std::string part : {"glasgow", "class_words", "universal", "neutral"}) {
    CHECK_MESSAGE(count(tables(json), part) == 1, part);
  }
  const Ran ran = run_fit(folder, "clips.csv -o space.csv --label emotion");
  CHECK(contains(ran.err, "basic8 rests on: " + citation + "\n"));
  json = report(folder, "clips.csv -o space.csv --label emotion --space basic8 --folds 0");
  CHECK(json["rests_on"].size() == 1);
  CHECK(json["rests_on"][0]["cite"] == citation);
  CHECK(count(tables(json), "glasgow") == 1);
  json = report(folder, "clips.csv -o space.csv --label emotion --folds 0");
  CHECK(json["rests_on"].empty());
  CHECK(tables(json).size() == 1);
}

TEST_CASE("fit: nothing is lost where nobody listens") {
  const TemporaryFolder folder;
  write_bytes(folder / "clips.csv", csv(clips(300)));
  REQUIRE(run_fit(folder, "clips.csv -o space.csv --label emotion --json a.json").status == 0);
  const std::string space = read_bytes(folder / "space.csv");
  for (const std::string end : {" 2>&-", " 2>/dev/full", " 2>&1 | true", " 2>&1 | head -1"}) {
    std::filesystem::remove(folder / "space.csv");
    std::filesystem::remove(folder / "b.json");
    CAPTURE(end);
    CHECK(run_fit(folder, "clips.csv -o space.csv --label emotion --json b.json" + end).status ==
          0);
    CHECK(read_bytes(folder / "space.csv") == space);
    CHECK(Json::parse(read_bytes(folder / "b.json")) == Json::parse(read_bytes(folder / "a.json")));
  }
}

TEST_CASE("fit: a scale used in part and a column of one value are warned of") {
  const TemporaryFolder folder;
  std::string text = "V,A,D,label\n";
  Draws draws;
  for (int i = 0; i < 200; ++i) {
    const double shift = i % 2 == 0 ? 0.5 : -0.5;
    text += std::to_string(3 + shift + draws.next()) + "," +
            std::to_string(3 - shift + draws.next()) + "," + std::to_string(3 + draws.next()) +
            (i % 2 == 0 ? ",a\n" : ",b\n");
  }
  write_bytes(folder / "five.csv", text);
  CHECK(report(folder, "five.csv -o space.csv --scale emobank")["warnings"].empty());
  write_bytes(folder / "six.csv", text + "3,3,3,a\n");
  const Json json = report(folder, "five.csv -o space.csv --scale 1:9:5 --judge six.csv");
  REQUIRE(json["warnings"].size() == 2);
  CHECK(contains(json["warnings"][0].get<std::string>(), "five.csv: is the scale"));
  CHECK(contains(json["warnings"][0].get<std::string>(), "never above the neutral 5"));
  CHECK(contains(run_fit(folder, "five.csv -o space.csv --scale 1:9:5").err,
                 "warning: five.csv: is the scale 1:9:5 right? V reaches from"));
}

TEST_CASE("fit: what votes are taken for is said, and can be set") {
  const TemporaryFolder folder;
  std::string text = "V,A,x,y\n";
  Draws draws;
  for (int i = 0; i < 60; ++i) {
    const int x = i % 2 == 0 ? 70 : 20;
    text += std::to_string((x - 50) / 50.0 + 0.3 * draws.next()) + "," +
            std::to_string(draws.next()) + "," + std::to_string(x) + "," + std::to_string(100 - x) +
            "\n";
  }
  write_bytes(folder / "percent.csv", text);
  Json json = report(folder, "percent.csv -o space.csv --votes x,y");
  CHECK(contains(json["data"]["notes"].dump(), "every row sums to 100"));
  CHECK(json["judged"]["halves"].is_null());
  json = report(folder, "percent.csv -o space.csv --votes x,y --votes-are counts");
  CHECK(contains(json["data"]["notes"].dump(), "counts of people: rows of 100 votes"));
  CHECK(json["judged"]["halves"].is_object());
}

TEST_CASE("fit: hints fit what is wrong") {
  const TemporaryFolder folder;
  const std::string rows = csv(clips(60));
  const auto message = [&](const std::string& row, const std::string& more = "") {
    write_bytes(folder / "clips.csv", rows + row + "\n");
    return fault(folder, "clips.csv -o space.csv --label emotion " + more);
  };
  CHECK(contains(message("7,0,0,happy,v,x"), "--scale names the range"));
  for (const std::string row : {"x,0,0,happy,v,x", "NA,0,0,happy,v,x", "0,0,0,happy"}) {
    const std::string found = message(row);
    CHECK(contains(found, "--out-of-range skip leaves such rows out"));
    CHECK_FALSE(contains(found, "--scale names"));
  }
  const std::string group = message("0,0,0,happy,,x", "--group video");
  CHECK(contains(group, "--out-of-range skip"));
  CHECK_FALSE(contains(group, "--scale names"));
  // What --small drop left out stands in the second table.
  write_bytes(folder / "other.csv", csv(clips(60)));
  std::vector<Clip> few = clips(60);
  for (std::size_t i = 0; i < few.size(); ++i) {
    few[i].label = i % 3 == 2 && i > 9 ? "sad" : few[i].label;
  }
  write_bytes(folder / "clips.csv", csv(few));
  const std::string drop = "clips.csv -o space.csv --label emotion --small drop --judge other.csv";
  const std::string dropped = fault(folder, drop);
  CHECK(contains(dropped, "found \"angry\""));
  CHECK(contains(dropped, "--small drop left angry out of the space"));
  CHECK(contains(dropped, "--out-of-range skip leaves its rows out of this table"));
  CHECK_FALSE(contains(dropped, "leaves such rows out, counted"));
  CHECK(run_fit(folder, drop + " --out-of-range skip --quiet").status == 0);
}

TEST_CASE("fit: --shrink auto passes over shrinkages that leave a class flat") {
  const TemporaryFolder folder;
  std::vector<Clip> list = clips(120);
  for (Clip& each : list) {
    each.d = each.label == "sad" ? 0.25 : each.d;
  }
  write_bytes(folder / "clips.csv", csv(list));
  CHECK(contains(fault(folder, "clips.csv -o space.csv --label emotion"), "class sad"));
  const Json judged =
      report(folder, "clips.csv -o space.csv --label emotion --shrink auto")["judged"];
  const Json& pooled = judged["chosen"]["pooled"];
  CHECK((pooled == "infinite" || pooled.get<double>() > 0));
  CHECK(contains(judged["notes"].dump(), "1 of 12 shrinkages cannot be fitted"));
  CHECK(judged["tried"].back()["pooled"] == "infinite");
  CHECK(judged["chose_shrinkage"] == true);
  CHECK(judged["chose_temperature"] == false);
  CHECK(judged["log_loss_without_choice"].is_null());
}

TEST_CASE("fit: threads are bounded, votes beyond all people name their row") {
  const TemporaryFolder folder;
  write_bytes(folder / "clips.csv", csv(clips(60)));
  CHECK(contains(run_fit(folder, "clips.csv -o space.csv --label emotion --threads 1000000").err,
                 "note: --threads 1000000: "));
  std::string text = "V,A,x,y\n";
  Draws draws;
  for (int i = 0; i < 60; ++i) {
    text += std::to_string(draws.next()) + "," + std::to_string(draws.next()) + "," +
            (i == 41 ? "3e12," : "2000000,") + std::to_string((i % 7 + 1) * 1000000) + "\n";
  }
  write_bytes(folder / "many.csv", text);
  const std::string found = fault(folder, "many.csv -o out.csv --votes x,y");
  CHECK(contains(found, "many.csv, row 42: halves of the people: found 3"));
  CHECK(contains(found, "--votes-are shares"));
  write_bytes(folder / "weights.csv", "V,A,label,w\n0,0,a,1\n0,0,b,1e308\n");
  CHECK(contains(fault(folder, "weights.csv -o out.csv --label label --weights w"),
                 "row 2, column w: out_of_range: found \"1e308\", expected a weight >= 0, at most "
                 "1e+100"));
}

TEST_CASE("fit: EM uses the points of rows without a label") {
  const TemporaryFolder folder;
  std::vector<Clip> list = clips(600);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i % 12 >= 3) {
      list[i].label = "";
    }
  }
  write_bytes(folder / "clips.csv", csv(list));
  CHECK(contains(fault(folder, "clips.csv -o space.csv --label emotion"), "--unlabelled skip"));
  report(folder, "clips.csv -o skip.csv --label emotion --unlabelled skip");
  CHECK(read_space(folder / "skip.csv").classes[0].n == 50.0);
  const Json json = report(folder, "clips.csv -o em.csv --label emotion --unlabelled em");
  CHECK(json["em"]["labelled"] == 150);
  CHECK(json["em"]["unlabelled"] == 450);
  CHECK(json["em"]["converged"] == true);
  const auto steps = json["em"]["log_likelihoods"].get<std::vector<double>>();
  for (std::size_t i = 1; i < steps.size(); ++i) {
    CHECK(steps[i] >= steps[i - 1] - 1e-9);
  }
  CHECK(read_space(folder / "em.csv").classes[0].n.value() > 150);
  for (const std::string wrong :
       {"--temperature one", "--rater-variance reader", "--prior balanced", "--small drop",
        "--shrink pooled=5", "--shrink auto"}) {
    CHECK(contains(fault(folder, "clips.csv -o x.csv --label emotion --unlabelled em " + wrong, 2),
                   "em"));
  }
}

TEST_CASE("fit: a second table judges, with class frequencies of its own") {
  const TemporaryFolder folder;
  const std::vector<Clip> list = clips(300);
  write_bytes(folder / "clips.csv", csv(list));
  std::vector<Clip> other;
  for (const Clip& each : list) {
    if (each.label != "angry" || other.size() % 5 == 0) {
      other.push_back(each);
    }
  }
  write_bytes(folder / "other.csv", csv(other));
  const Json json = report(folder, "clips.csv -o space.csv --label emotion --judge other.csv");
  CHECK(json["second"]["judged"]["folds"] == 0);
  CHECK(json["second"]["judged"]["rows"] == other.size());
  const Json& predictors = json["second"]["judged"]["predictors"];
  const auto found = std::find_if(predictors.begin(), predictors.end(), [](const Json& each) {
    return contains(each["name"].get<std::string>(), "prior from the points");
  });
  REQUIRE(found != predictors.end());
  CHECK((*found)["prior_converged"] == true);
  CHECK((*found)["log_loss"].get<double>() <= predictors[0]["log_loss"].get<double>());
  other[0].label = "calm";
  write_bytes(folder / "other.csv", csv(other));
  CHECK(contains(fault(folder, "clips.csv -o new.csv --label emotion --judge other.csv"),
                 "unknown_label: found \"calm\""));
}

TEST_CASE("fit: a second table that was fitted to is refused, groups in both are counted") {
  const TemporaryFolder folder;
  const std::vector<Clip> list = clips(300);
  write_bytes(folder / "clips.csv", csv(list));
  const std::string options = "clips.csv -o space.csv --label emotion --group video ";
  CHECK(contains(fault(folder, options + "--judge clips.csv", 2), "--judge: found DATA itself"));
  CHECK(contains(fault(folder, options + "--judge ./clips.csv", 2), "--judge: found DATA itself"));
  std::vector<Clip> turned(list.rbegin(), list.rend());
  write_bytes(folder / "turned.csv", csv(turned));
  CHECK(contains(fault(folder, options + "--judge turned.csv"),
                 "turned.csv: found the same rows as in clips.csv"));
  std::vector<Clip> odd;
  std::vector<Clip> even;
  for (std::size_t i = 0; i < list.size(); ++i) {
    (i % 2 == 0 ? even : odd).push_back(list[i]);
  }
  write_bytes(folder / "even.csv", csv(even));
  write_bytes(folder / "odd.csv", csv(odd));
  const Json json =
      report(folder, "even.csv -o space.csv --label emotion --group video --judge odd.csv");
  // Videos of ten rows: each has rows in both.
  CHECK(json["second"]["judged"]["fitted_to"] == Json{{"same_rows", false}, {"groups", 30}});
  CHECK(contains(json["warnings"].dump(), "odd.csv: 30 of its 30 groups (--group video)"));
  const Ran ran = run_fit(folder, "even.csv -o space.csv --label emotion --judge odd.csv");
  CHECK(contains(ran.err, "stands in both is not"));
  CHECK_FALSE(contains(ran.err, "Nothing was fitted to these rows"));
  CHECK(report(folder, "even.csv -o space.csv --label emotion")["judged"]["fitted_to"].is_null());
}

TEST_CASE("fit: labels that the space lacks are told with row, column and all its classes") {
  const TemporaryFolder folder;
  write_bytes(folder / "none.csv", "V,A,D,emo\n0,0,0,a\n0,0,0,b\n");
  const std::string none = fault(folder, "none.csv -o space.csv --label emo --space basic8");
  CHECK(contains(none, "none.csv, row 1, column emo: unknown_label: found \"a\""));
  CHECK(contains(none, "happy, contempt, surprised, angry, disgusted, fearful, sad, neutral"));
  CHECK_FALSE(contains(none, "--out-of-range skip"));  // which would leave no row
  std::vector<Clip> list = clips(300);
  for (Clip& each : list) {
    each.label = each.label == "angry" ? "Anger" : each.label == "sad" ? "sadness" : "joy";
  }
  write_bytes(folder / "clips.csv", csv(list));
  const std::string joy = fault(folder, "clips.csv -o space.csv --label emotion --space basic8");
  CHECK(contains(joy,
                 "row 1, column emotion: unknown_label: found \"joy\", expected one of the "
                 "classes happy, contempt"));
  CHECK(contains(joy, "--out-of-range skip"));
  const Json json =
      report(folder, "clips.csv -o space.csv --label emotion --space basic8 --out-of-range skip");
  CHECK(contains(json["data"]["notes"].dump(), "Anger as angry"));
  CHECK(json["data"]["skipped"]["unknown_label"]["rows"] == 100);
}

TEST_CASE("fit: the raters' variance is judged beside the fit without it") {
  const TemporaryFolder folder;
  write_bytes(folder / "clips.csv", csv(clips(300)));
  const Json plain = report(folder, "clips.csv -o space.csv --label emotion");
  const Json rated =
      report(folder, "clips.csv -o space.csv --label emotion --rater-variance reader");
  CHECK(plain["judged"]["log_loss_without_rater_variance"].is_null());
  CHECK(rated["judged"]["log_loss_without_rater_variance"].get<double>() ==
        doctest::Approx(plain["judged"]["predictors"][0]["log_loss"].get<double>()).epsilon(1e-12));
}

TEST_CASE("fit: a space that is worse than the frequencies is written, and said first") {
  const TemporaryFolder folder;
  // Labels have nothing to do with points, and classes are narrow.
  Draws draws;
  std::string text = "V,A,label\n";
  for (int i = 0; i < 80; ++i) {
    const double v = draws.next();
    const double a = draws.next();
    text += std::to_string(v) + "," + std::to_string(a) + ",c" + std::to_string(i % 10) + "\n";
  }
  write_bytes(folder / "noise.csv", text);
  const Ran ran = run_fit(folder, "noise.csv -o space.csv --min-rows 4");
  CHECK(ran.status == 0);
  CHECK(ran.err.starts_with("WORSE THAN THE CLASS FREQUENCIES ALONE"));
  CHECK(read_space(folder / "space.csv").classes.size() == 10);
}

#ifdef TONEWHEEL_ONTOLOGY  // exchange is there
TEST_CASE("fit: a folder of AffectNet+") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "plus");
  Draws draws;
  for (int i = 0; i < 80; ++i) {
    const bool happy = i % 2 == 0;
    const double share = 0.75 + 0.2 * draws.next();
    write_bytes(folder / ("plus/" + std::to_string(i) + ".json"),
                R"({"Human-Label": )" +
                    std::to_string(i == 7  ? 9
                                   : happy ? 1
                                           : 2) +
                    R"(, "Soft-Label": [0, )" + std::to_string(happy ? share : 1 - share) + ", " +
                    std::to_string(happy ? 1 - share : share) +
                    R"(, 0, 0, 0, 0, 0], "Subset": 0, "Metadata": {"Valence": )" +
                    std::to_string((happy ? 0.5 : -0.5) + 0.4 * draws.next()) + R"(, "Arousal": )" +
                    std::to_string(0.4 * draws.next()) + "}}");
  }
  CHECK(contains(fault(folder, "plus -o space.csv", 2), "--format affectnet-plus"));
  CHECK(contains(fault(folder, "plus -o plus/5.json --format affectnet-plus", 2), "overwritten"));
  CHECK(contains(fault(folder, "plus -o s.csv --json ./s.csv --format affectnet-plus", 2), "same"));
  CHECK(contains(fault(folder, "plus -o space.csv --format affectnet-plus"), "--unlabelled"));
  const Json json = report(folder, "plus -o space.csv --format affectnet-plus --unlabelled skip");
  CHECK(json["data"]["unlabelled"]["rows"] == 1);
  CHECK(json["judged"]["votes"] == true);
  CHECK(json["judged"]["halves"].is_null());
  CHECK(read_space(folder / "space.csv").names() == std::vector<std::string>{"happy", "sad"});
  CHECK(contains(fault(folder, "plus -o x.csv --format affectnet-plus --scale nrc", 2), "scale"));
  // Images in folders of the folder count in its checksum, under their paths.
  std::filesystem::create_directory(folder / "plus/part");
  std::filesystem::rename(folder / "plus/11.json", folder / "plus/part/11.json");
  std::vector<std::string> files;
  for (int i = 0; i < 80; ++i) {
    files.push_back((i == 11 ? "part/" : "") + std::to_string(i) + ".json");
  }
  std::sort(files.begin(), files.end());
  std::string all;
  for (const std::string& each : files) {
    all += each + " " + sha256_of_file((folder / "plus") / each) + "\n";
  }
  CHECK(report(folder,
               "plus -o nested.csv --format affectnet-plus --unlabelled skip")["stamp"]["tables"][0]
                                                                              ["sha256"] ==
        sha256(all));
}
#endif

TEST_CASE("fit: faulty data is refused with its place and the option that helps") {
  const TemporaryFolder folder;
  const std::string rows = csv(clips(60));
  write_bytes(folder / "clips.csv", rows + "7,0,0,happy,v,x\n");
  std::string message = fault(folder, "clips.csv -o space.csv --label emotion");
  CHECK(contains(message, "clips.csv, row 61, column valence: out_of_range: found \"7\""));
  CHECK(contains(message, "--out-of-range skip"));
  CHECK(
      report(
          folder,
          "clips.csv -o space.csv --label emotion --out-of-range skip")["data"]["skipped"]
                                                                       ["out_of_range"]["first"] ==
      Json{61});
  CHECK(report(folder,
               "clips.csv -o space.csv --label emotion --out-of-range clip")["data"]["clipped"]
                                                                            ["rows"] == 1);

  write_bytes(folder / "one.csv", rows + "0,0,0,calm,v,x\n");
  message = fault(folder, "one.csv -o x.csv --label emotion --folds 0");
  CHECK(contains(message, "calm"));
  CHECK(contains(message, "--small"));
  CHECK(report(folder, "one.csv -o x.csv --label emotion --small drop")["fit"]["dropped"] ==
        Json{"calm"});
  write_bytes(
      folder / "line.csv", "V,A,label\n" + [] {
        std::string text;
        for (int i = 0; i < 40; ++i) {
          text += std::to_string(i * 0.01) + "," + std::to_string(i * 0.02) +
                  (i % 2 == 0 ? ",a\n" : ",b\n");
        }
        return text;
      }());
  CHECK(contains(fault(folder, "line.csv -o y.csv"), "line"));
  CHECK(contains(fault(folder, "none.csv -o y.csv --label emotion"), "none.csv"));
  CHECK(contains(fault(folder, "clips.csv -o y.csv --label mood"), "no such column"));
  CHECK(contains(fault(folder, "clips.csv -o none/y.csv --label emotion --out-of-range skip"),
                 "none/y.csv"));
}

TEST_CASE("fit: empty values, numbers that are none and one column for two things are refused") {
  const TemporaryFolder folder;
  write_bytes(folder / "clips.csv", csv(clips(60)));
  for (const std::string option : {"--group", "--weights", "--judge", "--json", "--valence",
                                   "--space", "--scale", "--prior", "--rater-variance"}) {
    CHECK(contains(fault(folder, "clips.csv -o x.csv --label emotion " + option + " ''", 2),
                   option + ": found an empty text"));
  }
  for (const std::string option : {"--folds -1", "--seed -1", "--threads -3", "--min-rows nan"}) {
    CHECK(contains(fault(folder, "clips.csv -o x.csv --label emotion " + option, 2),
                   option.substr(0, option.find(' ')) + ": found"));
  }
  for (const std::string option : {"--dominance valence --covariance diagonal", "--valence arousal",
                                   "--weights arousal", "--group emotion"}) {
    CHECK(contains(fault(folder, "clips.csv -o x.csv --label emotion " + option), "used twice"));
  }
  CHECK(contains(fault(folder, "clips.csv -o x.csv --long video,video,emotion"), "used twice"));
}

TEST_CASE("fit: a command line that makes no sense") {
  const TemporaryFolder folder;
  write_bytes(folder / "clips.csv", csv(clips(60)));
  const auto wrong = [&](const std::string& arguments) {
    return fault(folder, "clips.csv " + arguments, 2);
  };
  CHECK(contains(wrong(""), "--output"));
  CHECK(contains(wrong("-o clips.csv --label emotion"), "would be overwritten"));
  CHECK(contains(wrong("-o ./clips.csv --label emotion"), "would be overwritten"));
  CHECK(contains(wrong("-o x.csv --json clips.csv"), "would be overwritten"));
  CHECK(contains(wrong("-o x.csv --json x.csv"), "the same"));
  CHECK(contains(wrong("-o x.csv --label emotion --votes a,b"), "--votes"));
  CHECK(contains(wrong("-o x.csv --long a,b"), "--long"));
  CHECK(contains(wrong("-o x.csv --scale 9"), "scale"));
  CHECK(contains(wrong("-o x.csv --space nothing"), "nothing"));
  CHECK(contains(wrong("-o x.csv --shrink some"), "pooled=X,base=Y"));
  CHECK(contains(wrong("-o x.csv --shrink base=3"), "--space"));
  CHECK(contains(wrong("-o x.csv --prior none.csv"), "--prior"));
  CHECK(contains(wrong("-o x.csv --rater-variance lots"), "--rater-variance"));
  CHECK(contains(wrong("-o x.csv --label emotion --rater-variance .1,.2"), "has dominance"));
  CHECK(contains(wrong("-o x.csv --folds 0 --shrink auto"), "--folds 0"));
  CHECK(contains(wrong("-o x.csv --labels hard"), "affectnet-plus"));
  CHECK(contains(wrong("-o x.csv --covariance round"), "--covariance"));
  CHECK(contains(wrong("-o x.csv --judge-rows some"), "--judge-rows"));
  for (const std::string folds : {"1", "1001", "18446744073709551615"}) {
    CHECK(contains(wrong("-o x.csv --label emotion --folds " + folds), "0 or 2 to 1000"));
  }
  for (const std::string idle : {"--group video", "--seed 1", "--judge-rows all"}) {
    CHECK(contains(wrong("-o x.csv --label emotion --folds 0 " + idle), "no effect"));
  }
  CHECK(contains(wrong("-o x.csv --label emotion --rater-scale 1:9:5"), "--rater-variance FILE"));
  CHECK(contains(wrong("-o x.csv --label emotion --votes-are counts"), "--votes"));
  const Ran help = run_fit(folder, "--help");
  CHECK(help.status == 0);
  CHECK(contains(help.out, "A space is a CSV file, a row a class"));
  CHECK(contains(help.out, "2 to 1000"));
}

TEST_CASE("fit: OMG-Emotion by videos is fitted as well as it can be") {
  const auto omg = support::shared_file("data/omg/omg_TrainVideos.csv");
  if (!omg) {
    return;
  }
  // Arousal from 0..1 to -1..1.
  const Table table = Table::read(*omg);
  std::string text = "video,V,A,label\n";
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto cell = [&](const char* name) { return table.cell(row, table.column(name)); };
    text += cell("video") + "," + cell("valence") + "," +
            std::to_string(2 * table.number(row, table.column("arousal")) - 1) + "," +
            cell("EmotionMaxVote") + "\n";
  }
  const TemporaryFolder folder;
  write_bytes(folder / "omg.csv", text);
  const Json json =
      report(folder, "omg.csv -o space.csv --label label --group video --unlabelled skip");
  const Json& space = json["judged"]["predictors"][0];
  CHECK(json["judged"]["rows"] == 2442);
  CHECK(json["judged"]["better_than_frequencies"] == "yes");
  CHECK(space["log_loss"].get<double>() <= 1.36);
  CHECK(space["accuracy"].get<double>() >= 0.475);
  CHECK(json["judged"]["predictors"][1]["log_loss"].get<double>() ==
        doctest::Approx(1.55).epsilon(0.01));
}
