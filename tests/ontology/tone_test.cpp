#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/hierarchy.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/graph/validate.hpp>
#include <tonewheel/ontology/plutchik.hpp>
#include <tonewheel/ontology/tone.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Ids = std::vector<ConceptId>;
using Names = std::vector<std::string>;

ConceptGraph tone_alone() {
  ConceptGraph graph;
  add_tone(graph, shipped_vocabulary());
  return graph;
}

ConceptGraph with_axioms() {
  ConceptGraph graph = tone_alone();
  add_plutchik(graph);
  add_tone_axioms(graph);
  return graph;
}

Names names_of(const ConceptGraph& graph, const Ids& ids) {
  Names names;
  for (const ConceptId each : ids) {
    names.emplace_back(graph[each].name());
  }
  return names;
}

Names keys_of(const ConceptGraph& graph, const Ids& ids) {
  Names keys;
  for (const ConceptId each : ids) {
    keys.push_back(graph[each].key);
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

/// Names of the children of a path.
Names below(const ConceptGraph& graph, const std::string& path) {
  return names_of(graph, children(graph, tone_path(graph, path)));
}

Names combined(const ConceptGraph& graph, const std::string& a, const std::string& b) {
  return keys_of(graph, combine(graph, graph.get(a), graph.get(b)));
}

}  // namespace

TEST_CASE("tier: primary, secondary, tertiary are 1, 2, 3") {
  CHECK(name(Tier::primary) == "primary");
  CHECK(name(Tier::secondary) == "secondary");
  CHECK(name(Tier::tertiary) == "tertiary");
  CHECK(static_cast<int>(all_tiers[0]) == 1);
  CHECK(static_cast<int>(all_tiers[2]) == 3);
}

TEST_CASE("tone: 6, 25 and 135 concepts with 135 names") {
  const ConceptGraph graph = tone_alone();
  CHECK(graph.size() == 166);
  std::map<int, std::size_t> tiers;
  std::map<int, std::set<std::string>> names;
  std::set<std::string> all;
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    const Concept& each = graph[{i}];
    REQUIRE(each.tier.has_value());
    ++tiers[*each.tier];
    names[*each.tier].emplace(each.name());
    all.emplace(each.name());
    CHECK(each.kind == ConceptKind::emotion);
    CHECK_FALSE(each.source.empty());
    CHECK(each.scheme == SchemeId{0});
  }
  CHECK(tiers == std::map<int, std::size_t>{{1, 6}, {2, 25}, {3, 135}});
  CHECK(all.size() == 135);
  CHECK(names[3].size() == 135);
  // Every primary and secondary name is a tertiary one too.
  for (const int tier : {1, 2}) {
    for (const std::string& each : names[tier]) {
      CHECK(names[3].contains(each));
    }
  }
  CHECK_FALSE(graph.schemes()[0].title.empty());
  CHECK(contains(graph.schemes()[0].source, "2401.06810"));
  CHECK(Hierarchy(graph).is_forest());
  CHECK(Hierarchy(graph).height() == 3);
  CHECK(graph.relation_count() == 160);
}

TEST_CASE("tone: the numbers under each primary emotion") {
  const ConceptGraph graph = tone_alone();
  const std::map<std::string, std::pair<std::size_t, std::size_t>> expected{
      {"love", {3, 16}},  {"joy", {7, 33}},     {"surprise", {1, 3}},
      {"anger", {6, 29}}, {"sadness", {6, 37}}, {"fear", {2, 17}}};
  for (const auto& [name, counts] : expected) {
    CAPTURE(name);
    const ConceptId top = tone_path(graph, name);
    CHECK(graph[top].tier == 1);
    CHECK(children(graph, top).size() == counts.first);
    CHECK(descendants(graph, top).size() == counts.first + counts.second);
  }
}

