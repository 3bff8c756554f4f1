#include <doctest/doctest.h>

#include <tonewheel/graph/subgraph.hpp>
#include <tonewheel/graph/validate.hpp>
#include <tonewheel/ontology/atlas.hpp>

#include "support/errors.hpp"

using namespace tonewheel;

TEST_CASE("subgraph: TONE alone keeps its concepts, relations and the parts that lie elsewhere") {
  const ConceptGraph whole = atlas();
  const SchemeId tone = *whole.find_scheme("tone");
  const ConceptGraph part = subgraph(whole, {tone});
  CHECK(part.members(*part.find_scheme("tone")).size() == whole.members(tone).size());
  // Trust has no concept in TONE: Plutchik's own comes along, because love is composed of it.
  REQUIRE(part.find("plutchik/trust"));
  CHECK_FALSE(part.find("plutchik/terror"));
  CHECK_FALSE(part.find_scheme("roberts"));
  CHECK(validate(part).empty());
  for (const RelationEnds& each : part.relations()) {
    const auto from = whole.get(part[each.from].key);
    const auto to = whole.get(part[each.to].key);
    REQUIRE(whole.find_relation(from, each.type, to) != nullptr);
    CHECK(*part.find_relation(each.from, each.type, each.to) ==
          *whole.find_relation(from, each.type, to));
  }
  for (std::uint32_t i = 0; i < part.size(); ++i) {
    Concept expected = whole[whole.get(part[{i}].key)];
    expected.scheme = part[{i}].scheme;
    CHECK(part[{i}] == expected);
  }
}

TEST_CASE("subgraph: own relation types stay, foreign schemes are refused") {
  ConceptGraph graph;
  const SchemeId scheme = graph.add_scheme({.key = "values"});
  const auto wiser = graph.add_relation_type({.key = "wiser_than"});
  const auto a = graph.add({.key = "a", .scheme = scheme});
  const auto b = graph.add({.key = "b", .scheme = scheme});
  graph.relate(a, wiser, b, {.weight = 0.5, .source = "vote"});
  const ConceptGraph part = subgraph(graph, {scheme});
  CHECK(part.relation_types() == graph.relation_types());
  CHECK(part.find_relation(a, wiser, b)->weight == 0.5);
  CHECK(subgraph(graph, {}).size() == 0);
  CHECK(support::error_of([&] { static_cast<void>(subgraph(graph, {SchemeId{3}})); }));
}
