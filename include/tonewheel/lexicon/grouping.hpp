#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/ids.hpp>

namespace tonewheel {

/// A surface form of a Lexicon, in sorted order: 0 .. size() - 1.
using SurfaceId = StrongId<struct SurfaceTag>;

/// A group of a Grouping, in the order of its name; `none` where a surface form has no group.
using GroupId = StrongId<struct GroupTag>;
/// Where a surface form has no group.
inline constexpr GroupId no_group{std::numeric_limits<std::uint32_t>::max()};

/// A Grouping of a Lexicon, by its position in groupings(). Neither a number nor a text is one by
/// itself: Lexicon::grouping() finds it by name.
using GroupingId = StrongId<struct GroupingTag>;

/// One way to group labels: M1 (base words), M2 (synonyms), or M3, a wheel at a level.
struct Grouping {
  std::string name;                 ///< "m1", "m2", or the wheel's
  int level = 0;                    ///< of a wheel, from 1; 0 for m1 and m2
  std::vector<std::string> groups;  ///< names, sorted
  std::vector<GroupId> group_of;    ///< by SurfaceId
  friend bool operator==(const Grouping&, const Grouping&) = default;
};

}  // namespace tonewheel
