#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/evaluate_options.hpp>

/// The order in which classes stand.
namespace tonewheel::detail {

inline std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t most = 12;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) {
    text += (i == 0 ? "" : ", ") + names[i];
  }
  return text + (names.size() > most ? ", ..." : "");
}

inline bool all_numbers(const std::vector<std::string>& labels) {
  return std::all_of(labels.begin(), labels.end(),
                     [](const std::string& each) { return parse_number(each).has_value(); });
}

/// All classes in their order: that of the options, numbers by size, texts by their bytes.
inline std::vector<std::string> ordered_classes(std::vector<std::string> classes,
                                                const EvaluateOptions& options) {
  std::sort(classes.begin(), classes.end());
  classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
  if (!options.order.empty()) {
    for (const std::string& each : classes) {
      if (std::find(options.order.begin(), options.order.end(), each) == options.order.end()) {
        throw OptionError("--order: found the class " + shown(each) + ", expected it among " +
                          listed(options.order));
      }
    }
    return options.order;
  }
  if (all_numbers(classes)) {
    std::sort(classes.begin(), classes.end(), [](const std::string& a, const std::string& b) {
      return *parse_number(a) < *parse_number(b);
    });
  }
  return classes;
}

}  // namespace tonewheel::detail
