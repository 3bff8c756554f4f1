#include <set>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include <tonewheel/graph/concept.hpp>
#include <tonewheel/graph/relation.hpp>

using namespace tonewheel;

TEST_CASE("concept: its name is preferred, in English or no language if there is one") {
  Concept node{.key = "k"};
  CHECK(node.name() == "k");
  node.labels = {{{"joyful", "en"}, LabelKind::hidden}, {{"glad", "en"}, LabelKind::alternative}};
  CHECK(node.name() == "k");
  node.labels.push_back({{"Freude", "de"}, LabelKind::preferred});
  CHECK(node.name() == "Freude");
  node.labels.push_back({{"mirth", "enm"}, LabelKind::preferred});  // Middle English
  CHECK(node.name() == "Freude");
  node.labels.push_back({{"joy", "en-GB"}, LabelKind::preferred});
  node.labels.push_back({{"gladness", ""}, LabelKind::preferred});
  CHECK(node.name() == "joy");
}

TEST_CASE("concept: kinds and origins have their own names") {
  CHECK(name(ConceptKind::emotion) == "emotion");
  CHECK(name(ConceptKind::action_unit) == "action_unit");
  CHECK(name(ConceptKind::combination) == "combination");
  CHECK(name(ConceptKind::other) == "other");
  CHECK(std::set<std::string_view>(concept_kind_names.begin(), concept_kind_names.end()).size() ==
        concept_kind_names.size());
  CHECK(name(AffectOrigin::named) == "named");
  CHECK(name(AffectOrigin::ancestor) == "ancestor");
  CHECK_FALSE(inherited(AffectOrigin::named));
  CHECK_FALSE(inherited(AffectOrigin::synonym));
  CHECK(inherited(AffectOrigin::descendants));
  CHECK(inherited(AffectOrigin::ancestor));
}

TEST_CASE("relation: the built-in types stand at their ids") {
  const auto key = [](RelationTypeId id) { return built_in_relations[id.index()].key; };
  CHECK(key(relation::broader) == "broader");
  CHECK(key(relation::opposite_of) == "opposite_of");
  CHECK(key(relation::composed_of) == "composed_of");
  CHECK(key(relation::has_cause) == "has_cause");
  CHECK(key(relation::has_result) == "has_result");
  CHECK(key(relation::leads_to) == "leads_to");
  CHECK(key(relation::synonym_of) == "synonym_of");
  CHECK(key(relation::exact_match) == "exact_match");
  CHECK(key(relation::close_match) == "close_match");
  CHECK(key(relation::broad_match) == "broad_match");
  CHECK(key(relation::adjacent) == "adjacent");
  CHECK(key(relation::more_intense_than) == "more_intense_than");
  CHECK(key(relation::related) == "related");
}
