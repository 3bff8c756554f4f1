#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/exchange/same_graph.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;

namespace {

/// Two concepts in a scheme and a relation; each may be changed on the way.
struct Parts {
  Scheme scheme{.key = "s", .iri = {}, .title = "t", .source = {}};
  RelationType type{.key = "r", .iri = {}, .inverse = {}, .laws = {}, .label = {}};
  Concept node{};
  RelateOptions options{};
};

ConceptGraph graph_of(const Parts& parts) {
  ConceptGraph graph;
  Concept node = parts.node;
  node.scheme = graph.add_scheme(parts.scheme);
  const RelationTypeId type = graph.add_relation_type(parts.type);
  const ConceptId a = graph.add(node);
  Concept other;
  other.key = "other";
  const ConceptId b = graph.add(other);
  graph.relate(a, type, b, parts.options);
  return graph;
}

}  // namespace

TEST_CASE("same graph: every field that differs is named") {
  Parts parts;
  parts.node.key = "k";
  parts.node.labels = {{{"one", "en"}, LabelKind::preferred}, {{"two", ""}, LabelKind::hidden}};
  parts.node.definitions = {{"d", ""}};
  parts.node.affect = ConceptAffect{};
  const ConceptGraph graph = graph_of(parts);
  CHECK(differences(graph, graph_of(parts)).empty());
  const std::vector<std::pair<std::string, std::function<void(Parts&)>>> changes{
      {"title", [](Parts& p) { p.scheme.title = "u"; }},
      {"scheme", [](Parts& p) { p.scheme.key = "v"; }},
      {"symmetric", [](Parts& p) { p.type.laws.symmetric = true; }},
      {"inverse", [](Parts& p) { p.type.inverse = "q"; }},
      {"only in the first", [](Parts& p) { p.node.key = "l"; }},
      {"IRI", [](Parts& p) { p.node.iri = "http://e.org/"; }},
      {"kind", [](Parts& p) { p.node.kind = ConceptKind::symptom; }},
      {"tier", [](Parts& p) { p.node.tier = 1; }},
      {"notation", [](Parts& p) { p.node.notation = "1"; }},
      {"angle", [](Parts& p) { p.node.angle = 0; }},
      {"source", [](Parts& p) { p.node.source = "s"; }},
      {"hidden label \"two\"", [](Parts& p) { p.node.labels.pop_back(); }},
      {"@de", [](Parts& p) { p.node.labels[0].language = "de"; }},
      {"definition \"d\"", [](Parts& p) { p.node.definitions.clear(); }},
      {"affect only", [](Parts& p) { p.node.affect.reset(); }},
      {"arousal", [](Parts& p) { p.node.affect->mean.arousal = 1; }},
      {"covariance 5", [](Parts& p) { p.node.affect->covariance[5] = 1; }},
      {"origin", [](Parts& p) { p.node.affect->origin = AffectOrigin::ancestor; }},
      {"weight", [](Parts& p) { p.options.weight = 2; }},
      {"source", [](Parts& p) { p.options.source = "x"; }},
  };
  for (const auto& [word, change] : changes) {
    Parts changed = parts;
    change(changed);
    const auto found = differences(graph, graph_of(changed));
    INFO(word);
    REQUIRE(!found.empty());
    bool named = false;
    for (const std::string& each : found) {
      named = named || contains(each, word);
    }
    CHECK(named);
  }
  Parts changed = parts;
  changed.node.key = "l";
  CHECK(differences(graph, graph_of(changed)).size() == 4);
  CHECK(differences(graph, graph_of(changed), 2).size() == 2);
}

TEST_CASE("same graph: ids and an IRI made from the key do not count") {
  ConceptGraph a;
  ConceptGraph b;
  Concept one;
  one.key = "one";
  Concept two;
  two.key = "two";
  a.add(one);
  a.add(two);
  two.iri = "urn:tonewheel:two";
  b.add(two);
  b.add(one);
  CHECK(differences(a, b).empty());
}
