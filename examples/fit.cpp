// tonewheel-fit: rated points that people labelled go in, a space learned from them comes out, and
// what it is worth is said.

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <tonewheel/affect/em.hpp>
#include <tonewheel/affect/fit.hpp>
#include <tonewheel/affect/rater_variance.hpp>
#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/training_moments.hpp>
#include <tonewheel/evaluate/judge_fit.hpp>

#include "fit/command_line.hpp"
#include "fit/report_json.hpp"
#include "fit/rows.hpp"
#include "support/choose_space.hpp"
#include "support/files.hpp"
#include "support/heap.hpp"
#include "support/program.hpp"
#include "support/stamp.hpp"

namespace {

using namespace tonewheel;
using namespace fit_program;
using program::TableStamp;

/// All that the options say beside the rows.
struct Settings {
  Scale scale;
  std::size_t threads = 1;
  std::optional<program::ChosenSpace> base;
  FitOptions fit;
  JudgeOptions judge;
  std::vector<TableStamp> tables;
  std::vector<std::string> notes;
};

/// What was fitted, and what it is worth.
struct Result {
  FittedSpace fitted;
  std::optional<FitReport> report;
  std::optional<EmFit> em;
  std::optional<FitReport> second;  ///< of --judge
};

void require_sense(const CommandLine& line) {
  const auto refuse = [](const std::string& what) { throw program::WrongUse(what); };
  if (line.folds == 0 && (line.temperature != "none" || line.shrink == "auto")) {
    refuse("--temperature and --shrink auto are chosen by folds, found --folds 0");
  }
  if (line.is_folder() &&
      (!line.label.empty() || !line.votes.empty() || !line.raters.empty() || line.is_long() ||
       !line.weights.empty() || line.columns.valence || line.columns.arousal ||
       line.columns.dominance || line.scale != "unit")) {
    refuse("--format affectnet-plus knows its labels, points and scale: they cannot be named");
  }
  if (!line.is_folder() && line.labels != "soft") {
    refuse("--labels goes with --format affectnet-plus");
  }
  if (!line.is_folder() && std::filesystem::is_directory(line.input)) {
    refuse("DATA is a folder: --format affectnet-plus reads one of AffectNet+");
  }
  if (line.unlabelled == "em") {
    if (!line.votes.empty() || !line.raters.empty() || line.is_long() ||
        (line.is_folder() && line.labels == "soft")) {
      refuse("--unlabelled em goes with one label a row, found votes");
    }
    if (line.temperature != "none" || line.rater_variance != "off" || line.prior == "balanced" ||
        line.small == "drop") {
      refuse(
          "--unlabelled em looks for the likeliest Gaussians: it goes with --temperature none, "
          "--rater-variance off, --small error or pool and any --prior but balanced");
    }
  }
  if (!line.judge.empty() && !line.points.empty()) {
    refuse("--judge goes with points that stand in the table itself, found --points");
  }
  if (line.judge == "-" && line.input == "-") {
    refuse("DATA and --judge are both -, expected one of them a file");
  }
  const auto same = [](const std::string& a, const std::string& b) {
    std::error_code ignored;
    return a != "-" && b != "-" && (a == b || std::filesystem::equivalent(a, b, ignored));
  };
  for (const auto& [option, output] :
       {std::pair<const char*, const std::string&>{"--output", line.output},
        {"--json", line.json}}) {
    for (const std::string* input :
         {&line.input, &line.points, &line.judge, &line.base, &line.prior, &line.rater_variance}) {
      if (!output.empty() && !input->empty() && same(output, *input)) {
        refuse(std::string(option) + ": " + output + " is read too and would be overwritten");
      }
    }
  }
  if (!line.json.empty() &&
      (same(line.json, line.output) || (line.json == "-" && line.output == "-"))) {
    refuse("--json and --output are the same");
  }
}

/// "auto", or "pooled=X,base=Y" of which one may be left out.
void read_shrinkage(const CommandLine& line, Settings& settings) {
  if (line.shrink == "none") {
    return;
  }
  if (line.shrink == "auto") {
    settings.judge.choose_shrinkage = true;
    return;
  }
  std::vector<std::string_view> parts;
  split_fields(line.shrink, ',', parts);
  for (const std::string_view part : parts) {
    const auto equal = part.find('=');
    const std::string_view what = trim(part.substr(0, equal));
    const auto value =
        equal == std::string_view::npos ? std::nullopt : parse_number(part.substr(equal + 1));
    if ((what != "pooled" && what != "base") || !value || !(*value >= 0) ||
        !std::isfinite(*value)) {
      throw program::WrongUse("--shrink: found " + shown(line.shrink) +
                              ", expected none, auto or pooled=X,base=Y with rows >= 0");
    }
    (what == "pooled" ? settings.fit.shrinkage.pooled : settings.fit.shrinkage.base) = *value;
  }
  if (settings.fit.shrinkage.base > 0 && line.base.empty()) {
    throw program::WrongUse("--shrink base=Y draws towards a space: name it by --space");
  }
}

/// One rater's variance from a file of single ratings.
Vad rater_variance_of(const CommandLine& line, Settings& settings) {
  const std::string& path = line.rater_variance;
  const RecordSource source(path);
  const std::vector<std::string> header = source.open()->columns();
  std::string key = header.front();
  for (const std::string& each : header) {
    const std::string lower = lower_ascii(each);
    if (lower == "item" || lower == "id") {
      key = each;
      break;
    }
  }
  const TrainingRecords records(source, {.scale = settings.scale,
                                         .columns = line.columns,
                                         .wants_labels = false,
                                         .keys = {key},
                                         .out_of_range = out_of_range_of(line),
                                         .threads = settings.threads});
  const Scale unit("unit", {AxisRange{}, AxisRange{}, AxisRange{}}, Scale().order(),
                   records.has_dominance() ? 3 : 2);
  RaterVariance ratings(unit);
  const TrainingTally tally = records.pass([&](const TrainingRecordBlock& block) {
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
      ratings.add(records.key_names(0)[block.keys[i]], block.rows.points[i]);
    }
  });
  if (ratings.degrees() == 0) {
    throw Error({path, 0, key},
                "no item has two ratings, expected some (the items' column is " + key + ")");
  }
  const Vad variance = ratings.variance();
  settings.tables.push_back({path, program::sha256_of(path)});
  settings.notes.push_back(fmt::format(
      "one rater's variance on the unit scale is {:.4f}, {:.4f}, {:.4f}: {} ratings of {} items "
      "(column {}), {} rows left out",
      variance.valence, variance.arousal, variance.dominance, ratings.n(), ratings.items(), key,
      tally.faults.total_skipped()));
  return variance;
}

