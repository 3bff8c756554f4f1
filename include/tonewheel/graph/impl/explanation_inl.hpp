#pragma once

#include <algorithm>
#include <map>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/explanation.hpp>
#include <tonewheel/graph/graph_edit.hpp>

namespace tonewheel {
namespace detail {

inline constexpr std::size_t explanation_largest = 17;  // 9 nodes and 8 edges
inline constexpr std::uint64_t explanation_states = 1'000'000;

/// The pieces of a text between separators; a text without any is one piece.
inline std::vector<std::string> split_parts(std::string_view text, std::string_view separator) {
  std::vector<std::string> pieces;
  for (;;) {
    const std::size_t end = text.find(separator);
    pieces.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return pieces;
    }
    text.remove_prefix(end + separator.size());
  }
}

/// A stored form as it could be read.
struct ReadExplanation {
  std::size_t edges = 0;  ///< all, also those at fault
  ExplanationGraph graph;
  std::vector<std::size_t> numbers;  ///< of the edges of the graph
  std::vector<BrokenConstraint> faults;
};

inline ReadExplanation read_explanation(std::string_view text) {
  ReadExplanation read;
  text = trim(text);
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') {
    read.faults.push_back(
        {ExplanationConstraint::brackets,
         {},
         {},
         "found " + shown(text) + ", expected \"(subject; relation; object)\" once or more"});
    return read;
  }
  for (const std::string& edge : split_parts(lower_ascii(text.substr(1, text.size() - 2)), ")(")) {
    const std::size_t number = read.edges++;
    std::vector<std::string> parts = split_parts(edge, "; ");
    if (parts.size() == 3) {
      read.graph.edges.push_back({std::move(parts[0]), std::move(parts[1]), std::move(parts[2])});
      read.numbers.push_back(number);
    } else {
      read.faults.push_back({ExplanationConstraint::three_parts,
                             number,
                             {},
                             "edge " + std::to_string(number) + " " + shown(edge) + " has " +
                                 std::to_string(parts.size()) +
                                 " parts, expected 3 with \"; \" between them"});
    }
  }
  return read;
}

inline std::size_t single_space_words(std::string_view text) {
  return text.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), ' '));
}

inline std::string listed_concepts(const std::vector<std::string>& concepts) {
  std::string text;
  for (const std::string& name : concepts) {
    text += (text.empty() ? "" : ", ") + shown(name);
  }
  return text;
}

/// The nodes that no path, directions ignored, joins to node 0.
inline std::vector<std::string> nodes_apart(const LabelledGraph& graph) {
  std::vector<bool> joined(graph.nodes.size(), false);
  if (!joined.empty()) {
    joined[0] = true;
  }
  for (bool grown = true; grown;) {
    grown = false;
    for (const LabelledEdge& edge : graph.edges) {
      if (joined[edge.from] != joined[edge.to]) {
        joined[edge.from] = joined[edge.to] = grown = true;
      }
    }
  }
  std::vector<std::string> apart;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    if (!joined[i]) {
      apart.push_back(graph.nodes[i]);
    }
  }
  return apart;
}

