#pragma once

#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/doubt_columns.hpp>

namespace tonewheel {

TONEWHEEL_INLINE std::vector<std::string> DoubtColumns::names() const {
  std::vector<std::string> names;
  for (const auto& [wanted, name] :
       {std::pair{p_value, "doubt_p"}, std::pair{entropy, "doubt_entropy"},
        std::pair{margin, "doubt_margin"}, std::pair{none, "doubt_none"}}) {
    if (wanted) {
      names.emplace_back(name);
    }
  }
  return names;
}

TONEWHEEL_INLINE DoubtColumns parse_doubt_columns(std::string_view text) {
  if (text == "all") {
    return {true, true, true, true};
  }
  DoubtColumns columns;
  for (std::string_view rest = text;;) {
    const std::size_t comma = rest.find(',');
    const std::string_view word = trim(rest.substr(0, comma));
    bool* const wanted = word == "p"         ? &columns.p_value
                         : word == "entropy" ? &columns.entropy
                         : word == "margin"  ? &columns.margin
                         : word == "none"    ? &columns.none
                                             : nullptr;
    if (wanted == nullptr) {
      throw Error("doubt: found " + shown(word) +
                  ", expected p, entropy, margin or none, joined by commas, or all");
    }
    *wanted = true;
    if (comma == std::string_view::npos) {
      return columns;
    }
    rest.remove_prefix(comma + 1);
  }
}

}  // namespace tonewheel
