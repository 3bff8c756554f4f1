#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/concept.hpp>
#include <tonewheel/graph/relation.hpp>

/// Names in files that the graph's headers do not give.
namespace tonewheel::exchange {

inline constexpr std::array<std::string_view, 3> label_kind_names{"preferred", "alternative",
                                                                  "hidden"};
[[nodiscard]] constexpr std::string_view name_of(LabelKind kind) noexcept {
  return label_kind_names[static_cast<std::size_t>(kind)];
}

inline constexpr std::array<std::string_view, 3> law_names{"symmetric", "transitive", "asymmetric"};
inline constexpr std::array<bool RelationLaws::*, 3> law_members{
    &RelationLaws::symmetric, &RelationLaws::transitive, &RelationLaws::asymmetric};

/// For messages: "a", "b" or "c".
template <std::size_t Count>
[[nodiscard]] std::string listed(const std::array<std::string_view, Count>& names) {
  std::string text;
  for (std::size_t i = 0; i < Count; ++i) {
    text += i == 0 ? "" : i + 1 == Count ? " or " : ", ";
    text += shown(names[i]);
  }
  return text;
}

}  // namespace tonewheel::exchange
