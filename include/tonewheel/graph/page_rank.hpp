#pragma once

#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/components.hpp>
#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// Which relations are followed, and when the steps stop.
struct PageRankOptions {
  RelationTypes types{};      ///< none: all
  double damping = 0.85;      ///< in [0, 1)
  double tolerance = 1e-12;   ///< of the sum of absolute changes in one step, beyond rounding
  int max_iterations = 1000;  ///< stops after so many steps
};

/// The shares that were found, and how the steps ended.
struct PageRank {
  std::vector<double> scores;  ///< by concept id; they sum to 1
  int iterations = 0;          ///< steps that were made
  bool converged = false;      ///< false: stopped at max_iterations
};

/// Brin and Page 1998, by power iteration. Relations pass rank from their first concept to their
/// second in proportion to their weights (>= 0); what a concept without relations would pass is
/// spread evenly. For preference graphs such as "wiser than", state b R a where a is preferred.
/// Throws Error on options out of range or a negative weight.
[[nodiscard]] PageRank page_rank(const ConceptGraph& graph, const PageRankOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/page_rank_inl.hpp>
#endif
