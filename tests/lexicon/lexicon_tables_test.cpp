#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/lexicon_tables.hpp>

#include "lexicon/sample_lexicon.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;
using support::sample_tables;

namespace {

using Change = std::function<void(LexiconTables&)>;

std::string fault(const Change& change) {
  LexiconTables tables = sample_tables();
  change(tables);
  return message_of([&] { check(tables); });
}

std::string content(const Change& change) {
  LexiconTables tables = sample_tables();
  change(tables);
  return content_text(tables);
}

}  // namespace

TEST_CASE("lexicon tables: the content is sorted lines, one a fact") {
  const LexiconTables tables{.name = "x",
                             .folding = Folding::official,
                             .bases_of = {{"joys", {"joy", "joyful"}}, {"joy", {"joy"}}},
                             .synonyms_of = {{"joy", {"happy"}}, {"grim", {}}},
                             .clusterings = {{"w", 2, {{"happy", "glee"}}}, {"w", 1, {}}},
                             .wheel_rows = {}};
  CHECK(content_text(tables) ==
        "cluster\tw\t2\thappy\tglee\n"
        "folding\tofficial\n"
        "form\tjoy\tjoy\n"
        "form\tjoys\tjoy\tjoyful\n"
        "own_word_first\tno\n"
        "synonym\tjoy\thappy\n");
  CHECK(content_text({}) == "folding\tunicode\nown_word_first\tno\n");
}

TEST_CASE("lexicon tables: the content tells tables apart that score differently, and no others") {
  const std::string text = content_text(sample_tables());
  CHECK(content([](LexiconTables& t) { t.name = "other"; }) == text);
  CHECK(content([](LexiconTables& t) { t.wheel_rows.clear(); }) == text);
  CHECK(content([](LexiconTables& t) {
          std::reverse(t.clusterings.begin(), t.clusterings.end());
        }) == text);
  CHECK(content([](LexiconTables& t) { t.folding = Folding::official; }) != text);
  CHECK(content([](LexiconTables& t) { t.own_word_first = true; }) != text);
  CHECK(content([](LexiconTables& t) { t.bases_of["fears"] = {"fear"}; }) != text);
  CHECK(content([](LexiconTables& t) { t.synonyms_of["glad"] = {"happy"}; }) != text);
  CHECK(content([](LexiconTables& t) { t.clusterings[0].level = 3; }) != text);
  CHECK(content([](LexiconTables& t) { t.clusterings[0].cluster_of["sad"] = "mad"; }) != text);
  // Words cannot pass for the marks between them.
  const auto of = [](const std::string& surface, const std::vector<std::string>& bases) {
    return content_text({.bases_of = {{surface, bases}}});
  };
  CHECK(of("a", {"b\tc"}) != of("a", {"b", "c"}));
  CHECK(of("a", {"b\\tc"}) != of("a", {"b\tc"}));
  CHECK(of("a", {"b\nform\tc\td"}) != content_text({.bases_of = {{"a", {"b"}}, {"c", {"d"}}}}));
}

TEST_CASE("lexicon tables: faults are named") {
  CHECK_NOTHROW(check(sample_tables()));
  CHECK_NOTHROW(check({}));
  CHECK(fault([](LexiconTables& t) { t.bases_of["joy"]; }) ==
        "lexicon \"sample\": found no base words for \"joy\", expected at least one");
  CHECK(fault([](LexiconTables& t) { t.bases_of["fear"] = {"fearless", "fear"}; }) ==
        "lexicon \"sample\": found \"fear\" after \"fearless\" among the base words of \"fear\", "
        "expected them sorted, each once");
  CHECK(contains(fault([](LexiconTables& t) { t.bases_of["fear"] = {"fear", "fear"}; }),
                 "\"fear\" after \"fear\""));
  CHECK(contains(fault([](LexiconTables& t) { t.bases_of["fear"] = {""}; }),
                 "an empty word among the base words of \"fear\""));
  CHECK(contains(fault([](LexiconTables& t) { t.bases_of[""] = {"fear"}; }),
                 "an empty surface form"));
  CHECK(contains(fault([](LexiconTables& t) { t.bases_of["Joy "] = {"joy"}; }),
                 "\"Joy \", expected it folded: \"joy\""));
  CHECK(contains(fault([](LexiconTables& t) { t.bases_of["joy\xff"] = {"joy"}; }),
                 "invalid UTF-8 at byte 3"));
  CHECK(contains(fault([](LexiconTables& t) { t.synonyms_of["glad"] = {"joyful", "happy"}; }),
                 "\"happy\" after \"joyful\" among the wheel words of \"glad\""));
  CHECK(contains(fault([](LexiconTables& t) { t.synonyms_of[""] = {"happy"}; }),
                 "an empty base word"));
  CHECK(contains(fault([](LexiconTables& t) { t.clusterings[0].level = 0; }),
                 "\"first\" level 0, expected a level from 1"));
  CHECK(contains(fault([](LexiconTables& t) { t.clusterings[1].level = 1; }),
                 "\"first\" level 1 twice"));
  CHECK(contains(fault([](LexiconTables& t) { t.clusterings[2].wheel = ""; }), "without a name"));
  CHECK(contains(fault([](LexiconTables& t) { t.clusterings[2].cluster_of["mad"] = ""; }),
                 "\"mad\" in cluster \"\" of \"second\" level 1"));
}
