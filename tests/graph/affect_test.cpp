#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/graph/affect.hpp>

#include "graph/sample_graphs.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using sample::id;
using support::contains;
using support::message_of;

namespace {

using Sd = std::array<double, 3>;

constexpr std::array<AffectMeasure, 3> measures{AffectMeasure::bhattacharyya,
                                                AffectMeasure::wasserstein, AffectMeasure::mean};

ConceptAffect diagonal(const Vad& mean, const Sd& sd) {
  return {.mean = mean, .covariance = {sd[0] * sd[0], 0, 0, sd[1] * sd[1], 0, sd[2] * sd[2]}};
}

double uniform(std::mt19937_64& engine, double low, double high) {
  return low + (high - low) * static_cast<double>(engine() >> 11U) / 9007199254740992.0;
}

Vad random_mean(std::mt19937_64& engine) {
  return {uniform(engine, -1, 1), uniform(engine, -1, 1), uniform(engine, -1, 1)};
}
Sd random_sd(std::mt19937_64& engine) {
  return {uniform(engine, 0.1, 0.6), uniform(engine, 0.1, 0.6), uniform(engine, 0.1, 0.6)};
}

/// A covariance A A^T + 0.01 I.
ConceptAffect random_full(std::mt19937_64& engine) {
  double a[3][3];
  for (auto& row : a) {
    for (double& each : row) {
      each = uniform(engine, -0.5, 0.5);
    }
  }
  const auto c = [&](int i, int j) {
    double sum = i == j ? 0.01 : 0;
    for (int k = 0; k < 3; ++k) {
      sum += a[i][k] * a[j][k];
    }
    return sum;
  };
  return {.mean = random_mean(engine),
          .covariance = {c(0, 0), c(0, 1), c(0, 2), c(1, 1), c(1, 2), c(2, 2)}};
}

/// n concepts, every third without a Gaussian; in two schemes by turns; some inherited, some equal.
ConceptGraph random_graph(std::size_t n, std::mt19937_64& engine) {
  ConceptGraph graph;
  const SchemeId s = graph.add_scheme({.key = "s"});
  const SchemeId t = graph.add_scheme({.key = "t"});
  for (std::size_t i = 0; i < n; ++i) {
    Concept node{.key = "c" + std::to_string(i), .scheme = i % 2 == 0 ? s : t};
    if (i % 3 != 2) {
      node.affect = i % 7 == 3 ? diagonal({0.5, 0.5, 0.5}, {0.2, 0.2, 0.2})
                               : diagonal(random_mean(engine), random_sd(engine));
      node.affect->origin = i % 5 == 0   ? AffectOrigin::ancestor
                            : i % 5 == 1 ? AffectOrigin::descendants
                            : i % 5 == 2 ? AffectOrigin::synonym
                                         : AffectOrigin::named;
    }
    graph.add(std::move(node));
  }
  return graph;
}

std::vector<Neighbour> brute_nearest(const ConceptGraph& graph, const ConceptAffect& affect,
                                     std::size_t k, const NearestOptions& options) {
  std::vector<std::pair<double, std::size_t>> all;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const Concept& each = graph[id(i)];
    const bool in = !options.scheme || each.scheme == options.scheme;
    if (each.affect && in &&
        (options.with_inherited || (each.affect->origin != AffectOrigin::ancestor &&
                                    each.affect->origin != AffectOrigin::descendants))) {
      all.emplace_back(affect_distance(affect, *each.affect, options.measure), i);
    }
  }
  std::sort(all.begin(), all.end());
  std::vector<Neighbour> nearest;
  for (std::size_t i = 0; i < std::min(k, all.size()); ++i) {
    nearest.push_back({id(all[i].second), all[i].first});
  }
  return nearest;
}

/// The same concepts in the same order, at distances equal to the kernels' tolerance.
bool same_neighbours(const std::vector<Neighbour>& found, const std::vector<Neighbour>& expected) {
  return std::equal(found.begin(), found.end(), expected.begin(), expected.end(),
                    [](const Neighbour& p, const Neighbour& q) {
                      return p.concept_id == q.concept_id &&
                             std::abs(p.distance - q.distance) <=
                                 tolerance::gaussian_distances * (1 + q.distance);
                    });
}

}  // namespace

