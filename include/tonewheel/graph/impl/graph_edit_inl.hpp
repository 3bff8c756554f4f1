#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/graph_edit.hpp>
#include <tonewheel/graph/impl/cheapest_assignment_inl.hpp>
#include <tonewheel/graph/impl/edge_table_inl.hpp>

namespace tonewheel {
namespace detail {

inline void check_graph_edit_costs(const GraphEditCosts& costs) {
  const std::array<std::pair<const char*, double>, 6> all{
      {{"node_substitution", costs.node_substitution},
       {"node_insertion", costs.node_insertion},
       {"node_deletion", costs.node_deletion},
       {"edge_substitution", costs.edge_substitution},
       {"edge_insertion", costs.edge_insertion},
       {"edge_deletion", costs.edge_deletion}}};
  for (const auto& [name, cost] : all) {
    if (!(cost >= 0) || !std::isfinite(cost)) {
      throw Error("graph edit distance: " + std::string(name) + " is " + number_text(cost) +
                  ", expected a finite number >= 0");
    }
  }
}

/// How much a mapping must improve on the best so far, relative to it, to be looked for: sums of
/// the same some hundred costs in another order differ by less.
inline constexpr double graph_edit_rounding = 1e-12;

/// Depth-first branch and bound over the partners of the first graph's nodes.
class GraphEditSearch {
 public:
  GraphEditSearch(const LabelledGraph& first, const LabelledGraph& second,
                  const GraphEditOptions& options)
      : costs_(options.costs),
        limit_(options.limit),
        a_(edge_table(first, numbers_)),
        b_(edge_table(second, numbers_)),
        partner_(a_.size(), open),
        used_(b_.size(), false) {
    order_.resize(a_.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::vector<std::size_t> degree(a_.size(), 0);
    for (const LabelledEdge& edge : first.edges) {
      ++degree[edge.from];
      ++degree[edge.to];
    }
    std::sort(order_.begin(), order_.end(), [&](std::size_t i, std::size_t j) {
      return degree[i] != degree[j] ? degree[i] > degree[j] : i < j;
    });
  }

  GraphEditResult run() {
    const double root = bound(0, 0);
    descend(0, 0, root);
    result_.exact = !stopped_;
    result_.lower_bound = result_.exact ? result_.distance : root;
    for (const std::size_t j : best_) {
      result_.mapping.push_back(j == none ? std::nullopt : std::optional<std::size_t>(j));
    }
    return std::move(result_);
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);  // deleted
  static constexpr std::size_t open = static_cast<std::size_t>(-2);  // not decided yet

  struct Child {
    double bound = 0;
    double cost = 0;
    std::size_t partner = none;
  };

  /// The nodes not decided yet and the labels of their edges among each other.
  struct Rest {
    std::vector<std::size_t> nodes;
    std::vector<EdgeLabels> out;
    std::vector<EdgeLabels> in;
  };

  /// Least cost of turning some edges into others between the same two nodes; with each node free
  /// to choose its other end, a lower bound.
  [[nodiscard]] double edges_cost(const EdgeLabels& a, const EdgeLabels& b) const {
    if (a.empty() && b.empty()) {
      return 0;
    }
    std::size_t common = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
      if (a[i] == b[j]) {
        ++common;
        ++i;
        ++j;
      } else {
        ++(a[i] < b[j] ? i : j);
      }
    }
    const std::size_t substituted = std::min(a.size(), b.size()) - common;
    const std::size_t deleted = a.size() - common - substituted;
    const std::size_t inserted = b.size() - common - substituted;
    return static_cast<double>(substituted) *
               std::min(costs_.edge_substitution, costs_.edge_deletion + costs_.edge_insertion) +
           static_cast<double>(deleted) * costs_.edge_deletion +
           static_cast<double>(inserted) * costs_.edge_insertion;
  }

