#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/coverage.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/lexicon/trace.hpp>

#include "lexicon/sample_lexicon.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;
using support::sample_tables;
using support::Words;

namespace {

/// The group of a label, "-" where it has none.
std::string group(const Lexicon& lexicon, const std::string& label, const std::string& name,
                  int level = 0) {
  const Grouping& grouping = lexicon.at(lexicon.grouping(name, level));
  const GroupId id = grouping.group_of.at(lexicon.find(label).value().index());
  return id == no_group ? "-" : grouping.groups.at(id.index());
}

std::string letter_word(std::mt19937_64& engine) {
  return {static_cast<char>('a' + engine() % 12)};
}

/// Tables of one-letter words at random.
LexiconTables random_tables(std::mt19937_64& engine) {
  std::map<std::string, std::set<std::string>> bases;
  std::map<std::string, std::set<std::string>> synonyms;
  LexiconTables tables;
  for (int i = 0; i < 12; ++i) {
    bases[letter_word(engine)].insert(letter_word(engine));
    synonyms[letter_word(engine)].insert(letter_word(engine));
  }
  for (const auto& [word, list] : bases) {
    tables.bases_of[word] = {list.begin(), list.end()};
  }
  for (const auto& [word, list] : synonyms) {
    tables.synonyms_of[word] = {list.begin(), list.end()};
  }
  tables.own_word_first = engine() % 2 == 0;
  for (int wheel = 0; wheel < 3; ++wheel) {
    Clustering& clustering = tables.clusterings.emplace_back();
    clustering.wheel = "w" + std::to_string(wheel);
    for (int i = 0; i < 5; ++i) {
      clustering.cluster_of[letter_word(engine)] = letter_word(engine);
    }
  }
  return tables;
}

/// M3 by its definition: the smallest of all wheel words of all base words that is on the wheel;
/// where own words go first, the surface form and the smallest base word before it.
std::string smallest_cluster(const LexiconTables& tables, const std::string& surface,
                             const Clustering& clustering) {
  if (tables.own_word_first) {
    if (clustering.cluster_of.contains(surface)) {
      return clustering.cluster_of.at(surface);
    }
    for (const std::string& base : tables.bases_of.at(surface)) {
      if (clustering.cluster_of.contains(base)) {
        return clustering.cluster_of.at(base);
      }
    }
  }
  std::optional<std::string> best;
  for (const auto& [word, cluster] : clustering.cluster_of) {
    for (const std::string& base : tables.bases_of.at(surface)) {
      const auto found = tables.synonyms_of.find(base);
      if (found != tables.synonyms_of.end() &&
          std::count(found->second.begin(), found->second.end(), word) != 0 &&
          (!best || word < *best)) {
        best = word;
      }
    }
  }
  return best ? clustering.cluster_of.at(*best) : "-";
}

}  // namespace

TEST_CASE("lexicon: labels are folded and found") {
  const Lexicon lexicon(sample_tables());
  CHECK(lexicon.size() == 11);
  CHECK(lexicon.surface({3}) == "fear");
  CHECK(lexicon.find(" FEAR\u00a0") == SurfaceId{3});
  CHECK(lexicon.find("Don’t Care").has_value());
  CHECK_FALSE(lexicon.find("don't care").has_value());
  CHECK_FALSE(lexicon.find("").has_value());
  CHECK_FALSE(lexicon.find("neutral").has_value());
  CHECK_FALSE(lexicon.find("愛").has_value());
  CHECK_FALSE(lexicon.find(std::string(std::size_t{10} << 20U, 'a')).has_value());
  CHECK(lexicon.find_folded("fear") == SurfaceId{3});
  CHECK_FALSE(lexicon.find_folded("Fear").has_value());
  CHECK(contains(message_of([&] { (void)lexicon.find("fear\xff"); }), "invalid UTF-8 at byte 4"));
  for (std::size_t i = 0; i < lexicon.size(); ++i) {
    const SurfaceId id{static_cast<std::uint32_t>(i)};
    CHECK(lexicon.find(lexicon.surface(id)) == id);
    CHECK((i == 0 || lexicon.surface({id.value - 1}) < lexicon.surface(id)));
  }
}

