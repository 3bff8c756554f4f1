// The program tonewheel-evaluate as a user runs it.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

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
using Json = nlohmann::json;

const std::string evaluate = std::string("'") + TONEWHEEL_EVALUATE + "' ";
constexpr double tolerance = 1e-12;  // relative above 1, else absolute

/// The names of metrics in the program and in a golden file.
using Names = std::vector<std::pair<std::string, std::string>>;

Json golden(const std::string& topic) {
  std::ifstream stream(std::string(TONEWHEEL_SOURCE_DIR) + "/tests/golden/" + topic + ".json");
  return Json::parse(stream);
}

/// The report of a run that succeeds.
Json report(const TemporaryFolder& folder, const std::string& arguments) {
  const Ran ran = run(folder, evaluate + arguments + " --quiet --json report.json");
  CAPTURE(arguments);
  REQUIRE_MESSAGE(ran.status == 0, ran.err);
  CHECK(ran.out.empty());
  return Json::parse(read_bytes(folder / "report.json"));
}

/// Fails with this exit code and says all of this.
void check_error(const TemporaryFolder& folder, const std::string& arguments, int status,
                 const std::vector<std::string>& said) {
  const Ran ran = run(folder, evaluate + arguments + " --json never.json");
  CAPTURE(arguments);
  CAPTURE(ran.err);
  CHECK(ran.status == status);
  CHECK_FALSE(ran.err.empty());
  CHECK_FALSE(std::filesystem::exists(folder / "never.json"));
  for (const std::string& each : said) {
    CHECK_MESSAGE(contains(ran.err, each), each);
  }
}

/// null, "nan" and "inf" of a golden file are null in a report.
bool agrees(const Json& found, const Json& expected) {
  if (!expected.is_number()) {
    return found.is_null();
  }
  const double value = expected.get<double>();
  return found.is_number() &&
         std::abs(found.get<double>() - value) <= tolerance * std::max(1.0, std::abs(value));
}

/// Of "name=key name=key"; the key may be left out where it is the name.
Names names_of(const std::string& text) {
  Names names;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const std::size_t sign = word.find('=');
    names.emplace_back(word.substr(0, sign), word.substr(sign == std::string::npos ? 0 : sign + 1));
  }
  return names;
}

std::string metric_options(const Names& names) {
  std::string options;
  for (const auto& [name, unused] : names) {
    options += " --metric " + name;
  }
  return options;
}

/// The metrics of a report and of a golden entry, by their names.
void check_values(const Json& metrics, const Json& expected, const Names& names) {
  CHECK(metrics.size() == names.size());
  for (const auto& [name, key] : names) {
    const Json& value = expected.at(Json::json_pointer("/" + key));
    CHECK_MESSAGE(agrees(metrics.at(name), value), name, ": ", metrics.at(name).dump(),
                  ", expected ", value.dump());
  }
}

/// Rows x columns as CSV, after a column of ids.
std::string matrix_csv(const Json& rows, char separator = ',') {
  std::string text = "id";
  for (std::size_t c = 0; c < rows[0].size(); ++c) {
    text += separator + std::string(c < 10 ? "c0" : "c") + std::to_string(c);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text += "\n" + std::to_string(i);
    for (const Json& each : rows[i]) {
      text += separator + each.dump();
    }
  }
  return text + "\n";
}

std::string class_name(const Json& label) {
  return (label.get<int>() < 10 ? "c0" : "c") + label.dump();
}

/// A .npy file of one dimension.
std::string npy(const std::vector<double>& values) {
  std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" +
                       std::to_string(values.size()) + ",), }";
  header.resize(117, ' ');
  header += '\n';
  std::string bytes = std::string("\x93NUMPY\x01\x00", 8) + std::string("\x76\x00", 2) + header;
  bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double));
  return bytes;
}

