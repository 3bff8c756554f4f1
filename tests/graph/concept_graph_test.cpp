#include <cmath>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/concept_graph.hpp>

#include "graph/sample_graphs.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using sample::id;
using support::contains;
using support::message_of;

namespace {

using Ids = std::vector<ConceptId>;

Label preferred(std::string text, std::string language = "en") {
  return {{std::move(text), std::move(language)}, LabelKind::preferred};
}

}  // namespace

TEST_CASE("concept graph: a new one has the built-in types and nothing else") {
  const ConceptGraph graph;
  CHECK(graph.size() == 0);
  CHECK(graph.relation_count() == 0);
  CHECK(graph.schemes().empty());
  CHECK(graph.relations().empty());
  REQUIRE(graph.relation_types().size() == built_in_relations.size());
  for (std::size_t i = 0; i < built_in_relations.size(); ++i) {
    const RelationType& type = graph.relation_types()[i];
    CHECK(type.key == built_in_relations[i].key);
    CHECK(type.inverse == built_in_relations[i].inverse);
    CHECK(type.laws == built_in_relations[i].laws);
    CHECK(graph.find_relation_type(type.key)->index() == i);
  }
  CHECK_FALSE(graph.find("").has_value());
  CHECK(graph.find_label("").empty());
}

TEST_CASE("concept graph: ids count up, keys lead back") {
  ConceptGraph graph;
  CHECK(graph.add_scheme({.key = "s"}) == SchemeId{0});
  CHECK(graph.add_scheme({.key = "t"}) == SchemeId{1});
  CHECK(graph.add_relation_type({.key = "wiser_than"}) == RelationTypeId{13});
  CHECK(graph.add({.key = "a"}) == ConceptId{0});
  CHECK(graph.add({.key = "b", .scheme = SchemeId{1}}) == ConceptId{1});
  CHECK(graph.add({.key = "c", .scheme = SchemeId{1}, .tier = 1, .angle = 0.0}) == ConceptId{2});
  CHECK(graph.find("b") == ConceptId{1});
  CHECK(graph.get("c") == ConceptId{2});
  CHECK_FALSE(graph.find("B").has_value());  // keys are not folded
  CHECK(graph.find_scheme("t") == SchemeId{1});
  CHECK_FALSE(graph.find_scheme("tt").has_value());
  CHECK(graph.find_relation_type("wiser_than") == RelationTypeId{13});
  CHECK_FALSE(graph.find_relation_type("").has_value());
  CHECK(graph.members({0}).empty());
  CHECK(graph.members({1}) == Ids{{1}, {2}});
  CHECK(graph[{2}].angle == 0.0);
  CHECK(graph.at({1}).key == "b");
  CHECK(contains(message_of([&] { (void)graph.get("nothing"); }), "nothing"));
}

TEST_CASE("concept graph: what add does not take, and then leaves alone") {
  ConceptGraph graph;
  const SchemeId scheme = graph.add_scheme({.key = "s"});
  graph.add({.key = "a", .labels = {preferred("joy")}});
  CHECK_THROWS_AS((void)graph.add_scheme({}), Error);
  CHECK(contains(message_of([&] { (void)graph.add_scheme({.key = "s"}); }), "\"s\""));
  CHECK_THROWS_AS((void)graph.add_relation_type({}), Error);
  CHECK(
      contains(message_of([&] { (void)graph.add_relation_type({.key = "broader"}); }), "broader"));
  CHECK_THROWS_AS((void)graph.add({}), Error);
  CHECK(contains(message_of([&] { (void)graph.add({.key = "a", .labels = {preferred("other")}}); }),
                 "\"a\""));
  CHECK_THROWS_AS((void)graph.add({.key = "x", .scheme = SchemeId{1}}), Error);
  for (const double angle : {-0.001, 1.0, 90.0, std::nan(""), HUGE_VAL, -HUGE_VAL}) {
    CAPTURE(angle);
    CHECK_THROWS_AS((void)graph.add({.key = "x", .angle = angle}), Error);
  }
  for (const int tier : {0, -1, std::numeric_limits<int>::min()}) {
    CAPTURE(tier);
    CHECK_THROWS_AS((void)graph.add({.key = "x", .tier = tier}), Error);
  }
  CHECK(graph.size() == 1);
  CHECK(graph.find_label("other").empty());
  CHECK(graph[{0}].name() == "joy");
  CHECK_FALSE(graph.find("x").has_value());
  CHECK(graph.add({.key = "x", .scheme = scheme, .tier = 1, .angle = 0.999999}) == ConceptId{1});
}