TEST_CASE("lexicon: M1, M2 and M3 of the sample") {
  const Lexicon lexicon(sample_tables());
  CHECK(group(lexicon, "fears", "m1") == "fear");
  CHECK(group(lexicon, "fears", "m2") == "scared");
  // M3 pools the wheel words of both base words: brave, proud, scared.
  CHECK(group(lexicon, "fears", "first", 1) == "happy");
  CHECK(group(lexicon, "fears", "first", 2) == "brave");
  CHECK(group(lexicon, "fears", "second", 1) == "joy");
  CHECK(group(lexicon, "fearless", "first", 1) == "happy");
  CHECK(group(lexicon, "let down", "m2") == "betrayed");
  CHECK(group(lexicon, "let down", "first", 1) == "mad");
  CHECK(group(lexicon, "let down", "second", 1) == "sad");
  CHECK(group(lexicon, "angers", "first", 1) == "mad");
  CHECK(group(lexicon, "angers", "second", 1) == "-");
  CHECK(group(lexicon, "lost", "m1") == "lost");
  CHECK(group(lexicon, "lost", "m2") == "-");
  CHECK(group(lexicon, "don’t care", "m2") == "numb");
  CHECK(group(lexicon, "don’t care", "first", 1) == "-");
}

TEST_CASE("lexicon: own words first where the tables say so") {
  LexiconTables tables = sample_tables();
  tables.own_word_first = true;
  tables.bases_of["sad"] = {"glad", "happy"};
  const Lexicon lexicon(tables);
  CHECK(group(lexicon, "sad", "first", 1) == "sad");
  CHECK(group(lexicon, "sad", "m1") == "glad");
  CHECK(group(lexicon, "sad", "m2") == "happy");
  CHECK(explain(lexicon, "sad").steps[0].candidates == Words{"sad", "happy"});
  CHECK(group(lexicon, "glad", "second", 1) == "joy");
  CHECK(group(lexicon, "happy", "first", 1) == "happy");
  CHECK(group(lexicon, "fears", "first", 1) == "happy");
  tables.own_word_first = false;
  CHECK(group(Lexicon(tables), "sad", "first", 1) == "happy");
}

TEST_CASE("lexicon: groupings stand in the order of the tables, groups sorted") {
  const Lexicon lexicon(sample_tables());
  CHECK(lexicon.groupings().size() == 5);
  CHECK(lexicon.grouping("m1") == GroupingId{0});
  CHECK(lexicon.grouping("m2") == GroupingId{1});
  CHECK(lexicon.grouping("first", 2) == GroupingId{3});
  CHECK(lexicon.groupings()[2].groups == Words{"happy", "mad", "sad", "scared"});
  CHECK(lexicon.groupings()[1].groups ==
        Words{"betrayed", "brave", "happy", "joyful", "mad", "numb", "proud", "sad", "scared"});
  CHECK(message_of([&] { (void)lexicon.grouping("first", 3); }) ==
        "lexicon \"sample\": found grouping \"first\" level 3, expected one of m1, m2, "
        "first level 1, first level 2, second level 1");
  CHECK(
      contains(message_of([&] { (void)lexicon.grouping("first"); }), "found grouping \"first\","));
  CHECK(contains(message_of([] {
                   LexiconTables tables = sample_tables();
                   tables.bases_of["joy"];
                   const Lexicon faulty(tables);
                 }),
                 "no base words for \"joy\""));
  const Lexicon empty{LexiconTables{}};
  CHECK(empty.size() == 0);
  CHECK(empty.groupings().size() == 2);
  CHECK_FALSE(empty.find("joy").has_value());
}

TEST_CASE("lexicon: random tables are grouped by the definition, and traces agree") {
  std::mt19937_64 engine(44);
  for (int round = 0; round < 200; ++round) {
    const LexiconTables tables = random_tables(engine);
    const Lexicon lexicon(tables);
    for (const auto& [surface, bases] : tables.bases_of) {
      const Trace trace = explain(lexicon, surface);
      CHECK(group(lexicon, surface, "m1") == bases.front());
      CHECK(trace.m1 == bases.front());
      const auto found = tables.synonyms_of.find(bases.front());
      const std::string second = found == tables.synonyms_of.end() ? "-" : found->second.front();
      CHECK(group(lexicon, surface, "m2") == second);
      CHECK(trace.m2.value_or("-") == second);
      for (std::size_t i = 0; i < 3; ++i) {
        const Clustering& clustering = tables.clusterings[i];
        const std::string expected = smallest_cluster(tables, surface, clustering);
        CHECK(group(lexicon, surface, clustering.wheel, 1) == expected);
        CHECK(trace.steps[i].cluster.value_or("-") == expected);
      }
    }
    // Coverage counts what the groupings hold.
    const std::vector<Coverage> covered = coverage(lexicon);
    CHECK(covered[0].surfaces == lexicon.size());
    for (std::size_t i = 0; i < covered.size(); ++i) {
      const Grouping& grouping = lexicon.groupings()[i];
      const std::set<GroupId> ids(grouping.group_of.begin(), grouping.group_of.end());
      CHECK(covered[i].groups == grouping.groups.size());
      CHECK(covered[i].reached == ids.size() - ids.count(no_group));
      CHECK(covered[i].ambiguous <= covered[i].surfaces);
    }
  }
}