/// A number from 100, or all: 0.
std::size_t judge_rows_of(const CommandLine& line) {
  if (line.judge_rows == "all") {
    return 0;
  }
  const auto rows = parse_number(line.judge_rows);
  if (!rows || !(*rows >= 100 && *rows <= 1e15) || *rows != std::floor(*rows)) {
    throw program::WrongUse("--judge-rows: found " + shown(line.judge_rows) +
                            ", expected a whole number from 100, or all");
  }
  return static_cast<std::size_t>(*rows);
}

Settings settings_of(const CommandLine& line) {
  Settings settings;
  settings.scale = program::checked([&] { return parse_scale(line.scale); });
  settings.threads =
      line.threads != 0 ? line.threads : std::max(1U, std::thread::hardware_concurrency());
  if (!line.base.empty()) {
    program::SpaceChoice choice;
    choice.space = line.base;
    settings.base = program::choose_space(choice);
    settings.tables = settings.base->tables;
    settings.notes = settings.base->notes;
  }
  FitOptions& fit = settings.fit;
  fit.covariance = line.covariance == "diagonal" ? FitCovariance::diagonal
                   : line.covariance == "pooled" ? FitCovariance::pooled
                                                 : FitCovariance::full;
  fit.min_rows = line.min_rows;
  fit.small = line.small == "pool"   ? SmallClass::pool
              : line.small == "drop" ? SmallClass::drop
                                     : SmallClass::error;
  fit.name = line.output == "-" ? "fitted" : std::filesystem::path(line.output).stem().string();
  read_shrinkage(line, settings);
  if (line.prior == "balanced" || line.prior == "uniform") {
    fit.prior = line.prior == "balanced" ? FitPrior::balanced : FitPrior::uniform;
  } else if (line.prior != "counted") {
    if (!std::filesystem::exists(line.prior)) {
      throw program::WrongUse("--prior: found " + shown(line.prior) +
                              ", expected counted, balanced, uniform or a file");
    }
    const std::string bytes = read_small_file(line.prior);
    settings.tables.push_back({line.prior, sha256(bytes)});
    fit.prior = FitPrior::given;
    fit.given = Prior::from_table(Table::parse(bytes, line.prior));
  }
  fit.rater_variance = line.rater_variance != "off" && std::filesystem::exists(line.rater_variance)
                           ? rater_variance_of(line, settings)
                           : program::parse_rater_variance(line.rater_variance);
  JudgeOptions& judge = settings.judge;
  judge.folds = line.folds;
  judge.seed = line.seed;
  judge.halves.seed = line.seed;
  judge.most_rows = judge_rows_of(line);
  judge.choose_temperature = line.temperature != "none";
  judge.temperature_kind =
      line.temperature == "each" ? TemperatureKind::each : TemperatureKind::one;
  if (line.folds != 0 || !line.judge.empty()) {
    for (const std::string& each : shipped_space_names()) {
      judge.spaces.push_back(shipped_space(each));
    }
    const std::vector<std::string> names = shipped_space_names();
    if (settings.base &&
        std::find(names.begin(), names.end(), settings.base->space.name) == names.end()) {
      judge.spaces.push_back(settings.base->space);
    }
  }
  return settings;
}