/// Lin's coefficient with variances by n, by its formula.
double ccc(const std::vector<double>& t, const std::vector<double>& p) {
  const auto n = static_cast<double>(t.size());
  double mt = 0;
  double mp = 0;
  for (std::size_t i = 0; i < t.size(); ++i) {
    mt += t[i] / n;
    mp += p[i] / n;
  }
  double both = 0;
  double apart = n * (mt - mp) * (mt - mp);
  for (std::size_t i = 0; i < t.size(); ++i) {
    both += 2 * (t[i] - mt) * (p[i] - mp);
    apart += (t[i] - mt) * (t[i] - mt) + (p[i] - mp) * (p[i] - mp);
  }
  return both / apart;
}

}  // namespace

TEST_CASE("tonewheel-evaluate: regression equals scipy and exact sums, from CSV and JSON Lines") {
  const TemporaryFolder folder;
  const Json pairs = golden("regression")["pairs"];
  REQUIRE(pairs.size() >= 30);
  std::string truth = "id,pair,x\n";
  std::string prediction;
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    for (std::size_t i = 0; i < pairs[k]["truth"].size(); ++i) {
      const std::string id = std::to_string(k) + "-" + std::to_string(i);
      truth += id + "," + std::to_string(k) + "," + pairs[k]["truth"][i].dump() + "\n";
      // Another order of rows.
      prediction.insert(
          0, R"({"x":)" + pairs[k]["prediction"][i].dump() + R"(,"id":")" + id + "\"}\n");
    }
  }
  write_bytes(folder / "t.csv", truth);
  write_bytes(folder / "p.jsonl", prediction);
  const Names names = names_of(
      "ccc=exact/ccc ccc_n1=exact/ccc_n1 pearson=exact/pearson "
      "spearman=library/spearman kendall=library/kendall_b kendall_c=library/kendall_c "
      "rmse=exact/rmse mse=exact/mse mae=exact/mae bias=exact/bias r2=exact/r2 "
      "explained_variance=exact/explained_variance sign_agreement=exact/sign "
      "sign_agreement_nonzero=exact/sign_nonzero");
  const Json found = report(folder, "t.csv p.jsonl --by pair");
  CHECK(found["rows"]["by"] == "id");
  REQUIRE(found["by"].size() == pairs.size());
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    CAPTURE(k);
    CAPTURE(pairs[k]["kind"].get<std::string>());
    const Json& group = found["by"][std::to_string(k)];
    CHECK(group["n"] == pairs[k]["truth"].size());
    check_values(group["metrics"], pairs[k], names);
  }
  // One group has none: the mean is over the others, and that is said.
  double sum = 0;
  std::size_t defined = 0;
  for (const Json& pair : pairs) {
    const Json& value = pair["exact"]["pearson"];
    sum += value.is_number() ? value.get<double>() : 0;
    defined += value.is_number() ? 1U : 0U;
  }
  REQUIRE(defined < pairs.size());
  CHECK(agrees(found["mean_over_groups"]["pearson"], sum / static_cast<double>(defined)));
  CHECK(found["undefined_groups"]["pearson"] == pairs.size() - defined);
}

TEST_CASE("tonewheel-evaluate: --by gives each subject over all its stories, and their mean") {
  const TemporaryFolder folder;
  const Json sequences = golden("regression")["sequences"];
  std::string truth = "subject\tvalence\n";
  std::vector<double> predicted;
  std::map<std::string, std::pair<std::vector<double>, std::vector<double>>> subjects;
  for (const Json& story : sequences["stories"]) {
    const auto subject = story["subject"].get<std::string>();
    for (std::size_t i = 0; i < story["truth"].size(); ++i) {
      truth += subject + "\t" + story["truth"][i].dump() + "\n";
      predicted.push_back(story["prediction"][i].get<double>());
      subjects[subject].first.push_back(story["truth"][i].get<double>());
      subjects[subject].second.push_back(predicted.back());
    }
  }
  write_bytes(folder / "t.tsv", truth);
  write_bytes(folder / "p.npy", npy(predicted));
  const Json found =
      report(folder, "t.tsv p.npy --columns valence=0 --metric ccc --by subject --by-order");
  CHECK(found["rows"]["by"] == "order");
  CHECK(found["n"] == predicted.size());
  CHECK(agrees(found["metrics"]["ccc"], sequences["concatenated"]));
  REQUIRE(found["by"].size() == subjects.size());
  double sum = 0;
  for (const auto& [subject, values] : subjects) {
    const double expected = ccc(values.first, values.second);
    CHECK(agrees(found["by"][subject]["metrics"]["ccc"], expected));
    CHECK(found["by"][subject]["n"] == values.first.size());
    sum += expected;
  }
  CHECK(agrees(found["mean_over_groups"]["ccc"], sum / static_cast<double>(subjects.size())));
}

