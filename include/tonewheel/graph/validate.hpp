#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/components.hpp>
#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// A law that a graph can break.
enum class Law : unsigned char {
  acyclic,          ///< a transitive, asymmetric relation (broader) leads back to its start
  asymmetric,       ///< a R b and b R a are both stated
  both_sided,       ///< a is the opposite of b, but b is not stated to be that of a
  opposite_apart,   ///< an opposite (or related) concept is also an ancestor
  tier_step,        ///< a parent is not one tier above its child
  tier_parent,      ///< a concept below the first tier has no parent
  connected,        ///< an orphan: no relation to its own scheme, which has a hierarchy
  unique_label,     ///< one name for two concepts of a scheme, neither an ancestor of the other
  one_preferred,    ///< two preferred labels of one language
  complete_parts,   ///< composed of fewer than two parts
  complete_causes,  ///< a combination with fewer than two causes or without a result
};
/// The word for each Law, in messages.
inline constexpr std::array<std::string_view, 11> law_names{
    "acyclic",   "asymmetric",   "both-sided",    "opposite-apart", "tier-step",      "tier-parent",
    "connected", "unique-label", "one-preferred", "complete-parts", "complete-causes"};
/// The word for a law, in messages.
[[nodiscard]] constexpr std::string_view name(Law law) noexcept {
  return law_names[static_cast<std::size_t>(law)];
}

/// A broken law with the concepts involved.
struct BrokenLaw {
  /// The law that does not hold.
  Law law = Law::acyclic;
  /// The concepts that break it.
  std::vector<ConceptId> concepts;
  std::string message;  ///< what was found, with keys
  friend bool operator==(const BrokenLaw&, const BrokenLaw&) = default;
};

/// Which relations must be stated on both sides.
struct ValidateOptions {
  /// Relations that must be stated on both sides.
  RelationTypes both_sided{relation::opposite_of, relation::synonym_of, relation::adjacent};
};

/// Every broken law, in the order of Law, then of concepts. A name that an ancestor carries too is
/// no fault: Parrott's joy / cheerfulness / joy. Concepts without a scheme count as one scheme.
[[nodiscard]] std::vector<BrokenLaw> validate(const ConceptGraph& graph,
                                              const ValidateOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/validate_inl.hpp>
#endif
