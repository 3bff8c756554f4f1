#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/graph/validate.hpp>
#include <tonewheel/ontology/plutchik.hpp>
#include <tonewheel/ontology/tone.hpp>

using namespace tonewheel;

namespace {

using Ids = std::vector<ConceptId>;

/// Clockwise from joy: mild, basic, intense.
const std::array<std::array<std::string, 3>, 8> sectors{{
    {"serenity", "joy", "ecstasy"},
    {"acceptance", "trust", "admiration"},
    {"apprehension", "fear", "terror"},
    {"distraction", "surprise", "amazement"},
    {"pensiveness", "sadness", "grief"},
    {"boredom", "disgust", "loathing"},
    {"annoyance", "anger", "rage"},
    {"interest", "anticipation", "vigilance"},
}};

struct Dyad {
  std::string name;
  std::string first;
  std::string second;
};
const std::array<std::vector<Dyad>, 4> dyads{{
    {{"love", "joy", "trust"},
     {"submission", "trust", "fear"},
     {"awe", "fear", "surprise"},
     {"disapproval", "surprise", "sadness"},
     {"remorse", "sadness", "disgust"},
     {"contempt", "disgust", "anger"},
     {"aggressiveness", "anger", "anticipation"},
     {"optimism", "anticipation", "joy"}},
    {{"guilt", "joy", "fear"},
     {"curiosity", "trust", "surprise"},
     {"despair", "fear", "sadness"},
     {"unbelief", "surprise", "disgust"},
     {"envy", "sadness", "anger"},
     {"cynicism", "disgust", "anticipation"},
     {"pride", "anger", "joy"},
     {"hope", "anticipation", "trust"}},
    {{"delight", "joy", "surprise"},
     {"sentimentality", "trust", "sadness"},
     {"shame", "fear", "disgust"},
     {"outrage", "surprise", "anger"},
     {"pessimism", "sadness", "anticipation"},
     {"morbidness", "disgust", "joy"},
     {"dominance", "anger", "trust"},
     {"anxiety", "anticipation", "fear"}},
    {{"bittersweetness", "joy", "sadness"},
     {"ambivalence", "trust", "disgust"},
     {"frozenness", "fear", "anger"},
     {"confusion", "surprise", "anticipation"}},
}};

ConceptGraph plutchik_alone() {
  ConceptGraph graph;
  add_plutchik(graph);
  return graph;
}

ConceptId word(const ConceptGraph& graph, const std::string& name) {
  return graph.get("plutchik/" + name);
}

}  // namespace

TEST_CASE("plutchik: eight sectors of three, with angles, tiers and intensities") {
  const ConceptGraph graph = plutchik_alone();
  CHECK(plutchik_word("joy") == "plutchik/joy");
  CHECK(graph.schemes().at(0).key == plutchik_key);
  for (std::size_t i = 0; i < sectors.size(); ++i) {
    const auto& [mild, basic, intense] = sectors[i];
    CAPTURE(basic);
    for (const std::string& each : sectors[i]) {
      CHECK(graph[word(graph, each)].angle == static_cast<double>(i) / 8);
      CHECK(graph[word(graph, each)].name() == each);
      CHECK(graph[word(graph, each)].tier == (each == basic ? 1 : 2));
      CHECK(graph[word(graph, each)].kind == ConceptKind::emotion);
    }
    const ConceptId at = word(graph, basic);
    CHECK(parents(graph, at).empty());
    CHECK(parents(graph, word(graph, mild)) == Ids{at});
    CHECK(parents(graph, word(graph, intense)) == Ids{at});
    constexpr auto more = relation::more_intense_than;
    CHECK(graph.out(word(graph, intense), more) == Ids{at});
    CHECK(graph.out(at, more) == Ids{word(graph, mild)});
    CHECK(graph.out(word(graph, mild), more).empty());
    std::set<ConceptId> next{word(graph, sectors[(i + 1) % 8][1]),
                             word(graph, sectors[(i + 7) % 8][1])};
    const Ids adjacent = graph.out(at, relation::adjacent);
    CHECK(std::set<ConceptId>(adjacent.begin(), adjacent.end()) == next);
    CHECK(adjacent.size() == 2);
    const ConceptId across = word(graph, sectors[(i + 4) % 8][1]);
    CHECK(graph.out(at, relation::opposite_of) == Ids{across});
    CHECK(graph.in(at, relation::opposite_of) == Ids{across});
  }
}