/// The nodes round a cycle, or nothing. Nodes that no edge enters are taken away until none is
/// left; where some stay each is entered from one that stays, so a walk backwards closes.
inline std::vector<std::string> cycle_of(const LabelledGraph& graph) {
  const std::size_t n = graph.nodes.size();
  std::vector<bool> gone(n, false);
  std::vector<std::size_t> source(n, n);
  for (bool changed = true; changed;) {
    changed = false;
    std::fill(source.begin(), source.end(), n);
    for (const LabelledEdge& edge : graph.edges) {
      if (!gone[edge.from] && source[edge.to] == n) {
        source[edge.to] = edge.from;
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (!gone[i] && source[i] == n) {
        gone[i] = changed = true;
      }
    }
  }
  const auto stays = std::find(gone.begin(), gone.end(), false);
  std::vector<std::string> cycle;
  if (stays == gone.end()) {
    return cycle;
  }
  auto node = static_cast<std::size_t>(stays - gone.begin());
  for (std::size_t step = 0; step < n; ++step) {
    node = source[node];  // after n steps certainly on the cycle
  }
  const std::size_t first = node;
  do {
    cycle.push_back(graph.nodes[node]);
    node = source[node];
  } while (node != first);
  std::reverse(cycle.begin(), cycle.end());
  return cycle;
}

inline void check_edge_parts(const ReadExplanation& read, const ExplanationOptions& options,
                             std::vector<BrokenConstraint>& broken) {
  for (std::size_t i = 0; i < read.graph.edges.size(); ++i) {
    const ExplanationEdge& edge = read.graph.edges[i];
    for (const std::string& name : {edge.subject, edge.object}) {
      const std::size_t words = single_space_words(name);
      if (words == 0 || words > options.concept_words) {
        broken.push_back({ExplanationConstraint::concept_words,
                          read.numbers[i],
                          {name},
                          "edge " + std::to_string(read.numbers[i]) + ": the concept " +
                              shown(name) + " has " + std::to_string(words) +
                              " words, expected 1 to " + std::to_string(options.concept_words)});
      }
    }
  }
  for (std::size_t i = 0; i < read.graph.edges.size(); ++i) {
    const std::string& relation = read.graph.edges[i].relation;
    if (std::find(explanation_relations.begin(), explanation_relations.end(), relation) ==
        explanation_relations.end()) {
      broken.push_back({ExplanationConstraint::known_relation,
                        read.numbers[i],
                        {},
                        "edge " + std::to_string(read.numbers[i]) + ": found the relation " +
                            shown(relation) + ", expected one of the 28"});
    }
  }
}

inline void check_taken(const LabelledGraph& graph, std::string_view sentence, const char* name,
                        ExplanationConstraint constraint, const ExplanationOptions& options,
                        std::vector<BrokenConstraint>& broken) {
  const std::string lower = lower_ascii(sentence);
  std::vector<std::string> taken;
  for (const std::string& node : graph.nodes) {
    if (lower.find(node) != std::string::npos) {
      taken.push_back(node);
    }
  }
  if (taken.size() < options.taken_concepts) {
    std::string message = std::to_string(taken.size()) + " concepts stand in the " + name + " (" +
                          listed_concepts(taken) + "), expected at least " +
                          std::to_string(options.taken_concepts);
    broken.push_back({constraint, {}, std::move(taken), std::move(message)});
  }
}

inline std::vector<BrokenConstraint> check_explanation(ReadExplanation read,
                                                       std::string_view belief,
                                                       std::string_view argument,
                                                       const ExplanationOptions& options) {
  std::vector<BrokenConstraint> broken = std::move(read.faults);
  const std::string edges = std::to_string(read.edges) + " edges, expected at ";
  if (read.edges < options.fewest_edges) {
    broken.push_back({ExplanationConstraint::fewest_edges,
                      {},
                      {},
                      edges + "least " + std::to_string(options.fewest_edges)});
  }
  if (options.most_edges && read.edges > *options.most_edges) {
    broken.push_back({ExplanationConstraint::most_edges,
                      {},
                      {},
                      edges + "most " + std::to_string(*options.most_edges)});
  }
  check_edge_parts(read, options, broken);
  const LabelledGraph graph = labelled_graph(read.graph);
  check_taken(graph, belief, "belief", ExplanationConstraint::from_belief, options, broken);
  check_taken(graph, argument, "argument", ExplanationConstraint::from_argument, options, broken);
  if (std::vector<std::string> apart = nodes_apart(graph); !apart.empty()) {
    std::string message = "nothing joins " + listed_concepts(apart) + " to " +
                          shown(graph.nodes[0]) + ", expected one piece";
    broken.push_back({ExplanationConstraint::connected, {}, std::move(apart), std::move(message)});
  }
  if (std::vector<std::string> cycle = cycle_of(graph); !cycle.empty()) {
    std::string message = "edges lead round " + listed_concepts(cycle) + ", expected no cycle";
    broken.push_back({ExplanationConstraint::acyclic, {}, std::move(cycle), std::move(message)});
  }
  return broken;
}

}  // namespace detail

