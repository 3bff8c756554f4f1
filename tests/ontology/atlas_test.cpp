#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/graph/affect.hpp>
#include <tonewheel/graph/hierarchy.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/graph/validate.hpp>
#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/ontology/tone.hpp>

using namespace tonewheel;

namespace {

const ConceptGraph& whole() {
  static const ConceptGraph graph = atlas();
  return graph;
}

}  // namespace

TEST_CASE("atlas: TONE, the wheels, the label sets and the spaces, each once") {
  const auto& graph = whole();
  std::set<std::string> keys;
  for (const Scheme& each : graph.schemes()) {
    keys.insert(each.key);
    CHECK_FALSE(each.title.empty());
    CHECK_FALSE(each.source.empty());
  }
  CHECK(keys.size() == graph.schemes().size());
  CHECK(keys.size() == 1 + 1 + 7 + 29 + 2);
  for (const char* key : {"tone", "plutchik", "junto", "roberts", "geneva", "goemotions", "facs",
                          "universal-2602", "pad151"}) {
    CHECK(keys.contains(key));
  }
  std::set<std::string> concepts;
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    CHECK(concepts.insert(graph[{i}].key).second);
    CHECK(graph[{i}].scheme.has_value());
    CHECK_FALSE(graph[{i}].source.empty());
    if (graph[{i}].kind != ConceptKind::combination) {
      CHECK(graph[{i}].name() != graph[{i}].key);
    }
  }
}

TEST_CASE("atlas: the wheels' published homonyms are all that break a law") {
  std::map<std::string, std::size_t> found;
  const auto& graph = whole();
  for (const auto& fault : validate(graph)) {
    CAPTURE(fault.message);
    CHECK(fault.law == Law::unique_label);
    REQUIRE(fault.concepts.size() == 2);
    const Concept& first = graph[fault.concepts[0]];
    CHECK(first.scheme == graph[fault.concepts[1]].scheme);
    ++found[graph.scheme(*first.scheme).key + ": " + std::string(first.name())];
  }
  CHECK(found == std::map<std::string, std::size_t>{{"roberts: overwhelmed", 1},
                                                    {"roberts: inferior", 1},
                                                    {"roberts: embarrassed", 1},
                                                    {"roberts: disappointed", 1},
                                                    {"junto: satisfied", 1},
                                                    {"junto: dismayed", 1}});
}

TEST_CASE("atlas: every match is stated both ways and leads to another scheme") {
  const auto& graph = whole();
  std::size_t matches = 0;
  for (const RelationEnds& each : graph.relations()) {
    if (each.type == relation::exact_match || each.type == relation::close_match) {
      ++matches;
      CAPTURE(graph[each.from].key);
      CAPTURE(graph[each.to].key);
      CHECK(graph[each.from].scheme != graph[each.to].scheme);
      CHECK(graph.find_relation(each.to, each.type, each.from) != nullptr);
      if (each.type == relation::exact_match) {
        CHECK(fold_label(graph[each.from].name()) == fold_label(graph[each.to].name()));
      }
    }
    CHECK(each.type != relation::synonym_of);
  }
  CHECK(matches > 500);
}

TEST_CASE("atlas: every concept is found by its path and its name") {
  const auto& graph = whole();
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    if (graph[{i}].kind == ConceptKind::combination) {
      continue;
    }
    CAPTURE(graph[{i}].key);
    const LabelSearch search{.scheme = graph[{i}].scheme, .preferred_only = true};
    const auto by_name = graph.find_label(graph[{i}].name(), search);
    CHECK(std::find(by_name.begin(), by_name.end(), ConceptId{i}) != by_name.end());
    if (graph[{i}].name().find('/') == std::string_view::npos) {  // EMOTIC's Doubt/Confusion
      const auto by_path = find_path(graph, path_text(graph, {i}), search);
      CHECK(std::find(by_path.begin(), by_path.end(), ConceptId{i}) != by_path.end());
    }
    CHECK(resolve(graph, graph[{i}].key) == std::vector<ConceptId>{{i}});
  }
}

TEST_CASE("atlas: its Gaussians are densities") {
  const auto& graph = whole();
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    if (graph[{i}].affect) {
      CAPTURE(graph[{i}].key);
      CHECK_NOTHROW((void)to_gaussian(*graph[{i}].affect));
      CHECK_FALSE(graph[{i}].affect->source.empty());
      ++count;
    }
  }
  CHECK(count > 166 + 151 + 8);
}

TEST_CASE("atlas: an acyclic hierarchy of at most three tiers, built the same each time") {
  const ConceptGraph again = atlas();
  const auto& graph = whole();
  CHECK(Hierarchy(graph).height() == 3);
  CHECK(Hierarchy(graph).is_forest());
  REQUIRE(again.size() == graph.size());
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    CHECK(again[{i}] == graph[{i}]);
  }
  CHECK(again.relations() == graph.relations());
}

TEST_CASE("atlas: holds all that ships") {
  const ConceptGraph graph = atlas();
  CHECK(graph.size() > 1000);
}