TEST_CASE("plutchik: opposites are those half a turn apart") {
  CHECK(plutchik_opposites() ==
        std::vector<std::pair<std::string, std::string>>{{"joy", "sadness"},
                                                         {"trust", "disgust"},
                                                         {"fear", "anger"},
                                                         {"surprise", "anticipation"}});
}

TEST_CASE("plutchik: 24 dyads and 4 blends of the two parts, as far apart as their order says") {
  const ConceptGraph graph = plutchik_alone();
  std::size_t combinations = 0;
  for (std::size_t order = 1; order <= 4; ++order) {
    CHECK(dyads[order - 1].size() == (order == 4 ? 4 : 8));
    for (const Dyad& each : dyads[order - 1]) {
      CAPTURE(each.name);
      const ConceptId result = word(graph, each.name);
      const ConceptId first = word(graph, each.first);
      const ConceptId second = word(graph, each.second);
      CHECK(graph.out(result, relation::composed_of) == Ids{first, second});
      CHECK(combine(graph, first, second) == Ids{result});
      CHECK(combine(graph, second, first) == Ids{result});
      double apart = std::abs(*graph[first].angle - *graph[second].angle);
      apart = std::min(apart, 1 - apart);
      CHECK(apart == static_cast<double>(order) / 8);
      const Relation* part = graph.find_relation(result, relation::composed_of, first);
      CHECK_FALSE(part->source.empty());
      CHECK_FALSE(graph[result].angle.has_value());
      CHECK_FALSE(graph[result].tier.has_value());
      ++combinations;
    }
  }
  CHECK(combinations == 28);
  CHECK(graph.size() == 24 + 28 + 28);  // words, results, combinations
  std::size_t nodes = 0;
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    nodes += graph[{i}].kind == ConceptKind::combination ? 1U : 0U;
  }
  CHECK(nodes == 28);
}

TEST_CASE("plutchik: breaks no law, a graph has it once") {
  ConceptGraph graph = plutchik_alone();
  CHECK(validate(graph).empty());
  CHECK_THROWS_AS((void)add_plutchik(graph), Error);
}

TEST_CASE("plutchik: matches to TONE, exact where the name is the same") {
  ConceptGraph graph;
  const SchemeId tone = add_tone(graph, shipped_vocabulary());
  const SchemeId plutchik = add_plutchik(graph);
  std::size_t matched = 0;
  for (const ConceptId id : graph.members(plutchik)) {
    const auto exact = graph.out(id, relation::exact_match);
    const auto close = graph.out(id, relation::close_match);
    CAPTURE(graph[id].key);
    CHECK(exact.size() + close.size() <= 1);
    matched += exact.size() + close.size();
    for (const ConceptId each : exact) {
      CHECK(graph[each].scheme == tone);
      CHECK(graph[each].name() == graph[id].name());
      CHECK(tone_concept(graph, graph[id].name()) == each);
      CHECK(graph.find_relation(each, relation::exact_match, id) != nullptr);
    }
    for (const ConceptId each : close) {
      CHECK(graph[each].scheme == tone);
      CHECK(graph[each].name() != graph[id].name());
      CHECK_FALSE(graph.find_relation(each, relation::close_match, id)->source.empty());
    }
    // A word that TONE has is matched to it.
    if (graph[id].kind == ConceptKind::emotion) {
      CHECK(exact.size() == (tone_concept(graph, graph[id].name()) ? 1 : 0));
    }
  }
  // The pairs read off the wheel: trust and its mild form, distraction, boredom, interest and
  // vigilance, six dyads and all blends have none.
  CHECK(matched == 24 + 28 - 6 - 6 - 4);
  CHECK(plutchik_alone().relation_count() + matched * 2 + 160 == graph.relation_count());
}
