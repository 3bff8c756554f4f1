#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>

/// Questions about one concept. Those along `broader` hold for graphs with cycles too (each concept
/// is met once); Hierarchy answers many of them faster.
namespace tonewheel {

/// The concepts right above one: those that it states `broader` to.
[[nodiscard]] std::vector<ConceptId> parents(const ConceptGraph& graph, ConceptId id);
/// The concepts right below one: those that state `broader` to it.
[[nodiscard]] std::vector<ConceptId> children(const ConceptGraph& graph, ConceptId id);
/// Other concepts with a parent in common, in id order.
[[nodiscard]] std::vector<ConceptId> siblings(const ConceptGraph& graph, ConceptId id);
/// Nearest first; among equally near ones in the order of stating. Not the concept itself.
[[nodiscard]] std::vector<ConceptId> ancestors(const ConceptGraph& graph, ConceptId id);
/// All concepts below one, in the same order.
[[nodiscard]] std::vector<ConceptId> descendants(const ConceptGraph& graph, ConceptId id);

/// The concept itself or its nearest ancestor of this tier.
[[nodiscard]] std::optional<ConceptId> tier_ancestor(const ConceptGraph& graph, ConceptId id,
                                                     int tier);

/// From a root down to the concept, by first parents.
[[nodiscard]] std::vector<ConceptId> path(const ConceptGraph& graph, ConceptId id);
/// The path as names: "joy / cheerfulness / glee".
[[nodiscard]] std::string path_text(const ConceptGraph& graph, ConceptId id);
/// Concepts whose path from a root reads so: "joy/cheerfulness/glee"; names folded, in id order.
[[nodiscard]] std::vector<ConceptId> find_path(const ConceptGraph& graph, std::string_view path,
                                               const LabelSearch& search = {});

/// What a user may mean: the concept of this key, else those of this IRI, else those of this path,
/// else those of this label. In id order; empty: nothing is called so.
[[nodiscard]] std::vector<ConceptId> resolve(const ConceptGraph& graph, std::string_view text,
                                             const LabelSearch& search = {});

/// What a and b together lead to: results of combinations whose causes are exactly these two.
[[nodiscard]] std::vector<ConceptId> combine(const ConceptGraph& graph, ConceptId a, ConceptId b);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/query_inl.hpp>
#endif
