#pragma once

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "fit/command_line.hpp"
#include "support/apart.hpp"
#include "support/program.hpp"

/// Options that do not go together.
namespace fit_program {

/// Throws WrongUse on them, with what goes.
inline void require_sense(const CommandLine& line) {
  const auto refuse = [](const std::string& what) { throw program::WrongUse(what); };
  if (line.folds != 0 && !(line.folds >= 2 && line.folds <= 1000)) {
    refuse("--folds: found " + std::to_string(line.folds) + ", expected 0 or 2 to 1000");
  }
  if (line.folds == 0 && line.judge.empty()) {
    for (const auto& [option, given] :
         {std::pair<const char*, bool>{"--group", !line.group.empty()},
          {"--seed", line.seed.has_value()},
          {"--judge-rows", line.judge_rows.has_value()}}) {
      if (given) {
        refuse(std::string(option) +
               " has no effect where nothing is judged: found --folds 0 without --judge");
      }
    }
  }
  if (!line.rater_scale.empty() && !std::filesystem::exists(line.rater_variance)) {
    refuse("--rater-scale goes with --rater-variance FILE");
  }
  if (line.votes_are != "guess" && line.votes.empty()) {
    refuse("--votes-are goes with --votes");
  }
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
    if (line.shrink != "none") {
      refuse("--unlabelled em has no shrinkage, found --shrink " + line.shrink);
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
  if (program::same_file(line.judge, line.input)) {
    refuse(
        "--judge: found DATA itself, expected rows that the space was not fitted to (folds judge "
        "those of DATA without --judge)");
  }
  if (line.judge == "-" && line.input == "-") {
    refuse("DATA and --judge are both -, expected one of them a file");
  }
  const auto inside = [&](const std::string& output) {
    return line.is_folder() && !output.empty() && output != "-" &&
           !program::full_path(output)
                .lexically_relative(program::full_path(line.input))
                .string()
                .starts_with("..");
  };
  program::require_apart({{"DATA", line.input},
                          {"--points", line.points},
                          {"--judge", line.judge},
                          {"--base", line.base},
                          {"--prior", line.prior},
                          {"--rater-variance", line.rater_variance}},
                         {{"--output", line.output}, {"--json", line.json}});
  for (const auto& [option, output] :
       {std::pair<const char*, const std::string&>{"--output", line.output},
        {"--json", line.json}}) {
    if (inside(output)) {
      refuse(std::string(option) + ": " + output + " is read too and would be overwritten");
    }
  }
  if (line.json == "-" && line.output == "-") {
    refuse("--json and --output are the same");
  }
}

}  // namespace fit_program
