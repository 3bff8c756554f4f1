#include <algorithm>
#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/extract.hpp>

#include "lexicon/sample_lexicon.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;
using support::Words;

namespace {

Lexicon lexicon_of(const Words& surfaces, Folding folding = Folding::unicode) {
  LexiconTables tables;
  tables.folding = folding;
  for (const std::string& surface : surfaces) {
    tables.bases_of[surface] = {surface};
  }
  return Lexicon(tables);
}

const Lexicon& feelings() {
  static const Lexicon lexicon = lexicon_of(
      {"angry", "down-to-earth", "don’t care", "happy", "in", "in awe", "in the moment", "let down",
       "like", "not heard", "out of control", "sad", "violent", "c++ joy", "éclat", "愛"});
  return lexicon;
}

/// The hits as text, "~" before negated ones.
Words marked(const std::string& text, const ExtractOptions& options = {}) {
  Words words;
  for (const WordHit& hit : WordExtractor(feelings(), options).extract(text)) {
    words.push_back((hit.negated ? "~" : "") + text.substr(hit.begin, hit.end - hit.begin));
  }
  return words;
}

/// Hits in words that single spaces part, by the rules as they read.
std::vector<WordHit> plain_hits(const Lexicon& lexicon, const Words& words, std::size_t window) {
  std::vector<WordHit> hits;
  std::vector<bool> used(words.size());
  std::size_t begin = 0;
  for (std::size_t i = 0; i < words.size();) {
    std::optional<WordHit> best;
    std::size_t next = i + 1;
    std::string joined;
    for (std::size_t j = i; j < words.size(); ++j) {
      joined += (j == i ? "" : " ") + words[j];
      if (const auto surface = lexicon.find(joined)) {
        best = WordHit{begin, begin + joined.size(), *surface, false};
        next = j + 1;
      }
    }
    if (best) {
      for (std::size_t back = 1; back <= std::min(i, window); ++back) {
        best->negated = best->negated || (words[i - back] == "not" && !used[i - back]);
      }
      hits.push_back(*best);
      std::fill(used.begin() + static_cast<std::ptrdiff_t>(i),
                used.begin() + static_cast<std::ptrdiff_t>(next), true);
    }
    for (; i < next; ++i) {
      begin += words[i].size() + 1;
    }
  }
  return hits;
}

}  // namespace

TEST_CASE("extract: words and entries of several words, the longest at each place") {
  CHECK(marked("He is happy, angry and SAD.") == Words{"happy", "angry", "SAD"});
  CHECK(marked("let down, let  \n down; let, down") == Words{"let down", "let  \n down"});
  CHECK(marked("in awe, in the moment, in the end") == Words{"in awe", "in the moment", "in"});
  CHECK(marked("out of controls; out of out of control") == Words{"out of control"});
  CHECK(marked("I don't care. You DON’T CARE!") == Words{"don't care", "DON’T CARE"});
  CHECK(marked("a down-to-earth man, a down‐to‐earth one") ==
        Words{"down-to-earth", "down‐to‐earth"});
  CHECK(marked("unhappy happyish happy2 2happy happy_go").size() == 1);
  CHECK(marked("'happy' \"sad\" (angry) *happy* sad's happy’s") ==
        Words{"happy", "sad", "angry", "happy", "sad", "happy"});
  CHECK(marked("an angry-looking, self-sad man; let-down; let's down; in-awe") ==
        Words{"angry", "sad", "in"});
  CHECK(marked("e\u0301clat, É́clat, ÉCLAT") == Words{"e\u0301clat", "ÉCLAT"});
  CHECK(marked("愛 爱 恋愛").size() == 1);
  CHECK(marked("c++ joy").empty());
  CHECK(marked("").empty());
  CHECK(marked(" \n--'-").empty());
  const std::string text = "¡So ÉCLAT!";
  CHECK(WordExtractor(feelings()).extract(text) ==
        std::vector<WordHit>{{5, 11, *feelings().find("éclat"), false}});
  CHECK(WordExtractor(feelings()).labels("I Don't care, I am SAD, sad") ==
        Words{"don’t care", "sad", "sad"});
}