TEST_CASE("tonewheel-evaluate: classification equals scikit-learn") {
  const TemporaryFolder folder;
  const Json all = golden("classification");
  SUBCASE("labels") {
    const Json& single = all["single"];
    REQUIRE(single.size() >= 30);
    std::string truth = "case,emotion\n";
    std::string prediction = "label\n";
    std::set<std::string> classes;
    for (const Json& one : single) {
      for (std::size_t i = 0; i < one["truth"].size(); ++i) {
        truth += one["name"].dump() + "," + class_name(one["truth"][i]) + "\n";
        prediction += class_name(one["prediction"][i]) + "\n";
        classes.insert({class_name(one["truth"][i]), class_name(one["prediction"][i])});
      }
    }
    std::string order;
    for (const std::string& each : classes) {
      order += (order.empty() ? " --order " : ",") + each;
    }
    write_bytes(folder / "t.csv", truth);
    write_bytes(folder / "p.csv", prediction);
    const Names names = names_of(
        "accuracy uar=balanced precision_macro=macro_found/0 recall_macro=macro_found/1 "
        "f1_macro=macro_found/2 jaccard_macro=macro_found/3 f1_micro=micro/2 "
        "precision_weighted=weighted/0 recall_weighted=weighted/1 f1_weighted=weighted/2 "
        "kappa kappa_linear kappa_quadratic mcc gmean");
    const Json found =
        report(folder, "t.csv p.csv --task classification --columns emotion=label --by case" +
                           order + metric_options(names));
    REQUIRE(found["by"].size() == single.size());
    for (const Json& one : single) {
      CAPTURE(one["name"].get<std::string>());
      check_values(found["by"][one["name"].get<std::string>()]["metrics"], one, names);
    }
  }
  SUBCASE("probabilities") {
    const auto check = [&](const Json& one, const char* rows, const Names& names) {
      std::string truth = "id,label\n";
      for (std::size_t i = 0; i < one["truth"].size(); ++i) {
        truth += std::to_string(i) + "," + class_name(one["truth"][i]) + "\n";
      }
      write_bytes(folder / "t.csv", truth);
      write_bytes(folder / "p.tsv", matrix_csv(one[rows], '\t'));
      check_values(
          report(folder, "t.csv p.tsv --task classification" + metric_options(names))["metrics"],
          one, names);
    };
    for (const Json& one : all["probability"]) {
      CAPTURE(one["name"].get<std::string>());
      REQUIRE(one["calibration"][2]["bins"] == 15);
      check(one, "rows",
            names_of("log_loss brier ece=calibration/2/width/0 mce=calibration/2/width/1"));
    }
    for (const Json& one : all["class_ranking"]) {
      CAPTURE(one["name"].get<std::string>());
      check(one, "scores", names_of("roc_auc_ovr=ovr_found roc_auc_ovo=ovo map"));
    }
    for (const Json& one : all["top_k"]) {
      if (one["accuracy"].size() >= 5) {
        check(one, "scores", names_of("top1=accuracy/0 top3=accuracy/2 top5=accuracy/4"));
      }
    }
  }
  SUBCASE("multi-label") {
    const auto check = [&](const Json& one, const char* other, const Names& names) {
      CAPTURE(one["name"].get<std::string>());
      write_bytes(folder / "t.csv", matrix_csv(one["truth"]));
      write_bytes(folder / "p.csv", matrix_csv(one[other]));
      check_values(
          report(folder, "t.csv p.csv --task multilabel" + metric_options(names))["metrics"], one,
          names);
    };
    for (const Json& one : all["multilabel"]) {
      check(one, "prediction",
            names_of(
                "jaccard=jaccard_accuracy hamming subset_accuracy=subset precision_micro=micro/0 "
                "recall_micro=micro/1 f1_micro=micro/2 precision_macro=macro/0 "
                "recall_macro=macro/1 f1_macro=macro/2 f1_weighted=weighted/2 "
                "f1_samples=samples/2"));
    }
    for (const Json& one : all["label_ranking"]) {
      check(one, "scores",
            names_of("map roc_auc=auc_found coverage_error=coverage ranking_loss=loss lrap"));
    }
  }
}

