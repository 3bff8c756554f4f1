#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/graph/validate.hpp>

#include "graph/sample_graphs.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using sample::id;
using support::contains;

namespace {

using Ids = std::vector<ConceptId>;

Label name_label(std::string text, std::string language = "en") {
  return {{std::move(text), std::move(language)}, LabelKind::preferred};
}

/// Scheme s: 0 > {1, 2} in tiers 1 and 2, opposites 1 and 2, 3 composed of 1 and 2 (under 0), a
/// combination 4 of 1 and 2 that leads to 3. Scheme t: 5 and 6, without hierarchy.
ConceptGraph clean() {
  ConceptGraph graph;
  const SchemeId s = graph.add_scheme({.key = "s"});
  const SchemeId t = graph.add_scheme({.key = "t"});
  graph.add({.key = "top", .scheme = s, .tier = 1, .labels = {name_label("top")}});
  graph.add({.key = "left", .scheme = s, .tier = 2, .labels = {name_label("left")}});
  graph.add({.key = "right", .scheme = s, .tier = 2, .labels = {name_label("right")}});
  graph.add({.key = "both", .scheme = s, .tier = 2, .labels = {name_label("both")}});
  graph.add({.key = "node", .scheme = s, .kind = ConceptKind::combination});
  graph.add({.key = "label", .scheme = t, .labels = {name_label("left")}});
  graph.add({.key = "other", .scheme = t, .labels = {name_label("other")}});
  for (const std::uint32_t child : {1U, 2U, 3U}) {
    graph.relate({child}, relation::broader, {0});
  }
  graph.relate_both({1}, relation::opposite_of, {2});
  graph.relate({3}, relation::composed_of, {1});
  graph.relate({3}, relation::composed_of, {2});
  graph.relate({4}, relation::has_cause, {1});
  graph.relate({4}, relation::has_cause, {2});
  graph.relate({4}, relation::has_result, {3});
  graph.relate_both({5}, relation::exact_match, {1});
  return graph;
}

/// The only fault of a graph: its law, concepts and keys.
void check_only(const ConceptGraph& graph, Law law, const Ids& concepts) {
  const auto faults = validate(graph);
  for (const BrokenLaw& each : faults) {
    CAPTURE(each.message);
    CHECK(each.law == law);
  }
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].concepts == concepts);
  for (const ConceptId each : concepts) {
    CHECK(contains(faults[0].message, "\"" + graph[each].key + "\""));
  }
}

}  // namespace

TEST_CASE("validate: a clean graph has no faults, an empty one neither") {
  CHECK(validate(clean()).empty());
  CHECK(validate(ConceptGraph{}).empty());
  CHECK(validate(sample::points(5)).empty());
}

TEST_CASE("validate: acyclic") {
  ConceptGraph graph = clean();
  graph.relate({1}, relation::more_intense_than, {2});
  CHECK(validate(graph).empty());
  graph.relate({2}, relation::more_intense_than, {1});
  check_only(graph, Law::acyclic, {{1}, {2}});
  ConceptGraph broader = sample::from_parents({{1}, {2}, {0}, {0}});
  check_only(broader, Law::acyclic, {{0}, {1}, {2}});
  ConceptGraph own = clean();  // a user's type
  const RelationTypeId wiser = own.add_relation_type(
      {.key = "wiser_than", .laws = {.transitive = true, .asymmetric = true}});
  own.relate({1}, wiser, {2});
  own.relate({2}, wiser, {3});
  own.relate({3}, wiser, {1});
  check_only(own, Law::acyclic, {{1}, {2}, {3}});
  CHECK(contains(validate(own)[0].message, "wiser_than"));
}

TEST_CASE("validate: asymmetric") {
  ConceptGraph graph = clean();
  graph.relate({6}, relation::broad_match, {1});
  CHECK(validate(graph).empty());
  graph.relate({1}, relation::broad_match, {6});
  check_only(graph, Law::asymmetric, {{1}, {6}});
  CHECK(contains(validate(graph)[0].message, "broad_match"));
}

TEST_CASE("validate: both-sided, as the options say") {
  ConceptGraph graph = clean();
  graph.relate({2}, relation::opposite_of, {3});
  check_only(graph, Law::both_sided, {{2}, {3}});
  CHECK(validate(graph, {.both_sided = {}}).empty());
  CHECK(validate(graph, {.both_sided = {relation::adjacent}}).empty());
  ConceptGraph other = clean();
  other.relate({1}, relation::exact_match, {6});
  CHECK(validate(other).empty());
  CHECK(validate(other, {.both_sided = {relation::exact_match}}).size() == 1);
  for (const RelationTypeId type : {relation::synonym_of, relation::adjacent}) {
    ConceptGraph one = clean();
    one.relate({3}, type, {1});
    check_only(one, Law::both_sided, {{3}, {1}});
  }
}

TEST_CASE("validate: opposite-apart") {
  ConceptGraph graph = clean();
  graph.relate_both({1}, relation::opposite_of, {0});
  check_only(graph, Law::opposite_apart, {{1}, {0}});
  ConceptGraph far = sample::from_parents({{}, {0}, {1}});
  far.relate({0}, relation::related, {2});
  check_only(far, Law::opposite_apart, {{2}, {0}});
}

