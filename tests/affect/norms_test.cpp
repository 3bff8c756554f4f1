#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include <tonewheel/affect/norms.hpp>
#include <tonewheel/core/error.hpp>

#include "support/errors.hpp"
#include "support/shared_file.hpp"
#include "support/temporary_folder.hpp"

using namespace tonewheel;
using doctest::Approx;
using support::contains;
using support::message_of;

namespace {

void check_place(const RatedWord* word, const Vad& mean, const Vad& deviation) {
  REQUIRE(word != nullptr);
  for (const Axis axis : all_axes) {
    CHECK(word->mean[axis] == Approx(mean[axis]).epsilon(1e-12));
    CHECK(word->deviation[axis] == Approx(deviation[axis]).epsilon(1e-12));
  }
}

const std::string glasgow_rows =
    "Words,Length,AROU,,,VAL,,,DOM,,,CNC,,\n"
    ",,M,SD,N,M,SD,N,M,SD,N,M,SD,N\n"
    "abattoir,8,4.200,2.400,25,2.864,1.740,22,4.333,1.285,21,5.455,1.900,22\n"
    "content (happy),7,3,2,31,8,1,33,5,2,34,1,1,1\n";

const std::string warriner_rows =
    ",Word,V.Mean.Sum,V.SD.Sum,V.Rat.Sum,A.Mean.Sum,A.SD.Sum,A.Rat.Sum,D.Mean.Sum,D.SD.Sum,"
    "D.Rat.Sum\n"
    "1,aardvark,6.26,2.21,19,2.41,1.4,22,4.27,1.75,15\n";

}  // namespace

TEST_CASE("norms: the Glasgow Norms' own layout, on 1..9") {
  const Norms norms = Norms::parse(glasgow_rows, "any name.csv");
  CHECK(norms.name() == "glasgow");
  CHECK(norms.has_deviations());
  CHECK(norms.words().size() == 2);
  check_place(norms.find("Abattoir"), {2.864 / 4 - 1.25, 4.2 / 4 - 1.25, 4.333 / 4 - 1.25},
              {1.74 / 4, 2.4 / 4, 1.285 / 4});
  CHECK(norms.find("abattoir")->raters == std::array<double, 3>{22, 25, 21});
  CHECK(norms.find("content") == nullptr);  // a sense is not the bare word
  CHECK(norms.find("content (happy)") != nullptr);
}

TEST_CASE("norms: Warriner's layout, on 1..9") {
  const Norms norms = Norms::parse(warriner_rows, "w.csv");
  CHECK(norms.name() == "warriner");
  check_place(norms.find("aardvark"), {6.26 / 4 - 1.25, 2.41 / 4 - 1.25, 4.27 / 4 - 1.25},
              {2.21 / 4, 1.4 / 4, 1.75 / 4});
}

TEST_CASE(
    "norms: NRC's tabs, with and without a header, the scale is never guessed where two fit") {
  const std::string rows = "abandon\t0.052\t0.519\t0.245\njoy\t0.98\t0.824\t0.794\n";
  for (const std::string& header :
       {std::string(), std::string("Word\tValence\tArousal\tDominance\n"),
        std::string("term\tvalence\tarousal\tdominance\n")}) {
    const std::string message = message_of([&] { (void)Norms::parse(header + rows, "nrc.txt"); });
    CHECK(contains(message, "nrc.txt"));
    CHECK(contains(message, "--norms-scale"));
    const Norms norms = Norms::parse(header + rows, "nrc.txt", {parse_scale("nrc")});
    CHECK(norms.words().size() == 2);
    CHECK_FALSE(norms.has_deviations());
    CHECK_FALSE(norms.scale_guessed());
    check_place(norms.find("joy"), {.96, .648, .588}, typical_word_deviation());
  }
  // Version 2.1 is on -1..1, which its negative numbers tell.
  const Norms newer =
      Norms::parse("term\tvalence\tarousal\tdominance\nsad\t-.9\t.1\t-.3\n", "n.txt");
  CHECK(newer.scale_guessed());
  CHECK(newer.find("sad")->mean == Vad{-.9, .1, -.3});
}