/// Fits to rows that are all labelled, or to those that are.
void fit_rows(const CommandLine& line, const TrainingRows& rows, Settings& settings,
              Result& result) {
  if (!rows.has_dominance()) {
    settings.fit.rater_variance.dominance = 0;
  }
  if (line.folds == 0) {
    result.fitted = fit(gather_moments(rows).moments, settings.fit);
    return;
  }
  result.report = judge_fit(rows, settings.fit, settings.judge);
  result.fitted = result.report->fitted.value();
  if (result.report->better_than_frequencies() != Verdict::yes && line.shrink != "auto") {
    settings.notes.push_back(
        "few rows make classes that are too sure of themselves: --shrink auto, --covariance pooled "
        "and --temperature one are the ways to calm them");
  }
}

/// Lets rows without labels have their say.
void learn_unlabelled(const CommandLine& line, const TrainingRows& rows, const Settings& settings,
                      Result& result) {
  const LabelledPass pass = [&](const ConsumeLabelled& consume) {
    rows.pass([&](const TrainingBlock& block) {
      for (std::size_t i = 0; i < block.size(); ++i) {
        consume(block.points[i], block.labels[i], block.weights.empty() ? 1 : block.weights[i]);
      }
    });
  };
  static_assert(no_label == unlabelled);
  result.em = em(pass, result.fitted.space,
                 {.covariance = settings.fit.covariance,
                  .prior = settings.fit.prior,
                  .given = settings.fit.given,
                  .min_rows = line.min_rows,
                  .name = settings.fit.name});
  result.fitted.space = result.em->space;
  const EmFit& em = *result.em;
  result.fitted.notes.push_back(fmt::format(
      "EM of {} rows with a label and {} without: {} in {} steps{}", em.labelled, em.unlabelled,
      em.converged()                       ? "converged"
      : em.outcome == EmOutcome::collapsed ? "stopped, for a class collapsed"
                                           : "did not converge",
      em.log_likelihoods.size() - 1, em.note.empty() ? "" : ", " + em.note));
  if (result.report) {
    result.fitted.notes.push_back(
        "the report judges the space of the labelled rows, which EM started from");
  }
}

