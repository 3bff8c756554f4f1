#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/distribution/transport.hpp>

namespace tonewheel {
namespace detail {

inline double mass_sum(std::span<const double> masses) {
  constexpr double largest = 1e100;
  double sum = 0;
  for (std::size_t i = 0; i < masses.size(); ++i) {
    if (!(masses[i] >= 0 && masses[i] <= largest)) {
      throw Error("transport: found mass " + number_text(masses[i]) + " of class " +
                  std::to_string(i) + ", expected a number in [0, 1e100]");
    }
    sum += masses[i];
  }
  return sum;
}

TONEWHEEL_INLINE MassSums equal_mass_sums(std::span<const double> p, std::span<const double> q) {
  const MassSums sums{mass_sum(p), mass_sum(q)};
  if (!(sums.p > 0) || !(sums.q > 0) ||
      !(std::abs(sums.p - sums.q) <= tolerance::equal_mass * std::max(sums.p, sums.q))) {
    throw Error("transport: found masses of " + number_text(sums.p) + " and " +
                number_text(sums.q) + ", expected equal ones above 0");
  }
  return sums;
}

inline void require_transport_costs(const MatrixView<double>& costs, std::size_t rows,
                                    std::size_t columns) {
  constexpr double largest = 1e100;
  if (costs.rows != rows || costs.columns != columns || !costs.fits()) {
    throw Error("transport: found " + std::to_string(costs.values.size()) + " costs of " +
                std::to_string(costs.rows) + " rows and " + std::to_string(costs.columns) +
                " columns, expected " + std::to_string(rows) + " x " + std::to_string(columns));
  }
  for (std::size_t i = 0; i < costs.values.size(); ++i) {
    if (!(costs.values[i] >= 0 && costs.values[i] <= largest)) {
      throw Error("transport: found cost " + number_text(costs.values[i]) + " in row " +
                  std::to_string(i / columns) + ", column " + std::to_string(i % columns) +
                  ", expected a number in [0, 1e100]");
    }
  }
}

/// The largest power of two that keeps numbers up to `largest` below 2^bits, as an exponent.
inline int transport_shift(double largest, int bits) {
  return largest > 0 ? bits - 1 - std::ilogb(largest) : 0;
}

inline std::int64_t transport_steps(double value, int shift) {
  return static_cast<std::int64_t>(std::llround(std::ldexp(value, shift)));
}

/// The network simplex method for rows and columns with masses above 0 and equal sums. A basis is a
/// spanning tree of rows (nodes 0 .. rows - 1) and columns (the others); each node keeps the flow
/// between it and its parent. Masses are times rows + 1, with 1 more in each row and `rows` more in
/// the last column: no part of the rows then weighs as much as a part of the columns, so no flow of
/// a tree is 0 and every exchange of arcs lowers the cost.
class TransportTree {
 public:
  TransportTree(std::vector<std::int64_t> masses, std::size_t rows,
                const std::vector<std::int64_t>& costs)
      : masses_(std::move(masses)), rows_(rows), columns_(masses_.size() - rows), costs_(costs) {
    const std::size_t nodes = masses_.size();
    parent_.assign(nodes, nodes);
    depth_.assign(nodes, 0);
    flow_.assign(nodes, 0);
    potential_.assign(nodes, 0);
    neighbours_.resize(nodes);
    start();
    std::size_t quiet = 0;
    for (std::size_t row = 0; quiet < rows_; row = (row + 1) % rows_) {
      const std::size_t column = cheapest_column(row);
      ++quiet;
      if (reduced_cost(row, column) < 0) {
        exchange(row, rows_ + column);
        quiet = 0;
      }
    }
  }

  struct Arc {
    std::size_t row = 0;
    std::size_t column = 0;
    std::int64_t flow = 0;
  };

  /// The tree's flow of the masses as they were given, by row and column.
  [[nodiscard]] std::vector<Arc> arcs() const {
    std::vector<std::size_t> order(masses_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      return depth_[a] != depth_[b] ? depth_[a] > depth_[b] : a < b;
    });
    std::vector<std::int64_t> rest = masses_;
    std::vector<Arc> list;
    for (const std::size_t node : order) {
      if (node != 0) {
        const std::size_t parent = parent_[node];
        list.push_back({std::min(node, parent), std::max(node, parent) - rows_, rest[node]});
        rest[parent] -= rest[node];
      }
    }
    std::sort(list.begin(), list.end(), [](const Arc& a, const Arc& b) {
      return a.row != b.row ? a.row < b.row : a.column < b.column;
    });
    return list;
  }

