#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <tonewheel/affect/space.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/text.hpp>

#include "fit/settings.hpp"

/// Spaces that ship beside data that call the same classes otherwise.
namespace fit_program {

/// The one of `names` that the same words stand for as for `wanted` (affect/spaces.hpp); nothing
/// where there is none or where there are several.
inline std::optional<std::size_t> same_words(const std::vector<std::string>& names,
                                             const std::string& wanted) {
  const std::vector<std::string> words = class_words(wanted);
  std::optional<std::size_t> found;
  for (std::size_t i = 0; !words.empty() && i < names.size(); ++i) {
    if (class_words(names[i]) == words) {
      if (found) {
        return std::nullopt;
      }
      found = i;
    }
  }
  return found;
}

inline std::string first_few(const std::vector<std::string>& names, std::size_t most) {
  std::string list;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) {
    list += (list.empty() ? "" : ", ") + names[i];
  }
  return names.size() > most ? list + ", ..." : list;
}

/// Gives the classes of spaces that are judged beside the names that the data have for them, and
/// says so; says too where labels are codes that no space knows.
inline void match_spaces(const std::vector<std::string>& classes, Settings& settings) {
  std::vector<std::string> renamed;
  std::string where;
  bool any_whole = false;
  for (Space& space : settings.judge.spaces) {
    const std::vector<std::string> names = space.names();
    std::size_t matched = 0;
    std::vector<std::string> changed;
    for (const std::string& label : classes) {
      if (std::find(names.begin(), names.end(), label) != names.end()) {
        ++matched;
        continue;
      }
      const auto k = same_words(names, label);
      if (!k || same_words(classes, label) == std::nullopt) {
        continue;
      }
      ++matched;
      space.classes[*k].name = label;
      changed.push_back(names[*k] + " as " + label);
    }
    if (matched != classes.size()) {
      continue;  // not judged, as the report says
    }
    any_whole = true;
    if (!changed.empty()) {
      where += (where.empty() ? "" : ", ") + space.name;
    }
    for (const std::string& each : changed) {
      if (std::find(renamed.begin(), renamed.end(), each) == renamed.end()) {
        renamed.push_back(each);
      }
    }
  }
  if (!renamed.empty()) {
    settings.notes.push_back("classes of " + where + " go by the names that the data have: " +
                             first_few(renamed, renamed.size()));
  }
  const bool numbers = std::all_of(classes.begin(), classes.end(), [](const std::string& label) {
    const auto value = parse_number(label);
    return value && std::isfinite(*value);
  });
  if (!settings.judge.spaces.empty() && !any_whole && numbers && !classes.empty()) {
    settings.notes.push_back("the labels (" + first_few(classes, 5) +
                             ") look like codes: spaces are judged beside where labels are names");
  }
}

}  // namespace fit_program
