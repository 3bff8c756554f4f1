#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/labelled_graph.hpp>

namespace tonewheel {

/// The 28 relations of explanation graphs (Saha et al. 2021, ExplaGraphs).
inline constexpr std::array<std::string_view, 28> explanation_relations{
    "antonym of",      "synonym of",          "at location",  "not at location",
    "capable of",      "not capable of",      "causes",       "not causes",
    "created by",      "not created by",      "is a",         "is not a",
    "desires",         "not desires",         "has subevent", "not has subevent",
    "part of",         "not part of",         "has context",  "not has context",
    "has property",    "not has property",    "made of",      "not made of",
    "receives action", "not receives action", "used for",     "not used for"};

/// An edge of an explanation graph. Concepts are nodes by their text: the same text, the same node.
struct ExplanationEdge {
  /// What the edge says something of.
  std::string subject;
  /// What it says of it.
  std::string relation;
  /// What it relates it to.
  std::string object;
  friend bool operator==(const ExplanationEdge&, const ExplanationEdge&) = default;
};

/// Commonsense edges that lead from a belief to an argument, in lower case.
struct ExplanationGraph {
  /// The edges, in the order they were given.
  std::vector<ExplanationEdge> edges;
  friend bool operator==(const ExplanationGraph&, const ExplanationGraph&) = default;
};

/// The graph of the stored form "(subject; relation; object)(subject; relation; object)...", with
/// ASCII letters lowered as its evaluator does. Edges part at ")(" and the three at "; ", nothing
/// else is removed but white space around the whole; a part may be empty. Throws Error with the
/// edge, counted from 0. Does not check the constraints.
[[nodiscard]] ExplanationGraph parse_explanation(std::string_view text);

/// The stored form: parse_explanation() reads it back.
[[nodiscard]] std::string to_text(const ExplanationGraph& graph);

/// The labelled graph: nodes in order of first mention. Of several edges from one concept to
/// another the last relation counts, once, as in the evaluator.
[[nodiscard]] LabelledGraph labelled_graph(const ExplanationGraph& graph);

/// What a structurally correct explanation graph keeps to.
enum class ExplanationConstraint : std::uint8_t {
  brackets,        ///< starts with '(' and ends with ')'
  three_parts,     ///< each edge is subject, relation and object
  fewest_edges,    ///< at least 3 edges
  most_edges,      ///< at most 8 edges (said of the data; the evaluator does not look)
  concept_words,   ///< a concept has 1 to 3 words; every single space parts two
  known_relation,  ///< the relation is one of explanation_relations
  from_belief,     ///< at least 2 concepts are taken from the belief
  from_argument,   ///< at least 2 concepts are taken from the argument
  connected,       ///< weakly: in one piece if directions are ignored
  acyclic,         ///< no way along the edges leads back
};

/// The limits of the constraints.
struct ExplanationOptions {
  std::size_t fewest_edges = 3;               ///< the least edges of a graph
  std::optional<std::size_t> most_edges = 8;  ///< nothing: any number, as in the evaluator
  std::size_t concept_words = 3;              ///< the most words of a concept
  std::size_t taken_concepts = 2;             ///< from the belief, and from the argument
};

/// A constraint that is broken, by which edge and concepts: the concept at fault, those that are
/// taken from the sentence, those not joined to the first, or those round a cycle in its order.
struct BrokenConstraint {
  ExplanationConstraint constraint = ExplanationConstraint::brackets;  ///< which one is broken
  std::optional<std::size_t> edge{};                                   ///< counted from 0
  std::vector<std::string> concepts{};  ///< those that are at fault, if it is about concepts
  std::string message{};                ///< what was found, and what was expected
};

/// All constraints that a graph breaks, in the order above and then by edge. A concept is taken
/// from a sentence if its text stands in it, case ignored, within words too ("art" in "party"): so
/// the evaluator decides; different texts are different concepts.
[[nodiscard]] std::vector<BrokenConstraint> broken_constraints(
    const ExplanationGraph& graph, std::string_view belief, std::string_view argument,
    const ExplanationOptions& options = {});

/// The same of a stored form, which may be anything, say what a model wrote. Edges without three
/// parts count as edges and take no part in the rest.
[[nodiscard]] std::vector<BrokenConstraint> broken_constraints(
    std::string_view text, std::string_view belief, std::string_view argument,
    const ExplanationOptions& options = {});

/// Graph edit distance with unit costs / (gold nodes + gold edges + 17), in [0, 1]: 17 stands for
/// the 9 nodes and 8 edges of the largest prediction; larger ones are cut off at 1. Throws Error
/// where it cannot be found in a million states (never seen within 8 edges).
[[nodiscard]] double explanation_edit_distance(const ExplanationGraph& predicted,
                                               const ExplanationGraph& gold);

/// The graph metric of a stored form: 1 if it breaks a constraint, else the smallest
/// explanation_edit_distance() to the gold graphs. A wrong stance counts 1 too: the caller knows.
/// Throws Error unless there is a gold graph.
[[nodiscard]] double explanation_error(std::string_view predicted,
                                       std::span<const ExplanationGraph> golds,
                                       std::string_view belief, std::string_view argument,
                                       const ExplanationOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/explanation_inl.hpp>
#endif