/// The second table: judged as it is, and with the frequencies of its classes as its points alone
/// tell them.
void judge_second(const Settings& settings, const OpenedRows& second, Result& result) {
  JudgeOptions options = settings.judge;
  options.estimate_prior = true;
  result.second = judge(second.get(), result.fitted.space, options);
}

void print_tally(const std::string& path, const TrainingTally& tally, bool keeps_unlabelled) {
  fmt::print(stderr, "{}: {} rows read, {} used", path == "-" ? "standard input" : path,
             tally.rows_read, tally.rows_used);
  const auto print = [](const std::string& what, const RowTally& rows) {
    if (rows.count() != 0) {
      fmt::print(stderr, "; {} {} (first: row {})", rows.count(), what, rows.first_rows().front());
    }
  };
  for (std::size_t i = 1; i < fault_kinds; ++i) {
    const auto fault = static_cast<Fault>(i);
    print("left out as " + std::string(name(fault)), tally.faults[fault]);
  }
  print("clipped", tally.faults.clipped);
  print(keeps_unlabelled ? "without a label" : "left out without a label", tally.unlabelled);
  if (tally.blank_lines != 0) {
    fmt::print(stderr, "; blank lines passed over: {}", tally.blank_lines);
  }
  fmt::print(stderr, "\n");
  std::string guessed;
  for (const std::string& guess : tally.guesses) {
    guessed += (guessed.empty() ? "" : ", ") + guess;
  }
  if (!guessed.empty()) {
    fmt::print(stderr, "note: guessed {}\n", guessed);
  }
  for (const std::string& note : tally.notes) {
    fmt::print(stderr, "note: {}\n", note);
  }
}

/// The checksum of what was read.
TableStamp stamp_of(const std::string& path, const OpenedRows& rows) {
  if (rows.bytes() != nullptr) {
    return {path, sha256(*rows.bytes())};
  }
  return {path, path == "-" ? "not known: read once" : program::sha256_of(path)};
}

Json to_json(const CommandLine& line, const Settings& settings, const OpenedRows& rows,
             const OpenedRows* second, const Result& result) {
  const bool keeps = line.unlabelled == "em";
  Json json{{"input", line.input}, {"output", line.output}};
  json["data"] = fit_program::to_json(rows.tally(), keeps);
  json["space"] = fit_program::to_json(result.fitted.space);
  json["fit"] = {{"notes", result.fitted.notes}, {"dropped", result.fitted.dropped}};
  json["notes"] = settings.notes;
  json["judged"] = result.report ? fit_program::to_json(*result.report) : Json();
  json["em"] = result.em ? Json{{"labelled", result.em->labelled},
                                {"unlabelled", result.em->unlabelled},
                                {"converged", result.em->converged()},
                                {"log_likelihoods", result.em->log_likelihoods},
                                {"note", result.em->note}}
                         : Json();
  std::vector<TableStamp> tables{stamp_of(line.input, rows)};
  if (!line.points.empty()) {
    tables.push_back({line.points, program::sha256_of(line.points)});
  }
  json["second"] = Json();
  if (second != nullptr) {
    tables.push_back(stamp_of(line.judge, *second));
    json["second"] = {{"input", line.judge},
                      {"data", fit_program::to_json(second->tally(), keeps)},
                      {"judged", fit_program::to_json(*result.second)}};
  }
  tables.insert(tables.end(), settings.tables.begin(), settings.tables.end());
  const std::string layout = line.is_folder()       ? "affectnet-plus " + line.labels
                             : !line.votes.empty()  ? "votes"
                             : !line.raters.empty() ? "raters"
                             : line.is_long()       ? "long"
                                                    : "label";
  json["stamp"] = program::stamp("fit/" + line.covariance + "/" + line.prior, tables,
                                 {{"labels", layout},
                                  {"scale", settings.scale.name()},
                                  {"covariance", line.covariance},
                                  {"space", line.base.empty() ? Json() : Json(line.base)},
                                  {"shrink", line.shrink},
                                  {"prior", line.prior},
                                  {"min_rows", line.min_rows},
                                  {"small", line.small},
                                  {"rater_variance", line.rater_variance},
                                  {"temperature", line.temperature},
                                  {"weights", line.weights},
                                  {"group", line.group},
                                  {"folds", line.folds},
                                  {"seed", line.seed},
                                  {"judge_rows", line.judge_rows},
                                  {"out_of_range", line.out_of_range},
                                  {"unlabelled", line.unlabelled}});
  return json;
}