TEST_CASE("tonewheel-evaluate: distributions equal scipy") {
  const TemporaryFolder folder;
  const Names names = names_of(
      "kl kl_symmetric js_divergence js_distance cross_entropy chi_squared hellinger fidelity "
      "bhattacharyya chebyshev clark canberra euclidean sorensen brier cosine intersection pearson "
      "ndcg rps emd=line_emd");
  std::map<std::size_t, Json> by_classes;
  const Json rows = golden("distribution")["rows"];
  for (const Json& row : rows) {
    Json& group = by_classes[row["p"].size()];
    group["p"].push_back(row["p"]);
    group["q"].push_back(row["q"]);
    group["metrics"].push_back(row["metrics"]);
  }
  REQUIRE(by_classes.size() >= 6);
  for (const auto& [classes, group] : by_classes) {
    CAPTURE(classes);
    write_bytes(folder / "t.csv", matrix_csv(group["p"]));
    write_bytes(folder / "p.csv", matrix_csv(group["q"]));
    const Json found = report(
        folder, "t.csv p.csv --task distribution --ground line --by id" + metric_options(names));
    for (std::size_t i = 0; i < group["metrics"].size(); ++i) {
      check_values(found["by"][std::to_string(i)]["metrics"], group["metrics"][i], names);
    }
  }
}

TEST_CASE("tonewheel-evaluate: rows are matched by id, by file, by order, others are said") {
  const TemporaryFolder folder;
  write_bytes(folder / "t.csv", "File,x,y\na.wav,0,1\nb.wav,1,\nc.wav,2,3\nd.wav,5,5\n");
  write_bytes(folder / "p.csv", "x,file,y\n1,c.wav,3\n0,a.wav,1\n1,b.wav,9\n7,z.wav,7\n");
  check_error(folder, "t.csv p.csv", 1, {"t.csv, row 4, column File", "d.wav", "p.csv has not"});
  check_error(folder, "p.csv t.csv --columns x", 1, {"p.csv, row 4, column file", "z.wav"});
  check_error(folder, "t.csv p.csv --unmatched skip", 1, {"t.csv, row 2, column y", "nothing"});
  const Json found = report(folder, "t.csv p.csv --unmatched skip --missing skip");
  CHECK(found["rows"] == Json::parse(R"({"matched": 3, "by": "File", "only_truth": 1,
                                         "only_prediction": 1, "missing": 1})"));
  CHECK(agrees(found["columns"]["x"]["ccc"], 2.0 / 3.0));  // 0 1 2 and 0 1 1
  CHECK(found["columns"]["y"]["mae"] == 0.0);
  CHECK(agrees(found["metrics"]["ccc"], (2.0 / 3.0 + 1) / 2));
  CHECK(found["n"] == 2);
  const Json ordered = report(folder, "t.csv p.csv --by-order --columns x --metric mae");
  CHECK(ordered["rows"]["by"] == "order");
  CHECK(ordered["metrics"]["mae"] == 1.25);

  write_bytes(folder / "few.csv", "x\n1\n");
  check_error(folder, "t.csv few.csv", 1, {"4", "1"});
  write_bytes(folder / "none.csv", "file,x\nq.wav,1\n");
  check_error(folder, "t.csv none.csv --unmatched skip", 1, {"t.csv", "no rows"});
}

