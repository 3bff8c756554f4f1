#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <tonewheel/affect/model.hpp>
#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/data/affectnet.hpp>
#include <tonewheel/dataset/relabel.hpp>

#include "relabel/command_line.hpp"
#include "support/program.hpp"
#include "support/stamp.hpp"

/// From the command line to what the library is asked to do.
namespace relabelling {

using program::TableStamp;

inline std::optional<Prior> load_prior(const CommandLine& line, std::vector<TableStamp>& tables) {
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

/// What the library is asked to do. Throws WrongUse on options that do not fit.
inline RelabelOptions options_of(const CommandLine& line, const Space& space,
                                 std::vector<TableStamp>& tables) {
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
  if (!line.shard.empty()) {
    options.shard = program::checked([&] { return parse_shard(line.shard); });
  }
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

/// Refuses an output that is read too.
inline void require_apart(const CommandLine& line) {
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

}  // namespace relabelling