 private:
  [[nodiscard]] std::int64_t cost(std::size_t a, std::size_t b) const {
    return costs_[std::min(a, b) * columns_ + std::max(a, b) - rows_];
  }
  [[nodiscard]] std::int64_t reduced_cost(std::size_t row, std::size_t column) const {
    return costs_[row * columns_ + column] - potential_[row] - potential_[rows_ + column];
  }

  [[nodiscard]] std::size_t cheapest_column(std::size_t row) const {
    std::size_t best = 0;
    for (std::size_t column = 1; column < columns_; ++column) {
      if (reduced_cost(row, column) < reduced_cost(row, best)) {
        best = column;
      }
    }
    return best;
  }

  /// Each row in turn fills the cheapest columns that have room; then the tree of these arcs.
  void start() {
    const auto scale = static_cast<std::int64_t>(rows_) + 1;
    std::vector<std::int64_t> rest(masses_.size());
    for (std::size_t node = 0; node < rest.size(); ++node) {
      rest[node] = masses_[node] * scale + (node < rows_ ? 1 : 0);
    }
    rest.back() += scale - 1;
    std::vector<std::vector<std::int64_t>> flows(masses_.size());
    for (std::size_t row = 0; row < rows_; ++row) {
      while (rest[row] > 0) {
        std::size_t best = rest.size();
        for (std::size_t node = rows_; node < rest.size(); ++node) {
          if (rest[node] > 0 && (best == rest.size() || cost(row, node) < cost(row, best))) {
            best = node;
          }
        }
        const std::int64_t moved = std::min(rest[row], rest[best]);
        rest[row] -= moved;
        rest[best] -= moved;
        for (const auto& [node, other] : {std::pair{row, best}, std::pair{best, row}}) {
          neighbours_[node].push_back(other);
          flows[node].push_back(moved);
        }
      }
    }
    std::vector<std::size_t> waiting{0};
    while (!waiting.empty()) {
      const std::size_t node = waiting.back();
      waiting.pop_back();
      for (std::size_t k = 0; k < neighbours_[node].size(); ++k) {
        const std::size_t child = neighbours_[node][k];
        if (child != parent_[node]) {
          parent_[child] = node;
          flow_[child] = flows[node][k];
          waiting.push_back(child);
        }
      }
    }
    settle(0);
  }

  /// Depths and potentials of a node and all below it, from its parent's.
  void settle(std::size_t top) {
    waiting_.assign(1, top);
    while (!waiting_.empty()) {
      const std::size_t node = waiting_.back();
      waiting_.pop_back();
      const std::size_t parent = parent_[node];
      if (parent != parent_.size()) {
        depth_[node] = depth_[parent] + 1;
        potential_[node] = cost(node, parent) - potential_[parent];
      }
      for (const std::size_t child : neighbours_[node]) {
        if (child != parent) {
          waiting_.push_back(child);
        }
      }
    }
  }

  /// Calls body(node, falls) for each node of the cycle that the arc from row to column closes, the
  /// top one left out: `falls` where the flow to its parent falls as that of the arc rises.
  void for_cycle(std::size_t row, std::size_t column, const auto& body) const {
    std::size_t a = row;
    std::size_t b = column;
    while (a != b) {
      if (depth_[a] >= depth_[b]) {
        body(a, a < rows_);
        a = parent_[a];
      } else {
        body(b, b >= rows_);
        b = parent_[b];
      }
    }
  }

  [[nodiscard]] bool is_below(std::size_t node, std::size_t top) const {
    while (depth_[node] > depth_[top]) {
      node = parent_[node];
    }
    return node == top;
  }

  void unlink(std::size_t a, std::size_t b) {
    auto& list = neighbours_[a];
    list.erase(std::find(list.begin(), list.end(), b));
  }

