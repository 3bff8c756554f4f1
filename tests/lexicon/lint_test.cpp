#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/lint.hpp>

#include "lexicon/sample_lexicon.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;
using support::sample_tables;
using support::Words;

namespace {

std::vector<LintFinding> of_kind(const std::vector<LintFinding>& findings, LintKind kind) {
  std::vector<LintFinding> some;
  for (const LintFinding& finding : findings) {
    if (finding.kind == kind) {
      some.push_back(finding);
    }
  }
  return some;
}

/// The first words of the findings of a kind.
Words subjects(const std::vector<LintFinding>& findings, LintKind kind) {
  Words words;
  for (const LintFinding& finding : of_kind(findings, kind)) {
    words.push_back(finding.words.at(0));
  }
  return words;
}

LexiconTables with_forms(const std::string& base, const Words& forms) {
  LexiconTables tables;
  for (const std::string& form : forms) {
    tables.bases_of[form] = {base};
  }
  return tables;
}

}  // namespace

TEST_CASE("lint: every kind is found in the sample, in order") {
  const std::vector<LintFinding> findings = lint(Lexicon(sample_tables()));
  CHECK(
      findings ==
      std::vector<LintFinding>{
          {LintKind::negated_base,
           "",
           0,
           {"fearless", "fear", "fears"},
           "\"fearless\" has forms of its opposite: fear, fears"},
          {LintKind::opposite_clusters,
           "first",
           1,
           {"fear", "fearless", "fear"},
           "\"fear\" is a form of fearless (happy) and of fear (scared) on first"},
          {LintKind::opposite_clusters,
           "first",
           1,
           {"fears", "fearless", "fear"},
           "\"fears\" is a form of fearless (happy) and of fear (scared) on first"},
          {LintKind::several_clusters,
           "first",
           1,
           {"betrayed"},
           "\"betrayed\" is in several clusters of first level 1: mad, sad, the lexicon takes mad"},
          {LintKind::several_clusters,
           "first",
           2,
           {"betrayed"},
           "\"betrayed\" is in several clusters of first level 2: rage, betrayed"},
          {LintKind::repeated_word,
           "first",
           0,
           {"betrayed"},
           "\"betrayed\" stands 2 times on first: mad > rage > betrayed, sad > betrayed"},
          {LintKind::repeated_word,
           "second",
           0,
           {"joyful"},
           "\"joyful\" stands 2 times on second: joy > joyful, joy > joyful > joyful"},
          {LintKind::unreachable_word,
           "first",
           1,
           {"awed"},
           "no surface form leads to \"awed\" on first"}});
  CHECK(name(LintKind::unreachable_word) == "unreachable_word");
  CHECK(lint(Lexicon(LexiconTables{})).empty());
}

TEST_CASE("lint: forms of -less words that are their opposites") {
  const auto kinds = [](const std::string& base, const Words& forms) {
    std::string text;
    for (const LintFinding& finding : lint(Lexicon(with_forms(base, forms)))) {
      text += std::string(name(finding.kind)) + " ";
    }
    return text;
  };
  CHECK(kinds("useless", {"use", "useful", "useless"}) == "negated_base ");
  CHECK(kinds("useless", {"useless", "uselessly", "uselessness", "uselesses"}).empty());
  CHECK(kinds("regard", {"regard", "regardless"}) == "negated_form ");
  CHECK(kinds("regard", {"regarded", "regardlessness"}) == "negated_form ");
  CHECK(kinds("blessed", {"bless", "blessed", "blessing"}).empty());
  CHECK(kinds("lesson", {"less", "lesson", "unless"}).empty());
  CHECK(kinds("lessened", {"lessened", "painlessened"}).empty());
  CHECK(kinds("hopeful", {"hope", "hopeful"}).empty());
  CHECK(kinds("grief", {"grief", "joyless"}).empty());
}

TEST_CASE("lint: which clusters are opposites is the caller's to say") {
  const Lexicon lexicon(sample_tables());
  CHECK(of_kind(lint(lexicon, {.positive = {"happy"}, .negative = {"sad"}}),
                LintKind::opposite_clusters)
            .empty());
  CHECK(of_kind(lint(lexicon, {.positive = {"scared"}, .negative = {"happy"}}),
                LintKind::opposite_clusters)
            .at(0)
            .words == Words{"fear", "fear", "fearless"});
  CHECK(contains(
      message_of([&] { (void)lint(lexicon, {.positive = {"sad"}, .negative = {"mad", "sad"}}); }),
      "\"sad\" among the positive and the negative clusters"));
  CHECK_NOTHROW((void)lint(lexicon, {.positive = {"sad", "sad"}, .negative = {"mad", "mad"}}));
}

TEST_CASE("lint: the rows of MER2025's forms that MER2026 repaired") {
  const auto folder = support::mer_folder();
  if (!folder) {
    MESSAGE("skipped: TONEWHEEL_SHARED does not lead to the tables of the MER challenges");
    return;
  }
  const auto of_2025 =
      lint(Lexicon(support::mer_forms(*folder / "emotion_wheel_2025" / "format.csv")));
  CHECK(subjects(of_2025, LintKind::negated_base) ==
        Words{"aimless", "defenseless", "emotionless", "fearless", "helpless", "listless",
              "meaningless", "powerless", "priceless", "restless", "senseless", "speechless",
              "useless", "valueless", "worthless"});
  // attentionless and regardless are still there in MER2026.
  CHECK(subjects(of_2025, LintKind::negated_form) ==
        Words{"attention", "embrace", "received", "regard"});
  const auto of_2026 = lint(Lexicon(support::mer_forms(*folder / "emotion_wheel" / "format.csv")));
  CHECK(subjects(of_2026, LintKind::negated_base).empty());
  CHECK(subjects(of_2026, LintKind::negated_form) == Words{"attention", "regard"});
}
