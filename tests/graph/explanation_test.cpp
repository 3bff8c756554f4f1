#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/explanation.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

constexpr std::string_view belief = "Music makes people happy.";
constexpr std::string_view argument = "A song can be a comfort in grief.";
constexpr std::string_view right =
    "(music; has subevent; song)(song; causes; comfort)(comfort; not causes; grief)"
    "(music; used for; people)";

std::string_view name_of(ExplanationConstraint constraint) {
  switch (constraint) {
    case ExplanationConstraint::brackets:
      return "brackets";
    case ExplanationConstraint::three_parts:
      return "three_parts";
    case ExplanationConstraint::fewest_edges:
      return "fewest_edges";
    case ExplanationConstraint::most_edges:
      return "most_edges";
    case ExplanationConstraint::concept_words:
      return "concept_words";
    case ExplanationConstraint::known_relation:
      return "known_relation";
    case ExplanationConstraint::from_belief:
      return "from_belief";
    case ExplanationConstraint::from_argument:
      return "from_argument";
    case ExplanationConstraint::connected:
      return "connected";
    case ExplanationConstraint::acyclic:
      return "acyclic";
  }
  return "";
}

/// The only constraint that a text breaks.
BrokenConstraint only_fault(std::string_view text, const ExplanationOptions& options = {}) {
  const auto broken = broken_constraints(text, belief, argument, options);
  REQUIRE(broken.size() == 1);
  return broken[0];
}

