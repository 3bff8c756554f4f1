#include <random>
#include <regex>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/reward/completion.hpp>

using namespace tonewheel;

TEST_CASE("completion: the two parts") {
  const auto parts =
      parse_completion(" \n<think>He smiles.\n</think>\n <answer> joy, calm</answer>\t");
  REQUIRE(parts.has_value());
  CHECK(parts->reasoning == "He smiles.\n");
  CHECK(parts->answer == " joy, calm");
  CHECK(parse_completion("<think></think><answer></answer>").has_value());
  CHECK(format_reward("<think>< / think></think><answer>a < b > c</answer>") == 1);
}

TEST_CASE("completion: anything else is no completion") {
  for (const char* text : {"",
                           " ",
                           "<think>",
                           "joy",
                           "<think>a</think>",
                           "<answer>a</answer>",
                           "<answer>a</answer><think>b</think>",
                           "x<think>a</think><answer>b</answer>",
                           "<think>a</think><answer>b</answer>x",
                           "<think>a</think>x<answer>b</answer>",
                           "<think>a</think><answer>b</answer><answer>c</answer>",
                           "<think>a<think>b</think><answer>c</answer>",
                           "<think>a</think></think><answer>c</answer>",
                           "<think>a<answer>b</think></answer>",
                           "<think>a</think><answer>b</answer",
                           "<Think>a</Think><answer>b</answer>",
                           "<think>a</think><answer>b</answer></answer>",
                           "<think>a</think><answer>b<think></answer>",
                           "</think><think><answer>b</answer>",
                           "<think>a</think></answer><answer>"}) {
    INFO(text);
    CHECK_FALSE(parse_completion(text).has_value());
    CHECK(format_reward(text) == 0);
  }
}

TEST_CASE("completion: long and odd texts") {
  const std::string open(2'000'000, '<');
  CHECK(format_reward(open) == 0);
  std::string text = "<think>" + open + "</think><answer>\xff\xfe";
  text.append(10'000'001, '\0');
  text += "</answer>";
  const auto parts = parse_completion(text);
  REQUIRE(parts.has_value());
  CHECK(parts->reasoning == open);
  CHECK(parts->answer.size() == 10'000'003);
}

TEST_CASE("completion: random sequences of pieces against a regular expression") {
  const std::vector<std::string> pieces{"<think>", "</think>", "<answer>", "</answer>", "a", " "};
  const std::regex whole(R"(\s*<think>[a ]*</think>\s*<answer>[a ]*</answer>\s*)");
  std::mt19937_64 engine(51);
  int good = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    // Mostly the right order, so that good ones occur; then one random change.
    std::vector<std::size_t> order{5, 0, 4, 1, 5, 2, 4, 3, 5};
    order[engine() % order.size()] = engine() % pieces.size();
    order[engine() % order.size()] = engine() % pieces.size();
    for (const std::size_t piece : order) {
      text += pieces[piece];
    }
    const bool expected = std::regex_match(text, whole);
    good += expected ? 1 : 0;
    CHECK((format_reward(text) == 1) == expected);
  }
  CHECK(good > 100);
}