TEST_CASE("concept affect: to a Gaussian and back") {
  std::mt19937_64 engine(71);
  for (int round = 0; round < 100; ++round) {
    const ConceptAffect affect = random_full(engine);
    const Gaussian gaussian = to_gaussian(affect);
    const auto& c = affect.covariance;
    const Eigen::Matrix3d matrix = gaussian.covariance().matrix();
    CHECK(gaussian.mean() ==
          Eigen::Vector3d(affect.mean.valence, affect.mean.arousal, affect.mean.dominance));
    Eigen::Matrix3d expected;
    expected << c[0], c[1], c[2], c[1], c[3], c[4], c[2], c[4], c[5];
    CHECK(matrix == expected);
    const ConceptAffect back = to_concept_affect(gaussian, AffectOrigin::synonym, "pad151:x");
    CHECK(back.mean == affect.mean);
    CHECK(back.covariance == affect.covariance);
    CHECK(back.origin == AffectOrigin::synonym);
    CHECK(back.source == "pad151:x");
  }
}

TEST_CASE("concept affect: what is no density is an error") {
  CHECK_THROWS_AS((void)to_gaussian({}), Error);
  CHECK_THROWS_AS((void)to_gaussian({.covariance = {1, 2, 0, 1, 0, 1}}), Error);
  CHECK_THROWS_AS((void)to_gaussian({.covariance = {1, 0, 0, -1, 0, 1}}), Error);
  CHECK_THROWS_AS((void)to_gaussian({.covariance = {std::nan(""), 0, 0, 1, 0, 1}}), Error);
  CHECK_THROWS_AS(
      (void)to_gaussian({.mean = {std::nan(""), 0, 0}, .covariance = {1, 0, 0, 1, 0, 1}}), Error);
}

TEST_CASE("affect distance: closed forms of independent axes") {
  std::mt19937_64 engine(72);
  for (int round = 0; round < 200; ++round) {
    const Vad m = random_mean(engine);
    const Vad n = random_mean(engine);
    const Sd s = random_sd(engine);
    const Sd t = random_sd(engine);
    double overlap = 0;  // -log of the product over the axes
    double square = 0;
    double moved = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const double shift = m[all_axes[i]] - n[all_axes[i]];
      const double both = s[i] * s[i] + t[i] * t[i];
      overlap += shift * shift / (4 * both) + 0.5 * std::log(both / (2 * s[i] * t[i]));
      square += shift * shift;
      moved += (s[i] - t[i]) * (s[i] - t[i]);
    }
    const ConceptAffect a = diagonal(m, s);
    const ConceptAffect b = diagonal(n, t);
    CHECK(affect_distance(a, b) == Approx(overlap).epsilon(1e-12));
    CHECK(affect_distance(a, b, AffectMeasure::wasserstein) ==
          Approx(std::sqrt(square + moved)).epsilon(1e-12));
    CHECK(affect_distance(a, b, AffectMeasure::mean) == Approx(std::sqrt(square)).epsilon(1e-14));
    CHECK(affect_similarity(a, b) == Approx(std::exp(-overlap)).epsilon(1e-12));
    CHECK(affect_similarity(a, b, AffectMeasure::wasserstein) ==
          Approx(1 / (1 + std::sqrt(square + moved))).epsilon(1e-12));
    CHECK(affect_similarity(a, b, AffectMeasure::mean) ==
          Approx(1 / (1 + std::sqrt(square))).epsilon(1e-14));
  }
}

TEST_CASE("affect distance: symmetric, 0 and alike 1 for equal ones") {
  std::mt19937_64 engine(73);
  for (int round = 0; round < 300; ++round) {
    const ConceptAffect a = random_full(engine);
    ConceptAffect b = random_full(engine);
    if (round % 3 == 0) {  // nearly equal
      b = a;
      b.covariance[0] *= 1 + 1e-15;
      b.mean.arousal += 1e-16;
    }
    for (const AffectMeasure measure : measures) {
      const double ab = affect_distance(a, b, measure);
      CHECK(ab >= 0);
      CHECK(std::abs(ab - affect_distance(b, a, measure)) <= 1e-13 * (1 + ab));
      CHECK(affect_similarity(a, b, measure) > 0);
      CHECK(affect_similarity(a, b, measure) <= 1);
      ConceptAffect same = a;
      same.origin = AffectOrigin::ancestor;
      same.source = "elsewhere";
      CHECK(affect_distance(a, same, measure) == 0);
      CHECK(affect_similarity(a, same, measure) == 1);
    }
  }
}

