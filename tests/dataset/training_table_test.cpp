#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/dataset/training_table.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::error_of;
using support::message_of;

namespace {

TrainingColumns three_rows() {
  return {.classes = {"calm", "angry"},
          .points = {{0.1, 0.2, 0.3}, {0.4, 0.5, 0.6}, {0, 0, 0}},
          .labels = {1, no_label, 0}};
}

}  // namespace

TEST_CASE("training table: every pass gives all rows in order, groups sorted by name") {
  TrainingColumns columns{.classes = {"calm", "angry"}, .has_dominance = false};
  for (std::size_t i = 0; i < 10'000; ++i) {
    columns.points.push_back({static_cast<double>(i), 0, std::nan("")});
    columns.votes.push_back(static_cast<double>(i % 3));
    columns.votes.push_back(2);
    columns.weights.push_back(0.5);
    columns.groups.push_back(i % 2 == 0 ? "zoe" : "adam");
  }
  columns.votes_count_people = true;
  const TrainingTable table(columns);
  CHECK(table.size() == 10'000);
  CHECK(table.groups() == std::vector<std::string>{"adam", "zoe"});
  CHECK(table.has_votes());
  CHECK(table.counts_people());
  CHECK(!table.has_dominance());
  for (int pass = 0; pass < 2; ++pass) {
    std::uint64_t row = 0;
    bool right = true;
    table.pass([&](const TrainingBlock& block) {
      right = right && block.labels.empty() && block.votes.size() == 2 * block.size() &&
              block.weights.size() == block.size() && block.points.size() == block.size();
      for (std::size_t i = 0; i < block.size(); ++i) {
        right = right && block.rows[i] == row + 1 && block.points[i].dominance == 0 &&
                block.points[i].valence == static_cast<double>(row) &&
                block.votes[2 * i] == static_cast<double>(row % 3) &&
                block.groups[i] == (row % 2 == 0 ? 1 : 0);
        ++row;
      }
    });
    CHECK(right);
    CHECK(row == 10'000);
  }
  const TrainingTable labelled(three_rows());
  CHECK(!labelled.has_votes());
  CHECK(labelled.groups().empty());
  CHECK(TrainingTable({.classes = {"calm"}, .points = {}}).size() == 0);
}

TEST_CASE("training table: bad input, with its row") {
  const auto message = [](auto change) {
    TrainingColumns columns = three_rows();
    change(columns);
    return message_of([&] { TrainingTable{columns}; });
  };
  CHECK(message([](auto&) {}) == "no Error");
  CHECK(contains(message([](auto& c) { c.classes = {}; }), "0 classes"));
  CHECK(contains(message([](auto& c) { c.classes = {"calm", "calm"}; }), "twice"));
  CHECK(contains(message([](auto& c) { c.labels.pop_back(); }), "2 labels, expected 3"));
  CHECK(contains(message([](auto& c) { c.labels = {}; }), "either labels or votes"));
  CHECK(contains(message([](auto& c) { c.votes.assign(6, 1); }), "either labels or votes"));
  CHECK(
      contains(message([](auto& c) { c.labels[2] = 2; }), "row 3: training table: found label 2"));
  CHECK(contains(message([](auto& c) { c.points[1].arousal = std::nan(""); }),
                 "row 2, column arousal"));
  CHECK(contains(message([](auto& c) { c.weights = {1, -1, 1}; }), "row 2"));
  CHECK(contains(message([](auto& c) { c.weights = {1}; }), "1 weights"));
  CHECK(contains(message([](auto& c) { c.groups = {"a"}; }), "1 groups"));
  CHECK(contains(message([](auto& c) { c.votes_count_people = true; }), "votes_count_people"));
  const auto votes = [&](double vote, bool people) {
    return message([&](auto& c) {
      c.labels = {};
      c.votes = {1, 0, 1, vote, 2, 1};
      c.votes_count_people = people;
    });
  };
  CHECK(votes(0.5, false) == "no Error");
  CHECK(contains(votes(0.5, true), "row 2"));
  CHECK(contains(votes(0.5, true), "whole number"));
  CHECK(contains(votes(-1, false), "found votes -1"));
  CHECK(contains(votes(std::numeric_limits<double>::infinity(), false), "found votes inf"));
}
