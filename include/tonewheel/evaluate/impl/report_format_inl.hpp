#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <tonewheel/metric/resampling.hpp>

namespace tonewheel::detail {

/// With a fixed number of decimals; "undefined" for NaN, "infinite" for infinity.
inline std::string report_decimals(double value, int digits = 3) {
  if (std::isnan(value)) {
    return "undefined";
  }
  if (std::isinf(value)) {
    return "infinite";
  }
  std::array<char, 400> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::fixed, digits)
                       .ptr;
  return {buffer.data(), end};
}

inline std::string report_percent(double share, int digits = 1) {
  return report_decimals(100 * share, digits) + " %";
}

/// "angry, disgusted and fearful".
inline std::string report_listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += i == 0 ? "" : i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  return text;
}

inline std::string report_counted(std::uint64_t n, const std::string& noun) {
  return std::to_string(n) + " " + noun + (n == 1 ? "" : "s");
}

inline std::string interval_text(const std::optional<Interval>& interval) {
  return interval
             ? "[" + report_decimals(interval->low) + ", " + report_decimals(interval->high) + "]"
             : "";
}

/// Rows of cells with two blanks between columns, the first one to the left, the others to the
/// right.
inline std::string report_aligned(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], row[i].size());
    }
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string space(widths[i] - row[i].size(), ' ');
      line += i == 0 ? row[i] + space : "  " + space + row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

/// Sentences broken into lines of at most 100 characters, never between a number and its "%".
inline std::string report_wrapped(const std::string& text) {
  constexpr std::size_t width = 100;
  const auto last_blank = [&](std::size_t from) {
    std::size_t blank = text.rfind(' ', from);
    while (blank != std::string::npos && blank > 0 && text.compare(blank, 2, " %") == 0) {
      blank = text.rfind(' ', blank - 1);
    }
    return blank;
  };
  std::string out;
  std::size_t start = 0;
  while (text.size() - start > width) {
    const std::size_t blank = last_blank(start + width);
    const std::size_t end =
        blank == std::string::npos || blank <= start ? text.find(' ', start + width) : blank;
    if (end == std::string::npos) {
      break;
    }
    out += text.substr(start, end - start) + "\n";
    start = end + 1;
  }
  return out + text.substr(start) + "\n";
}

}  // namespace tonewheel::detail
