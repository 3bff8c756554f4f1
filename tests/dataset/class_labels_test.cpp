#include <doctest/doctest.h>

#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/dataset/class_labels.hpp>

using namespace tonewheel;

TEST_CASE("class labels: names, nouns and AffectNet's codes, nothing else") {
  const Space space = universal();
  const ClassLabels plain(space, false);
  const ClassLabels codes(space, true);
  const auto at = [&](const char* name) { return space.find(name); };
  CHECK(plain.find("happy") == at("happy"));
  CHECK(plain.find(" Happiness ") == at("happy"));
  CHECK(plain.find("FEAR") == at("fearful"));
  CHECK(plain.find("surprise") == at("surprised"));
  CHECK_FALSE(plain.find("3"));
  CHECK_FALSE(plain.find("joyful"));
  CHECK_FALSE(plain.find(""));
  // Codes of AffectNet: 0 neutral 1 happy 2 sad 3 surprise 4 fear 5 disgust 6 anger 7 contempt.
  const char* order[] = {"neutral", "happy",     "sad",   "surprised",
                         "fearful", "disgusted", "angry", "contempt"};
  for (int code = 0; code < 8; ++code) {
    CHECK(codes.find(std::to_string(code)) == at(order[code]));
    CHECK(codes.find(std::to_string(code) + ".0") == at(order[code]));
  }
  CHECK_FALSE(codes.find("8"));
  CHECK_FALSE(codes.find("255"));
  CHECK_FALSE(ClassLabels(pad151(), true).find("0"));  // it has no neutral
}