nlohmann::json golden() {
  std::ifstream stream(std::filesystem::path(TONEWHEEL_SOURCE_DIR) /
                       "tests/golden/explanation.json");
  return nlohmann::json::parse(stream);
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("explanation: the stored form is read and written") {
  const ExplanationGraph graph = parse_explanation(" (Music; is a; art)(art; causes; joy)\n");
  CHECK(graph.edges ==
        std::vector<ExplanationEdge>{{"music", "is a", "art"}, {"art", "causes", "joy"}});
  CHECK(to_text(graph) == "(music; is a; art)(art; causes; joy)");
  CHECK(parse_explanation(to_text(graph)) == graph);
  // Parentheses and semicolons without a space are text, as for the evaluator.
  CHECK(parse_explanation("(a (b); is a; c;d)").edges ==
        std::vector<ExplanationEdge>{{"a (b)", "is a", "c;d"}});
}

TEST_CASE("explanation: what is no stored form is refused with the edge") {
  const auto fault = [](std::string_view text) {
    return message_of([&] { (void)parse_explanation(text); });
  };
  CHECK(fault("") ==
        "explanation graph: found \"\", expected \"(subject; relation; object)\" once or more");
  CHECK(contains(fault("a; is a; b"), "found \"a; is a; b\""));
  CHECK(contains(fault("(a; is a; b"), "expected \"(subject"));
  CHECK(contains(fault("("), "expected \"(subject"));
  CHECK(fault("(a; is a; b)(a; is a)") ==
        "explanation graph: edge 1 \"a; is a\" has 2 parts, expected 3 with \"; \" between them");
  CHECK(contains(fault("(a; is a; b; c)"), "has 4 parts"));
  CHECK(contains(fault("(a;is a;b)"), "has 1 parts"));
  CHECK(contains(fault("(a; is a; b) (b; is a; c)"), "has 5 parts"));
  CHECK(contains(fault("()"), "edge 0 \"\" has 1 parts"));
}

TEST_CASE("explanation: 28 relations, each once") {
  const nlohmann::json relations = golden()["relations"];
  CHECK(std::set<std::string>(relations.begin(), relations.end()) ==
        std::set<std::string>(explanation_relations.begin(), explanation_relations.end()));
}

TEST_CASE("explanation: a graph without fault") {
  CHECK(broken_constraints(right, belief, argument).empty());
  CHECK(broken_constraints(parse_explanation(right), belief, argument).empty());
}

TEST_CASE("explanation: each constraint is told apart, with who breaks it") {
  BrokenConstraint fault = only_fault("music");
  CHECK(fault.constraint == ExplanationConstraint::brackets);

  fault = only_fault(std::string(right) + "(music; is a)");
  CHECK(fault.constraint == ExplanationConstraint::three_parts);
  CHECK(fault.edge == 4U);

  fault = only_fault("(music; has subevent; song)(people; desires; song)", {.taken_concepts = 1});
  CHECK(fault.constraint == ExplanationConstraint::fewest_edges);
  CHECK(fault.message == "2 edges, expected at least 3");

  std::string many(right);
  for (const char* name : {"v", "w", "x", "y", "z"}) {
    many += std::string("(music; is a; ") + name + ")";
  }
  fault = only_fault(many);
  CHECK(fault.constraint == ExplanationConstraint::most_edges);
  CHECK(fault.message == "9 edges, expected at most 8");
  CHECK(broken_constraints(many, belief, argument, {.most_edges = {}}).empty());

  fault = only_fault(std::string(right) + "(music; is a; very fine old art)");
  CHECK(fault.constraint == ExplanationConstraint::concept_words);
  CHECK(fault.edge == 4U);
  CHECK(fault.concepts == Names{"very fine old art"});
  CHECK(contains(fault.message, "has 4 words, expected 1 to 3"));
  fault = only_fault(std::string(right) + "(music; is a; )");
  CHECK(fault.constraint == ExplanationConstraint::concept_words);
  CHECK(contains(fault.message, "has 0 words"));

  fault = only_fault(std::string(right) + "(music; likes; art)");
  CHECK(fault.constraint == ExplanationConstraint::known_relation);
  CHECK(fault.message == "edge 4: found the relation \"likes\", expected one of the 28");

  fault = only_fault("(song; causes; comfort)(comfort; not causes; grief)(song; is a; music)");
  CHECK(fault.constraint == ExplanationConstraint::from_belief);
  CHECK(fault.concepts == Names{"music"});
  fault = only_fault("(music; causes; rest)(people; desires; rest)(music; has subevent; song)");
  CHECK(fault.constraint == ExplanationConstraint::from_argument);
  CHECK(fault.message == "1 concepts stand in the argument (\"song\"), expected at least 2");

  fault = only_fault(std::string(right) + "(rain; is a; weather)");
  CHECK(fault.constraint == ExplanationConstraint::connected);
  CHECK(fault.concepts == Names{"rain", "weather"});

  fault = only_fault(std::string(right) + "(grief; causes; song)(grief; causes; rest)");
  CHECK(fault.constraint == ExplanationConstraint::acyclic);
  CHECK(Names(fault.concepts).size() == 3);
  CHECK(std::is_permutation(fault.concepts.begin(), fault.concepts.end(),
                            Names{"song", "comfort", "grief"}.begin()));
  fault = only_fault(std::string(right) + "(music; is a; music)");
  CHECK(fault.constraint == ExplanationConstraint::acyclic);
  CHECK(fault.concepts == Names{"music"});
}

TEST_CASE(
    "explanation: a concept is taken from a sentence if its text stands in it, case ignored") {
  // "art" in "party", as the evaluator has it
  const std::string_view text = "(art; is a; party)(party; causes; fun)(fun; part of; calm)";
  CHECK(broken_constraints(text, "A PARTY", "Calm and fun").empty());
}

TEST_CASE("explanation: an empty graph and an empty list of edges break without a crash") {
  const auto broken = broken_constraints(ExplanationGraph{}, belief, argument);
  CHECK(broken.size() == 3);  // edges, belief, argument
  CHECK(broken_constraints("()", belief, argument).size() == 4);
}

TEST_CASE("explanation: constraints are broken where an own reading with NetworkX says so") {
  const nlohmann::json expected = golden();
  CHECK(expected["cases"].size() == 150);
  for (const nlohmann::json& item : expected["cases"]) {
    CAPTURE(item["text"].get<std::string>());
    std::set<std::string> found;
    for (const BrokenConstraint& broken :
         broken_constraints(item["text"].get<std::string>(), expected["belief"].get<std::string>(),
                            expected["argument"].get<std::string>())) {
      found.emplace(name_of(broken.constraint));
    }
    CHECK(found == item["broken"].get<std::set<std::string>>());
  }
}

TEST_CASE("explanation: distances are NetworkX's") {
  const nlohmann::json expected = golden();
  CHECK(expected["distances"].size() == 24);
  for (const nlohmann::json& item : expected["distances"]) {
    const ExplanationGraph predicted = parse_explanation(item["predicted"].get<std::string>());
    const ExplanationGraph gold = parse_explanation(item["gold"].get<std::string>());
    CHECK(explanation_edit_distance(predicted, gold) == item["distance"].get<double>());
    CHECK(explanation_edit_distance(gold, gold) == 0);
  }
}

TEST_CASE("explanation: the graph metric: 1 for a wrong structure, the nearer of two golds") {
  const ExplanationGraph gold = parse_explanation(right);
  const ExplanationGraph other = parse_explanation("(a; is a; b)(b; is a; c)(c; is a; d)");
  const auto error = [&](std::string_view text, const std::vector<ExplanationGraph>& golds) {
    return explanation_error(text, golds, belief, argument);
  };
  CHECK(error(right, {gold}) == 0);
  CHECK(error(right, {other, gold}) == 0);
  // One relation of 4 edges and 5 nodes: 1 / (5 + 4 + 17).
  std::string renamed(right);
  renamed.replace(renamed.find("not causes"), 10, "not desires");
  CHECK(error(renamed, {gold}) == 1.0 / 26);
  // No label in common: 4 nodes renamed, 1 inserted, 3 edges of the path renamed, 1 inserted.
  CHECK(error(right, {other}) == 9.0 / (4 + 3 + 17));
  CHECK(error(renamed, {other, gold}) == 1.0 / 26);
  CHECK(error("music", {gold}) == 1);
  CHECK(error("(music; likes; song)(song; causes; comfort)(music; causes; people)", {gold}) == 1);
  CHECK(contains(message_of([&] { (void)error(right, {}); }), "no gold graph"));
}

TEST_CASE("explanation: of edges between the same two concepts the last counts, once") {
  const LabelledGraph graph =
      labelled_graph(parse_explanation("(b; is a; a)(a; causes; c)(b; causes; a)(a; is a; b)"));
  CHECK(graph ==
        LabelledGraph{{"b", "a", "c"}, {{0, 1, "causes"}, {1, 2, "causes"}, {1, 0, "is a"}}});
}
