#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/fold.hpp>
#include <tonewheel/lexicon/out_of_vocabulary.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

TEST_CASE("out of vocabulary: counts and order") {
  OutOfVocabulary words;
  CHECK(words.rate() == 0);
  CHECK(words.most_frequent().empty());
  for (const char* word : {"zest", "meh", "愛", "meh", ""}) {
    words.add(word);
  }
  words.add("zest", 2);
  words.add("never", 0);
  words.add_known(5);
  words.add_known();
  CHECK(words.n() == 13);
  CHECK(words.unknown() == 7);
  CHECK(words.distinct() == 4);
  CHECK(words.rate() == 7.0 / 13);
  CHECK(words.most_frequent() ==
        std::vector<UnknownWord>{{"zest", 3}, {"meh", 2}, {"", 1}, {"愛", 1}});
  CHECK(words.most_frequent(2) == std::vector<UnknownWord>{{"zest", 3}, {"meh", 2}});
  CHECK(words.most_frequent(0).empty());
  CHECK(contains(message_of([&] { words.add("a\xc3"); }), "invalid UTF-8 at byte 1 of 2"));
  CHECK(words.n() == 13);
}

TEST_CASE("out of vocabulary: long words are cut, their counts are not") {
  OutOfVocabulary words;
  words.add(std::string(200, 'a'));
  words.add(std::string(201, 'a'));
  words.add(std::string(std::size_t{10} << 20U, 'a'));
  words.add("b" + std::string(300, 'x'));
  std::string wide = "c";
  for (int i = 0; i < 100; ++i) {
    wide += "愛";
  }
  words.add(wide);
  CHECK(words.unknown() == 5);
  CHECK(words.distinct() == 4);
  const std::vector<UnknownWord> list = words.most_frequent();
  CHECK(list[0] == UnknownWord{std::string(197, 'a') + "...", 2});
  CHECK(list[1] == UnknownWord{std::string(200, 'a'), 1});
  CHECK(list[3].word == wide.substr(0, 1 + 65 * 3) + "...");
  OutOfVocabulary again;
  for (const UnknownWord& each : list) {
    CHECK(each.word.size() <= OutOfVocabulary::longest);
    CHECK_FALSE(invalid_utf8(each.word).has_value());
    again.add(each.word, each.times);
  }
  CHECK(again == words);
}

TEST_CASE("out of vocabulary: the most frequent words first, as a map has counted them") {
  std::mt19937_64 engine(12);
  for (int round = 0; round < 50; ++round) {
    OutOfVocabulary whole;
    std::map<std::string, std::uint64_t> expected;
    for (int i = 0; i < 200; ++i) {
      const std::string word(1 + engine() % 3, static_cast<char>('a' + engine() % 4));
      if (engine() % 3 == 0) {
        whole.add_known();
      } else {
        whole.add(word);
        ++expected[word];
      }
    }
    CHECK(whole.n() == 200);
    CHECK(whole.distinct() == expected.size());
    const std::vector<UnknownWord> list = whole.most_frequent();
    for (std::size_t i = 0; i < list.size(); ++i) {
      CHECK(list[i].times == expected.at(list[i].word));
      CHECK((i == 0 || list[i - 1].times > list[i].times ||
             (list[i - 1].times == list[i].times && list[i - 1].word < list[i].word)));
    }
  }
}

TEST_CASE("out of vocabulary: states that cannot be are refused") {
  const auto fault = [](StateValue::List words, StateValue::List times, std::uint64_t n) {
    const State state("out_of_vocabulary", {},
                      {{"n", n}, {"words", std::move(words)}, {"times", std::move(times)}});
    return message_of([&] { (void)OutOfVocabulary(state); });
  };
  const std::uint64_t one = 1;
  CHECK(fault({"a", "b"}, {one, one}, 2) == "no Error");
  CHECK(contains(fault({"a", "a"}, {one, one}, 2), "each once"));
  CHECK(contains(fault({"a", "b"}, {one, one}, 1), "n in all at most"));
  CHECK(contains(fault({"a"}, {std::uint64_t{0}}, 1), "at least 1"));
  CHECK(contains(fault({"a", "b"}, {one}, 2), "one a word"));
  CHECK(contains(fault({std::string(201, 'a')}, {one}, 1), "at most 200 bytes"));
}
