#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/motif.hpp>

namespace tonewheel {
namespace detail {

/// The arcs of a pair (v, u), as bits.
inline constexpr unsigned arc_forth = 1;  // v -> u
inline constexpr unsigned arc_back = 2;   // u -> v

constexpr unsigned arcs_reversed(unsigned arcs) noexcept {
  return (arcs & arc_forth) << 1U | (arcs & arc_back) >> 1U;
}

/// The class of three nodes a, b, c by the arcs of the pairs (a, b), (a, c) and (b, c).
constexpr Triad triad_class(unsigned ab, unsigned ac, unsigned bc) noexcept {
  unsigned mutual = 0;
  unsigned asymmetric = 0;
  std::array<unsigned, 3> out{};  // asymmetric arcs from a, b, c
  std::array<unsigned, 3> in{};
  const auto count = [&](unsigned arcs, std::size_t first, std::size_t second) {
    if (arcs == (arc_forth | arc_back)) {
      ++mutual;
    } else if (arcs != 0) {
      ++asymmetric;
      ++out[arcs == arc_forth ? first : second];
      ++in[arcs == arc_forth ? second : first];
    }
  };
  count(ab, 0, 1);
  count(ac, 0, 2);
  count(bc, 1, 2);
  const bool from_one = std::max({out[0], out[1], out[2]}) == 2;
  const bool to_one = std::max({in[0], in[1], in[2]}) == 2;
  switch (mutual * 4 + asymmetric) {
    case 0:
      return Triad::t003;
    case 1:
      return Triad::t012;
    case 2:
      return from_one ? Triad::t021D : to_one ? Triad::t021U : Triad::t021C;
    case 3:
      return from_one ? Triad::t030T : Triad::t030C;
    case 4:
      return Triad::t102;
    case 5: {
      // The node that the mutual pair and the arc share: the arc leads to it, or from it.
      const bool a_shared = ab != 0 && ac != 0;
      const std::size_t shared = a_shared ? 0 : ab != 0 ? 1 : 2;
      return in[shared] == 1 ? Triad::t111D : Triad::t111U;
    }
    case 6:
      return from_one ? Triad::t120D : to_one ? Triad::t120U : Triad::t120C;
    case 8:
      return Triad::t201;
    case 9:
      return Triad::t210;
    default:
      return Triad::t300;
  }
}

/// A node next to another, and the arcs between: forth from the other to it.
struct NodeArcs {
  std::size_t node = 0;
  unsigned arcs = 0;
};

/// The neighbours of each node, ascending.
inline std::vector<std::vector<NodeArcs>> arcs_by_node(std::size_t nodes,
                                                       std::span<const Arc> arcs) {
  std::vector<std::vector<NodeArcs>> near(nodes);
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    const auto [from, to] = arcs[i];
    if (std::max(from, to) >= nodes) {
      throw Error("triad census: arc " + std::to_string(i) + " leads from node " +
                  std::to_string(from) + " to " + std::to_string(to) + ", expected two of " +
                  std::to_string(nodes) + " nodes, counted from 0");
    }
    if (from != to) {
      near[from].push_back({to, arc_forth});
      near[to].push_back({from, arc_back});
    }
  }
  for (std::vector<NodeArcs>& list : near) {
    std::sort(list.begin(), list.end(),
              [](const NodeArcs& x, const NodeArcs& y) { return x.node < y.node; });
    std::size_t kept = 0;
    for (const NodeArcs& neighbour : list) {
      if (kept != 0 && list[kept - 1].node == neighbour.node) {
        list[kept - 1].arcs |= neighbour.arcs;
      } else {
        list[kept++] = neighbour;
      }
    }
    list.resize(kept);
  }
  return near;
}

}  // namespace detail

TONEWHEEL_INLINE TriadCensus triad_census(std::size_t nodes, std::span<const Arc> arcs) {
  if (nodes > triad_census_max_nodes) {
    throw Error("triad census: " + std::to_string(nodes) + " nodes, expected at most " +
                std::to_string(triad_census_max_nodes));
  }
  const std::vector<std::vector<detail::NodeArcs>> near = detail::arcs_by_node(nodes, arcs);
  TriadCensus census;
  const auto count = [&](Triad triad) -> std::uint64_t& {
    return census.counts[static_cast<std::size_t>(triad)];
  };
  std::uint64_t joined = 0;  // choices with at least one arc
  for (std::size_t v = 0; v < nodes; ++v) {
    for (const detail::NodeArcs& pair : near[v]) {
      const std::size_t u = pair.node;
      if (u < v) {
        continue;
      }
      // Both lists together, each third node w once; each choice of three at one pair only.
      std::uint64_t thirds = 0;
      auto by_v = near[v].begin();
      auto by_u = near[u].begin();
      while (by_v != near[v].end() || by_u != near[u].end()) {
        const bool at_v =
            by_u == near[u].end() || (by_v != near[v].end() && by_v->node <= by_u->node);
        const bool at_u =
            by_v == near[v].end() || (by_u != near[u].end() && by_u->node <= by_v->node);
        const std::size_t w = at_v ? by_v->node : by_u->node;
        const unsigned vw = at_v ? (by_v++)->arcs : 0;
        const unsigned uw = at_u ? (by_u++)->arcs : 0;
        if (w == v || w == u) {
          continue;
        }
        ++thirds;
        if (u < w || (v < w && w < u && vw == 0)) {
          ++count(detail::triad_class(pair.arcs, vw, uw));
          ++joined;
        }
      }
      const std::uint64_t apart = nodes - 2 - thirds;  // third nodes joined to neither
      const bool mutual = pair.arcs == (detail::arc_forth | detail::arc_back);
      count(mutual ? Triad::t102 : Triad::t012) += apart;
      joined += apart;
    }
  }
  if (nodes >= 3) {
    // n (n - 1) (n - 2) / 6 without overflow: the factors are divided one by one.
    std::array<std::uint64_t, 3> factor{nodes, nodes - 1, nodes - 2};
    for (const std::uint64_t prime : {std::uint64_t{3}, std::uint64_t{2}}) {
      for (std::uint64_t& each : factor) {
        if (each % prime == 0) {
          each /= prime;
          break;
        }
      }
    }
    count(Triad::t003) = factor[0] * factor[1] * factor[2] - joined;
  }
  return census;
}

}  // namespace tonewheel
