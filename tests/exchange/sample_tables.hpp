#pragma once

#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/lexicon/lexicon_tables.hpp>

/// Tables of lexicons that files hold.
namespace support {

using namespace tonewheel;

inline void check_same(const LexiconTables& a, const LexiconTables& b) {
  CHECK(a.name == b.name);
  CHECK(a.folding == b.folding);
  CHECK(a.own_word_first == b.own_word_first);
  CHECK(a.bases_of == b.bases_of);
  CHECK(a.synonyms_of == b.synonyms_of);
  CHECK(a.clusterings == b.clusterings);
  CHECK(a.wheel_rows == b.wheel_rows);
}

/// Words that JSON must escape, and others.
inline std::string random_word(std::mt19937_64& engine) {
  const std::vector<std::string> parts{"a", "b",   "\"",       "\\",           "\n",
                                       "/", "~1",  "\xc3\xbc", "\xe2\x80\x99", "\xe6\x84\x9b",
                                       " ", "\x01"};
  std::string word = "w";
  for (std::uint64_t i = 0; i < 1 + engine() % 4; ++i) {
    word += parts[engine() % parts.size()];
  }
  return fold(word + "z", Folding::official);
}

inline LexiconTables random_tables(std::mt19937_64& engine) {
  LexiconTables tables{.name = random_word(engine), .folding = Folding::official};
  tables.own_word_first = engine() % 2 == 0;
  const auto list = [&] {
    std::set<std::string> words;
    for (std::uint64_t i = 0; i < 1 + engine() % 3; ++i) {
      words.insert(random_word(engine));
    }
    return std::vector<std::string>(words.begin(), words.end());
  };
  for (std::uint64_t i = 0; i < engine() % 8; ++i) {
    tables.bases_of[random_word(engine)] = list();
    tables.synonyms_of[random_word(engine)] = list();
  }
  for (std::uint64_t i = 0; i < engine() % 4; ++i) {
    Clustering clustering{"z" + std::to_string(5 - i), static_cast<int>(1 + engine() % 3), {}};
    clustering.cluster_of[random_word(engine)] = random_word(engine);
    tables.clusterings.push_back(clustering);
    tables.wheel_rows[clustering.wheel].push_back({random_word(engine), random_word(engine), ""});
  }
  return tables;
}

inline const LexiconTables& small() {
  static const LexiconTables tables{
      .name = "small",
      .folding = Folding::official,
      .bases_of = {{"glad", {"glad"}}, {"joys", {"glad", "joy"}}},
      .synonyms_of = {{"joy", {"glad"}}},
      .clusterings = {{"w", 2, {{"glad", "merry"}}}, {"w", 1, {{"glad", "joy"}}}},
      .wheel_rows = {{"w", {{"joy", "merry", "glad"}, {"joy", "gay", ""}}}}};
  return tables;
}

}  // namespace support