TEST_CASE("validate: tier-step") {
  ConceptGraph graph = clean();
  const ConceptId low = graph.add({.key = "low", .scheme = SchemeId{0}, .tier = 3});
  graph.relate(low, relation::broader, {1});
  CHECK(validate(graph).empty());
  graph.relate(low, relation::broader, {0});
  check_only(graph, Law::tier_step, {low, {0}});
  ConceptGraph same = clean();
  const ConceptId second = same.add({.key = "second", .scheme = SchemeId{0}, .tier = 2});
  same.relate(second, relation::broader, {1});
  check_only(same, Law::tier_step, {second, {1}});
  ConceptGraph none = clean();  // without a tier nothing is promised
  none.relate(none.add({.key = "free", .scheme = SchemeId{0}}), relation::broader, {1});
  CHECK(validate(none).empty());
}

TEST_CASE("validate: tier-parent") {
  ConceptGraph graph = clean();
  const ConceptId lone = graph.add({.key = "lone", .scheme = SchemeId{0}, .tier = 2});
  graph.relate(lone, relation::related, {1});
  check_only(graph, Law::tier_parent, {lone});
}

TEST_CASE("validate: connected") {
  ConceptGraph graph = clean();
  const ConceptId lone = graph.add({.key = "lone", .scheme = SchemeId{0}});
  graph.relate_both(lone, relation::exact_match, {6});  // to another scheme: does not join it
  check_only(graph, Law::connected, {lone});
}

TEST_CASE("validate: unique-label") {
  ConceptGraph graph = clean();
  graph.add_label({3}, name_label("LINKS", "de"));
  graph.add_label({1}, name_label("links", "nl"));
  graph.add_label({2}, {{"left", "en"}, LabelKind::alternative});
  CHECK(validate(graph).empty());  // other languages, other kinds
  graph.add_label({1}, name_label("_links ", "de"));
  check_only(graph, Law::unique_label, {{1}, {3}});
  CHECK(contains(validate(graph)[0].message, "links"));
}

TEST_CASE("validate: unique-label of three at once, and none of an ancestor's name") {
  ConceptGraph graph = sample::from_parents({{}, {0}, {0}, {0}, {1}});
  for (std::uint32_t i = 0; i < 5; ++i) {
    graph.add_label({i}, name_label("same"));
  }
  std::vector<Ids> pairs;
  for (const BrokenLaw& each : validate(graph)) {
    CHECK(each.law == Law::unique_label);
    pairs.push_back(each.concepts);
  }
  // Each with the first one before it that it clashes with.
  CHECK(pairs == std::vector<Ids>{{{1}, {2}}, {{1}, {3}}, {{2}, {4}}});
}

TEST_CASE("validate: one-preferred") {
  ConceptGraph graph = clean();
  graph.add_label({1}, name_label("gauche", "fr"));
  CHECK(validate(graph).empty());
  graph.add_label({1}, name_label("sinister", "en"));
  check_only(graph, Law::one_preferred, {{1}});
  CHECK(contains(validate(graph)[0].message, "sinister"));
}

TEST_CASE("validate: complete-parts") {
  ConceptGraph graph = clean();
  graph.relate({2}, relation::composed_of, {1});
  check_only(graph, Law::complete_parts, {{2}, {1}});
}

TEST_CASE("validate: complete-causes") {
  ConceptGraph one = clean();
  const ConceptId node =
      one.add({.key = "half", .scheme = SchemeId{0}, .kind = ConceptKind::combination});
  one.relate(node, relation::has_cause, {1});
  one.relate(node, relation::has_result, {3});
  check_only(one, Law::complete_causes, {node});
  ConceptGraph none = clean();
  const ConceptId idle =
      none.add({.key = "idle", .scheme = SchemeId{0}, .kind = ConceptKind::combination});
  none.relate(idle, relation::has_cause, {1});
  none.relate(idle, relation::has_cause, {2});
  check_only(none, Law::complete_causes, {idle});
}

TEST_CASE("validate: faults come in the order of the laws, then of concepts") {
  ConceptGraph graph = clean();
  graph.relate({3}, relation::opposite_of, {1});
  graph.relate({2}, relation::opposite_of, {3});
  graph.relate({2}, relation::composed_of, {1});
  graph.relate({1}, relation::more_intense_than, {2});
  graph.relate({2}, relation::more_intense_than, {1});
  std::vector<std::pair<Law, Ids>> found;
  for (const BrokenLaw& each : validate(graph)) {
    found.emplace_back(each.law, each.concepts);
  }
  CHECK(found == std::vector<std::pair<Law, Ids>>{{Law::acyclic, {{1}, {2}}},
                                                  {Law::both_sided, {{2}, {3}}},
                                                  {Law::both_sided, {{3}, {1}}},
                                                  {Law::complete_parts, {{2}, {1}}}});
}

TEST_CASE("validate: laws have their names") {
  CHECK(name(Law::acyclic) == "acyclic");
  CHECK(name(Law::both_sided) == "both-sided");
  CHECK(name(Law::unique_label) == "unique-label");
  CHECK(name(Law::complete_causes) == "complete-causes");
}