TEST_CASE("tonewheel-evaluate: the report's contract, undefined values, intervals") {
  const TemporaryFolder folder;
  std::string truth = "id,x,same,session\n";
  std::string prediction = "id,x,same,session\n";
  for (int i = 0; i < 40; ++i) {
    const std::string row = std::to_string(i) + ",";
    truth += row + std::to_string(i % 7) + ",1," + std::to_string(i % 2) + "\n";
    prediction += row + std::to_string((i * 5) % 11) + "," + row + std::to_string(i % 2) + "\n";
  }
  write_bytes(folder / "t.csv", truth);
  write_bytes(folder / "p.csv", prediction);
  const std::string command = "t.csv p.csv --by session --bootstrap 200 ";
  const Json found = report(folder, command + "--threads 1 --seed 5");
  const std::string one = read_bytes(folder / "report.json");
  report(folder, command + "--threads 2 --seed 5");
  CHECK(read_bytes(folder / "report.json") == one);
  CHECK(report(folder, command + "--seed 6")["intervals"] != found["intervals"]);
  // Neither the key nor the column of --by.
  CHECK(found["columns"]["scored"] == Json{"x", "same"});
  CHECK(found["columns"]["left_out"].size() == 2);
  for (const Json& part : {found, found["by"]["1"]}) {
    CHECK(part["columns"]["same"]["pearson"].is_null());
    CHECK(part["intervals"]["same"]["pearson"].is_null());
    for (const char* metric : {"ccc", "spearman", "rmse", "mae"}) {
      const Json& interval = part["intervals"]["x"][metric];
      CHECK(interval[0] <= part["columns"]["x"][metric]);
      CHECK(part["columns"]["x"][metric] <= interval[1]);
      CHECK(interval[0] < interval[1]);
    }
  }
  CHECK(found["metrics"].is_object());
  CHECK(found["n"] == 40);
  const Json& stamp = found["stamp"];
  CHECK_FALSE(stamp["version"].get<std::string>().empty());
  CHECK(stamp["revision"].is_string());
  REQUIRE(stamp["tables"].size() == 2);
  CHECK(stamp["tables"][1]["name"] == "p.csv");
  CHECK(stamp["tables"][0]["sha256"].get<std::string>() ==
        run(folder, "sha256sum t.csv").out.substr(0, 64));
  // Rows that are all the same now and then: defined for all, undefined in some round.
  write_bytes(folder / "few.csv", "x\n1\n2\n");
  const Json few = report(folder, "few.csv few.csv --bootstrap 50");
  CHECK(agrees(few["metrics"]["pearson"], 1));
  const Json& interval = few["intervals"]["x"]["pearson"];
  if (interval.is_null()) {
    CHECK(few["undefined_rounds"].empty());  // most rounds have none
  } else {
    CHECK(few["undefined_rounds"]["x"]["pearson"] > 0);
    CHECK(interval == Json{1.0, 1.0});
  }
  CHECK(contains(run(folder, evaluate + "t.csv p.csv --columns same").out, "undefined"));
}

TEST_CASE("tonewheel-evaluate: --list names every metric with its direction") {
  const TemporaryFolder folder;
  const Ran list = run(folder, evaluate + "--list");
  CHECK(list.status == 0);
  std::istringstream lines(list.out);
  std::map<std::string, std::string> directions;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string name;
    std::string direction;
    if (words >> name >> direction) {
      CHECK_MESSAGE((direction == "higher" || direction == "lower" || name == "bias"), line);
      directions[name] = direction;
    }
  }
  for (const char* name : {"ccc", "ccc_n1", "pearson", "spearman", "kendall", "accuracy", "uar",
                           "f1_macro", "f1_weighted", "kappa", "mcc", "jaccard", "map", "cosine"}) {
    CHECK_MESSAGE(directions[name] == "higher", name);
  }
  for (const char* name :
       {"rmse", "mae", "log_loss", "ece", "hamming", "kl", "js_distance", "emd", "rps", "brier"}) {
    CHECK_MESSAGE(directions[name] == "lower", name);
  }
}

