#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <tonewheel/affect/norms.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/data/class_words.hpp>
#include <tonewheel/data/glasgow.hpp>
#include <tonewheel/data/neutral.hpp>
#include <tonewheel/data/pad151.hpp>
#include <tonewheel/data/universal.hpp>

#include "fit/result.hpp"
#include "fit/settings.hpp"
#include "support/stamp.hpp"

/// What the spaces in a report rest on.
namespace fit_program {

/// A space that is a base or judged beside.
struct Attribution {
  std::string space;
  std::string norms;     ///< of spaces of words, else empty
  std::string citation;  ///< whom to cite for them
  std::vector<TableStamp> tables;
};

inline TableStamp stamp_of(const EmbeddedTable& table) {
  return {std::string(table.name), std::string(table.sha256)};
}

/// The tables of a space that ships.
inline Attribution attribution_of_shipped(const std::string& space) {
  Attribution rests{space, {}, {}, {}};
  if (space == "basic8") {
    const Norms norms = glasgow_norms();
    rests.norms = norms.name();
    rests.citation = norms.citation();
    rests.tables = {stamp_of(data::glasgow), stamp_of(data::class_words)};
    return rests;
  }
  if (space != "universal-2602") {
    rests.tables.push_back(stamp_of(data::pad151));
  }
  if (space != "pad151") {
    rests.tables.push_back(stamp_of(data::universal));
    rests.tables.push_back(stamp_of(data::neutral));
  }
  return rests;
}

/// Of the base, and of the spaces that ship and were judged beside.
inline std::vector<Attribution> attributions_of(const Settings& settings, const Result& result) {
  std::vector<Attribution> all;
  if (settings.base) {
    const program::ChosenSpace& base = *settings.base;
    all.push_back({base.space.name, base.norms, base.citation, base.tables});
  }
  const auto judged = [](const std::optional<FitReport>& report, const std::string& space) {
    return report && std::any_of(report->predictors.begin(), report->predictors.end(),
                                 [&](const JudgedPredictor& each) { return each.name == space; });
  };
  for (const std::string& space : shipped_space_names()) {
    const bool is_base = settings.base && settings.base->space.name == space;
    if (!is_base && (judged(result.report, space) || judged(result.second, space))) {
      all.push_back(attribution_of_shipped(space));
    }
  }
  return all;
}

}  // namespace fit_program
