#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/metric/votes/vote_halves.hpp>

#include "metric/merging.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using support::contains;
using support::message_of;
using Values = std::vector<double>;

namespace {

struct ThreeClasses : VoteHalves {
  ThreeClasses() : VoteHalves(3) {}
};

}  // namespace

TEST_CASE("halves of the people: two votes are one against the other") {
  VoteHalves halves(3);
  halves.add(1, Values{2, 0, 0});
  CHECK(halves.js() == 0);
  CHECK(halves.kl() == 0);
  halves.add(2, Values{1, 0, 1});
  CHECK(halves.n() == 2);
  CHECK(halves.js() == Approx(std::log(2.0) / 2).epsilon(1e-15));
  CHECK(halves.infinite() == 1);
  CHECK(std::isinf(halves.kl()));
  halves.add(3, Values{0, 1, 0});
  halves.add(4, Values{0, 0, 0});
  CHECK(halves.n() == 2);
  CHECK(halves.too_few() == 2);
}

TEST_CASE("halves of the people: as every way of choosing half of the votes says") {
  std::ifstream stream(std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "tests/golden/votes.json");
  const nlohmann::json golden = nlohmann::json::parse(stream);
  for (const nlohmann::json& each : golden.at("halves")) {
    const auto counts = each.at("counts").get<Values>();
    // Values of a split are in [0, ln 2]: the mean of 20,000 has a deviation of at most .0025.
    VoteHalves many(counts.size(), {.splits = 20'000});
    many.add(5, counts);
    CHECK(std::abs(many.js() - each.at("js").get<double>()) < 0.0075);
    // Over many items 200 splits each will do.
    VoteHalves items(counts.size());
    for (std::uint64_t item = 0; item < 100; ++item) {
      items.add(item, counts);
    }
    CHECK(std::abs(items.js() - each.at("js").get<double>()) < 0.0075);
  }
}

TEST_CASE("halves of the people: seed, item and votes decide, so shards merge to the same bits") {
  std::mt19937_64 engine(3);
  struct Item {
    std::uint64_t number = 0;
    Values counts;
  };
  std::vector<Item> items;
  for (std::uint64_t i = 1; i <= 12; ++i) {
    items.push_back({i,
                     {static_cast<double>(engine() % 5), static_cast<double>(engine() % 3),
                      static_cast<double>(engine() % 2)}});
  }
  CHECK(support::merges<ThreeClasses>(
      items, [](auto& halves, const Item& item) { halves.add(item.number, item.counts); }, engine));
  VoteHalves first(3);
  VoteHalves same(3);
  VoteHalves other_seed(3, {.seed = 2});
  VoteHalves other_items(3);
  for (const Item& item : items) {
    first.add(item.number, item.counts, 0.5);
    same.add(item.number, item.counts, 0.5);
    other_seed.add(item.number, item.counts, 0.5);
    other_items.add(item.number + 100, item.counts, 0.5);
  }
  CHECK(first == same);
  CHECK(VoteHalves(first.state()) == first);
  CHECK(first.js() != other_seed.js());
  CHECK(first.js() != other_items.js());
  VoteHalves twice = first;
  twice.merge(twice);
  CHECK(twice.js() == first.js());
}

TEST_CASE("halves of the people: bad input") {
  VoteHalves halves(2);
  CHECK(
      contains(message_of([&] { halves.add(1, Values{0.5, 0.5}); }), "of shares it is not known"));
  CHECK(contains(message_of([&] { halves.add(1, Values{1, 2, 3}); }), "3 classes"));
  CHECK(contains(message_of([&] { halves.add(1, Values{-1, 2}); }), "found -1"));
  CHECK(contains(message_of([&] { halves.add(1, Values{2e6, 2}); }), "1048576"));
  CHECK(contains(message_of([&] { halves.add(1, Values{1e6, 1e6}); }), "2e+06"));
  CHECK(contains(message_of([&] { halves.add(1, Values{1, 2}, -1); }), "weight -1"));
  CHECK(contains(message_of([&] { halves.merge(VoteHalves(3)); }), "3 classes"));
  CHECK(contains(message_of([&] { halves.merge(VoteHalves(2, {.seed = 4})); }), "same seed"));
  CHECK(contains(message_of([] { VoteHalves(0); }), "0 classes"));
  CHECK(contains(message_of([] { VoteHalves(2, {.splits = 0}); }), "0 splits"));
  CHECK(halves.n() == 0);
  CHECK(std::isnan(halves.js()));
  CHECK(std::isnan(halves.kl()));
}
