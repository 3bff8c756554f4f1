#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/lexicon/lexicon.hpp>

namespace tonewheel {

/// How much of a lexicon one of its groupings takes in.
struct Coverage {
  std::string name;  ///< of the grouping
  /// The level of the wheel that is meant.
  int level = 0;
  std::size_t surfaces = 0;  ///< surface forms that have a group, of Lexicon::size()
  std::size_t ambiguous =
      0;                    ///< of those, how many have words of several groups: the first decides
  std::size_t reached = 0;  ///< groups that some surface form has
  std::size_t groups = 0;   ///< groups there are
  /// m1: base words that are no surface form's first; m2: wheel words that are no one's first; a
  /// wheel: words on it that no surface form leads to. Sorted.
  std::vector<std::string> unreachable;
  friend bool operator==(const Coverage&, const Coverage&) = default;
};

/// One for each grouping, in their order.
[[nodiscard]] std::vector<Coverage> coverage(const Lexicon& lexicon);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/lexicon/impl/coverage_inl.hpp>
#endif