TEST_CASE("concept graph: what relate does not take") {
  ConceptGraph graph = sample::points(2);
  CHECK_THROWS_AS((void)graph.relate({0}, relation::broader, {2}), Error);
  CHECK_THROWS_AS((void)graph.relate({2}, relation::broader, {0}), Error);
  CHECK_THROWS_AS((void)graph.relate({0}, {13}, {1}), Error);
  CHECK(contains(message_of([&] { (void)graph.relate({1}, relation::broader, {1}); }), "c1"));
  for (const double weight : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
    CHECK_THROWS_AS((void)graph.relate({0}, relation::broader, {1}, {.weight = weight}), Error);
    CHECK_THROWS_AS(graph.relate_both({0}, relation::related, {1}, {.weight = weight}), Error);
  }
  CHECK(graph.relation_count() == 0);
  CHECK_THROWS_AS((void)graph.at({2}), Error);
  CHECK_THROWS_AS((void)graph.out({2}, relation::broader), Error);
  CHECK_THROWS_AS((void)graph.in({2}, relation::broader), Error);
  CHECK_THROWS_AS((void)graph.find_relation({2}, relation::broader, {0}), Error);
  CHECK_THROWS_AS(graph.add_label({2}, preferred("x")), Error);
  CHECK_THROWS_AS(graph.set_affect({2}, {}), Error);
  CHECK(graph.find_label("x").empty());
}

TEST_CASE("concept graph: a relation is stated once, in its direction and type") {
  ConceptGraph graph = sample::points(4);
  CHECK(graph.relate({0}, relation::broader, {1}, {.weight = 0.5, .source = "first"}));
  CHECK_FALSE(graph.relate({0}, relation::broader, {1}, {.weight = 2, .source = "second"}));
  CHECK(graph.relate({1}, relation::broader, {0}));
  CHECK(graph.relate({0}, relation::related, {1}, {.weight = -3}));
  CHECK(graph.relation_count() == 3);
  const Relation* stated = graph.find_relation({0}, relation::broader, {1});
  REQUIRE(stated != nullptr);
  CHECK(stated->weight == 0.5);
  CHECK(stated->source == "first");
  CHECK(graph.find_relation({0}, relation::related, {1})->weight == -3);
  CHECK(graph.find_relation({1}, relation::related, {0}) == nullptr);
  CHECK(graph.find_relation({0}, relation::adjacent, {1}) == nullptr);
  graph.relate_both({2}, relation::related, {3}, {.weight = 4, .source = "both"});
  CHECK(graph.find_relation({2}, relation::related, {3})->source == "both");
  CHECK(graph.find_relation({3}, relation::related, {2})->weight == 4);
  CHECK(graph.relation_count() == 5);
}

TEST_CASE("concept graph: an inverse type stands in its base type only") {
  const ConceptGraph graph;
  CHECK(graph.relation_type(relation::broader).inverse == "narrower");
  CHECK(graph.relation_type(relation::composed_of).inverse == "part_of");
  CHECK(graph.relation_type(relation::broad_match).inverse == "narrow_match");
  CHECK(graph.relation_type(relation::more_intense_than).inverse == "less_intense_than");
  for (const RelationType& type : graph.relation_types()) {
    if (!type.inverse.empty()) {
      CHECK_FALSE(graph.find_relation_type(type.inverse).has_value());
      CHECK_FALSE(type.laws.symmetric);
    }
  }
}

