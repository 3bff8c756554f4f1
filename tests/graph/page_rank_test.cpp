#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/page_rank.hpp>

#include "graph/sample_graphs.hpp"

using namespace tonewheel;
using sample::id;

namespace {

double sum_of(const std::vector<double>& scores) {
  return std::accumulate(scores.begin(), scores.end(), 0.0);
}

}  // namespace

TEST_CASE("page rank: scores are networkx's") {
  for (const auto& each : sample::golden_graphs()) {
    if (each.at("nodes") == 0) {
      continue;
    }
    CAPTURE(each.at("edges").dump());
    const ConceptGraph graph = sample::golden_graph(each);
    const auto check = [&](const nlohmann::json& expected, const PageRankOptions& options) {
      const PageRank rank = page_rank(graph, options);
      CHECK(rank.converged);
      CHECK(rank.iterations <= options.max_iterations);
      CHECK(sum_of(rank.scores) == doctest::Approx(1).epsilon(1e-12));
      REQUIRE(rank.scores.size() == expected.size());
      for (std::size_t i = 0; i < rank.scores.size(); ++i) {
        CHECK(std::abs(rank.scores[i] - expected[i].get<double>()) < 1e-9);
      }
    };
    for (const char* damping : {"0", "0.5", "0.85", "0.95"}) {
      CAPTURE(damping);
      check(each.at("page_rank").at(damping), {.damping = std::stod(damping)});
    }
    check(each.at("page_rank_0"), {.types = {relation::broader}});
  }
}

TEST_CASE("page rank: two concepts in closed form") {
  // b = (1 - d) / 2 + d a + d b / 2 and a = (1 - d) / 2 + d b / 2, b being dangling.
  ConceptGraph graph = sample::points(2);
  graph.relate({0}, relation::related, {1});
  const double d = 0.85;
  const double a = 1 / (2 + d);
  const PageRank rank = page_rank(graph);
  CHECK(rank.scores[0] == doctest::Approx(a).epsilon(1e-11));
  CHECK(rank.scores[1] == doctest::Approx(1 - a).epsilon(1e-11));
}

TEST_CASE("page rank: where the steps run out it says so") {
  ConceptGraph graph = sample::points(3);
  graph.relate({0}, relation::related, {1});
  graph.relate({1}, relation::related, {2});
  const PageRank few = page_rank(graph, {.max_iterations = 2});
  CHECK_FALSE(few.converged);
  CHECK(few.iterations == 2);
  CHECK(sum_of(few.scores) == doctest::Approx(1).epsilon(1e-12));
  CHECK(page_rank(graph, {.tolerance = 1}).converged);
}

TEST_CASE("page rank: options and weights out of range") {
  ConceptGraph graph = sample::points(3);
  CHECK(page_rank(graph).scores == std::vector<double>(3, 1.0 / 3));
  for (const double damping : {-0.1, 1.0, 2.0, std::nan("")}) {
    CHECK_THROWS_AS((void)page_rank(graph, {.damping = damping}), Error);
  }
  for (const double tolerance : {0.0, -1.0, std::nan("")}) {
    CHECK_THROWS_AS((void)page_rank(graph, {.tolerance = tolerance}), Error);
  }
  CHECK_THROWS_AS((void)page_rank(graph, {.max_iterations = 0}), Error);
  graph.relate({0}, relation::related, {1}, {.weight = -1});
  CHECK_THROWS_AS((void)page_rank(graph), Error);
  CHECK(page_rank(graph, {.types = {relation::broader}}).scores[0] == doctest::Approx(1.0 / 3));
  CHECK(page_rank(ConceptGraph{}).scores.empty());
}

TEST_CASE("page rank: 20000 concepts that all point to one, converged by default") {
  constexpr std::size_t n = 20'000;
  ConceptGraph graph = sample::points(n);
  for (std::size_t i = 1; i < n; ++i) {
    graph.relate(id(i), relation::related, id(0));
  }
  const PageRank rank = page_rank(graph, {.tolerance = 1e-11});
  CHECK(rank.converged);
  CHECK(page_rank(graph).converged);  // with the default tolerance too
  // x = ((1 - d) + d h) / n for the others, h = x + d (n - 1) x for the one.
  const double d = 0.85;
  const double x = (1 - d) / (n - d * (1 + d * (n - 1)));
  CHECK(rank.scores[1] == doctest::Approx(x).epsilon(1e-9));
  CHECK(rank.scores[0] == doctest::Approx(x + d * (n - 1) * x).epsilon(1e-9));
}
