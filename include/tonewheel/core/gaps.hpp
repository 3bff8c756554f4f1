#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <tonewheel/core/text.hpp>

namespace tonewheel {

/// What people and programs write where there is no number, in lower case: spreadsheets, R, pandas,
/// JSON.
inline constexpr std::array<std::string_view, 13> gap_spellings{
    "", "na", "n/a", "#n/a", "#na", "<na>", "nan", "-nan", "null", "none", "nil", "#n/a n/a", "."};

/// Whether a cell of a column of numbers says that there is none, whatever its letter case and the
/// blanks about it. Not for labels: "none" may be one.
[[nodiscard]] inline bool is_gap(std::string_view cell) {
  const std::string_view text = trim(cell);
  constexpr std::size_t longest = 8;
  return text.size() <= longest && std::find(gap_spellings.begin(), gap_spellings.end(),
                                             lower_ascii(text)) != gap_spellings.end();
}

}  // namespace tonewheel
