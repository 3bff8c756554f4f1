// Lowest common ancestors and similarities after a build step: on TONE, on a generated ontology of
// 100,000 concepts (a tree, and one where one concept in ten has a second parent) and on WordNet's
// noun hierarchy if it is installed. With the name of a file of edges (child, parent) and one of
// queries it answers these instead, for benchmarks/hierarchy.sh.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include <tonewheel/graph/similarity.hpp>
#include <tonewheel/ontology/atlas.hpp>

#include "support/wordnet.hpp"

namespace {

using namespace tonewheel;
using Pair = std::pair<std::uint32_t, std::uint32_t>;

ConceptGraph graph_of(std::uint32_t size, const std::vector<Pair>& edges) {
  ConceptGraph graph;
  for (std::uint32_t i = 0; i < size; ++i) {
    graph.add({.key = std::to_string(i)});
  }
  for (const auto& [child, parent] : edges) {
    graph.relate({child}, relation::broader, {parent});
  }
  return graph;
}

/// Each concept's parent is one of the 50 before it or any earlier one, half and half: depths as in
/// real ontologies and beyond.
std::vector<Pair> generated_edges(std::uint32_t size, bool second_parents) {
  std::mt19937_64 random(7);
  std::vector<Pair> edges;
  const auto earlier = [&](std::uint32_t i) {
    const std::uint32_t low = random() % 2 == 0 || i < 50 ? 0 : i - 50;
    return low + static_cast<std::uint32_t>(random() % (i - low));
  };
  for (std::uint32_t i = 1; i < size; ++i) {
    edges.emplace_back(i, earlier(i));
    if (second_parents && i > 1 && random() % 10 == 0) {
      edges.emplace_back(i, earlier(i));
    }
  }
  return edges;
}

std::vector<std::pair<ConceptId, ConceptId>> random_pairs(std::size_t size, std::size_t count) {
  std::mt19937_64 random(11);
  std::vector<std::pair<ConceptId, ConceptId>> pairs;
  for (std::size_t i = 0; i < count; ++i) {
    pairs.push_back({{static_cast<std::uint32_t>(random() % size)},
                     {static_cast<std::uint32_t>(random() % size)}});
  }
  return pairs;
}

void measure(const std::string& name, const ConceptGraph* graph) {
  const auto* hierarchy = new Hierarchy(*graph);  // lives as long as the registered benchmarks
  const auto* content = new InformationContent(seco_content(*hierarchy));
  const auto pairs = random_pairs(graph->size(), 1024);
  benchmark::RegisterBenchmark((name + "/build").c_str(), [graph](benchmark::State& state) {
    for (auto _ : state) {
      benchmark::DoNotOptimize(Hierarchy(*graph));
    }
  })->Unit(benchmark::kMillisecond);
  const auto query = [&](const char* what, auto answer) {
    benchmark::RegisterBenchmark((name + "/" + what).c_str(),
                                 [pairs, answer](benchmark::State& state) {
                                   std::size_t i = 0;
                                   for (auto _ : state) {
                                     const auto& [a, b] = pairs[i++ % pairs.size()];
                                     benchmark::DoNotOptimize(answer(a, b));
                                   }
                                 });
  };
  query("lca",
        [hierarchy](ConceptId a, ConceptId b) { return hierarchy->lowest_common_ancestors(a, b); });
  query("wu_palmer", [hierarchy](ConceptId a, ConceptId b) { return wu_palmer(*hierarchy, a, b); });
  query("lin",
        [hierarchy, content](ConceptId a, ConceptId b) { return lin(*hierarchy, *content, a, b); });
}

std::vector<Pair> read_pairs(const char* path) {
  std::ifstream stream(path);
  std::vector<Pair> pairs;
  for (Pair pair; stream >> pair.first >> pair.second;) {
    pairs.push_back(pair);
  }
  return pairs;
}

/// Prints build seconds and microseconds a query, then the Wu-Palmer similarity of each query.
int answer_file(const char* edges_file, const char* queries_file) {
  const auto edges = read_pairs(edges_file);
  const auto queries = read_pairs(queries_file);
  std::uint32_t size = 0;
  for (const auto& [child, parent] : edges) {
    size = std::max({size, child + 1, parent + 1});
  }
  const ConceptGraph graph = graph_of(size, edges);
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  const Hierarchy hierarchy(graph);
  const auto built = Clock::now();
  std::vector<double> answers;
  answers.reserve(queries.size());
  for (const auto& [a, b] : queries) {
    answers.push_back(wu_palmer(hierarchy, {a}, {b}));
  }
  const auto done = Clock::now();
  fmt::print("{} {}\n", std::chrono::duration<double>(built - start).count(),
             std::chrono::duration<double, std::micro>(done - built).count() /
                 static_cast<double>(queries.size()));
  for (const double answer : answers) {
    fmt::print("{:.17g}\n", answer);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && argv[1][0] != '-') {
    return answer_file(argv[1], argv[2]);
  }
  static const ConceptGraph tone = atlas();
  measure("atlas", &tone);
  static const ConceptGraph tree = graph_of(100'000, generated_edges(100'000, false));
  measure("tree100k", &tree);
  static const ConceptGraph mesh = graph_of(100'000, generated_edges(100'000, true));
  measure("mesh100k", &mesh);
  static const std::optional<ConceptGraph> wordnet = support::read_wordnet("noun");
  if (wordnet) {
    measure("wordnet", &*wordnet);
  } else {
    fmt::print(stderr, "WordNet (wordnet-base) is not installed: left out\n");
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
