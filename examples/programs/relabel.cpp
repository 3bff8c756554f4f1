// tonewheel-relabel: a data set annotated with valence, arousal and dominance goes in, every row
// comes out described as probabilities of emotions.

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <tonewheel/affect/model.hpp>
#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/data/affectnet.hpp>
#include <tonewheel/dataset/fixed_decimal.hpp>
#include <tonewheel/dataset/output_file.hpp>
#include <tonewheel/dataset/relabel.hpp>

#include "relabel/doubt.hpp"
#include "support/choose_space.hpp"
#include "support/heap.hpp"
#include "support/program.hpp"
#include "support/progress.hpp"
#include "support/stamp.hpp"

namespace {

using namespace tonewheel;
using program::Json;

constexpr const char* examples = R"(Examples:
  tonewheel-relabel emobank.csv -o out.csv --scale emobank
  tonewheel-relabel affectnet/ -o ranks/ --space fused14 --scale affectnet --out-of-range skip
  tonewheel-relabel points.npy -o p.npy --precision float
  tonewheel-relabel va.csv -o - --dominance-from conditional --top 3 --json report.json
  tonewheel-relabel emobank.csv -o out.csv --scale emobank --space goemotions --norms warriner.csv
  tonewheel-relabel emobank.csv -o paper.csv --scale emobank --space universal-2602

The default space basic8 has AffectNet's eight classes where people rated their words (the Glasgow
Norms); universal-2602 is the table of arXiv 2602.06778. Files of a space: columns class,valence
mean,valence std,arousal mean,arousal std[,dominance mean,dominance std][,rho va,rho vd,rho ad]
[,prior][,n][,valence rater variance,...][,temperature][,scale][,source]; or one column label.

Scales: unit [-1,1], affectnet (VA), emobank 1..5, warriner and anew 1..9, nrc 0..1, w2v2 0..1 (A, D, V
order), msp-podcast 1..7, iemocap 1..5, emotic 1..10, or min:max:neutral[:order].
Exit status: 0 done (rows that --out-of-range let pass are counted), 1 faulty data or system, 2 wrong use.)";

/// The command line as given.
struct CommandLine {
  std::string input;
  std::string output;
  program::SpaceChoice space;
  std::string covariance = "own";
  std::string repair = "floor";
  std::string prior;
  std::string scale = "unit";
  std::string dominance_from = "none";
  std::string format;
  std::string precision = "double";
  std::string out_of_range = "error";
  std::string shard = "1/1";
  std::string json;
  std::string doubt;
  ColumnChoice columns;
  int digits = 6;
  std::size_t top = 0;
  std::size_t threads = 0;
  bool quiet = false;
};

void declare(CLI::App& app, CommandLine& line) {
  app.footer(examples);
  app.add_option("INPUT", line.input, "CSV, TSV, .npy, an AffectNet folder, or - (stdin)")
      ->required();
  app.add_option("-o,--output", line.output, "file, folder (affectnet), or - (stdout)")->required();
  program::declare_space(app, line.space);
  app.add_option("--covariance", line.covariance,
                 "axes independent (diagonal), with the space's correlations (full), or with them "
                 "where they are all sound (own)")
      ->check(CLI::IsMember({"own", "diagonal", "full"}))
      ->capture_default_str();
  app.add_option("--repair", line.repair, "of covariances that are not positive definite")
      ->check(CLI::IsMember({"floor", "nearest"}))
      ->capture_default_str();
  app.add_option(
      "--prior", line.prior,
      "uniform, affectnet, FILE.csv (class,prior or class,count) or column (counted from "
      "the labels) [the space's own, else uniform]");
  app.add_option("--scale", line.scale, "a preset or min:max:neutral")->capture_default_str();
  app.add_option("--valence", line.columns.valence, "column name [guessed]");
  app.add_option("--arousal", line.columns.arousal, "column name [guessed]");
  app.add_option("--dominance", line.columns.dominance, "column name [guessed]");
  app.add_option("--label", line.columns.label, "column name [guessed]");
  app.add_option("--dominance-from", line.dominance_from,
                 "estimate dominance from valence and arousal")
      ->check(CLI::IsMember({"none", "conditional", "posterior", "label"}))
      ->capture_default_str();
  app.add_option("--format", line.format, "where a name's ending does not tell")
      ->check(CLI::IsMember({"csv", "tsv", "npy", "affectnet"}));
  app.add_option("--precision", line.precision, "of the arithmetic")
      ->check(CLI::IsMember({"double", "float"}))
      ->capture_default_str();
  app.add_option("--digits", line.digits, "decimals; 17: reads back to the same number")
      ->check(CLI::Range(0, shortest_digits))
      ->capture_default_str();
  app.add_option("--top", line.top, "add the N likeliest emotions")->capture_default_str();
  app.add_option("--doubt", line.doubt, program::doubt_help);
  app.add_option("--out-of-range", line.out_of_range,
                 "values that cannot be used: stop, leave the row out, or clip to the range")
      ->check(CLI::IsMember({"error", "skip", "clip"}))
      ->capture_default_str();
  app.add_option("--threads", line.threads, "0: one for each core; the output is the same")
      ->capture_default_str();
  app.add_option("--shard", line.shard, "i/n: the i-th of n parts; outputs concatenate");
  app.add_flag("--quiet", line.quiet, "no notes, no progress, no summary");
  app.add_option("--json", line.json, "write a report");
}

