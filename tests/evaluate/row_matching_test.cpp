#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/dataset/column_table.hpp>
#include <tonewheel/evaluate/row_matching.hpp>

#include "support/errors.hpp"

namespace {

using namespace tonewheel;
using support::contains;
using Names = std::vector<std::string>;
using Rows = std::vector<std::size_t>;
using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

ColumnTable table(const std::string& name,
                  std::initializer_list<std::pair<std::string, Names>> columns) {
  ColumnTable made(name);
  for (const auto& [column, cells] : columns) {
    made.add_texts(column, cells);
  }
  return made;
}

std::string message(const TableView& first, const TableView& second,
                    const std::optional<Names>& keys = {}) {
  return support::message_of([&] { static_cast<void>(match_rows(first, second, keys)); });
}

}  // namespace

TEST_CASE("row matching: by the first key that both have") {
  const auto truth = table(
      "t.csv", {{"id", {" 1 ", "2", "3"}}, {"name", {"a", "b", "c"}}, {"v", {"0", "0", "0"}}});
  const auto by_id = table("p.csv", {{"name", {"x", "y", "z"}}, {"id", {" 3 ", "9", "1"}}});
  const RowMatching matching = match_rows(truth, by_id);
  CHECK(matching.key == "id");
  CHECK(matching.by() == MatchedBy::key);
  CHECK(matching.first_keys == Rows{0});
  CHECK(matching.second_keys == Rows{1});
  CHECK(matching.pairs == Pairs{{0, 2}, {2, 0}});
  CHECK(matching.only_first == Rows{1});
  CHECK(matching.only_second == Rows{1});

  const auto by_name = table("p", {{"v", {"1", ""}}, {"name", {"b", "a"}}});
  CHECK(match_rows(truth, by_name).key == "name");
  CHECK(match_rows(truth, by_name).pairs == Pairs{{0, 1}, {1, 0}});
  CHECK(match_rows(truth, by_id, Names{"name"}).pairs.empty());
  CHECK(match_rows(truth, by_id, Names{"name"}).only_first == Rows{0, 1, 2});

  // An exact name comes before one in another case, whatever its rank.
  const auto mixed = table("m.csv", {{"ID", {"q"}}, {"path", {"1"}}});
  CHECK(match_rows(table("n.csv", {{"id", {"q"}}, {"path", {"1"}}}), mixed).key == "path");
  const RowMatching cased = match_rows(table("n.csv", {{"id", {"q"}}, {"v", {"1"}}}), mixed);
  CHECK(cased.key == "id");
  CHECK(cased.second_keys == Rows{0});
  CHECK(cased.pairs == Pairs{{0, 0}});
}

TEST_CASE("row matching: several columns name a row together") {
  const auto truth = table("t", {{"video", {"a", "a", "b"}}, {"part", {"1", "2", "1"}}});
  const auto prediction = table("p", {{"part", {"1", "2", "1"}}, {"video", {"b", "a", "a"}}});
  const RowMatching matching = match_rows(truth, prediction, Names{"video", "part"});
  CHECK(matching.key == "video,part");
  CHECK(matching.pairs == Pairs{{0, 2}, {1, 1}, {2, 0}});
  // Cells are not run together: "a1" and "" are not "a" and "1".
  const auto joined = table("j", {{"video", {"a1", "a"}}, {"part", {"2", "12"}}});
  const auto other = table("o", {{"video", {"a", "a1"}}, {"part", {"12", "2"}}});
  CHECK(match_rows(joined, other, Names{"video", "part"}).pairs == Pairs{{0, 1}, {1, 0}});
}