TEST_CASE("concept graph: relations come by concept, then as they were stated") {
  ConceptGraph graph = sample::points(4);
  graph.relate({2}, relation::related, {3});
  graph.relate({0}, relation::related, {3});
  graph.relate({0}, relation::broader, {2});
  graph.relate({0}, relation::related, {1});
  graph.relate({1}, relation::related, {3});
  CHECK(graph.relations() == std::vector<RelationEnds>{{{0}, relation::related, {3}},
                                                       {{0}, relation::broader, {2}},
                                                       {{0}, relation::related, {1}},
                                                       {{1}, relation::related, {3}},
                                                       {{2}, relation::related, {3}}});
  CHECK(graph.out({0}, relation::related) == Ids{{3}, {1}});
  CHECK(graph.in({3}, relation::related) == Ids{{2}, {0}, {1}});
  CHECK(graph.out({3}, relation::related).empty());
}

TEST_CASE("fold_label: case, spaces, '_' and '-'") {
  CHECK(fold_label("") == "");
  CHECK(fold_label(" \t\r\n\v\f") == "");
  CHECK(fold_label("JOY") == "joy");
  CHECK(fold_label("  Ill   Temper ") == "ill temper");
  CHECK(fold_label("ill_temper") == "ill temper");
  CHECK(fold_label("ill-temper") == "ill temper");
  CHECK(fold_label("ill - _\ttemper") == "ill temper");
  CHECK(fold_label("Doubt/Confusion") == "doubt/confusion");
  CHECK(fold_label("[\\]^`{@AZaz09") == "[\\]^`{@azaz09");
  CHECK(fold_label("FREUDE \xc3\x84\xc3\xa4") == "freude \xc3\x84\xc3\xa4");  // only ASCII case
  CHECK(fold_label("\xc2\xa0x") == "\xc2\xa0x");                              // no ASCII space
  CHECK(fold_label("\xff\xfe\x80") == "\xff\xfe\x80");
  CHECK(fold_label(std::string_view("a\0B", 3)) == std::string("a\0b", 3));
}

TEST_CASE("fold_label: folding again changes nothing") {
  std::mt19937_64 engine(3);
  const std::string letters = "aZ-_ \t\n/\xc3\xa4.";
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::size_t k = engine() % 12; k > 0; --k) {
      text += letters[engine() % letters.size()];
    }
    const std::string folded = fold_label(text);
    CHECK(fold_label(folded) == folded);
    CHECK(fold_label(" " + text + "\n") == folded);
    CHECK(folded.find("  ") == std::string::npos);
    CHECK((folded.empty() || (folded.front() != ' ' && folded.back() != ' ')));
    std::string swapped = text;
    for (char& c : swapped) {
      c = c == 'a' ? 'A' : c == 'Z' ? 'z' : c == '-' ? '_' : c == ' ' ? '-' : c;
    }
    CHECK(fold_label(swapped) == folded);
  }
}

TEST_CASE("find_label: homonyms in id order, each once, with filters") {
  ConceptGraph graph;
  const SchemeId s = graph.add_scheme({.key = "s"});
  const SchemeId t = graph.add_scheme({.key = "t"});
  graph.add({.key = "late"});
  graph.add({.key = "a", .scheme = s, .labels = {preferred("Joy"), preferred("joy", "de")}});
  graph.add({.key = "b", .scheme = t, .labels = {{{"JOY", "en"}, LabelKind::hidden}}});
  graph.add({.key = "c", .scheme = s, .labels = {preferred("Spass", "de"), preferred("fun")}});
  graph.add_label({0}, {{" joy ", "fr"}, LabelKind::alternative});  // stated last, lowest id
  graph.add_label({1}, {{"joy", ""}, LabelKind::hidden});
  graph.add_label({0}, {{"joy", "fr"}, LabelKind::alternative});
  CHECK(graph.find_label("joy") == Ids{{0}, {1}, {2}});
  CHECK(graph.find_label("-JOY_") == Ids{{0}, {1}, {2}});
  CHECK(graph.find_label("jo").empty());
  CHECK(graph.find_label("a").empty());  // a key is no label
  CHECK(graph.find_label("joy", {.scheme = s}) == Ids{{1}});
  CHECK(graph.find_label("joy", {.scheme = t}) == Ids{{2}});
  CHECK(graph.find_label("joy", {.language = "en"}) == Ids{{1}, {2}});
  CHECK(graph.find_label("joy", {.language = "de"}) == Ids{{1}});
  CHECK(graph.find_label("joy", {.language = ""}) == Ids{{1}});
  CHECK(graph.find_label("joy", {.preferred_only = true}) == Ids{{1}});
  CHECK(graph.find_label("joy", {.scheme = t, .preferred_only = true}).empty());
  // The filters ask for one label that fits them all, not for several.
  CHECK(graph.find_label("fun", {.language = "de"}).empty());
  CHECK(graph.find_label("spass", {.language = "de", .preferred_only = true}) == Ids{{3}});
  CHECK(graph.find_label("fun", {.language = "de", .preferred_only = true}).empty());
}

