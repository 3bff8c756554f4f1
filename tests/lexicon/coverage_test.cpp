#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/lexicon/coverage.hpp>

#include "lexicon/sample_lexicon.hpp"

using namespace tonewheel;
using support::sample_tables;

TEST_CASE("coverage: of the sample, counted by hand") {
  CHECK(coverage(Lexicon(sample_tables())) == std::vector<Coverage>{
                                                  {"m1", 0, 11, 2, 8, 8, {}},
                                                  {"m2", 0, 9, 3, 6, 9, {"joyful", "proud", "sad"}},
                                                  {"first", 1, 8, 3, 2, 4, {"awed"}},
                                                  {"first", 2, 5, 0, 2, 3, {"awed"}},
                                                  {"second", 1, 5, 0, 2, 2, {}},
                                              });
}

TEST_CASE("coverage: own words count where they go first") {
  LexiconTables tables = sample_tables();
  tables.bases_of["awed"] = {"lost"};
  CHECK(coverage(Lexicon(tables))[2].unreachable == support::Words{"awed"});
  tables.own_word_first = true;
  CHECK(coverage(Lexicon(tables))[2].unreachable.empty());
}