TEST_CASE("affect similarity: above 0 for narrow Gaussians at opposite ends") {
  const ConceptAffect low = diagonal({-1, -1, -1}, {0.05, 0.05, 0.05});
  const ConceptAffect high = diagonal({1, 1, 1}, {0.05, 0.05, 0.05});
  // The distance is 12 / (8 * 0.0025) = 600.
  CHECK(affect_distance(low, high) == Approx(600));
  CHECK(affect_similarity(low, high) > 0);
}

TEST_CASE("nearest by affect: order, filters and ties are brute force's") {
  std::mt19937_64 engine(74);
  for (int round = 0; round < 20; ++round) {
    const ConceptGraph graph = random_graph(1 + engine() % 60, engine);
    for (const AffectMeasure measure : measures) {
      for (const auto& scheme :
           {std::optional<SchemeId>{}, std::optional(SchemeId{0}), std::optional(SchemeId{1})}) {
        for (const bool with_inherited : {true, false}) {
          const NearestOptions options{scheme, measure, with_inherited};
          for (const std::size_t k : {std::size_t{0}, std::size_t{1}, std::size_t{5},
                                      std::size_t{1000}, std::numeric_limits<std::size_t>::max()}) {
            const ConceptAffect at = diagonal(random_mean(engine), random_sd(engine));
            CHECK(same_neighbours(nearest_by_affect(graph, at, k, options),
                                  brute_nearest(graph, at, k, options)));
          }
        }
      }
    }
  }
}

TEST_CASE("nearest by affect: of a concept, without itself") {
  std::mt19937_64 engine(75);
  const ConceptGraph graph = random_graph(50, engine);
  for (std::size_t i = 0; i < graph.size(); ++i) {
    if (!graph[id(i)].affect) {
      CHECK(contains(message_of([&] { (void)nearest_by_affect(graph, id(i), 3); }),
                     graph[id(i)].key));
      continue;
    }
    for (const auto& scheme : {std::optional<SchemeId>{}, std::optional(SchemeId{1})}) {
      for (const bool with_inherited : {true, false}) {
        const NearestOptions options{scheme, AffectMeasure::wasserstein, with_inherited};
        auto expected = brute_nearest(graph, *graph[id(i)].affect, 100, options);
        std::erase_if(expected, [&](const Neighbour& each) { return each.concept_id == id(i); });
        CHECK(same_neighbours(nearest_by_affect(graph, id(i), 100, options), expected));
        for (const std::size_t k : {std::size_t{0}, std::size_t{1}, std::size_t{4}}) {
          auto few = expected;
          few.resize(std::min(k, few.size()));
          CHECK(same_neighbours(nearest_by_affect(graph, id(i), k, options), few));
        }
      }
    }
  }
  CHECK_THROWS_AS((void)nearest_by_affect(graph, id(50), 3), Error);
}

TEST_CASE("nearest by affect: all others of a concept for the largest k") {
  ConceptGraph graph = sample::points(3);
  for (std::size_t i = 0; i < 3; ++i) {
    graph.set_affect(id(i), diagonal({0.1 * static_cast<double>(i), 0, 0}, {0.2, 0.2, 0.2}));
  }
  CHECK(nearest_by_affect(graph, id(0), 1000).size() == 2);
  CHECK(nearest_by_affect(graph, id(0), std::numeric_limits<std::size_t>::max()).size() == 2);
}

TEST_CASE("nearest by affect: equal ones come by id") {
  ConceptGraph graph = sample::points(6);
  for (const std::size_t i : {4U, 1U, 5U, 2U}) {
    graph.set_affect(id(i), diagonal({0, 0, 0}, {0.2, 0.2, 0.2}));
  }
  graph.set_affect(id(3), diagonal({0.1, 0, 0}, {0.2, 0.2, 0.2}));
  const auto nearest = nearest_by_affect(graph, id(4), 3);
  REQUIRE(nearest.size() == 3);
  CHECK(nearest[0] == Neighbour{id(1), 0});
  CHECK(nearest[1] == Neighbour{id(2), 0});
  CHECK(nearest[2] == Neighbour{id(5), 0});
}