std::optional<Prior> load_prior(const CommandLine& line, std::vector<program::TableStamp>& tables) {
  if (line.prior.empty() || line.prior == "column") {
    return std::nullopt;
  }
  if (line.prior == "uniform") {
    return Prior::uniform();
  }
  if (line.prior == "affectnet") {
    tables.push_back({std::string(data::affectnet.name), std::string(data::affectnet.sha256)});
    return Prior::affectnet();
  }
  if (!std::filesystem::exists(line.prior)) {
    throw program::WrongUse("prior: found " + shown(line.prior) +
                            ", expected uniform, affectnet, column or a file");
  }
  const std::string bytes = read_small_file(line.prior);
  tables.push_back({line.prior, sha256(bytes)});
  return Prior::from_table(Table::parse(bytes, line.prior));
}

RelabelOptions options_of(const CommandLine& line, const Space& space,
                          std::vector<program::TableStamp>& tables) {
  static const std::map<std::string, DominanceFrom> dominance{
      {"none", DominanceFrom::none},
      {"conditional", DominanceFrom::conditional},
      {"posterior", DominanceFrom::posterior},
      {"label", DominanceFrom::label}};
  static const std::map<std::string, OutOfRange> policies{
      {"error", OutOfRange::error}, {"skip", OutOfRange::skip}, {"clip", OutOfRange::clip}};
  static const std::map<std::string, Format> formats{{"csv", Format::csv},
                                                     {"tsv", Format::tsv},
                                                     {"npy", Format::npy},
                                                     {"affectnet", Format::affectnet}};
  RelabelOptions options;
  options.space = space;
  options.model.covariance = line.covariance == "full"       ? CovarianceKind::full
                             : line.covariance == "diagonal" ? CovarianceKind::diagonal
                                                             : CovarianceKind::own;
  options.model.repair = line.repair == "nearest" ? Repair::nearest : Repair::floor;
  options.model.prior = load_prior(line, tables);
  options.prior_from_labels = line.prior == "column";
  options.scale = program::checked([&] { return parse_scale(line.scale); });
  options.columns = line.columns;
  options.dominance_from = dominance.at(line.dominance_from);
  if (!line.format.empty()) {
    options.format = formats.at(line.format);
  }
  options.precision =
      line.precision == "float" ? Precision::float_precision : Precision::double_precision;
  options.digits = line.digits;
  options.top = line.top;
  if (!line.doubt.empty()) {
    options.doubt = program::checked([&] { return parse_doubt_columns(line.doubt); });
  }
  options.out_of_range = policies.at(line.out_of_range);
  options.threads =
      line.threads != 0 ? line.threads : std::max(1U, std::thread::hardware_concurrency());
  options.shard = program::checked([&] { return parse_shard(line.shard); });
  if (options.dominance_from != DominanceFrom::none && options.columns.dominance) {
    throw program::WrongUse("--dominance and --dominance-from exclude each other");
  }
  if (options.prior_from_labels && line.input == "-") {
    throw program::WrongUse("--prior column reads the input twice, which - cannot do");
  }
  const FormatPair pair = choose_formats(line.input, line.output, options.format);
  if (options.top != 0 && (pair.output == Format::npy || pair.output == Format::affectnet)) {
    throw program::WrongUse("--top has a place in csv and tsv only");
  }
  if (options.doubt.count() != 0 &&
      (pair.output == Format::npy || pair.output == Format::affectnet)) {
    throw program::WrongUse("--doubt has a place in csv and tsv only");
  }
  if (pair.output == Format::affectnet && line.output == "-") {
    throw program::WrongUse("the affectnet layout is a folder, found -");
  }
  return options;
}

Json to_json(const RowTally& tally) {
  return {{"rows", tally.n()}, {"first", tally.first_rows()}};
}

