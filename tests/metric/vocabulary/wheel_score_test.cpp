#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/builtin.hpp>
#include <tonewheel/metric/vocabulary/open_vocabulary.hpp>
#include <tonewheel/metric/vocabulary/wheel_score.hpp>

using namespace tonewheel;

TEST_CASE("wheel score: as the scorer of many wheels says") {
  const WheelScore found =
      score({{"joyful", "proud"}, {"terrified"}}, {{"Happily", "sad"}, {"fearful", "xyzzy"}});
  const Lexicon& lexicon = builtin_lexicon();
  OpenVocabularyScore expected(lexicon, {lexicon.grouping("plutchik", 1)});
  expected.add("['joyful', 'proud']", "['Happily', 'sad']");
  expected.add("['terrified']", "['fearful', 'xyzzy']");
  CHECK(found.sets() == expected.scores()[0]);
  CHECK(found.fscore() == expected.scores()[0].fscore());
  CHECK(found.n() == 2);
  CHECK(found.skipped() == 0);
  CHECK(found.unknown() == 1);
  CHECK(found.unknown_words() == std::vector<std::string>{"xyzzy"});
  CHECK(&lexicon.wheel("plutchik", 2) == &lexicon.at(lexicon.grouping("plutchik", 2)));
}

TEST_CASE("wheel score: braces and ranges mean the same") {
  // Two texts in braces must not be taken for the two ends of one.
  const std::vector<std::vector<std::string>> truth{{"joy", "fear"}};
  const std::vector<std::vector<const char*>> prediction{{"joy"}};
  const WheelScore braces = score({{"joy", "fear"}}, {{"joy"}}, {.wheel = "tone"});
  CHECK(braces.sets() == score(truth, prediction, {.wheel = "tone"}).sets());
  CHECK(braces.recall() == 0.5);
  CHECK(braces.precision() == 1);
  CHECK(score({}, {}).n() == 0);
  CHECK(score({{}}, {{"joy"}}).skipped() == 1);
}

TEST_CASE("wheel score: what is wrong is said") {
  CHECK_THROWS_WITH_AS((void)score({{"joy"}}, {}), doctest::Contains("found 0 predictions"), Error);
  CHECK_THROWS_WITH_AS((void)score({{"joy"}}, {{"joy"}}, {.wheel = "plutchick"}),
                       doctest::Contains("plutchik"), Error);
  CHECK_THROWS_AS((void)score({{"joy"}}, {{"joy"}}, {.wheel = "plutchik", .level = 9}), Error);
  CHECK_THROWS_WITH_AS((void)score({{"joy"}, {"joy\xff"}}, {{"joy"}, {"joy"}}),
                       doctest::Contains("row 2"), Error);
  CHECK(score({{"joy"}}, {{"joy"}}, {.wheel = "m1"}).fscore() == 1);
}
