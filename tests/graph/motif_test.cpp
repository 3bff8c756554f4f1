#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/motif.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Arcs = std::vector<Arc>;

/// One graph of each class, as Holland & Leinhardt draw them, on the nodes 0, 1, 2.
const std::vector<std::pair<Triad, Arcs>> drawn{
    {Triad::t003, {}},
    {Triad::t012, {{0, 1}}},
    {Triad::t102, {{0, 1}, {1, 0}}},
    {Triad::t021D, {{1, 0}, {1, 2}}},
    {Triad::t021U, {{0, 1}, {2, 1}}},
    {Triad::t021C, {{0, 1}, {1, 2}}},
    {Triad::t111D, {{0, 1}, {1, 0}, {2, 1}}},
    {Triad::t111U, {{0, 1}, {1, 0}, {1, 2}}},
    {Triad::t030T, {{0, 1}, {1, 2}, {0, 2}}},
    {Triad::t030C, {{0, 1}, {1, 2}, {2, 0}}},
    {Triad::t201, {{0, 1}, {1, 0}, {1, 2}, {2, 1}}},
    {Triad::t120D, {{1, 0}, {1, 2}, {0, 2}, {2, 0}}},
    {Triad::t120U, {{0, 1}, {2, 1}, {0, 2}, {2, 0}}},
    {Triad::t120C, {{0, 1}, {1, 2}, {0, 2}, {2, 0}}},
    {Triad::t210, {{0, 1}, {1, 2}, {2, 1}, {0, 2}, {2, 0}}},
    {Triad::t300, {{0, 1}, {1, 0}, {1, 2}, {2, 1}, {0, 2}, {2, 0}}}};

using Matrix = std::vector<std::vector<bool>>;

Matrix matrix_of(std::size_t nodes, const Arcs& arcs) {
  Matrix matrix(nodes, std::vector<bool>(nodes, false));
  for (const Arc& arc : arcs) {
    matrix[arc.from][arc.to] = true;
  }
  return matrix;
}

/// The class whose drawing fits on three nodes in one of the six orders.
Triad class_by_fitting(const Matrix& graph, std::array<std::size_t, 3> nodes) {
  for (const auto& [triad, arcs] : drawn) {
    const Matrix drawing = matrix_of(3, arcs);
    std::sort(nodes.begin(), nodes.end());
    do {
      bool fits = true;
      for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) {
          fits = fits && (i == j || drawing[i][j] == graph[nodes[i]][nodes[j]]);
        }
      }
      if (fits) {
        return triad;
      }
    } while (std::next_permutation(nodes.begin(), nodes.end()));
  }
  FAIL("no class fits");
  return Triad::t003;
}

TriadCensus by_fitting(std::size_t nodes, const Arcs& arcs) {
  const Matrix graph = matrix_of(nodes, arcs);
  TriadCensus census;
  for (std::size_t a = 0; a < nodes; ++a) {
    for (std::size_t b = a + 1; b < nodes; ++b) {
      for (std::size_t c = b + 1; c < nodes; ++c) {
        ++census.counts[static_cast<std::size_t>(class_by_fitting(graph, {a, b, c}))];
      }
    }
  }
  return census;
}

Arcs random_arcs(std::size_t nodes, std::size_t count, std::mt19937_64& engine) {
  Arcs arcs;
  for (std::size_t i = 0; nodes != 0 && i < count; ++i) {
    arcs.push_back({engine() % nodes, engine() % nodes});
  }
  return arcs;
}

}  // namespace

TEST_CASE("motif: each of the 16 drawings is of its class") {
  for (const auto& [triad, arcs] : drawn) {
    CAPTURE(triad_names[static_cast<std::size_t>(triad)]);
    TriadCensus expected;
    expected.counts[static_cast<std::size_t>(triad)] = 1;
    CHECK(triad_census(3, arcs) == expected);
  }
}

TEST_CASE("motif: triad censuses are NetworkX's") {
  std::ifstream stream(std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "tests/golden/motif.json");
  const nlohmann::json golden = nlohmann::json::parse(stream);
  CHECK(golden["cases"].size() == 40);
  for (const nlohmann::json& item : golden["cases"]) {
    Arcs arcs;
    for (const nlohmann::json& arc : item["arcs"]) {
      arcs.push_back({arc[0], arc[1]});
    }
    const TriadCensus census = triad_census(item["nodes"], arcs);
    for (std::size_t i = 0; i < triad_names.size(); ++i) {
      CAPTURE(triad_names[i]);
      CHECK(census.counts[i] == item["census"][std::string(triad_names[i])].get<std::uint64_t>());
    }
  }
}

