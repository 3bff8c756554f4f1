#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/ontology/set_space.hpp>
#include <tonewheel/ontology/space_choice.hpp>

#include "support/temporary_folder.hpp"

using namespace tonewheel;
using support::TemporaryFolder;
using support::write_bytes;

namespace {

void check_unfit(const SpaceChoice& choice, const std::string& message) {
  CHECK_THROWS_WITH_AS((void)choose_space(choice), doctest::Contains(message.c_str()), UnfitChoice);
}

std::vector<std::string> names(const std::vector<TableStamp>& tables) {
  std::vector<std::string> all;
  for (const TableStamp& each : tables) {
    all.push_back(each.name);
    CHECK(each.sha256.size() == 64);
  }
  return all;
}

}  // namespace

TEST_CASE("space choice: what ships, and what it rests on") {
  const ChosenSpace basic = choose_space({});
  CHECK(basic.space == basic8());
  CHECK(names(basic.tables) ==
        std::vector<std::string>{"glasgow.csv", "class_words.csv", "rater_variance.csv"});
  CHECK_FALSE(basic.citation.empty());
  CHECK(basic.spread.has_value());
  const ChosenSpace table = choose_space({.space = "universal", .neutral = "0:0.1"});
  CHECK(table.space == universal("0:0.1"));
  CHECK(names(table.tables) == std::vector<std::string>{"universal.csv", "neutral.csv"});
  CHECK(table.notes == std::vector<std::string>{"the space universal is called universal-2602"});
  CHECK(table.norms.empty());
  CHECK(choose_space({.space = "ekman"}).space == set_space("ekman").space);
}

TEST_CASE("space choice: files of means, of labels and of norms") {
  const TemporaryFolder folder;
  const std::string means = (folder / "mine.csv").string();
  write_bytes(means,
              "class,valence mean,valence std,arousal mean,arousal std,temperature\n"
              "up,0.5,0.2,0.5,0.2,2\ndown,-0.5,0.2,-0.5,0.2,1\n");
  const ChosenSpace mine = choose_space({.space = means, .rater_variance = ".1,.2"});
  CHECK(mine.space.name == "mine");
  CHECK(mine.space.names() == std::vector<std::string>{"up", "down"});
  CHECK(mine.space.classes[0].rater_variance == Vad{.1, .2, 0});
  CHECK(mine.notes.size() == 2);  // the raters, and a temperature
  const std::string labels = (folder / "labels.csv").string();
  write_bytes(labels, "label\njoy\nanger\n");
  CHECK(choose_space({.space = labels}).space.names() == std::vector<std::string>{"joy", "anger"});
  const std::string norms = (folder / "norms.csv").string();
  write_bytes(norms, "word,valence,arousal,dominance\njoy,.8,.6,.5\nanger,-.7,.7,.3\n");
  const ChosenSpace of_norms =
      choose_space({.space = labels, .norms = norms, .norms_scale = "unit"});
  CHECK(of_norms.space.classes[0].mean.valence == doctest::Approx(.8));
  CHECK(of_norms.norms == "norms");
  write_bytes(labels, "class,word\na,b\n");
  CHECK_THROWS_WITH_AS((void)choose_space({.space = labels}),
                       doctest::Contains("column valence mean"), Error);
}

TEST_CASE("space choice: what does not fit together is another Error than a damaged file") {
  check_unfit({.space = "hamster"}, "--space: found \"hamster\", expected one of basic8");
  check_unfit({.space = "pad151", .neutral = "0:0"}, "--neutral goes with");
  check_unfit({.space = "universal-2602", .neutral = "x"}, "neutral");
  check_unfit({.space = "pad151", .spread = 2}, "is a published table");
  check_unfit({.norms_scale = "unit"}, "--norms-scale goes with");
  check_unfit({.norms = "nowhere.csv"}, "--norms: found \"nowhere.csv\"");
  check_unfit({.without_evidence = "leave-out"}, "--without-evidence goes with");
  check_unfit({.rater_variance = "1,2"}, "--rater-variance: found \"1,2\"");
  CHECK(parse_rater_variance(".1,.2", false) == Vad{.1, .2, 0});
  CHECK(parse_rater_variance("off") == Vad{});
  CHECK_THROWS_AS((void)parse_rater_variance(".1,.2,5"), UnfitChoice);
}

TEST_CASE("space choice: classes that stand at the same place") {
  Space space = basic8();
  CHECK(same_places(space).empty());
  space.classes[3].mean = space.classes[1].mean;
  space.classes[3].deviation = space.classes[1].deviation;
  CHECK(same_places(space) ==
        std::vector<std::string>{space.classes[1].name + " = " + space.classes[3].name});
}
