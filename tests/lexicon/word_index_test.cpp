#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/word_index.hpp>

using tonewheel::WordIndex;

namespace {

/// Words of 0 to 40 bytes that differ in one byte at the start, at the end, or in length alone.
std::vector<std::string> alike_words() {
  std::vector<std::string> words{""};
  for (std::size_t size = 1; size <= 40; ++size) {
    words.emplace_back(size, 'a');
    words.push_back("b" + std::string(size - 1, 'a') + "c");
    words.push_back(std::string(size, 'a') + "\xC3\xA9");
    words.push_back(std::string(size, 'a') + std::string(1, '\0'));
  }
  return words;
}

}  // namespace

TEST_CASE("word index: every word is found at its position, and no other word") {
  const std::vector<std::string> words = alike_words();
  const WordIndex index(words);
  CHECK(index.size() == words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    CAPTURE(i);
    CHECK(index.find(words[i]) == i);
    // A view into the middle of a text: no byte beyond it counts.
    const std::string within = "x" + words[i] + "x";
    CHECK(index.find(std::string_view(within).substr(1, words[i].size())) == i);
    CHECK_FALSE(index.find(words[i] + "z"));
    CHECK_FALSE(index.find("z" + words[i]));
  }
  CHECK_FALSE(index.find(std::string(41, 'a')));
}

TEST_CASE("word index: many words, each found once") {
  std::vector<std::string> words;
  for (int i = 0; i < 20'000; ++i) {
    words.push_back("word " + std::to_string(i * 7919));
  }
  const WordIndex index(words);
  std::size_t found = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    found += index.find(words[i]) == i ? 1U : 0U;
  }
  CHECK(found == words.size());
  CHECK_FALSE(index.find("word 1"));
}

TEST_CASE("word index: keys of short words are found as the words are") {
  std::vector<std::string> words;
  for (const std::string& word : alike_words()) {
    if (word.size() <= WordIndex::key_bytes) {
      words.push_back(word);
    }
  }
  std::vector<std::string> asked = words;
  for (int i = 0; i < 30'000; ++i) {
    (i % 3 == 0 ? words : asked).push_back("w" + std::to_string(i * 7919));
    asked.push_back(words[static_cast<std::size_t>(i) % words.size()]);
  }
  std::vector<WordIndex::Key> keys;
  for (const std::string& word : asked) {
    keys.push_back(WordIndex::key_of(word));
  }
  std::vector<std::uint32_t> found(keys.size());
  for (const WordIndex& index : {WordIndex(words), WordIndex()}) {
    index.find_each(keys, found.data());
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < asked.size(); ++i) {
      wrong += found[i] == index.find(asked[i]).value_or(WordIndex::not_found) ? 0U : 1U;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("word index: nothing in an empty one, a word twice is refused") {
  CHECK_FALSE(WordIndex().find("a"));
  CHECK_FALSE(WordIndex(std::vector<std::string>{}).find(""));
  const std::vector<std::string> twice{"calm", "a word of more than sixteen bytes", "calm"};
  CHECK_THROWS_WITH_AS(WordIndex{twice},
                       "word index: found \"calm\" twice, expected distinct words",
                       tonewheel::Error);
}
