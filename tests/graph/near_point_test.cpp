#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/near_point.hpp>

using namespace tonewheel;

namespace {

struct Given {
  std::string key;
  std::optional<int> tier;
  ConceptAffect affect;
};

/// sd .2, .4, .5 on the axes, independent.
ConceptAffect at(const Vad& mean, AffectOrigin origin = AffectOrigin::named) {
  return {.mean = mean, .covariance = {.04, 0, 0, .16, 0, .25}, .origin = origin};
}

ConceptGraph graph_of(const std::vector<Given>& all) {
  ConceptGraph graph;
  for (const Given& each : all) {
    const ConceptId id = graph.add({.key = each.key, .tier = each.tier});
    graph.set_affect(id, each.affect);
  }
  graph.add({.key = "no place"});
  return graph;
}

std::vector<std::string> keys(const ConceptGraph& graph, const std::vector<PointNeighbour>& near) {
  std::vector<std::string> all;
  for (const PointNeighbour& each : near) {
    all.push_back(graph[each.concept_id].key);
  }
  return all;
}

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("near point: by the distance of the means, deviations beside it") {
  const ConceptGraph graph = graph_of(
      {{"far", 1, at({.9, .9, .9})}, {"near", 1, at({.2, .4, 0})}, {"lower", 2, at({0, 0, .1})}});
  const auto all = nearest_to_point(graph, {0, 0, 0}, 10);
  CHECK(keys(graph, all) == Keys{"lower", "near", "far"});
  // Closed forms: sqrt(.04 + .16), and one deviation on each of two axes.
  CHECK(all[1].distance == doctest::Approx(std::sqrt(.2)).epsilon(1e-14));
  CHECK(all[1].deviations == doctest::Approx(std::sqrt(2.0)).epsilon(1e-12));
  CHECK_FALSE(all[1].inherited);
  CHECK_FALSE(all[1].tied);
  CHECK(keys(graph, nearest_to_point(graph, {0, 0, 0}, 1)) == Keys{"lower"});
  CHECK(keys(graph, nearest_to_point(graph, {0, 0, 0}, 5, {.tier = 1})) == Keys{"near", "far"});
  CHECK(nearest_to_point(graph, {0, 0, 0}, 0).empty());
  CHECK(nearest_to_point(graph, {0, 0, 0}, 5, {.tier = 7}).empty());
  const std::vector<ConceptId> cells{{0}, {1}};
  CHECK(keys(graph, nearest_to_point(graph, cells, {.8, .8, .8}, 5)) == Keys{"far", "near"});
}

TEST_CASE("near point: a point without dominance looks at two axes") {
  const ConceptGraph graph = graph_of({{"a", 1, at({.1, .1, .9})}, {"b", 1, at({.3, .3, 0})}});
  CHECK(keys(graph, nearest_to_point(graph, {0, 0, 0}, 1)) == Keys{"b"});
  const auto near = nearest_to_point(graph, {0, 0, std::nan("")}, 1, {.has_dominance = false});
  CHECK(keys(graph, near) == Keys{"a"});
  CHECK(near[0].distance == doctest::Approx(std::sqrt(.02)).epsilon(1e-14));
  CHECK(near[0].deviations == doctest::Approx(std::sqrt(.25 + .0625)).epsilon(1e-12));
}

TEST_CASE("near point: inherited Gaussians come after own ones, and their ties are marked") {
  const Vad place{.5, .5, .5};
  const ConceptGraph graph = graph_of({{"child", 2, at(place, AffectOrigin::ancestor)},
                                       {"sister", 2, at(place, AffectOrigin::ancestor)},
                                       {"parent", 1, at(place)},
                                       {"alone", 2, at({0, .5, .5}, AffectOrigin::descendants)}});
  const auto near = nearest_to_point(graph, {.5, .5, .4}, 10);
  CHECK(keys(graph, near) == Keys{"parent", "child", "sister", "alone"});
  CHECK(near[0].tied);
  CHECK_FALSE(near[0].inherited);
  CHECK(near[1].tied);
  CHECK(near[1].inherited);
  CHECK(near[3].inherited);
  CHECK_FALSE(near[3].tied);
  // A tie is seen with candidates that did not come into the list.
  CHECK(nearest_to_point(graph, {.5, .5, .4}, 1)[0].tied);
  CHECK(keys(graph, nearest_to_point(graph, {.5, .5, .4}, 10, {.with_inherited = false})) ==
        Keys{"parent"});
  // Two that people place alike do not tie by inheritance.
  CHECK_FALSE(share_inherited(at(place), at(place)));
  CHECK(share_inherited(at(place), at(place, AffectOrigin::descendants)));
  CHECK_FALSE(share_inherited(at(place), at({0, 0, 0}, AffectOrigin::ancestor)));
}

TEST_CASE("near point: no density is NaN, no finite point an error") {
  ConceptAffect flat = at({.1, 0, 0});
  flat.covariance = {0, 0, 0, 0, 0, 0};
  const ConceptGraph graph = graph_of({{"flat", 1, flat}});
  const auto near = nearest_to_point(graph, {0, 0, 0}, 1);
  CHECK(near[0].distance == doctest::Approx(.1));
  CHECK(std::isnan(near[0].deviations));
  CHECK_THROWS_WITH_AS((void)nearest_to_point(graph, {0, std::nan(""), 0}, 1),
                       "nearest_to_point: the point is not finite", Error);
  CHECK_THROWS_AS((void)nearest_to_point(graph, {0, 0, std::numeric_limits<double>::infinity()}, 1),
                  Error);
  CHECK(nearest_to_point(ConceptGraph(), {0, 0, 0}, 3).empty());
}
