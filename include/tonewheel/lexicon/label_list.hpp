#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/lexicon/fold.hpp>

namespace tonewheel {

/// Calls `use(std::string_view)` for each label of a list such as "['happy', 'let down']", in its
/// order, as the MER scorers read it (MERTools, string_to_list): one leading '[' and one trailing
/// ']' go, what remains is split at ' and " and , and white space around the items goes, as do
/// empty items. So an apostrophe within a word splits it, "happy" alone is a list of one, and text
/// that is empty is a list of none. "nan", "None" and "null" are labels like any other: the scorers
/// take a cell without text for an empty list, not a cell with such a word. Allocates nothing and
/// does not check UTF-8.
template <class Use>
void for_each_label(std::string_view text, Use&& use) {
  if (text.starts_with('[')) {
    text.remove_prefix(1);
  }
  if (text.ends_with(']')) {
    text.remove_suffix(1);
  }
  while (!text.empty()) {
    std::size_t end = 0;
    while (end < text.size() && text[end] != '\'' && text[end] != '"' && text[end] != ',') {
      ++end;
    }
    if (const std::string_view label = strip(text.substr(0, end)); !label.empty()) {
      use(label);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// The labels of a list, as for_each_label reads it.
[[nodiscard]] std::vector<std::string> parse_label_list(std::string_view text);

/// "['happy', 'let down']", which parse_label_list reads back to the same labels. Throws Error on a
/// label that it would not: empty, with white space at an end, or with one of ' " , in it.
[[nodiscard]] std::string label_list_text(std::span<const std::string> labels);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/lexicon/impl/label_list_inl.hpp>
#endif
