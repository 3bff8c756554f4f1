#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/metric/votes/impl/hypergeometric_inl.hpp>
#include <tonewheel/metric/votes/vote_halves.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using support::contains;
using support::message_of;
using Values = std::vector<double>;

namespace {}  // namespace

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

namespace {

/// log of the chance of x marked ones among `taken` of `marked` and `others`.
double log_chance(double marked, double others, double taken, double x) {
  const auto choose = [](double n, double k) {
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
  };
  return choose(marked, x) + choose(others, taken - x) - choose(marked + others, taken);
}

}  // namespace

TEST_CASE("halves of the people: draws are hypergeometric, by a chi-squared test") {
  struct Case {
    double marked, others, taken;
  };
  for (const Case& each :
       {Case{30, 70, 50}, Case{700, 300, 500}, Case{5, 2000, 1000}, Case{2000, 5, 1000},
        Case{40, 40, 8}, Case{40, 40, 75}, Case{4000, 1000, 1200}, Case{1000, 4000, 3800}}) {
    CAPTURE(each.marked);
    CAPTURE(each.taken);
    constexpr int draws = 40'000;
    detail::RandomStream stream(7);
    std::map<double, int> found;
    for (int i = 0; i < draws; ++i) {
      ++found[detail::draw_hypergeometric(each.marked, each.others, each.taken, stream)];
    }
    const double low = std::max(0.0, each.taken - each.others);
    const double high = std::min(each.marked, each.taken);
    CHECK(found.begin()->first >= low);
    CHECK(found.rbegin()->first <= high);
    double squares = 0;
    double cells = 0;
    double expected = 0;  // of values that are gathered until 20 are expected
    double seen = 0;
    for (double x = low; x <= high; x += 1) {
      expected += draws * std::exp(log_chance(each.marked, each.others, each.taken, x));
      seen += found[x];
      if (expected >= 20) {
        squares += (seen - expected) * (seen - expected) / expected;
        cells += 1;
        expected = seen = 0;
      }
    }
    // Mean cells - 1, variance twice that; 5 deviations.
    CHECK(squares < cells - 1 + 5 * std::sqrt(2 * cells));
  }
}

TEST_CASE("halves of the people: of many votes as the chances of all halves say") {
  for (const Values& counts : {Values{900, 1101}, Values{3, 4998}, Values{60'000, 40'001}}) {
    const double votes = counts[0] + counts[1];
    const double taken = std::floor(votes / 2);
    double js = 0;
    double square = 0;
    for (double x = std::max(0.0, taken - counts[1]); x <= std::min(counts[0], taken); x += 1) {
      const double chance = std::exp(log_chance(counts[0], counts[1], taken, x));
      const double p = x / taken;
      const double q = (counts[0] - x) / (votes - taken);
      const auto half = [](double a, double b) {
        return a > 0 ? 0.5 * a * std::log(2 * a / (a + b)) : 0;
      };
      const double value = half(p, q) + half(q, p) + half(1 - p, 1 - q) + half(1 - q, 1 - p);
      js += chance * value;
      square += chance * value * value;
    }
    constexpr std::uint64_t splits = 20'000;
    VoteHalves halves(2, {.splits = splits});
    halves.add(1, counts);
    CHECK(std::abs(halves.js() - js) < 5 * std::sqrt((square - js * js) / splits));
  }
}

TEST_CASE("halves of the people: very many votes are nearly the same on both sides") {
  VoteHalves halves(3);
  const double votes = 0x1p38 + 0x1p39 + 0x1p37;
  halves.add(1, Values{0x1p38, 0x1p39, 0x1p37});
  CHECK(halves.n() == 1);
  CHECK(halves.infinite() == 0);
  // JS is near sum (p - q)^2 / 8 m, m the mean of p and q: (classes - 1) / 2 n on average.
  CHECK(halves.js() == Approx(1 / votes).epsilon(0.25));
}

TEST_CASE("halves of the people: seed, item and votes decide") {
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
  CHECK(first.js() != other_seed.js());
  CHECK(first.js() != other_items.js());
}

TEST_CASE("halves of the people: bad input") {
  VoteHalves halves(2);
  CHECK(
      contains(message_of([&] { halves.add(1, Values{0.5, 0.5}); }), "of shares it is not known"));
  CHECK(contains(message_of([&] { halves.add(1, Values{1, 2, 3}); }), "3 classes"));
  CHECK(contains(message_of([&] { halves.add(1, Values{-1, 2}); }), "found -1"));
  CHECK(contains(message_of([&] { halves.add(1, Values{2e12, 2}); }), "1099511627776"));
  CHECK(contains(message_of([&] { halves.add(1, Values{1e12, 1e12}); }), "2e+12"));
  CHECK(contains(message_of([&] { halves.add(1, Values{1, 2}, -1); }), "weight -1"));
  CHECK(contains(message_of([&] { halves.merge(VoteHalves(3)); }), "3 classes"));
  CHECK(contains(message_of([&] { halves.merge(VoteHalves(2, {.seed = 4})); }), "same seed"));
  CHECK(contains(message_of([] { VoteHalves(0); }), "0 classes"));
  CHECK(contains(message_of([] { VoteHalves(2, {.splits = 0}); }), "0 splits"));
  CHECK(halves.n() == 0);
  CHECK(std::isnan(halves.js()));
  CHECK(std::isnan(halves.kl()));
}