TONEWHEEL_INLINE ExplanationGraph parse_explanation(std::string_view text) {
  detail::ReadExplanation read = detail::read_explanation(text);
  if (!read.faults.empty()) {
    throw Error("explanation graph: " + read.faults.front().message);
  }
  return std::move(read.graph);
}

TONEWHEEL_INLINE std::string to_text(const ExplanationGraph& graph) {
  std::string text;
  for (const ExplanationEdge& edge : graph.edges) {
    text += '(' + edge.subject + "; " + edge.relation + "; " + edge.object + ')';
  }
  return text;
}

TONEWHEEL_INLINE LabelledGraph labelled_graph(const ExplanationGraph& graph) {
  LabelledGraph out;
  std::map<std::string_view, std::size_t> numbers;
  const auto number = [&](const std::string& name) {
    const auto [at, added] = numbers.emplace(name, out.nodes.size());
    if (added) {
      out.nodes.push_back(name);
    }
    return at->second;
  };
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> between;
  for (const ExplanationEdge& edge : graph.edges) {
    const std::size_t from = number(edge.subject);
    const std::size_t to = number(edge.object);
    const auto [at, added] = between.emplace(std::pair(from, to), out.edges.size());
    if (added) {
      out.edges.push_back({from, to, edge.relation});
    } else {
      out.edges[at->second].label = edge.relation;
    }
  }
  return out;
}

TONEWHEEL_INLINE std::vector<BrokenConstraint> broken_constraints(
    const ExplanationGraph& graph, std::string_view belief, std::string_view argument,
    const ExplanationOptions& options) {
  detail::ReadExplanation read{graph.edges.size(), graph, {}, {}};
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    read.numbers.push_back(i);
  }
  return detail::check_explanation(std::move(read), belief, argument, options);
}

TONEWHEEL_INLINE std::vector<BrokenConstraint> broken_constraints(
    std::string_view text, std::string_view belief, std::string_view argument,
    const ExplanationOptions& options) {
  detail::ReadExplanation read = detail::read_explanation(text);
  if (read.edges == 0) {
    return std::move(read.faults);  // not even brackets: nothing else to look at
  }
  return detail::check_explanation(std::move(read), belief, argument, options);
}

TONEWHEEL_INLINE double explanation_edit_distance(const ExplanationGraph& predicted,
                                                  const ExplanationGraph& gold) {
  const LabelledGraph target = labelled_graph(gold);
  const GraphEditResult found =
      graph_edit_distance(target, labelled_graph(predicted), {.limit = detail::explanation_states});
  if (!found.exact) {
    throw Error("explanation graph: the edit distance lies in [" + number_text(found.lower_bound) +
                ", " + number_text(found.distance) + "] after " + std::to_string(found.expanded) +
                " states, expected graphs small enough to find it");
  }
  const auto largest =
      static_cast<double>(target.nodes.size() + target.edges.size() + detail::explanation_largest);
  return std::min(1.0, found.distance / largest);
}

TONEWHEEL_INLINE double explanation_error(std::string_view predicted,
                                          std::span<const ExplanationGraph> golds,
                                          std::string_view belief, std::string_view argument,
                                          const ExplanationOptions& options) {
  if (golds.empty()) {
    throw Error("explanation graph: no gold graph, expected at least one");
  }
  if (!broken_constraints(predicted, belief, argument, options).empty()) {
    return 1;
  }
  const ExplanationGraph graph = parse_explanation(predicted);
  double least = 1;
  for (const ExplanationGraph& gold : golds) {
    least = std::min(least, explanation_edit_distance(graph, gold));
  }
  return least;
}

}  // namespace tonewheel
