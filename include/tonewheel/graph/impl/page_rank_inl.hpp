#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/page_rank.hpp>

namespace tonewheel {

TONEWHEEL_INLINE PageRank page_rank(const ConceptGraph& graph, const PageRankOptions& options) {
  if (!(options.damping >= 0 && options.damping < 1)) {
    throw Error("page_rank: found damping " + number_text(options.damping) +
                ", expected a number in [0, 1)");
  }
  if (!(options.tolerance > 0) || options.max_iterations < 1) {
    throw Error("page_rank: expected a tolerance > 0 and at least one iteration");
  }
  struct Edge {
    std::size_t from;
    std::size_t to;
    double share;
  };
  const std::size_t n = graph.size();
  std::vector<Edge> edges;
  std::vector<double> total(n, 0);
  for (const RelationEnds& each : graph.relations()) {
    if (detail::chosen(options.types, each.type)) {
      const double weight = graph.find_relation(each.from, each.type, each.to)->weight;
      if (weight < 0) {
        throw Error("page_rank: found weight " + number_text(weight) + " at " +
                    shown(graph[each.from].key) + ", expected weights >= 0");
      }
      edges.push_back({each.from.index(), each.to.index(), weight});
      total[each.from.index()] += weight;
    }
  }
  // A sum of n scores is not exact: below this, steps only stir the last digits.
  const double rounding = static_cast<double>(n) * std::numeric_limits<double>::epsilon();
  PageRank rank;
  const double even = n == 0 ? 0 : 1 / static_cast<double>(n);
  rank.scores.assign(n, even);
  std::vector<double> next(n);
  while (rank.iterations < options.max_iterations && !rank.converged) {
    double dangling = 0;
    for (std::size_t i = 0; i < n; ++i) {
      dangling += total[i] > 0 ? 0 : rank.scores[i];
    }
    next.assign(n, (options.damping * dangling + 1 - options.damping) * even);
    for (const Edge& edge : edges) {
      if (total[edge.from] > 0) {
        next[edge.to] += options.damping * rank.scores[edge.from] * edge.share / total[edge.from];
      }
    }
    double change = 0;
    for (std::size_t i = 0; i < n; ++i) {
      change += std::abs(next[i] - rank.scores[i]);
    }
    rank.scores.swap(next);
    ++rank.iterations;
    rank.converged = change <= std::max(options.tolerance, rounding);
  }
  return rank;
}

}  // namespace tonewheel
