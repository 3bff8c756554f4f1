#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

namespace detail {

/// A cell's text: trimmed, without the quotes around it.
inline std::string cell_text(std::string_view cell, Quoting quoting) {
  return std::string(trim(unquote(trim(cell), quoting)));
}

/// Spellings of "no label". "none" is not one of them: data sets have it as a class.
inline bool is_no_label(std::string_view text) {
  if (text.size() > 4) {
    return false;
  }
  const std::string lower = lower_ascii(text);
  return lower.empty() || lower == "na" || lower == "n/a" || lower == "nan" || lower == "null";
}

/// AffectNet's code of an expression, 0 to 10; pandas writes "3.0" in a column with gaps.
inline std::optional<unsigned> affectnet_code(std::string_view text) {
  const auto value = parse_number(text);
  if (!value || !(*value >= 0 && *value <= 10) || *value != std::floor(*value)) {
    return std::nullopt;
  }
  return static_cast<unsigned>(*value);
}
inline constexpr unsigned first_code_without_emotion = 8;  ///< none, uncertain, no face

/// Sorted as numbers where all are, else by their bytes.
inline void sort_labels(std::vector<std::string>& labels) {
  const bool numbers = std::all_of(labels.begin(), labels.end(), [](const std::string& label) {
    const auto value = parse_number(label);
    return value && std::isfinite(*value);
  });
  std::sort(labels.begin(), labels.end(), [&](const std::string& a, const std::string& b) {
    if (numbers) {
      const double x = *parse_number(a);
      const double y = *parse_number(b);
      return x != y ? x < y : a < b;
    }
    return a < b;
  });
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
}

inline std::string list_names(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    if (list.size() > 400) {
      return list + ", ...";
    }
    list += (list.empty() ? "" : ", ") + name;
  }
  return list;
}

}  // namespace detail

}  // namespace tonewheel
