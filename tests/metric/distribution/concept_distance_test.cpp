#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/distribution/concept_distance.hpp>
#include <tonewheel/metric/distribution/earth_movers.hpp>
#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/wheel/circular.hpp>

#include "graph/sample_graphs.hpp"
#include "metric/distribution/random_distribution.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using sample::Values;
using support::contains;
using support::message_of;

namespace {

const ConceptGraph& shipped() {
  static const ConceptGraph graph = atlas();
  return graph;
}

std::vector<ConceptId> cores(const Wheel& wheel) {
  std::vector<ConceptId> ids;
  for (std::size_t i = 0; i < wheel.sectors(); ++i) {
    ids.push_back(wheel.core(SectorId{static_cast<std::uint32_t>(i)}));
  }
  return ids;
}

}  // namespace

TEST_CASE("concept distance: the sectors of a wheel are a ring") {
  const Wheel wheel(shipped(), "plutchik");
  const std::vector<ConceptId> ids = cores(wheel);
  REQUIRE(ids.size() == 8);
  const GroundDistance ground = wheel_distance(wheel, ids);
  CHECK(ground.values == ring_distance(8).values);
  const Values p{1, 0, 0, 0, 0, 0, 0, 0};
  const Values q{0, 0.25, 0, 0, 0.5, 0, 0, 0.25};
  CHECK(earth_movers_distance(p, q, ground.view()) == Approx(sector_emd(p, q)));
  const std::vector<ConceptId> stray{ids[0], ConceptId{999999}};
  CHECK(contains(message_of([&] { (void)wheel_distance(wheel, stray); }),
                 "found concept 999999, expected one on the wheel"));
}

TEST_CASE("concept distance: steps in a hierarchy, and under different roots") {
  // 0 above 1 and 2, 2 above 3; 4 stands alone.
  const ConceptGraph graph = sample::from_parents({{}, {0}, {0}, {2}, {}});
  const Hierarchy hierarchy(graph);
  const std::vector<ConceptId> ids{sample::id(1), sample::id(3), sample::id(4)};
  const GroundDistance ground = hierarchy_distance(hierarchy, ids);
  // 1 - 0 - 2 - 3; to 4 by way of a root above 0 and 4.
  CHECK(ground.values == Values{0, 3, 3, 3, 0, 4, 3, 4, 0});
  const std::vector<std::size_t> parents{0, 0, 0, 2};
  const std::vector<ConceptId> tree_ids{sample::id(0), sample::id(1), sample::id(2), sample::id(3)};
  CHECK(hierarchy_distance(hierarchy, tree_ids).values == tree_distance({parents, {}}).values);
  const std::vector<ConceptId> stray{ConceptId{77}};
  CHECK(contains(message_of([&] { (void)hierarchy_distance(hierarchy, stray); }),
                 "found concept 77, expected a number below 5"));
}
