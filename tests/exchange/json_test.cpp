#include <limits>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/exchange/json.hpp>
#include <tonewheel/exchange/same_graph.hpp>

#include "exchange/sample_graph.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::error_of;

namespace {

void check_error(const std::string& text, const std::string& pointer, const std::string& message) {
  INFO(text);
  const auto error = error_of([&] { (void)graph_from_json(text, "g.json"); });
  REQUIRE(error.has_value());
  INFO(std::string(error->what()));
  CHECK(error->place().file == "g.json");
  CHECK(error->place().column == pointer);
  CHECK(contains(error->what(), message));
}

std::string with(const std::string& members) {
  return R"({"tonewheel_graph": 1, )" + members + "}";
}

}  // namespace

TEST_CASE("json: a graph with every field and relation comes back, byte for byte") {
  const ConceptGraph graph = support::sample_graph();
  const std::string text = to_json(graph);
  const ConceptGraph back = graph_from_json(text);
  CHECK(differences(graph, back).empty());
  CHECK(to_json(back) == text);
  CHECK(nlohmann::json::parse(text)["concepts"].size() == graph.size());
  CHECK(to_json(graph_from_json(to_json(ConceptGraph()))) == to_json(ConceptGraph()));
}

TEST_CASE("json: numbers that are not finite come back") {
  ConceptGraph graph;
  Concept node;
  node.key = "a";
  const double infinity = std::numeric_limits<double>::infinity();
  node.affect = ConceptAffect{
      {infinity, -infinity, std::numeric_limits<double>::quiet_NaN()}, {}, AffectOrigin::named, {}};
  graph.add(node);
  CHECK(differences(graph, graph_from_json(to_json(graph))).empty());
}

TEST_CASE("json: what is not JSON is an Error with its line") {
  for (const char* text : {"", "{", "{\"tonewheel_graph\": 1,\n\"concepts\": [}", "nul", "1e999",
                           "\xff", "{\"tonewheel_graph\": 1} x"}) {
    INFO(text);
    const auto error = error_of([&] { (void)graph_from_json(text, "g.json"); });
    REQUIRE(error.has_value());
    CHECK(contains(error->what(), "not JSON"));
  }
  const auto error = error_of([&] { (void)graph_from_json("{\n\n\"a\": }", "g.json"); });
  CHECK(error->place().row == 3);
}

TEST_CASE("json: deep nesting is an Error") {
  const std::string deep(200000, '[');
  CHECK_THROWS_AS((void)graph_from_json(deep), Error);
  CHECK_THROWS_AS((void)graph_from_json(deep + std::string(200000, ']')), Error);
  CHECK_THROWS_AS((void)graph_from_json(with("\"concepts\": " + deep + std::string(200000, ']'))),
                  Error);
}

TEST_CASE("json: wrong members are named by pointer") {
  check_error("[]", "", "expected an object");
  check_error("{}", "", "tonewheel_graph");
  check_error(R"({"tonewheel_graph": 2})", "/tonewheel_graph", "expected 1");
  check_error(with(R"("more": 1)"), "/more", "not known");
  check_error(with(R"("a/b~c": 1)"), "/a~1b~0c", "not known");
  check_error(with(R"("concepts": {})"), "/concepts", "expected an array");
  check_error(with(R"("concepts": [{"kind": "emotion"}])"), "/concepts/0", "\"key\" is missing");
  check_error(with(R"("concepts": [{"key": "a", "kind": "plant"}])"), "/concepts/0/kind", "plant");
  check_error(with(R"("concepts": [{"key": "a", "kind": "emotion", "tier": 0}])"), "/concepts/0",
              "tier 0");
  check_error(with(R"("concepts": [{"key": "a", "kind": "emotion", "tier": 1.5}])"),
              "/concepts/0/tier", "1.5");
  check_error(with(R"("concepts": [{"key": "a", "kind": "emotion", "tier": 99999999999}])"),
              "/concepts/0/tier", "integer");
  check_error(with(R"("concepts": [{"key": "a", "kind": "emotion", "angle": 1}])"), "/concepts/0",
              "angle 1");
  check_error(with(R"("concepts": [{"key": "a", "kind": "emotion", "scheme": "s"}])"),
              "/concepts/0/scheme", "\"s\"");
  check_error(with(R"("concepts": [{"key": "a", "kind": "emotion",
                      "labels": [{"text": 1, "kind": "hidden"}]}])"),
              "/concepts/0/labels/0/text", "expected a text");
  check_error(with(R"("concepts": [{"key": "a", "kind": "emotion",
                      "affect": {"mean": [1, 2], "covariance": [], "origin": "named"}}])"),
              "/concepts/0/affect/mean", "found 2 numbers");
  check_error(with(R"("schemes": [{"key": "a"}, {"key": "a"}])"), "/schemes/1", "already");
  check_error(with(R"("relation_types": [{"key": "a", "laws": ["odd"]}])"),
              "/relation_types/0/laws/0", "odd");
  const std::string two =
      R"("concepts": [{"key": "a", "kind": "emotion"}, {"key": "b", "kind": "emotion"}], )";
  check_error(with(two + R"("relations": [{"from": "a", "type": "broader", "to": "c"}])"),
              "/relations/0/to", "\"c\"");
  check_error(with(two + R"("relations": [{"from": "a", "type": "odd", "to": "b"}])"),
              "/relations/0/type", "\"odd\"");
  check_error(with(two + R"("relations": [{"from": "a", "type": "broader", "to": "a"}])"),
              "/relations/0", "itself");
  check_error(with(two + R"("relations": [{"from": "a", "type": "broader", "to": "b",
                            "weight": "inf"}])"),
              "/relations/0", "weight inf");
  check_error(with(two + R"("relations": [{"from": "a", "type": "broader", "to": "b"},
                            {"from": "a", "type": "broader", "to": "b"}])"),
              "/relations/1", "already");
}

TEST_CASE("json: text that is not UTF-8 is refused with its name") {
  ConceptGraph graph;
  Concept node;
  node.key = "a";
  node.notation = "\xc3(";
  graph.add(node);
  CHECK(contains(support::message_of([&] { (void)to_json(graph); }), "concept \"a\""));
}