  /// Brings an arc into the tree and takes out the one of its cycle that is empty first.
  void exchange(std::size_t row, std::size_t column) {
    std::size_t leaving = masses_.size();
    for_cycle(row, column, [&](std::size_t node, bool falls) {
      if (falls && (leaving == masses_.size() || flow_[node] < flow_[leaving])) {
        leaving = node;
      }
    });
    const std::int64_t moved = flow_[leaving];
    for_cycle(row, column,
              [&](std::size_t node, bool falls) { flow_[node] += falls ? -moved : moved; });
    const bool row_side = is_below(row, leaving);
    unlink(leaving, parent_[leaving]);
    unlink(parent_[leaving], leaving);
    neighbours_[row].push_back(column);
    neighbours_[column].push_back(row);
    // The part cut off hangs from the new arc: parents turn round on the way up to the old one.
    const std::size_t top = row_side ? row : column;
    std::size_t node = top;
    std::size_t parent = row_side ? column : row;
    std::int64_t flow = moved;
    for (bool last = false; !last;) {
      last = node == leaving;
      const std::size_t above = parent_[node];
      std::swap(flow, flow_[node]);
      parent_[node] = parent;
      parent = node;
      node = above;
    }
    settle(top);
  }

  std::vector<std::int64_t> masses_;
  std::size_t rows_;
  std::size_t columns_;
  const std::vector<std::int64_t>& costs_;
  std::vector<std::size_t> parent_;
  std::vector<std::size_t> depth_;
  std::vector<std::int64_t> flow_;       ///< between a node and its parent
  std::vector<std::int64_t> potential_;  ///< of both ends of an arc of the tree: together its cost
  std::vector<std::vector<std::size_t>> neighbours_;
  std::vector<std::size_t> waiting_;
};

/// Classes with a mass above 0, in steps of 2^-shift.
struct TransportMasses {
  std::vector<std::size_t> classes;
  std::vector<std::int64_t> steps;
  std::int64_t total = 0;
};

inline TransportMasses transport_masses(std::span<const double> masses, double factor, int shift) {
  TransportMasses result;
  for (std::size_t i = 0; i < masses.size(); ++i) {
    const std::int64_t steps = transport_steps(masses[i] * factor, shift);
    if (steps > 0) {
      result.classes.push_back(i);
      result.steps.push_back(steps);
      result.total += steps;
    }
  }
  return result;
}

}  // namespace detail

TONEWHEEL_INLINE TransportPlan transport_plan(std::span<const double> p, std::span<const double> q,
                                              const MatrixView<double>& costs) {
  constexpr int bits = 60;  // of a product or a sum below, so that it fits 63
  const detail::MassSums sums = detail::equal_mass_sums(p, q);
  detail::require_transport_costs(costs, p.size(), q.size());
  const int shift =
      detail::transport_shift(sums.p, bits - static_cast<int>(std::bit_width(p.size() + 1)));
  const detail::TransportMasses from = detail::transport_masses(p, 1, shift);
  detail::TransportMasses to =
      detail::transport_masses(q, sums.p == sums.q ? 1 : sums.p / sums.q, shift);
  *std::max_element(to.steps.begin(), to.steps.end()) += from.total - to.total;

  const double largest = *std::max_element(costs.values.begin(), costs.values.end());
  const int cost_shift = detail::transport_shift(
      largest, bits - static_cast<int>(std::bit_width(p.size() + q.size())));
  std::vector<std::int64_t> cost_steps;
  cost_steps.reserve(from.classes.size() * to.classes.size());
  for (const std::size_t i : from.classes) {
    for (const std::size_t j : to.classes) {
      cost_steps.push_back(detail::transport_steps(costs.at(i, j), cost_shift));
    }
  }
  std::vector<std::int64_t> masses = from.steps;
  masses.insert(masses.end(), to.steps.begin(), to.steps.end());
  const detail::TransportTree tree(std::move(masses), from.steps.size(), cost_steps);

  TransportPlan plan;
  for (const auto& arc : tree.arcs()) {
    if (arc.flow > 0) {
      const std::size_t i = from.classes[arc.row];
      const std::size_t j = to.classes[arc.column];
      const auto steps = static_cast<double>(arc.flow);
      plan.flow.push_back({i, j, std::ldexp(steps, -shift)});
      plan.cost += steps / static_cast<double>(from.total) * costs.at(i, j);
    }
  }
  return plan;
}

}  // namespace tonewheel