TEST_CASE("row matching: names of the field and equal texts are keys where they name each row") {
  const Names files{"c.wav", "a.wav", "b.wav", "d", "e", "f", "g", "h"};
  const Names sorted{"a.wav", "b.wav", "c.wav", "d", "e", "f", "g", "h"};
  const Pairs expected{{0, 2}, {1, 0}, {2, 1}, {3, 3}, {4, 4}, {5, 5}, {6, 6}, {7, 7}};
  const auto value = Names{"0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8"};
  for (const auto& [a, b] : {std::pair("FileName", "FileName"), std::pair("FileName", "filename"),
                             std::pair("clip_id", "Clip_ID"), std::pair("text", "text")}) {
    CAPTURE(a);
    const auto truth = table("t", {{"v", value}, {a, files}});
    const auto prediction = table("p", {{b, sorted}, {"v", value}});
    const RowMatching matching = match_rows(truth, prediction);
    CHECK(matching.key == a);
    CHECK(matching.pairs == expected);
    // What is scored does not name rows.
    const bool by_text = std::string(a) == "text";
    const Names no_keys{"text"};
    CHECK((match_rows(truth, prediction, {}, no_keys).by() == MatchedBy::order) == by_text);
  }
  // A video of several rows is no key, nor are numbers that happen to be the same.
  const auto many = table("t", {{"video", {"a", "a", "b"}}, {"v", {"1", "2", "3"}}});
  CHECK(match_rows(many, many).by() == MatchedBy::order);
  // Row numbers as pandas writes them are.
  const auto indexed = table("t", {{"", {"0", "1", "2", "3", "4", "5", "6", "7"}}, {"v", value}});
  const auto shuffled = table("p", {{"", {"2", "0", "1", "3", "4", "5", "6", "7"}}, {"v", value}});
  CHECK(match_rows(indexed, shuffled).pairs[2] == std::pair<std::size_t, std::size_t>(2, 0));
  // Few rows may be alike by chance.
  const auto few = table("t", {{"text", {"a", "b"}}, {"v", {"1", "2"}}});
  CHECK(match_rows(few, few).by() == MatchedBy::order);
}

TEST_CASE("row matching: by order where no key is shared or none is wanted") {
  const auto truth = table("t.csv", {{"id", {"1", "2"}}, {"v", {"0", "0"}}});
  ColumnTable array("p.npy");
  array.add("0", {1, 2});
  const RowMatching matching = match_rows(truth, array);
  CHECK(matching.key.empty());
  CHECK(matching.by() == MatchedBy::order);
  CHECK(matching.pairs == Pairs{{0, 0}, {1, 1}});
  const auto other = table("p.csv", {{"id", {"2", "1"}}});
  CHECK(match_rows(truth, other).pairs == Pairs{{0, 1}, {1, 0}});
  CHECK(match_rows(truth, other, Names{}).pairs == Pairs{{0, 0}, {1, 1}});
  ColumnTable longer("p.npy");
  longer.add("0", {1, 2, 3});
  CHECK(contains(message(truth, longer), "p.npy: found rows: 3, expected the 2 of t.csv"));
  CHECK(match_rows(table("a", {{"v", {}}}), table("b", {{"v", {}}})).pairs.empty());
}

TEST_CASE("row matching: keys that cannot tell rows apart are errors") {
  const auto good = table("t.csv", {{"id", {"1", "2"}}, {"v", {"0", "0"}}});
  const auto twice = table("p.csv", {{"id", {"1", "2", " 1"}}, {"v", {"0", "0", "0"}}});
  const std::string expected =
      "p.csv, row 3, column id: found \"1\", which stands in row 1 too, expected each key once";
  CHECK(message(good, twice) == expected);
  CHECK(message(twice, good) == expected);
  const auto empty = table("p", {{"id", {"1", ""}}});
  CHECK(message(good, empty) ==
        "p, row 2, column id: found an empty key, expected what the row is of");
  CHECK(contains(message(good, twice, Names{"file"}), "no column \"file\"; found \"id\", \"v\""));
}

TEST_CASE("row matching: agrees with a search on random keys, both ways") {
  std::mt19937 random(3);
  for (int round = 0; round < 20; ++round) {
    const auto draw = [&] {
      std::map<std::uint32_t, std::uint32_t> keys;  // by a random number: in random order
      for (std::uint32_t key = 0; key < 60; ++key) {
        if (random() % 3 != 0) {
          keys.emplace(random(), key);
        }
      }
      Names drawn;
      for (const auto& [_, key] : keys) {
        drawn.push_back(std::to_string(key));
      }
      return drawn;
    };
    const Names a = draw();
    const Names b = draw();
    Pairs pairs;
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t j = 0; j < b.size(); ++j) {
        if (a[i] == b[j]) {
          pairs.emplace_back(i, j);
        }
      }
    }
    const RowMatching there = match_rows(table("a", {{"id", a}}), table("b", {{"id", b}}));
    const RowMatching back = match_rows(table("b", {{"id", b}}), table("a", {{"id", a}}));
    CHECK(there.pairs == pairs);
    CHECK(there.pairs.size() + there.only_first.size() == a.size());
    CHECK(there.pairs.size() + there.only_second.size() == b.size());
    CHECK(back.only_first == there.only_second);
    CHECK(back.only_second == there.only_first);
  }
}