TEST_CASE("tonewheel-evaluate: wrong use ends with 2, bad data with 1 and its place") {
  const TemporaryFolder folder;
  write_bytes(folder / "t.csv", "id,label,x\n1,joy,1\n2,fear,0\n");
  write_bytes(folder / "p.csv", "id,label,x\n1,joy,0\n2,joy,0\n");
  write_bytes(folder / "other.csv", "id,w\n1,2\n2,3\n");
  check_error(folder, "", 2, {});
  check_error(folder, "t.csv", 2, {"PREDICTION"});
  check_error(folder, "- p.csv", 2, {"standard input"});
  check_error(folder, "t.csv other.csv", 2, {"share no column"});
  check_error(folder, "t.csv p.csv --metric bleu", 2, {"bleu", "--list"});
  check_error(folder, "t.csv p.csv --metric accuracy", 2, {"--task regression"});
  check_error(folder, "t.csv p.csv --task classification --columns label --metric ece", 2,
              {"probabilities"});
  check_error(folder, "t.csv p.csv --task multilabel --metric lrap", 2, {"scores"});
  check_error(folder, "t.csv p.csv --task distribution --metric emd", 2, {"--ground"});
  check_error(folder, "t.csv p.csv --ground line", 2, {"--ground", "--task regression"});
  for (const char* wrong : {"--task odd", "--bins 0", "--epsilon=-1", "--level 1", "--threads 0",
                            "--by-order --key id"}) {
    check_error(folder, std::string("t.csv p.csv ") + wrong, 2, {});
  }

  check_error(folder, "t.csv nowhere.csv", 1, {"nowhere.csv"});
  check_error(folder, "t.csv p.csv --columns y", 1, {"t.csv", "\"y\""});
  CHECK(run(folder, evaluate + "t.csv p.csv --by y").out.empty());
  check_error(folder, "t.csv p.csv --columns label", 1, {"t.csv, row 1, column label", "joy"});
  write_bytes(folder / "bad.csv", "id,x\n1,0\n2\n");
  check_error(folder, "t.csv bad.csv", 1, {"bad.csv, row 2"});
  write_bytes(folder / "bad.csv", "id,x\n1,0\n2,0.5\n");
  check_error(folder, "bad.csv p.csv --task multilabel", 1, {"bad.csv, row 2, column x", "0.5"});
  write_bytes(folder / "d.csv", "id,joy,fear,calm\n1,.5,.25,.25\n2,.25,.25,.5\n");
  write_bytes(folder / "e.csv", "calm,joy,fear,id\n.5,.25,.25,1\n.5,.25,.5,2\n");
  check_error(folder, "d.csv e.csv --task distribution", 1, {"e.csv, row 2", "the prediction"});
  check_error(folder, "e.csv d.csv --task distribution", 1, {"e.csv, row 2", "the truth"});
  write_bytes(folder / "g.csv", "joy,fear,calm\n0,1,1\n1,0,1\n");
  check_error(folder, "d.csv d.csv --task distribution --ground g.csv", 1,
              {"g.csv, row 1, column joy", "\"0\"", "expected each class"});
  write_bytes(folder / "g.csv", "joy,fear,calm\n0,1,1\n");
  check_error(folder, "d.csv d.csv --task distribution --ground g.csv", 1, {"g.csv", "1 rows"});
  write_bytes(folder / "g.csv", "joy,fear,calm\n0,1,1\n1,0,1\n1,1,2\n");
  check_error(folder, "d.csv d.csv --task distribution --ground g.csv", 1,
              {"g.csv, row 3, column calm", "expected 0"});
  check_error(folder, "d.csv d.csv --task distribution --ground odd.csv", 1, {"odd.csv"});

  // Probabilities beside a label: of a class that never occurs too, with the place of a bad row.
  write_bytes(folder / "l.csv", "id,label,joy,fear,calm\n1,joy,.5,.25,.25\n2,joy,.25,.25,.5\n");
  const Json found = report(folder, "t.csv l.csv --task classification --columns label");
  CHECK(agrees(found["metrics"]["brier"], (0.375 + 0.875) / 2));
  CHECK(found["metrics"]["accuracy"] == 0.5);
  write_bytes(folder / "l.csv", "id,label,joy,fear,calm\n1,joy,.5,.25,.25\n2,joy,.25,.25,.75\n");
  check_error(folder, "t.csv l.csv --task classification --columns label", 1, {"l.csv, row 2"});
}