TEST_CASE("extract: negations before a hit") {
  CHECK(marked("She is not happy.") == Words{"~happy"});
  CHECK(marked("She isn't very happy; ISN’T SAD") == Words{"~happy", "~SAD"});
  CHECK(marked("not one two happy, not one two three happy") == Words{"~happy", "happy"});
  CHECK(marked("not one happy", {.negation_window = 1}) == Words{"happy"});
  CHECK(marked("not happy", {.negation_window = 0}) == Words{"happy"});
  CHECK(marked("Is he? No. Happy he is.") == Words{"Happy"});
  CHECK(marked("- not angry\n- sad") == Words{"~angry", "sad"});
  CHECK(marked("not angry but sad") == Words{"~angry", "sad"});
  CHECK(marked("not angry but sad", {.contrasts = {}}) == Words{"~angry", "~sad"});
  CHECK(marked("neither angry nor sad, without being happy") == Words{"~angry", "~sad", "~happy"});
  CHECK(marked("non-violent") == Words{"~violent"});
  // A negation that is part of a hit negates no other.
  CHECK(marked("not heard, sad. don't care, sad") ==
        Words{"not heard", "sad", "don't care", "sad"});
  CHECK(marked("never not heard") == Words{"~not heard"});
  CHECK(marked("not angry and happy", {.drop_negated = true}).empty());
  CHECK(marked("nicht happy, not sad", {.negations = {"NICHT"}}) == Words{"~happy", "~sad"});
  CHECK(marked("nicht happy. not sad", {.negations = {"NICHT"}}) == Words{"~happy", "sad"});
}

TEST_CASE("extract: forms to ignore") {
  CHECK(marked("I like being in awe") == Words{"like", "in awe"});
  CHECK(marked("I like being in awe", {.ignore = {"LIKE", "in awe", "absent"}}) == Words{"in"});
  CHECK(marked("I don't care", {.ignore = {"don't care"}}).empty());
  CHECK(contains(message_of([] { (void)marked("", {.ignore = {"\xff"}}); }),
                 "word extractor: found the option"));
  CHECK(contains(message_of([] { (void)marked("", {.negations = {"\xff"}}); }), "expected UTF-8"));
}

TEST_CASE("extract: random texts as by the plain rules") {
  const Words vocabulary{"a", "b", "c", "not", "x"};
  std::mt19937_64 engine(15);
  std::size_t negated = 0;
  for (int round = 0; round < 1000; ++round) {
    const auto random_words = [&](std::size_t count) {
      Words words;
      for (std::size_t i = 0; i < count; ++i) {
        words.push_back(vocabulary[engine() % vocabulary.size()]);
      }
      return words;
    };
    const auto join = [](const Words& words) {
      std::string text;
      for (const std::string& word : words) {
        text += (text.empty() ? "" : " ") + word;
      }
      return text;
    };
    Words surfaces;
    for (int i = 0; i < 5; ++i) {
      surfaces.push_back(join(random_words(1 + engine() % 4)));
    }
    std::erase(surfaces, "not");
    const Lexicon lexicon = lexicon_of(surfaces);
    const Words words = random_words(30);
    const std::size_t window = engine() % 5;
    const auto hits =
        WordExtractor(lexicon, {.negation_window = window, .negations = {"not"}, .contrasts = {}})
            .extract(join(words));
    REQUIRE(hits == plain_hits(lexicon, words, window));
    for (const WordHit& hit : hits) {
      negated += hit.negated ? 1U : 0U;
    }
  }
  CHECK(negated > 500);
}

TEST_CASE("extract: bad and long text, several threads") {
  const WordExtractor extractor(feelings());
  CHECK(message_of([&] { (void)extractor.extract("happy \xc3("); }) ==
        "word extractor: found invalid UTF-8 at byte 6 of 8, expected UTF-8");
  std::string text;
  while (text.size() < std::size_t{10} << 20U) {
    text += "in the in the not out of out of out-of-control ";
  }
  std::vector<WordHit> hits;
  extractor.extract_into(hits, text);
  CHECK(hits.size() == 2 * ((text.size() + 46) / 47));
  CHECK(extractor.extract(std::string(std::size_t{10} << 20U, 'a')).empty());
  CHECK(extractor.extract(std::string(std::size_t{10} << 20U, '-')).empty());
  std::string chain = "a";
  for (int i = 0; i < 1000000; ++i) {
    chain += i % 2 == 0 ? "-sad" : "'s";
  }
  CHECK(extractor.extract(chain).size() == 500000);
  const std::string sample = "I don't care, I am not SAD in the moment, éclat";
  const auto expected = extractor.extract(sample);
  std::vector<int> same(4);
  std::vector<std::thread> threads;
  threads.reserve(same.size());
  for (int& each : same) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        each += extractor.extract(sample) == expected ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  CHECK(same == std::vector<int>{200, 200, 200, 200});
}
