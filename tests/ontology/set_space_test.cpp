#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/ontology/set_space.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

const EmotionClass& class_of(const SetSpace& made, const std::string& name) {
  const auto place = made.space.find(name);
  REQUIRE_MESSAGE(place.has_value(), name);
  return made.space.classes[*place];
}

}  // namespace

TEST_CASE("set space: the sets that people use, whole") {
  struct Case {
    const char* key;
    std::size_t classes;
  };
  for (const Case& each :
       {Case{"ekman", 6}, Case{"affectnet8", 8}, Case{"mikels8", 8}, Case{"goemotions", 27},
        Case{"plutchik", 52}, Case{"plutchik-1", 8}, Case{"geneva", 20}, Case{"tone-primary", 6},
        Case{"tone-tertiary", 135}, Case{"meld", 7}, Case{"roberts-2", 41}}) {
    INFO(each.key);
    const SetSpace made = set_space(each.key);
    CHECK(made.space.name == each.key);
    CHECK(made.space.classes.size() == each.classes);
    CHECK(made.left_out.empty());
    std::set<std::string> names;
    for (const EmotionClass& one : made.space.classes) {
      CHECK(names.insert(one.name).second);
      CHECK_FALSE(one.source.empty());
      CHECK(one.name.find_first_of(" /-,\"") == std::string::npos);
    }
  }
}

TEST_CASE("set space: a basic class is that of basic8, whatever the set calls it") {
  const Space basic = basic8();
  const SetSpace ekman = set_space("ekman");
  for (const auto& [noun, name] : {std::pair("anger", "angry"), std::pair("fear", "fearful"),
                                   std::pair("sadness", "sad"), std::pair("happiness", "happy")}) {
    const EmotionClass& mine = class_of(ekman, noun);
    const EmotionClass& other = basic.classes[basic.find(name).value()];
    CHECK(mine.mean == other.mean);
    CHECK(mine.deviation == other.deviation);
  }
}

TEST_CASE("set space: other has no place, and says so") {
  const SetSpace artemis = set_space("artemis");
  CHECK(artemis.space.classes.size() == 8);
  REQUIRE(artemis.left_out.size() == 1);
  CHECK(contains(artemis.left_out[0], "something else"));
  CHECK_FALSE(artemis.space.find("something_else").has_value());
}

TEST_CASE("set space: labels without evidence are refused by name, or left out") {
  const std::string message = message_of([] { (void)set_space("emotic"); });
  CHECK(contains(message, "Esteem"));
  CHECK(contains(message, "--without-evidence"));
  const SetSpace made = set_space("emotic", {.leave_out = true});
  CHECK(made.space.classes.size() == 25);
  CHECK(made.left_out == std::vector<std::string>{"Esteem (no evidence)"});
  CHECK(made.space.find("doubt_confusion").has_value());
}

TEST_CASE("set space: what has no place of its own is said") {
  const SetSpace made = set_space("tone-tertiary");
  CHECK(std::any_of(made.borrowed.begin(), made.borrowed.end(),
                    [](const std::string& text) { return text.starts_with("rapture (as "); }));
  // A label that only a match places says so too, and so does one by pad151.
  CHECK(contains(set_space("goemotions").borrowed.at(0), "disapproval (as "));
  const std::vector<std::string> labels{"melancholic"};
  const SetSpace own = label_space(labels, "mine");
  REQUIRE(own.borrowed.size() == 1);
  CHECK(contains(own.borrowed[0], "sadness"));
  CHECK(own.space.classes[0].mean.valence < -.5);
}

TEST_CASE("set space: sets without emotions and keys that are none") {
  CHECK(contains(message_of([] { (void)set_space("facs"); }), "action_unit"));
  CHECK(contains(message_of([] { (void)set_space("nowhere"); }), "expected one of"));
}

TEST_CASE("label space: labels of one's own, by any table") {
  const std::vector<std::string> labels{"Calm", "bored", "let down", "other"};
  const SetSpace made = label_space(labels, "mine", {.leave_out = true});
  CHECK(made.space.names() == std::vector<std::string>{"calm", "bored", "let_down"});
  CHECK(made.left_out.size() == 1);
  CHECK(class_of(made, "calm").source == "glasgow: calm");
  CHECK(contains(
      message_of([] { (void)label_space(std::vector<std::string>{"calm", "xyzzy"}, "mine"); }),
      "xyzzy"));
  CHECK(contains(
      message_of([] { (void)label_space(std::vector<std::string>{"calm", "Calm"}, "mine"); }),
      "twice"));
  CHECK_THROWS_AS((void)label_space({}, "mine"), Error);
}

TEST_CASE("set space: norms of one's own take the place of the shipped ones") {
  const Norms norms = Norms::parse(
      "word,V,A,D,sd\njoy,.9,.5,.1,.2\nsad,-.8,-.3,-.3,.2\nangry,-.6,.7,.2,.2\n"
      "fear,-.7,.6,-.6,.2\nsurprise,.3,.8,-.1,.2\nlove,.8,.2,.2,.2\n",
      "mine.csv");
  SetSpaceOptions options{.norms = norms};
  options.classes = {.spread = 1};
  const SetSpace made = set_space("tone-primary", options);
  CHECK(class_of(made, "joy").mean == Vad{.9, .5, .1});
  CHECK(class_of(made, "joy").source == "mine: joy");
  CHECK(class_of(made, "anger").source == "mine: angry");
}
