#include <map>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/data/word_forms.hpp>
#include <tonewheel/lexicon/builtin.hpp>
#include <tonewheel/lexicon/coverage.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/lexicon/lint.hpp>
#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/wheel/catalogue.hpp>

namespace {

using namespace tonewheel;

const ConceptGraph& graph() {
  static const ConceptGraph shipped = atlas();
  return shipped;
}

const Lexicon& builtin() {
  static const Lexicon lexicon(builtin_tables(graph(), Table::parse(data::word_forms)));
  return lexicon;
}

/// The group's name, "-" for none, "?" for a word that is not known.
std::string group(const std::string& label, const std::string& name, int level = 0) {
  const auto surface = builtin().find(label);
  if (!surface) {
    return "?";
  }
  const Grouping& grouping = builtin().at(builtin().grouping(name, level));
  const GroupId id = grouping.group_of[surface->index()];
  return id == no_group ? "-" : grouping.groups[id.index()];
}

}  // namespace

TEST_CASE("built-in lexicon: every word form and synonym of TONE finds its concept") {
  const Vocabulary vocabulary = shipped_vocabulary();
  for (const VocabularyTerm& term : vocabulary.terms()) {
    INFO(term.term);
    CHECK(builtin().find(term.term).has_value());
  }
  // Parrott's tree: joyfully is a form of joy; glee and its kin are tertiary.
  CHECK(group("Joyfully ", "m1") == "joy");
  CHECK(group("joyfully", "tone", 1) == "joy");
  CHECK(group("gleeful", "tone", 3) == "glee");
  CHECK(group("gleeful", "tone", 2) == "cheerfulness");
  CHECK(group("gleeful", "tone", 1) == "joy");
  // A tier above the one asked for is a cluster of its own.
  CHECK(group("joy", "tone", 3) == "joy");
  CHECK(group("terrified", "tone", 1) == "fear");
  CHECK(group("neutral", "tone", 1) == "-");
  CHECK(group("hourglass", "tone", 1) == "?");
}

TEST_CASE("built-in lexicon: word forms share their first base word") {
  for (const auto& [form, word] : std::map<std::string, std::string>{
           {"boredom", "bored"}, {"abandonment", "abandoned"}, {"skeptical", "sceptical"}}) {
    CHECK_MESSAGE(group(form, "m1") == group(word, "m1"), form);
  }
  CHECK(group("awe-struck", "m1") == group("awe struck", "m1"));
  CHECK(group("let-down", "m1") == group("let down", "m1"));
}

TEST_CASE("built-in lexicon: a word on a wheel stands in its own cell") {
  for (const std::string& key : wheel_keys()) {
    if (key == "parrott") {
      continue;
    }
    const Wheel wheel = shipped_wheel(graph(), key);
    for (int ring = 1; ring <= wheel.rings(); ++ring) {
      for (const ConceptId cell : wheel.ring(ring)) {
        const std::string word(graph()[cell].name());
        std::set<std::string> cores;
        for (const ConceptId each : find_cells(graph(), wheel, word)) {
          cores.insert(fold(graph()[wheel.core(*wheel.sector_of(each))].name()));
        }
        INFO(key << ": " << word);
        CHECK(cores.contains(group(word, key, 1)));
      }
    }
  }
}

TEST_CASE("built-in lexicon: words off a wheel go by their match or nearest ancestor in TONE") {
  CHECK(group("glee", "plutchik", 1) == "joy");
  CHECK(group("happy", "plutchik", 1) == "joy");
  CHECK(group("furious", "plutchik", 1) == "anger");
  CHECK(group("let down", "roberts", 1) == "angry");  // where Roberts put it
  CHECK(group("let down", "tone", 2) == "disappointment");
  CHECK(group("happy", "mikels", 1) == "-");
}

TEST_CASE("built-in lexicon: no word is its opposite, every cluster is reached") {
  CHECK(group("fearless", "tone", 1) != "fear");
  for (const LintFinding& each : lint(builtin())) {
    FAIL_CHECK(each.text);
  }
  for (const Coverage& each : coverage(builtin())) {
    INFO(each.name << " " << each.level);
    CHECK((each.level == 0 || each.reached == each.groups));
  }
}

TEST_CASE("built-in lexicon: a graph without TONE, a table without its columns") {
  CHECK_THROWS_AS((void)builtin_tables(ConceptGraph(), Table::parse(data::word_forms)), Error);
  CHECK_THROWS_AS((void)builtin_tables(graph(), Table::parse("a,b\n", "t.csv")), Error);
}
