#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// A directed edge between two nodes, by their numbers.
struct Arc {
  /// The number of the node it is from.
  std::size_t from = 0;
  /// The number of the node it leads to.
  std::size_t to = 0;
  friend bool operator==(const Arc&, const Arc&) = default;
};

/// The 16 classes of three nodes by their arcs (Holland & Leinhardt 1970): the numbers of mutual,
/// asymmetric and null pairs, and a letter where these do not tell. 021D: a <- b -> c, 021U:
/// a -> b <- c, 021C: a -> b -> c; 111D: a <-> b <- c, 111U: a <-> b -> c; 030T: a -> b -> c,
/// a -> c; 030C: a cycle; 120D: a <- c -> b with a <-> b, 120U: a -> c <- b with a <-> b, 120C:
/// a -> c -> b with a <-> b. Directions as in NetworkX.
enum class Triad : std::uint8_t {
  t003,
  t012,
  t102,
  t021D,
  t021U,
  t021C,
  t111D,
  t111U,
  t030T,
  t030C,
  t201,
  t120D,
  t120U,
  t120C,
  t210,
  t300,
};

/// The usual names of the classes, in their order.
inline constexpr std::array<std::string_view, 16> triad_names{
    "003",  "012",  "102", "021D", "021U", "021C", "111D", "111U",
    "030T", "030C", "201", "120D", "120U", "120C", "210",  "300"};

/// How many of all choices of three nodes belong to each class.
struct TriadCensus {
  /// By Triad, in the order of triad_names.
  std::array<std::uint64_t, 16> counts{};
  /// How many choices of three nodes are of a class.
  [[nodiscard]] constexpr std::uint64_t operator[](Triad triad) const noexcept {
    return counts[static_cast<std::size_t>(triad)];
  }
  friend bool operator==(const TriadCensus&, const TriadCensus&) = default;
};

/// Most nodes whose choices of three a 64-bit number counts.
inline constexpr std::size_t triad_census_max_nodes = 4'801'280;

/// The triad census of a directed graph (Batagelj & Mrvar 2001): O(arcs * largest degree) time,
/// O(nodes + arcs) memory. An arc given twice counts once; one from a node to itself, not at all.
/// Throws Error on an arc that leaves the graph and above triad_census_max_nodes.
[[nodiscard]] TriadCensus triad_census(std::size_t nodes, std::span<const Arc> arcs);

/// The three patterns that knowledge graphs come down to (Siddharth & Luo, arXiv 2312.06355), on
/// exactly three nodes joined by two arcs: sequence a -> b -> c (021C), aggregation a -> b <- c
/// (021U), hierarchy a <- b -> c (021D).
struct MotifCounts {
  /// How often a -> b -> c.
  std::uint64_t sequence = 0;
  /// How often a -> b <- c.
  std::uint64_t aggregation = 0;
  /// How often a <- b -> c.
  std::uint64_t hierarchy = 0;
  friend bool operator==(const MotifCounts&, const MotifCounts&) = default;
};

/// The three patterns in a census.
[[nodiscard]] constexpr MotifCounts motif_counts(const TriadCensus& census) noexcept {
  return {census[Triad::t021C], census[Triad::t021U], census[Triad::t021D]};
}

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/motif_inl.hpp>
#endif
