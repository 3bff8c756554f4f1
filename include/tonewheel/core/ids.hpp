#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace tonewheel {

/// A position in one kind of list, which cannot be mixed up with a position in another.
template <class Tag>
struct StrongId {
  std::uint32_t value = 0;  ///< the position

  /// The position as the index of a list.
  [[nodiscard]] constexpr std::size_t index() const noexcept { return value; }
  friend constexpr auto operator<=>(const StrongId&, const StrongId&) = default;
};

/// A concept of a ConceptGraph: 0 .. size() - 1 in the order of adding.
using ConceptId = StrongId<struct ConceptTag>;
/// A scheme (an ontology, a wheel, a label set) of a ConceptGraph.
using SchemeId = StrongId<struct SchemeTag>;
/// A type of relation of a ConceptGraph; the built-in ones stand in graph/relation.hpp.
using RelationTypeId = StrongId<struct RelationTypeTag>;

}  // namespace tonewheel

// A specialisation for a type of ours, as the standard allows.
template <class Tag>
struct std::hash<tonewheel::StrongId<Tag>> {  // NOLINT(cert-dcl58-cpp)
  [[nodiscard]] std::size_t operator()(tonewheel::StrongId<Tag> id) const noexcept {
    return std::hash<std::uint32_t>{}(id.value);
  }
};