void print_summary(const CommandLine& line, const Settings& settings, const OpenedRows& rows,
                   const OpenedRows* second, const Result& result) {
  const bool keeps = line.unlabelled == "em";
  if (result.report) {
    fmt::print(stderr, "{}\n", report_text(*result.report));
  } else {
    fmt::print(stderr, "{} classes fitted, not judged (--folds 0)\n",
               result.fitted.space.classes.size());
  }
  if (result.second) {
    fmt::print(stderr, "On {}:\n{}\n", line.judge, report_text(*result.second));
  }
  print_tally(line.input, rows.tally(), keeps);
  if (second != nullptr) {
    print_tally(line.judge, second->tally(), keeps);
  }
  for (const std::vector<std::string>* notes : {&settings.notes, &result.fitted.notes}) {
    for (const std::string& note : *notes) {
      fmt::print(stderr, "note: {}\n", note);
    }
  }
}

/// Runs a call; an Error of the data says which option helps.
template <class Call>
auto with_hint(const CommandLine& line, Call call) {
  try {
    return call();
  } catch (const Error& error) {
    const std::string what = error.what();
    bool fault = false;
    for (std::size_t i = 1; i < fault_kinds; ++i) {
      fault = fault || what.find(": " + std::string(name(static_cast<Fault>(i))) + ": found") !=
                           std::string::npos;
    }
    if (!fault || line.out_of_range != "error") {
      throw;
    }
    throw Error(what +
                "\n(--scale names the range of the points; --out-of-range skip or clip lets such "
                "rows pass, counted)");
  }
}

int run(const CommandLine& line) {
  require_sense(line);
  Settings settings = settings_of(line);
  settings.fit.base = settings.base ? &settings.base->space : nullptr;
  OutputFile output(line.output);  // refused before all work where it cannot be written
  Result result;
  const std::vector<std::string> given =
      settings.base ? settings.base->space.names() : std::vector<std::string>();
  const OpenedRows rows = with_hint(line, [&] {
    OpenedRows opened = open_rows(line, line.input, settings.scale, settings.threads, given, false);
    fit_rows(line, opened.get(), settings, result);
    return opened;
  });
  if (line.unlabelled == "em") {
    learn_unlabelled(line, rows.get(), settings, result);
  }
  std::optional<OpenedRows> second;
  if (!line.judge.empty()) {
    second = with_hint(line, [&] {
      OpenedRows opened = open_rows(line, line.judge, settings.scale, settings.threads,
                                    result.fitted.space.names(), true);
      judge_second(settings, opened, result);
      return opened;
    });
  }
  const OpenedRows* const judged = second ? &*second : nullptr;
  const std::string csv = space_to_csv(result.fitted.space);
  if (!line.quiet) {
    print_summary(line, settings, rows, judged, result);
  }
  output.write(csv);
  if (!line.json.empty()) {
    program::write_file(line.json, to_json(line, settings, rows, judged, result).dump(2) + "\n");
  }
  output.commit();
  return program::done;
}

}  // namespace

int main(int argc, char** argv) {
  program::ready_heap();
  CommandLine line;
  CLI::App app(
      "Learns a space from points of valence, arousal and dominance that people labelled, and says "
      "what it is worth.",
      "tonewheel-fit");
  declare(app, line);
  return program::start(app, argc, argv, [&] { return run(line); });
}
