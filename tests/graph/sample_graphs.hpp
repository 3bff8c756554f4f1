#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <tonewheel/graph/concept_graph.hpp>

/// Graphs for tests.
namespace sample {

using tonewheel::ConceptGraph;
using tonewheel::ConceptId;

inline ConceptId id(std::size_t value) {
  return {static_cast<std::uint32_t>(value)};
}

/// Concepts "c0", "c1", ... without relations.
inline ConceptGraph points(std::size_t n) {
  ConceptGraph graph;
  for (std::size_t i = 0; i < n; ++i) {
    graph.add({.key = "c" + std::to_string(i)});
  }
  return graph;
}

/// Parents by concept, in the order of stating.
using Parents = std::vector<std::vector<std::size_t>>;

inline ConceptGraph from_parents(const Parents& parents) {
  ConceptGraph graph = points(parents.size());
  for (std::size_t i = 0; i < parents.size(); ++i) {
    for (const std::size_t parent : parents[i]) {
      graph.relate(id(i), tonewheel::relation::broader, id(parent));
    }
  }
  return graph;
}

/// Numbers 0 .. n - 1 shuffled, so that parents need not have smaller ids.
inline std::vector<std::size_t> shuffled(std::size_t n, std::mt19937_64& engine) {
  std::vector<std::size_t> order(n);
  for (std::size_t i = 0; i < n; ++i) {
    order[i] = i;
  }
  for (std::size_t i = n; i > 1; --i) {
    std::swap(order[i - 1], order[engine() % i]);
  }
  return order;
}

/// A forest: each concept has a parent among the `reach` ones before it (1: chains; n: anything),
/// or none with a chance of one in `roots`.
inline Parents random_forest(std::size_t n, std::size_t reach, std::size_t roots,
                             std::mt19937_64& engine) {
  const auto order = shuffled(n, engine);
  Parents parents(n);
  for (std::size_t i = 1; i < n; ++i) {
    if (engine() % roots != 0) {
      parents[order[i]].push_back(order[i - 1 - engine() % std::min(reach, i)]);
    }
  }
  return parents;
}

/// An acyclic graph with up to `most` parents a concept.
inline Parents random_dag(std::size_t n, std::size_t most, std::mt19937_64& engine) {
  const auto order = shuffled(n, engine);
  Parents parents(n);
  for (std::size_t i = 1; i < n; ++i) {
    for (std::size_t k = engine() % (most + 1); k > 0; --k) {
      const std::size_t parent = order[engine() % i];
      auto& up = parents[order[i]];
      if (std::find(up.begin(), up.end(), parent) == up.end()) {
        up.push_back(parent);
      }
    }
  }
  return parents;
}

inline constexpr std::uint32_t far = ~std::uint32_t{0};

/// Fewest steps up from each concept to each other one by plain relaxation; `far`: not above.
inline std::vector<std::vector<std::uint32_t>> steps_up(const Parents& parents) {
  const std::size_t n = parents.size();
  std::vector<std::vector<std::uint32_t>> steps(n, std::vector<std::uint32_t>(n, far));
  for (std::size_t i = 0; i < n; ++i) {
    steps[i][i] = 0;
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < n; ++i) {
      for (const std::size_t parent : parents[i]) {
        for (std::size_t j = 0; j < n; ++j) {
          if (steps[parent][j] != far && steps[parent][j] + 1 < steps[i][j]) {
            steps[i][j] = steps[parent][j] + 1;
            changed = true;
          }
        }
      }
    }
  }
  return steps;
}

/// Concepts on the shortest way from a root.
inline std::vector<std::uint32_t> depths(const Parents& parents) {
  const auto steps = steps_up(parents);
  std::vector<std::uint32_t> depth(parents.size(), far);
  for (std::size_t i = 0; i < parents.size(); ++i) {
    for (std::size_t j = 0; j < parents.size(); ++j) {
      if (parents[j].empty() && steps[i][j] != far) {
        depth[i] = std::min(depth[i], steps[i][j] + 1);
      }
    }
  }
  return depth;
}

/// The cases of golden/graph.json (networkx).
inline nlohmann::json golden_graphs() {
  std::ifstream stream(std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "tests" / "golden" /
                       "graph.json");
  return nlohmann::json::parse(stream).at("cases");
}

inline ConceptGraph golden_graph(const nlohmann::json& each) {
  ConceptGraph graph = points(each.at("nodes").get<std::size_t>());
  for (const auto& edge : each.at("edges")) {
    graph.relate(id(edge[0].get<std::size_t>()), {edge[1].get<std::uint32_t>()},
                 id(edge[2].get<std::size_t>()), {.weight = edge[3].get<double>(), .source = {}});
  }
  return graph;
}

}  // namespace sample