TEST_CASE("norms: a plain table, one deviation or one an axis") {
  const Norms one = Norms::parse("word,V,A,D,sd\na,-.5,0,.5,.25\n", "mine.csv");
  CHECK(one.name() == "mine");
  check_place(one.find("a"), {-.5, 0, .5}, {.25, .25, .25});
  const Norms each = Norms::parse(
      "word,valence,valence sd,arousal,arousal sd,dominance,dominance sd\na,1,1,5,2,3,.5\n",
      "mine.csv", {parse_scale("emobank")});
  check_place(each.find("a"), {-1, 1, 0}, {.5, 1, .25});
}

TEST_CASE("norms: letters in upper and lower case are two words where a table has both") {
  const Norms norms = Norms::parse("word,V,A,D\nAIDS,-.9,0,0\naids,.2,0,0\nMay,-.1,0,0\n", "w.csv");
  CHECK(norms.find("AIDS")->mean.valence == -.9);
  CHECK(norms.find("aids")->mean.valence == .2);
  CHECK(norms.find("may")->mean.valence == -.1);
}

TEST_CASE("norms: faults name their place") {
  const auto check = [](const std::string& text, const std::string& part) {
    const std::string message = message_of([&] { (void)Norms::parse(text, "n.csv"); });
    INFO(message);
    CHECK(contains(message, part));
  };
  check("", "n.csv: empty");
  check("word,V\n", "expected the Glasgow Norms");
  check("word,V,A,D\n", "a header without rows");
  check("word,V,A,D\na,-.1,x,0\n", "n.csv, row 1, column A: found \"x\", expected a finite number");
  check("word,V,A,D\na,-.1,0,0\nb,0,0\n", "n.csv, row 2");
  check("word,V,A,D\na,-.1,0,0\na,0,0,0\n", "n.csv, row 2, column word: found \"a\"");
  check("word,V,A,D\n,-.1,0,0\n", "n.csv, row 1, column word");
  check("word,V,A,D\na,-.1,0,7\n", "values from -0.1 to 7 do not tell it");
  check("word,V,A,D,sd\na,-.1,0,0,-1\n", "expected a standard deviation >= 0");
  check("word,V,A,D\n\"a,-.1,0,0\n", "never closed");
  std::string no_deviation = glasgow_rows;
  check(no_deviation.replace(no_deviation.find("2.400"), 5, ""),
        "n.csv, row 1, column AROU SD: found \"\", expected a finite number");
  check("word,V,A,D,valence sd\na,-.1,0,0,.1\n",
        "no standard deviations of arousal and dominance, which other axes have");
  check("word,valence,arousal,dominance,sd\na,-.1,0,0,2.5\n",
        "expected a standard deviation of at most 2, the width of the scale");
  CHECK(contains(message_of([&] {
                   (void)Norms::parse("word,V,A,D\na,.1,0,1.5\n", "n.csv", {parse_scale("nrc")});
                 }),
                 "row 1, column D: found \"1.5\", expected a number from 0 to 1"));
  CHECK_THROWS_AS((void)Norms::read("nowhere.csv"), Error);
}

TEST_CASE("norms: what ships is what the Glasgow Norms say") {
  const Norms shipped = glasgow_norms();
  CHECK(shipped.name() == "glasgow");
  CHECK(contains(shipped.citation(), "10.3758/s13428-018-1099-3"));
  CHECK(shipped.words().size() == 390);
  const auto path = support::shared_file("data/norms/glasgow.csv");
  if (!path) {
    MESSAGE("skipped: TONEWHEEL_SHARED/data/norms/glasgow.csv is not there");
    return;
  }
  const Norms whole = Norms::read(*path);
  CHECK(whole.words().size() == 5553);
  for (const RatedWord& word : shipped.words()) {
    INFO(word.word);
    check_place(whole.find(word.word), word.mean, word.deviation);
    CHECK(whole.find(word.word)->raters == word.raters);
  }
}

TEST_CASE("norms: Warriner's whole table") {
  const auto path = support::shared_file("data/norms/warriner.csv");
  if (!path) {
    MESSAGE("skipped: TONEWHEEL_SHARED/data/norms/warriner.csv is not there");
    return;
  }
  const Norms norms = Norms::read(*path);
  CHECK(norms.words().size() == 13915);
  CHECK(norms.find("angry") != nullptr);
}
