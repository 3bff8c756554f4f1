#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/fit.hpp>
#include <tonewheel/affect/scale.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/judge_options.hpp>

#include "fit/command_line.hpp"
#include "fit/rater_scatter.hpp"
#include "support/choose_space.hpp"
#include "support/files.hpp"
#include "support/program.hpp"
#include "support/stamp.hpp"
#include "support/threads.hpp"

/// What the options ask for, read and checked.
namespace fit_program {

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
  std::optional<RaterScatter> raters;  ///< of --rater-variance FILE
  bool two_rater_variances = false;    ///< --rater-variance V,A
};

/// "auto", or "pooled=X,base=Y" of which one may be left out.
inline void read_shrinkage(const CommandLine& line, Settings& settings) {
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

/// A number from 100, or all: 0.
inline std::size_t judge_rows_of(const CommandLine& line) {
  const std::string text = line.judge_rows.value_or(default_judge_rows);
  if (text == "all") {
    return 0;
  }
  const auto rows = parse_number(text);
  if (!rows || !(*rows >= 100 && *rows <= 1e15) || *rows != std::floor(*rows)) {
    throw program::WrongUse("--judge-rows: found " + shown(text) +
                            ", expected a whole number from 100, or all");
  }
  return static_cast<std::size_t>(*rows);
}

inline Settings settings_of(const CommandLine& line) {
  Settings settings;
  settings.scale = program::checked([&] { return parse_scale(line.scale); });
  settings.threads = program::threads_of(line.threads, settings.notes);
  if (!line.base.empty()) {
    program::SpaceChoice choice;
    choice.space = line.base;
    settings.base = program::choose_space(choice);
    settings.tables = settings.base->tables;
    settings.notes.insert(settings.notes.end(), settings.base->notes.begin(),
                          settings.base->notes.end());
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
  if (line.rater_variance != "off" && std::filesystem::exists(line.rater_variance)) {
    settings.raters = read_rater_scatter(line, settings.scale, settings.threads);
    settings.tables.push_back({line.rater_variance, program::stamp_sha256(line.rater_variance)});
    fit.rater_variance = settings.raters->variance;
  } else {
    fit.rater_variance =
        program::checked([&] { return parse_rater_variance(line.rater_variance, false); });
    settings.two_rater_variances =
        std::count(line.rater_variance.begin(), line.rater_variance.end(), ',') == 1;
  }
  JudgeOptions& judge = settings.judge;
  judge.folds = line.folds;
  judge.seed = line.seed.value_or(default_seed);
  judge.halves.seed = judge.seed;
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

}  // namespace fit_program
