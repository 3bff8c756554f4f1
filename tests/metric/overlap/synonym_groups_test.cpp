#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/overlap/synonym_groups.hpp>
#include <tonewheel/metric/undefined.hpp>

using namespace tonewheel;

namespace {

using Words = std::vector<std::string>;
using Groups = std::vector<SynonymGroup>;

}  // namespace

TEST_CASE("synonym groups: labels of one group are one, others stand for themselves") {
  const Groups groups{{"happy", "glad", "joyful"}, {"calm", "relaxed"}};
  CHECK(synonym_counts(groups, Words{"glad", "joyful", "calm", "sad"},
                       Words{"happy", "sad", "angry"}) == SetCounts{3, 3, 2});
  CHECK(synonym_counts(groups, Words{"relaxed"}, Words{}) == SetCounts{1, 0, 0});
  CHECK(synonym_counts(groups, Words{}, Words{"calm", "relaxed", "calm"}) == SetCounts{0, 1, 0});
  CHECK(synonym_counts({}, Words{"a", "b"}, Words{"b", "B"}) == SetCounts{2, 2, 1});
  // In two groups: the last one counts, as in the official table of words.
  const Groups twice{{"happy", "glad"}, {"pleased", "glad"}};
  CHECK(synonym_counts(twice, Words{"glad"}, Words{"happy"}) == SetCounts{1, 1, 0});
  CHECK(synonym_counts(twice, Words{"glad"}, Words{"pleased"}) == SetCounts{1, 1, 1});
  // The first word may itself belong to a later group: labels stand for words, not for groups.
  const Groups chain{{"a", "b"}, {"c", "a"}};
  CHECK(synonym_counts(chain, Words{"b"}, Words{"a"}) == SetCounts{1, 1, 0});
  CHECK(synonym_counts(chain, Words{"c"}, Words{"a"}) == SetCounts{1, 1, 1});
}

TEST_CASE("synonym groups: MER2024's average of two samples by hand") {
  const Groups groups{{"happy", "glad"}};
  SetScore score;
  score.add(synonym_counts(groups, Words{"glad", "calm"}, Words{"happy"}));  // 1, 1/2
  score.add(synonym_counts(groups, Words{"sad"}, Words{"happy", "glad"}));   // 0, 0
  score.add(synonym_counts(groups, Words{}, Words{"sad"}));                  // skipped
  CHECK(score.n() == 2);
  CHECK(score.skipped() == 1);
  CHECK(score.precision() == 0.5);
  CHECK(score.recall() == 0.25);
  CHECK(mer2024_average(score) == 0.375);
  CHECK(is_undefined(mer2024_average(SetScore())));
}