  /// Edges between `at` (first graph) and decided nodes, into those between `to` and the partners.
  /// `at` or `to` may be none. Edges of deleted nodes are deleted, of inserted ones inserted later.
  [[nodiscard]] double decided_cost(std::size_t depth, std::size_t at, std::size_t to) const {
    static const EdgeLabels nothing;
    double cost = 0;
    const auto add = [&](std::size_t w, std::size_t x) {
      cost += edges_cost(at == none ? nothing : a_.edges(at, w),
                         to == none || x == none ? nothing : b_.edges(to, x));
      cost += edges_cost(at == none ? nothing : a_.edges(w, at),
                         to == none || x == none ? nothing : b_.edges(x, to));
    };
    for (std::size_t d = 0; d < depth; ++d) {
      add(order_[d], partner_[order_[d]]);
    }
    cost += edges_cost(at == none ? nothing : a_.edges(at, at),
                       to == none ? nothing : b_.edges(to, to));
    return cost;
  }

  [[nodiscard]] double node_cost(std::size_t at, std::size_t to) const {
    if (at == none) {
      return costs_.node_insertion;
    }
    if (to == none) {
      return costs_.node_deletion;
    }
    return a_.labels[at] == b_.labels[to] ? 0 : costs_.node_substitution;
  }

  static Rest rest_of(const EdgeTable& table, std::vector<std::size_t> nodes) {
    Rest rest{std::move(nodes), {}, {}};
    rest.out.resize(rest.nodes.size());
    rest.in.resize(rest.nodes.size());
    for (std::size_t i = 0; i < rest.nodes.size(); ++i) {
      for (std::size_t j = 0; j < rest.nodes.size(); ++j) {
        if (i != j) {
          const EdgeLabels& labels = table.edges(rest.nodes[i], rest.nodes[j]);
          rest.out[i].insert(rest.out[i].end(), labels.begin(), labels.end());
          rest.in[j].insert(rest.in[j].end(), labels.begin(), labels.end());
        }
      }
    }
    for (std::size_t i = 0; i < rest.nodes.size(); ++i) {
      std::sort(rest.out[i].begin(), rest.out[i].end());
      std::sort(rest.in[i].begin(), rest.in[i].end());
    }
    return rest;
  }

  /// Lower bound of what the whole costs after `depth` decisions that cost `cost`; exact if all are
  /// made. The assignment behind it is a mapping too: the best of them is kept.
  double bound(std::size_t depth, double cost) {
    const Rest a = rest_of(a_, {order_.begin() + static_cast<std::ptrdiff_t>(depth), order_.end()});
    std::vector<std::size_t> unused;
    for (std::size_t j = 0; j < b_.size(); ++j) {
      if (!used_[j]) {
        unused.push_back(j);
      }
    }
    const Rest b = rest_of(b_, std::move(unused));
    const std::size_t n = a.nodes.size();
    const std::size_t m = b.nodes.size();
    static const EdgeLabels nothing;
    std::vector<double> removal(n);
    std::vector<double> insertion(m);
    for (std::size_t i = 0; i < n; ++i) {
      removal[i] = node_cost(a.nodes[i], none) + decided_cost(depth, a.nodes[i], none) +
                   (edges_cost(a.out[i], nothing) + edges_cost(a.in[i], nothing)) / 2;
    }
    for (std::size_t j = 0; j < m; ++j) {
      insertion[j] = node_cost(none, b.nodes[j]) + decided_cost(depth, none, b.nodes[j]) +
                     (edges_cost(nothing, b.out[j]) + edges_cost(nothing, b.in[j])) / 2;
    }
    // As many deletions or insertions as one graph is larger; a pair may also be one of each.
    SquareCosts square(std::max(n, m));
    SquareCosts pairs(std::max(n, m));
    for (std::size_t i = 0; i < square.size; ++i) {
      for (std::size_t j = 0; j < square.size; ++j) {
        if (i < n && j < m) {
          pairs(i, j) = node_cost(a.nodes[i], b.nodes[j]) +
                        decided_cost(depth, a.nodes[i], b.nodes[j]) +
                        (edges_cost(a.out[i], b.out[j]) + edges_cost(a.in[i], b.in[j])) / 2;
          square(i, j) = std::min(pairs(i, j), removal[i] + insertion[j]);
        } else {
          square(i, j) = i < n ? removal[i] : insertion[j];
        }
      }
    }
    const std::vector<std::size_t> column = cheapest_assignment(square);
    double least = cost;
    std::vector<std::size_t> mapping = partner_;
    for (std::size_t i = 0; i < square.size; ++i) {
      least += square(i, column[i]);
      if (i < n) {
        const bool paired = column[i] < m && pairs(i, column[i]) <= square(i, column[i]);
        mapping[a.nodes[i]] = paired ? b.nodes[column[i]] : none;
      }
    }
    keep_if_better(std::move(mapping));
    return least;
  }