TEST_CASE("tone: branches of Parrott's tree") {
  const ConceptGraph graph = tone_alone();
  CHECK(below(graph, "fear") == Names{"horror", "nervousness"});
  CHECK(below(graph, "fear/horror") == Names{"alarm", "shock", "fear", "fright", "horror", "terror",
                                             "panic", "hysteria", "mortification"});
  CHECK(below(graph, "fear/nervousness") == Names{"anxiety", "nervousness", "tenseness",
                                                  "uneasiness", "apprehension", "worry", "distress",
                                                  "dread"});
  CHECK(below(graph, "love") == Names{"affection", "lust", "longing"});
  CHECK(below(graph, "love/lust") == Names{"arousal", "desire", "lust", "passion", "infatuation"});
  CHECK(below(graph, "love/longing") == Names{"longing"});
  CHECK(below(graph, "joy") == Names{"cheerfulness", "zest", "contentment", "pride", "optimism",
                                     "enthrallment", "relief"});
  CHECK(below(graph, "joy/cheerfulness").size() == 17);
  CHECK(below(graph, "joy/optimism") == Names{"eagerness", "hope", "optimism"});
  CHECK(below(graph, "surprise/surprise") == Names{"amazement", "surprise", "astonishment"});
  CHECK(below(graph, "anger") ==
        Names{"irritation", "exasperation", "rage", "disgust", "envy", "torment"});
  CHECK(below(graph, "anger/rage") ==
        Names{"anger", "rage", "outrage", "fury", "wrath", "hostility", "ferocity", "bitterness",
              "hate", "loathing", "scorn", "spite", "vengefulness", "dislike", "resentment"});
  CHECK(below(graph, "anger/disgust") == Names{"disgust", "revulsion", "contempt"});
  CHECK(below(graph, "sadness/neglect") ==
        Names{"alienation", "isolation", "neglect", "loneliness", "rejection", "homesickness",
              "defeat", "dejection", "insecurity", "embarrassment", "humiliation", "insult"});
  CHECK(below(graph, "sadness/shame") == Names{"guilt", "shame", "regret", "remorse"});
  CHECK(below(graph, "sadness/sympathy") == Names{"pity", "sympathy"});
}

TEST_CASE("tone: homonyms are told apart by path, the highest one has the name") {
  const ConceptGraph graph = tone_alone();
  CHECK(graph.find_label("joy", {.preferred_only = true}).size() == 2);
  CHECK(graph.find_label("surprise", {.preferred_only = true}).size() == 3);
  CHECK(graph[*tone_concept(graph, "joy")].key == "tone/joy");
  CHECK(graph[*tone_concept(graph, "Anger")].key == "tone/anger");
  CHECK(graph[*tone_concept(graph, "surprise")].key == "tone/surprise");
  CHECK(graph[*tone_concept(graph, "rage")].key == "tone/anger/rage");
  CHECK(graph[*tone_concept(graph, "longing")].key == "tone/love/longing");
  CHECK(graph[*tone_concept(graph, "glee")].key == "tone/joy/cheerfulness/glee");
  CHECK_FALSE(tone_concept(graph, "trust").has_value());
  CHECK_FALSE(tone_concept(graph, "joyful").has_value());  // a form, not the name
  CHECK_FALSE(tone_concept(graph, "").has_value());
  CHECK_FALSE(tone_concept(ConceptGraph{}, "joy").has_value());
  CHECK(path_text(graph, tone_path(graph, "joy/cheerfulness/joy")) == "joy / cheerfulness / joy");
  CHECK(find_path(graph, "surprise/surprise/surprise") ==
        Ids{tone_path(graph, "surprise/surprise/surprise")});
  CHECK(contains(message_of([&] { (void)tone_path(graph, "joy/glee"); }), "joy/glee"));
  CHECK_THROWS_AS((void)tone_path(ConceptGraph{}, "joy"), Error);
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    CHECK(find_path(graph, path_text(graph, {i}), {.preferred_only = true}) == Ids{{i}});
    CHECK(resolve(graph, graph[{i}].key) == Ids{{i}});
    CHECK(tier_ancestor(graph, {i}, 1).has_value());
  }
}

TEST_CASE("tone: breaks no law, alone or with its axioms") {
  CHECK(validate(tone_alone()).empty());
  const ConceptGraph graph = with_axioms();
  for (const auto& fault : validate(graph)) {
    CAPTURE(fault.message);
    CHECK(false);
  }
}

TEST_CASE("tone: a graph has it once, axioms want both schemes") {
  ConceptGraph graph = tone_alone();
  CHECK_THROWS_AS((void)add_tone(graph, shipped_vocabulary()), Error);
  CHECK(contains(message_of([&] { add_tone_axioms(graph); }), "plutchik"));
  ConceptGraph other;
  add_plutchik(other);
  CHECK(contains(message_of([&] { add_tone_axioms(other); }), "tone"));
  ConceptGraph empty;
  CHECK_THROWS_AS(add_tone_axioms(empty), Error);
}