Json to_json(const RelabelReport& report, const CommandLine& line, const RelabelOptions& options,
             const program::ChosenSpace& chosen, const std::vector<program::TableStamp>& tables) {
  Json skipped = Json::object();
  for (std::size_t i = 1; i < fault_kinds; ++i) {
    const auto fault = static_cast<Fault>(i);
    skipped[std::string(name(fault))] = to_json(report.faults[fault]);
  }
  Json mass = Json::object();
  Json priors = Json::object();
  for (std::size_t k = 0; k < report.classes.size(); ++k) {
    mass[report.classes[k]] = report.mean_mass[k];
    priors[report.classes[k]] = report.priors[k];
  }
  Json repaired = Json::array();
  for (const RepairNote& note : report.repaired) {
    repaired.push_back(
        {{"class", note.class_name}, {"smallest_eigenvalue", note.smallest_eigenvalue}});
  }
  const std::string prior = !line.prior.empty()          ? line.prior
                            : options.space.has_priors() ? "space"
                                                         : "uniform";
  const std::string model = options.space.name + "/" + std::string(name(report.covariance)) + "/" +
                            line.repair + "/" + prior;
  Json json{{"input", line.input},
            {"output", line.output},
            {"rows",
             {{"read", report.rows_read},
              {"written", report.rows_written},
              {"skipped", report.faults.n()},
              {"blank_lines", report.blank_lines}}},
            {"skipped", std::move(skipped)},
            {"clipped", to_json(report.faults.clipped)},
            {"mean_mass", std::move(mass)},
            {"priors", std::move(priors)},
            {"space", program::to_json(chosen)},
            {"covariance", name(report.covariance)},
            {"correlations_unused", report.correlations_unused},
            {"repaired", std::move(repaired)},
            {"without_correlations", report.without_correlations},
            {"guessed", report.guesses},
            {"doubt", program::doubt_json(report, options.scale, report.has_dominance)},
            {"warnings", program::warnings_json(report.warnings)}};
  json["stamp"] = program::stamp(model, tables,
                                 {{"space", options.space.name},
                                  {"neutral", line.space.neutral},
                                  {"norms", chosen.norms},
                                  {"spread", chosen.spread ? Json(*chosen.spread) : Json()},
                                  {"applied", program::applied(chosen.space)},
                                  {"covariance", line.covariance},
                                  {"repair", line.repair},
                                  {"prior", prior},
                                  {"scale", options.scale.name()},
                                  {"dominance_from", line.dominance_from},
                                  {"input_format", name(report.formats.input)},
                                  {"output_format", name(report.formats.output)},
                                  {"precision", line.precision},
                                  {"digits", line.digits},
                                  {"top", line.top},
                                  {"doubt", options.doubt.names()},
                                  {"out_of_range", line.out_of_range},
                                  {"shard", line.shard}});
  return json;
}

void print_summary(const RelabelReport& report) {
  program::say("{} rows read, {} written", report.rows_read, report.rows_written);
  const auto print_tally = [](std::string_view what, const RowTally& tally) {
    if (tally.n() != 0) {
      program::say("; {} {} (first: row {})", tally.n(), what, tally.first_rows().front());
    }
  };
  for (std::size_t i = 1; i < fault_kinds; ++i) {
    const auto fault = static_cast<Fault>(i);
    print_tally("skipped as " + std::string(name(fault)), report.faults[fault]);
  }
  print_tally("clipped", report.faults.clipped);
  if (report.blank_lines != 0) {
    program::say("; blank lines passed over: {}", report.blank_lines);
  }
  program::say("\n");
}

/// Refuses an output that is read too.
void require_apart(const CommandLine& line) {
  for (const auto& [option, output] :
       {std::pair<const char*, const std::string&>{"--output", line.output},
        {"--json", line.json}}) {
    for (const std::string* input :
         {&line.input, &line.space.space, &line.space.norms, &line.prior}) {
      if (program::same_file(output, *input)) {
        throw program::WrongUse(std::string(option) + ": " + output +
                                " is read too and would be overwritten");
      }
    }
  }
  if (program::same_file(line.json, line.output) || (line.json == "-" && line.output == "-")) {
    throw program::WrongUse("--json and --output are the same");
  }
}

int run(const CommandLine& line) {
  require_apart(line);
  const program::ChosenSpace chosen = program::choose_space(line.space);
  std::vector<program::TableStamp> tables = chosen.tables;
  RelabelOptions options = options_of(line, chosen.space, tables);
  RelabelReport report;
  {
    program::Progress progress(line.quiet);
    if (!line.quiet) {
      options.note = [](const std::string& note) { program::say("note: {}\n", note); };
      for (const std::string& note : chosen.notes) {
        options.note(note);
      }
      if (line.prior.empty() && chosen.space.has_priors()) {
        options.note("the priors are those of the space " + chosen.space.name +
                     " (--prior uniform: every class alike)");
      }
    }
    options.progress = [&](const RelabelProgress& now) {
      progress.update(now.rows, now.position, now.total);
    };
    try {
      report = relabel(line.input, line.output, options);
    } catch (const Error& error) {
      if (error.place().row == 0 || options.out_of_range != OutOfRange::error) {
        throw;
      }
      throw Error(std::string(error.what()) +
                  "\n(--scale names the range of the data; --out-of-range skip or clip lets such "
                  "rows pass, counted)");
    }
  }
  if (!line.quiet) {
    print_summary(report);
    program::print_warnings(report.warnings);
    if (report.rows_written == 0) {
      program::say("warning: no row was written\n");
    }
  }
  if (!line.json.empty()) {
    OutputFile file(line.json);
    file.write(to_json(report, line, options, chosen, tables).dump(2) + "\n");
    file.commit();
  }
  return program::done;
}

}  // namespace

int main(int argc, char** argv) {
  program::ready_heap();
  CommandLine line;
  CLI::App app(
      "Describes every row of a data set annotated with valence, arousal and dominance as "
      "probabilities of emotions.",
      "tonewheel-relabel");
  declare(app, line);
  return program::start(app, argc, argv, [&] { return run(line); });
}