  void keep_if_better(std::vector<std::size_t> mapping) {
    double cost = 0;
    std::vector<bool> used(b_.size(), false);
    for (std::size_t i = 0; i < a_.size(); ++i) {
      cost += node_cost(i, mapping[i]);
      if (mapping[i] != none) {
        used[mapping[i]] = true;
      }
    }
    static const EdgeLabels nothing;
    for (std::size_t i = 0; i < a_.size(); ++i) {
      for (std::size_t j = 0; j < a_.size(); ++j) {
        cost += edges_cost(a_.edges(i, j), mapping[i] == none || mapping[j] == none
                                               ? nothing
                                               : b_.edges(mapping[i], mapping[j]));
      }
    }
    for (std::size_t i = 0; i < b_.size(); ++i) {
      cost += used[i] ? 0 : costs_.node_insertion;
      for (std::size_t j = 0; j < b_.size(); ++j) {
        if (!used[i] || !used[j]) {
          cost += edges_cost(nothing, b_.edges(i, j));
        }
      }
    }
    if (!found_ || cost < result_.distance) {
      found_ = true;
      result_.distance = cost;
      best_ = std::move(mapping);
    }
  }

  [[nodiscard]] bool cannot_improve(double least) const {
    return least >= result_.distance * (1 - graph_edit_rounding);
  }

  void descend(std::size_t depth, double cost, double least) {
    if (depth == a_.size() || stopped_ || cannot_improve(least)) {
      return;
    }
    if (result_.expanded == limit_) {
      stopped_ = true;
      return;
    }
    ++result_.expanded;
    const std::size_t at = order_[depth];
    std::vector<Child> children;
    const auto try_partner = [&](std::size_t to) {
      const double paid = cost + node_cost(at, to) + decided_cost(depth, at, to);
      decide(at, to);
      children.push_back({bound(depth + 1, paid), paid, to});
      undo(at, to);
    };
    for (std::size_t j = 0; j < b_.size(); ++j) {
      if (!used_[j]) {
        try_partner(j);
      }
    }
    try_partner(none);
    std::sort(children.begin(), children.end(), [](const Child& x, const Child& y) {
      return x.bound != y.bound ? x.bound < y.bound : x.partner < y.partner;
    });
    for (const Child& child : children) {
      decide(at, child.partner);
      descend(depth + 1, child.cost, child.bound);
      undo(at, child.partner);
    }
  }

  void decide(std::size_t at, std::size_t to) {
    partner_[at] = to;
    if (to != none) {
      used_[to] = true;
    }
  }

  void undo(std::size_t at, std::size_t to) {
    partner_[at] = open;
    if (to != none) {
      used_[to] = false;
    }
  }

  GraphEditCosts costs_;
  std::uint64_t limit_;
  LabelNumbers numbers_;
  EdgeTable a_;
  EdgeTable b_;
  std::vector<std::size_t> order_;    // in which nodes of the first graph are decided
  std::vector<std::size_t> partner_;  // of decided nodes
  std::vector<bool> used_;
  bool found_ = false;
  bool stopped_ = false;
  std::vector<std::size_t> best_;
  GraphEditResult result_;
};

}  // namespace detail

TONEWHEEL_INLINE GraphEditResult graph_edit_distance(const LabelledGraph& first,
                                                     const LabelledGraph& second,
                                                     const GraphEditOptions& options) {
  check_graph(first);
  check_graph(second);
  detail::check_graph_edit_costs(options.costs);
  return detail::GraphEditSearch(first, second, options).run();
}

}  // namespace tonewheel
