#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/ontology/tone.hpp>
#include <tonewheel/ontology/vocabulary.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::error_of;
using support::message_of;

namespace {

const std::string header = "name,term,kind,source\n";

Vocabulary vocabulary_of(const std::string& rows) {
  return Vocabulary::from_table(Table::parse(header + rows, "words.csv"));
}

}  // namespace

TEST_CASE("vocabulary: terms are found folded, in the order of the table") {
  const Vocabulary vocabulary = vocabulary_of(
      "joy,joyful,form,A\nIll-Temper,Bad  Mood,synonym,B\njoy,joyfully,form,A\n"
      "anger,ire,synonym,C\njoy,mirth,synonym,D\n");
  REQUIRE(vocabulary.terms().size() == 5);
  CHECK(vocabulary.terms()[1].name == "ill temper");
  CHECK(vocabulary.terms()[1].term == "Bad  Mood");
  CHECK_FALSE(vocabulary.terms()[1].is_form);
  CHECK(vocabulary.terms()[2].is_form);
  CHECK(vocabulary.terms()[2].source == "A");
  REQUIRE(vocabulary.find("bad_mood") != nullptr);
  CHECK(vocabulary.find("bad_mood")->name == "ill temper");
  CHECK(vocabulary.find(" JOYFUL ")->term == "joyful");
  CHECK(vocabulary.find("joy") == nullptr);  // a name is no term
  CHECK(vocabulary.find("") == nullptr);
  std::vector<std::string> terms;
  for (const VocabularyTerm* each : vocabulary.terms_of("Joy")) {
    terms.push_back(each->term);
  }
  CHECK(terms == std::vector<std::string>{"joyful", "joyfully", "mirth"});
  CHECK(vocabulary.terms_of("fear").empty());
  CHECK(vocabulary_of("").terms().empty());
  const Vocabulary copy = vocabulary;
  CHECK(copy.terms_of("anger").at(0) == &copy.terms()[3]);
}

TEST_CASE("vocabulary: errors say file, row and column") {
  struct Case {
    const char* rows;
    std::size_t row;
    const char* column;
  };
  for (const Case& each :
       {Case{"joy,joyful,form,A\njoy,glad,noun,A\n", 2, "kind"}, Case{"joy,joyful,,A\n", 1, "kind"},
        Case{"joy,joyful,Form,A\n", 1, "kind"},
        Case{"joy,joyful,form,A\n,glad,form,A\n", 2, "name"}, Case{"joy,,form,A\n", 1, "term"},
        Case{"joy,joyful,form,A\nfear,x,form,A\njoy,joyful,form,A\n", 3, "term"},
        Case{"joy,joy-ful,form,A\nanger,Joy Ful,synonym,A\n", 2, "term"}}) {
    CAPTURE(each.rows);
    const auto error = error_of([&] { (void)vocabulary_of(each.rows); });
    REQUIRE(error.has_value());
    CHECK(error->place().file == "words.csv");
    CHECK(error->place().row == each.row);
    CHECK(error->place().column == each.column);
  }
  for (const char* text : {"name,term,kind\n", "term,kind,source\n", "name,kind,source\n"}) {
    CHECK_THROWS_AS((void)Vocabulary::from_table(Table::parse(text, "words.csv")), Error);
  }
}

TEST_CASE("vocabulary: an empty source is an empty cell") {
  const auto error = error_of([&] { (void)vocabulary_of("joy,joyful,form,\n"); });
  REQUIRE(error.has_value());
  CHECK(error->place().row == 1);
  CHECK(error->place().column == "source");
}

TEST_CASE("vocabulary: a term of nothing but spaces and hyphens is no term") {
  CHECK_THROWS_AS((void)vocabulary_of("joy,-,form,A\n"), Error);
}

TEST_CASE("vocabulary: the shipped one has its 590 terms, each of a name, each once") {
  const Vocabulary vocabulary = shipped_vocabulary();
  CHECK(vocabulary.terms().size() == 590);
  std::set<std::string> terms;
  for (const VocabularyTerm& each : vocabulary.terms()) {
    CAPTURE(each.term);
    CHECK(terms.insert(fold_label(each.term)).second);
    CHECK_FALSE(each.source.empty());
    CHECK(vocabulary.find(each.term) == &each);
  }
}

TEST_CASE("vocabulary: every term is a label of every concept of its name, of the right kind") {
  const Vocabulary vocabulary = shipped_vocabulary();
  ConceptGraph graph;
  const SchemeId tone = add_tone(graph, vocabulary);
  for (const VocabularyTerm& each : vocabulary.terms()) {
    CAPTURE(each.term);
    const auto named = graph.find_label(each.name, {.scheme = tone, .preferred_only = true});
    CHECK_FALSE(named.empty());
    const auto found = graph.find_label(each.term, {.scheme = tone, .language = "en"});
    for (const ConceptId id : named) {
      CHECK(std::find(found.begin(), found.end(), id) != found.end());
      const Label label{{each.term, "en"},
                        each.is_form ? LabelKind::hidden : LabelKind::alternative};
      const auto& labels = graph[id].labels;
      CHECK(std::find(labels.begin(), labels.end(), label) != labels.end());
    }
  }
}

TEST_CASE("vocabulary: a user's larger one works, one that names nothing does not") {
  std::string rows = "joy,joyful,form,A\nrage,ballistic,synonym,B\n";
  for (int i = 0; i < 5000; ++i) {
    rows += "fear,word" + std::to_string(i) + ",synonym,list\n";
  }
  ConceptGraph graph;
  const SchemeId tone = add_tone(graph, vocabulary_of(rows));
  CHECK(graph.find_label("WORD4999", {.scheme = tone}).size() == 2);  // fear, horror / fear
  CHECK(graph.find_label("ballistic").size() == 2);                   // rage / rage too
  CHECK(graph.find_label("joyfully").empty());
  const ConceptGraph whole = atlas({.vocabulary = vocabulary_of(rows)});
  CHECK(whole.find_label("ballistic").size() == 2);
  ConceptGraph other;
  const std::string message = message_of(
      [&] { (void)add_tone(other, vocabulary_of("joy,joyful,form,A\nhunger,hungry,form,A\n")); });
  CHECK(contains(message, "hunger"));
  CHECK(contains(message, "hungry"));
}
