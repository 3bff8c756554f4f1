#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/ontology/word_forms.hpp>

using namespace tonewheel;

TEST_CASE("word forms: a name's forms, and a form's name and other forms") {
  const Vocabulary vocabulary = Vocabulary::from_table(
      Table::parse("name,term,kind,source\ngrudge,grudging,form,F\ngrudge,grudgingly,form,F\n"
                   "grudge,rancour,synonym,S\n",
                   "v.csv"));
  const WordForms forms(vocabulary);
  CHECK(forms.of("Grudge") == std::vector<std::string>{"grudging", "grudgingly"});
  CHECK(forms.of("grudging") == std::vector<std::string>{"grudge", "grudgingly"});
  CHECK(forms.of("rancour").empty());
  CHECK(forms.of("zebra").empty());
  // Labels that are no names of TONE have theirs from the table of word forms.
  const auto abandoned = forms.of("abandoned");
  CHECK(std::find(abandoned.begin(), abandoned.end(), "abandonment") != abandoned.end());
}