TEST_CASE("add_label: the same label once, others in order") {
  ConceptGraph graph = sample::points(1);
  const Label joy = preferred("joy");
  graph.add_label({0}, joy);
  graph.add_label({0}, joy);
  graph.add_label({0}, preferred("Joy"));
  graph.add_label({0}, {{"joy", "en"}, LabelKind::hidden});
  CHECK(graph[{0}].labels ==
        std::vector<Label>{joy, preferred("Joy"), {{"joy", "en"}, LabelKind::hidden}});
  CHECK(graph.find_label("joy") == Ids{{0}});
}

TEST_CASE("concept graph: thousands of concepts") {
  constexpr std::size_t n = 20'000;
  ConceptGraph graph = sample::points(n);
  for (std::size_t i = 1; i < n; ++i) {
    graph.relate(id(i), relation::broader, id(0));
    graph.add_label(id(i), preferred("same"));
  }
  CHECK(graph.in({0}, relation::broader).size() == n - 1);
  CHECK(graph.find_label("same").size() == n - 1);
  CHECK(graph.find("c19999") == id(19'999));
}

// Were the relations of a concept walked for each new one, this would take minutes.
TEST_CASE("concept graph: a concept with 200,000 relations") {
  constexpr std::size_t n = 200'001;
  ConceptGraph graph = sample::points(n);
  for (std::size_t i = 1; i < n; ++i) {
    REQUIRE(graph.relate({0}, relation::related, id(i), {.weight = static_cast<double>(i)}));
    REQUIRE(graph.relate(id(i), relation::broader, {0}));
  }
  for (std::size_t i = 1; i < n; ++i) {
    REQUIRE_FALSE(graph.relate({0}, relation::related, id(i), {.weight = -1}));
    REQUIRE(graph.find_relation({0}, relation::related, id(i))->weight == static_cast<double>(i));
    REQUIRE(graph.find_relation(id(i), relation::related, {0}) == nullptr);
  }
  const Ids ends = graph.out({0}, relation::related);
  REQUIRE(ends.size() == n - 1);
  for (std::size_t i = 1; i < n; ++i) {
    REQUIRE(ends[i - 1] == id(i));
  }
}

TEST_CASE("concept graph: relations are found among many with the same ends") {
  std::mt19937_64 engine(5);
  constexpr std::size_t n = 30;
  ConceptGraph graph = sample::points(n);
  std::vector<std::vector<std::vector<bool>>> stated(
      n, std::vector(n, std::vector<bool>(built_in_relations.size())));
  for (int i = 0; i < 5000; ++i) {
    const std::size_t from = engine() % n;
    const std::size_t to = engine() % n;
    const std::size_t type = engine() % built_in_relations.size();
    if (from != to) {
      const RelationTypeId type_id{static_cast<std::uint32_t>(type)};
      CHECK(graph.relate(id(from), type_id, id(to)) == !stated[from][to][type]);
      stated[from][to][type] = true;
    }
  }
  for (std::size_t from = 0; from < n; ++from) {
    for (std::size_t to = 0; to < n; ++to) {
      for (std::size_t type = 0; type < built_in_relations.size(); ++type) {
        const Relation* found =
            graph.find_relation(id(from), {static_cast<std::uint32_t>(type)}, id(to));
        CHECK((found != nullptr) == stated[from][to][type]);
      }
    }
  }
}
