#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/affect/model.hpp>
#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/data/affectnet.hpp>
#include <tonewheel/dataset/relabel.hpp>

#include "relabel/command_line.hpp"
#include "support/apart.hpp"
#include "support/program.hpp"
#include "support/stamp.hpp"
#include "support/threads.hpp"

/// From the command line to what the library is asked to do.
namespace relabelling {

using program::TableStamp;

inline std::optional<Prior> load_prior(const CommandLine& line, std::vector<TableStamp>& tables) {
  if (line.prior.empty() || line.prior == "column" || line.prior == "column-floor") {
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
    throw program::WrongUse("--prior: found " + shown(line.prior) +
                            ", expected uniform, affectnet, column, column-floor or a file");
  }
  const std::string bytes = read_small_file(line.prior);
  tables.push_back({line.prior, sha256(bytes)});
  return Prior::from_table(Table::parse(bytes, line.prior));
}

/// Refuses options that would change nothing.
inline void require_effect(const CommandLine& line, const RelabelOptions& options,
                           const FormatPair& pair) {
  const auto refuse = [](const std::string& option, const std::string& why) {
    throw program::WrongUse(option + " has no effect here: " + why);
  };
  const bool wants_label =
      options.prior_from_labels || options.dominance_from == DominanceFrom::label;
  if (line.columns.label && !wants_label) {
    refuse("--label", "labels are read for --prior column and --dominance-from label alone");
  }
  if (pair.input == Format::npy || pair.input == Format::affectnet) {
    const std::string why =
        pair.input == Format::npy
            ? "an array has columns without names, in the order of the scale (--scale "
              "min:max:neutral:order)"
            : "the files of AffectNet are known by their names";
    for (const auto& [option, given] :
         {std::pair<const char*, bool>{"--valence", line.columns.valence.has_value()},
          {"--arousal", line.columns.arousal.has_value()},
          {"--dominance", line.columns.dominance.has_value()},
          {"--label", line.columns.label.has_value()}}) {
      if (given) {
        refuse(option, why);
      }
    }
  }
  if (line.digits && pair.output == Format::npy) {
    refuse("--digits", "an array holds numbers as they are (--precision)");
  }
  if (line.digits && pair.output == Format::affectnet) {
    refuse("--digits", "the layout of AffectNet has decimals of its own");
  }
}

/// What the library is asked to do. Throws WrongUse on options that do not fit.
inline RelabelOptions options_of(const CommandLine& line, const Space& space,
                                 std::vector<TableStamp>& tables, std::vector<std::string>& notes) {
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
  options.floor_absent_classes = line.prior == "column-floor";
  options.prior_from_labels = line.prior == "column" || options.floor_absent_classes;
  options.scale = program::checked([&] { return parse_scale(line.scale); });
  options.columns = line.columns;
  options.dominance_from = dominance.at(line.dominance_from);
  if (!line.format.empty()) {
    options.format = formats.at(line.format);
  }
  options.quoting = line.quoting;
  options.precision =
      line.precision == "float" ? Precision::float_precision : Precision::double_precision;
  options.digits = line.digits.value_or(default_digits);
  options.top = line.top;
  if (!line.doubt.empty()) {
    options.doubt = program::checked([&] { return parse_doubt_columns(line.doubt); });
  }
  options.out_of_range = policies.at(line.out_of_range);
  options.threads = program::threads_of(line.threads, notes);
  if (!line.shard.empty()) {
    options.shard = program::checked([&] { return parse_shard(line.shard); });
  }
  if (options.dominance_from != DominanceFrom::none && options.columns.dominance) {
    throw program::WrongUse("--dominance and --dominance-from exclude each other");
  }
  if (options.prior_from_labels && line.input == "-") {
    throw program::WrongUse("--prior " + line.prior + " reads the input twice, which - cannot do");
  }
  const FormatPair pair = choose_formats(line.input, line.output, options.format);
  if (options.top != 0 && (pair.output == Format::npy || pair.output == Format::affectnet)) {
    throw program::WrongUse("--top has a place in csv and tsv only");
  }
  if (options.doubt.count() != 0 &&
      (pair.output == Format::npy || pair.output == Format::affectnet)) {
    throw program::WrongUse("--doubt has a place in csv and tsv only");
  }
  require_effect(line, options, pair);
  if (pair.output == Format::affectnet && line.output == "-") {
    throw program::WrongUse("the affectnet layout is a folder, found -");
  }
  return options;
}

/// Refuses an output that is read too.
inline void require_apart(const CommandLine& line) {
  program::require_apart({{"INPUT", line.input},
                          {"--space", line.space.space},
                          {"--norms", line.space.norms},
                          {"--prior", line.prior}},
                         {{"--output", line.output}, {"--json", line.json}});
  if (line.json == "-" && line.output == "-") {
    throw program::WrongUse("--json and --output are the same");
  }
}

}  // namespace relabelling
