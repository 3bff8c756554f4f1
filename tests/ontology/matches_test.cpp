#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/ontology/matches.hpp>
#include <tonewheel/ontology/plutchik.hpp>
#include <tonewheel/ontology/tone.hpp>

#include "graph/survives.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Names = std::vector<std::string>;

struct Graph {
  Vocabulary vocabulary = Vocabulary::from_table(Table::parse(
      "name,term,kind,source\njoy,joyful,form,F\nanger,ire,synonym,S\nfear,afraid,form,F\n",
      "v.csv"));
  ConceptGraph graph{};
  SchemeId tone{add_tone(graph, vocabulary)};

  SchemeId add(const std::string& scheme, const Names& labels) {
    const SchemeId id = graph.add_scheme({.key = scheme});
    for (const std::string& label : labels) {
      graph.add({.key = scheme + "/" + std::to_string(graph.size()),
                 .scheme = id,
                 .labels = {{{label, "en"}, LabelKind::preferred}}});
    }
    return id;
  }
  /// Keys that the n-th concept of a scheme matches.
  [[nodiscard]] Names matched(SchemeId scheme, std::size_t n, RelationTypeId type) const {
    Names keys;
    const ConceptId at = graph.members(scheme)[n];
    for (const ConceptId each : graph.out(at, type)) {
      keys.push_back(graph[each].key);
      CHECK(graph.find_relation(each, type, at) != nullptr);  // both ways
      CHECK_FALSE(graph.find_relation(at, type, each)->source.empty());
    }
    std::sort(keys.begin(), keys.end());
    return keys;
  }
};

}  // namespace

TEST_CASE("matches: exact to the highest concept of the name, close for forms and synonyms") {
  Graph g;
  const SchemeId set = g.add("set", {"Anger", "JOYFUL", "ire", "afraid", "zebra", "rage"});
  match_to_tone(g.graph, set, g.vocabulary);
  CHECK(g.matched(set, 0, relation::exact_match) == Names{"tone/anger"});
  CHECK(g.matched(set, 0, relation::close_match).empty());
  CHECK(g.matched(set, 1, relation::exact_match).empty());
  CHECK(g.matched(set, 1, relation::close_match) == Names{"tone/joy"});
  CHECK(g.matched(set, 2, relation::close_match) == Names{"tone/anger"});
  CHECK(g.matched(set, 3, relation::close_match) == Names{"tone/fear"});
  CHECK(g.matched(set, 4, relation::exact_match).empty());
  CHECK(g.matched(set, 4, relation::close_match).empty());
  CHECK(g.matched(set, 5, relation::exact_match) == Names{"tone/anger/rage"});
}

TEST_CASE("matches: the editors' table") {
  Graph g;
  const SchemeId set = g.add("set", {"scared", "Let-Down", "DEPRESSED_MOOD", "yearning"});
  match_to_tone(g.graph, set, g.vocabulary);
  CHECK(g.matched(set, 0, relation::close_match) == Names{"tone/fear"});
  CHECK(g.matched(set, 1, relation::close_match) == Names{"tone/sadness/disappointment"});
  CHECK(g.matched(set, 2, relation::close_match) == Names{"tone/sadness/sadness/depression"});
  CHECK(g.matched(set, 3, relation::close_match) == Names{"tone/love/longing"});
}

TEST_CASE("matches: a name that TONE lacks goes to the first other scheme that has it") {
  Graph g;
  const SchemeId one = g.add("one", {"trust", "calm"});
  const SchemeId two = g.add("two", {"Trust", "calm"});
  const SchemeId three = g.add("three", {"trust"});
  for (const SchemeId each : {one, two, three}) {
    match_to_tone(g.graph, each, g.vocabulary);
  }
  const std::string first = g.graph[g.graph.members(one)[0]].key;
  CHECK(g.matched(two, 0, relation::exact_match) == Names{first});
  CHECK(g.matched(three, 0, relation::exact_match) == Names{first});
  CHECK(g.matched(one, 0, relation::exact_match).size() == 2);
}

TEST_CASE("matches: the first other scheme counts, though the own concept was added before") {
  Graph g;
  const SchemeId one = g.add("one", {"trust"});
  const SchemeId two = g.add("two", {"trust"});
  match_to_tone(g.graph, one, g.vocabulary);
  CHECK(g.matched(one, 0, relation::exact_match) == Names{g.graph[g.graph.members(two)[0]].key});
}

TEST_CASE("matches: a graph without TONE is an error") {
  ConceptGraph graph;
  const SchemeId set = graph.add_scheme({.key = "set"});
  CHECK(contains(message_of([&] { match_to_tone(graph, set, shipped_vocabulary()); }), "tone"));
}

TEST_CASE("matches: a concept without a label is no crash") {
  CHECK(sample::survives([] {
    Graph g;
    const SchemeId set = g.add("set", {});
    g.graph.add({.key = "nameless", .scheme = set});
    match_to_tone(g.graph, set, g.vocabulary);
    return true;
  }));
}

TEST_CASE("matches: Plutchik's scheme, whose combinations have no labels, is no crash") {
  CHECK(sample::survives([] {
    Graph g;
    const SchemeId plutchik = add_plutchik(g.graph);
    match_to_tone(g.graph, plutchik, g.vocabulary);
    return true;
  }));
}