TEST_CASE(
    "motif: triad censuses are what fitting the drawings finds, loops and repeats do not count") {
  std::mt19937_64 engine(1970);
  for (int round = 0; round < 60; ++round) {
    const std::size_t nodes = engine() % 12;
    const Arcs arcs = random_arcs(nodes, engine() % 60, engine);
    CHECK(triad_census(nodes, arcs) == by_fitting(nodes, arcs));
  }
}

TEST_CASE(
    "motif: a census counts every choice of three, and does not see node numbers or arc order") {
  std::mt19937_64 engine(2001);
  for (int round = 0; round < 20; ++round) {
    const std::size_t nodes = 3 + engine() % 60;
    const Arcs arcs = random_arcs(nodes, engine() % 300, engine);
    const TriadCensus census = triad_census(nodes, arcs);
    CHECK(std::accumulate(census.counts.begin(), census.counts.end(), std::uint64_t{0}) ==
          nodes * (nodes - 1) * (nodes - 2) / 6);
    std::vector<std::size_t> order(nodes);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), engine);
    Arcs renumbered;
    Arcs reversed;
    for (const Arc& arc : arcs) {
      renumbered.insert(renumbered.begin(), {order[arc.from], order[arc.to]});
      reversed.push_back({arc.to, arc.from});
    }
    CHECK(triad_census(nodes, renumbered) == census);
    // Reversing every arc swaps down and up.
    TriadCensus swapped = census;
    for (const auto& [down, up] :
         {std::pair(Triad::t021D, Triad::t021U), std::pair(Triad::t111D, Triad::t111U),
          std::pair(Triad::t120D, Triad::t120U)}) {
      std::swap(swapped.counts[static_cast<std::size_t>(down)],
                swapped.counts[static_cast<std::size_t>(up)]);
    }
    CHECK(triad_census(nodes, reversed) == swapped);
  }
}

TEST_CASE("motif: sequence, aggregation and hierarchy") {
  CHECK(motif_counts(triad_census(3, Arcs{{0, 1}, {1, 2}})) == MotifCounts{1, 0, 0});
  CHECK(motif_counts(triad_census(3, Arcs{{0, 2}, {1, 2}})) == MotifCounts{0, 1, 0});
  CHECK(motif_counts(triad_census(3, Arcs{{0, 1}, {0, 2}})) == MotifCounts{0, 0, 1});
  // A star of n arcs out of one node: n (n - 1) / 2 hierarchies; a path of n arcs: n - 1 sequences.
  Arcs star;
  Arcs path;
  for (std::size_t i = 1; i <= 50; ++i) {
    star.push_back({0, i});
    path.push_back({i - 1, i});
  }
  CHECK(motif_counts(triad_census(51, star)) == MotifCounts{0, 0, 50 * 49 / 2});
  CHECK(motif_counts(triad_census(51, path)) == MotifCounts{49, 0, 0});
}

TEST_CASE("motif: empty and large graphs") {
  CHECK(triad_census(0, {}) == TriadCensus{});
  CHECK(triad_census(2, Arcs{{0, 1}}) == TriadCensus{});
  // Python: math.comb(4801280, 3) - (4801280 - 2)
  const TriadCensus most = triad_census(triad_census_max_nodes, Arcs{{0, 1}});
  CHECK(most[Triad::t012] == triad_census_max_nodes - 2);
  CHECK(most[Triad::t003] == 18'446'738'006'361'505'282U);
}

TEST_CASE("motif: arcs that leave the graph and graphs that are too large are refused") {
  CHECK(message_of([] { (void)triad_census(3, Arcs{{0, 1}, {1, 3}}); }) ==
        "triad census: arc 1 leads from node 1 to 3, expected two of 3 nodes, counted from 0");
  CHECK(contains(message_of([] { (void)triad_census(0, Arcs{{0, 0}}); }), "arc 0"));
  CHECK(contains(message_of([] { (void)triad_census(triad_census_max_nodes + 1, {}); }),
                 "4801281 nodes, expected at most 4801280"));
}