TEST_CASE("tone axioms: opposites, both ways") {
  const ConceptGraph graph = with_axioms();
  const auto opposites = [&](const char* path) {
    return keys_of(graph, graph.out(tone_path(graph, path), relation::opposite_of));
  };
  CHECK(opposites("joy") == Names{"tone/sadness"});
  CHECK(opposites("sadness") == Names{"tone/joy"});
  CHECK(opposites("anger") == Names{"tone/fear"});
  CHECK(opposites("fear") == Names{"tone/anger"});
  // Surprise and anticipation, whose nearest concept is eagerness; trust has none for disgust.
  CHECK(opposites("surprise") == Names{"tone/joy/optimism/eagerness"});
  CHECK(opposites("joy/optimism/eagerness") == Names{"tone/surprise"});
  CHECK(opposites("anger/disgust").empty());
  std::size_t count = 0;
  for (const RelationEnds& each : graph.relations()) {
    const bool in_tone = graph[each.from].scheme == graph.find_scheme("tone");
    if (in_tone && each.type == relation::opposite_of) {
      ++count;
      const Relation* stated = graph.find_relation(each.from, each.type, each.to);
      CHECK(contains(stated->source, "Plutchik"));
      CHECK(graph.find_relation(each.to, each.type, each.from) != nullptr);
    }
  }
  CHECK(count == 6);
}

TEST_CASE("tone axioms: what two emotions lead to") {
  const ConceptGraph graph = with_axioms();
  CHECK(combined(graph, "tone/joy", "tone/fear") == Names{"tone/sadness/shame/guilt"});
  CHECK(combined(graph, "tone/fear", "tone/joy") == Names{"tone/sadness/shame/guilt"});
  CHECK(combined(graph, "tone/joy", "tone/surprise") == Names{"tone/joy/cheerfulness/delight"});
  CHECK(combined(graph, "tone/joy", "tone/anger") == Names{"tone/joy/pride"});
  CHECK(combined(graph, "tone/joy", "tone/joy/optimism/eagerness") == Names{"tone/joy/optimism"});
  CHECK(combined(graph, "tone/joy", "plutchik/trust") == Names{"tone/love"});
  CHECK(combined(graph, "tone/sadness", "tone/anger") == Names{"tone/anger/envy"});
  CHECK(combined(graph, "tone/sadness", "tone/anger/disgust") ==
        Names{"tone/sadness/shame/remorse"});
  CHECK(combined(graph, "tone/anger/disgust", "tone/anger") ==
        Names{"tone/anger/disgust/contempt"});
  CHECK(combined(graph, "tone/fear", "tone/sadness") == Names{"tone/sadness/sadness/despair"});
  CHECK(combined(graph, "tone/surprise", "tone/anger") == Names{"tone/anger/rage/outrage"});
  CHECK(combined(graph, "tone/fear", "tone/anger/disgust") == Names{"tone/sadness/shame"});
  CHECK(combined(graph, "tone/joy", "tone/sadness").empty());
  CHECK(combined(graph, "tone/joy", "tone/joy").empty());
}

TEST_CASE("tone axioms: combinations have two causes, one result composed of them, and sources") {
  const ConceptGraph graph = with_axioms();
  const SchemeId tone = *graph.find_scheme("tone");
  std::size_t combinations = 0;
  for (const ConceptId id : graph.members(tone)) {
    if (graph[id].kind != ConceptKind::combination) {
      continue;
    }
    ++combinations;
    CHECK(contains(graph[id].source, "Plutchik 1980"));
    const auto causes = graph.out(id, relation::has_cause);
    const auto results = graph.out(id, relation::has_result);
    REQUIRE(causes.size() == 2);
    REQUIRE(results.size() == 1);
    CHECK(graph[results[0]].scheme == tone);
    for (const ConceptId cause : causes) {
      CHECK(graph[cause].kind == ConceptKind::emotion);
      const Relation* part = graph.find_relation(results[0], relation::composed_of, cause);
      REQUIRE(part != nullptr);
      CHECK_FALSE(part->source.empty());
    }
    CHECK_FALSE(graph[id].tier.has_value());
  }
  // 24 dyads without submission, curiosity, unbelief, cynicism, morbidness and dominance.
  CHECK(combinations == 18);
}
