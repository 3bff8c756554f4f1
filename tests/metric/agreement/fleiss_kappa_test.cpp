#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/agreement/fleiss_kappa.hpp>
#include <tonewheel/metric/agreement/krippendorff.hpp>

#include "metric/agreement/agreement_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::agreement_golden;
using support::agrees;
using support::contains;
using support::golden_number;
using support::message_of;
using support::same_bits;

namespace {

using CodeList = std::vector<std::uint32_t>;
using Counts = std::vector<std::uint64_t>;

/// Shares of whole numbers: some ten roundings.
constexpr double few_roundings = 1e-14;

FleissKappa kappa_of(const std::vector<Counts>& units) {
  std::uint64_t ratings = 0;
  for (const std::uint64_t count : units[0]) {
    ratings += count;
  }
  FleissKappa kappa(units[0].size(), ratings);
  for (const Counts& unit : units) {
    kappa.add_counts(unit);
  }
  return kappa;
}

}  // namespace

TEST_CASE("fleiss: ten subjects, fourteen raters, five categories") {
  // The worked example known from Wikipedia's "Fleiss' kappa".
  const FleissKappa kappa = kappa_of({{0, 0, 0, 0, 14},
                                      {0, 2, 6, 4, 2},
                                      {0, 0, 3, 5, 6},
                                      {0, 3, 9, 2, 0},
                                      {2, 2, 8, 1, 1},
                                      {7, 7, 0, 0, 0},
                                      {3, 2, 6, 3, 0},
                                      {2, 5, 3, 2, 2},
                                      {6, 5, 2, 1, 0},
                                      {0, 2, 2, 3, 7}});
  CHECK(std::abs(kappa.observed() - 0.378) < 5e-4);
  CHECK(std::abs(kappa.expected() - 0.213) < 5e-4);
  CHECK(std::abs(kappa.kappa() - 0.210) < 5e-4);
  CHECK(kappa.totals() == Counts{20, 28, 39, 21, 32});
}

TEST_CASE("fleiss: kappa and its kin against the definitions in fractions") {
  for (const auto& golden : agreement_golden("fleiss")) {
    const FleissKappa kappa = kappa_of(golden["counts"].get<std::vector<Counts>>());
    CHECK(agrees(kappa.observed(), golden_number(golden["observed"]), few_roundings));
    CHECK(agrees(kappa.expected(), golden_number(golden["expected"]), few_roundings));
    CHECK(agrees(kappa.kappa(), golden_number(golden["kappa"]), few_roundings));
    CHECK(agrees(kappa.free_marginal(), golden_number(golden["free_marginal"]), few_roundings));
    CHECK(agrees(kappa.gwet(), golden_number(golden["gwet"]), few_roundings));
    for (std::size_t c = 0; c < kappa.categories(); ++c) {
      CHECK(agrees(kappa.of_category(c), golden_number(golden["of_category"][c]), few_roundings));
    }
  }
}

TEST_CASE("fleiss: order, names, bounds, and the mean of the categories' kappas") {
  std::mt19937_64 engine(511);
  for (int round = 0; round < 40; ++round) {
    const std::size_t units = 1 + engine() % 20;
    CodeList codes;
    for (std::size_t i = 0; i < 4 * units; ++i) {
      codes.push_back(static_cast<std::uint32_t>(engine() % 3));
    }
    const FleissKappa kappa = fleiss_kappa({codes, units, 4}, 3);
    CodeList reversed(codes.rbegin(), codes.rend());
    CHECK(fleiss_kappa({reversed, units, 4}, 3) == kappa);
    for (std::uint32_t& code : reversed) {
      code = (code + 1) % 3;
    }
    const FleissKappa renamed = fleiss_kappa({reversed, units, 4}, 3);
    CHECK(same_bits(renamed.kappa(), kappa.kappa()));
    CHECK(renamed.gwet() == kappa.gwet());
    CHECK(renamed.free_marginal() == kappa.free_marginal());
    CHECK(same_bits(renamed.of_category(1), kappa.of_category(0)));
    // Fleiss 1971: with weights p q, the mean over the categories is the whole; alpha differs from
    // it by the correction for small samples, (1 - kappa) / (N n), alone.
    double weighted = 0;
    double weights = 0;
    for (std::size_t c = 0; c < 3; ++c) {
      const double p = static_cast<double>(kappa.totals()[c]) / (4 * static_cast<double>(units));
      if (p > 0 && p < 1) {
        weighted += p * (1 - p) * kappa.of_category(c);
        weights += p * (1 - p);
      }
    }
    CHECK(agrees(weighted / weights, kappa.kappa(), few_roundings));
    CHECK(kappa.kappa() >= -1.0 / 3 - few_roundings);
    CHECK(kappa.kappa() <= 1);
    CoincidenceCounts counts(3);
    for (std::size_t i = 0; i < units; ++i) {
      counts.add(std::span(codes).subspan(4 * i, 4));
    }
    CHECK(agrees(counts.alpha().alpha,
                 kappa.kappa() + (1 - kappa.kappa()) / (4 * static_cast<double>(units)),
                 few_roundings));
  }
}

TEST_CASE("fleiss: undefined without units and where chance leaves nothing") {
  const FleissKappa empty(3, 2);
  for (const double value : {empty.kappa(), empty.free_marginal(), empty.gwet(), empty.observed(),
                             empty.expected(), empty.of_category(0)}) {
    CHECK(std::isnan(value));
  }
  const FleissKappa constant = kappa_of({{3, 0}, {3, 0}});
  CHECK(std::isnan(constant.kappa()));
  CHECK(constant.free_marginal() == 1);
  CHECK(constant.gwet() == 1);
  CHECK(std::isnan(fleiss_kappa(MatrixView<std::uint32_t>({}, 0, 2), 3).kappa()));
}

TEST_CASE("fleiss: what cannot be is refused") {
  const CodeList codes{0, 1, no_rating, 0};
  CHECK(contains(message_of([&] { (void)fleiss_kappa({codes, 2, 2}, 2); }),
                 "found no rating of rater 0, expected every one"));
  CHECK(contains(message_of([&] { (void)fleiss_kappa({codes, 4, 1}, 2); }), "found 1 ratings"));
  CHECK(contains(message_of([&] { (void)fleiss_kappa({codes, 1, 2}, 2); }), "found 4 of them"));
  CHECK(contains(message_of([&] { (void)fleiss_kappa({codes, 2, 2}, 0); }), "found 0 categories"));
  FleissKappa kappa(2, 3);
  CHECK(contains(message_of([&] { kappa.add(CodeList{0, 1, 2}); }), "rater 2: found category 2"));
  CHECK(contains(message_of([&] { kappa.add(CodeList{0, 1}); }),
                 "found a unit with 2 categories and 2 ratings, expected 2 and 3"));
  CHECK(contains(message_of([&] { kappa.add_counts(Counts{2, 1, 0}); }), "with 3 categories"));
  CHECK(contains(message_of([&] { kappa.add_counts(Counts{2, 2}); }), "more than 3 ratings"));
  const std::uint64_t half = std::uint64_t{1} << 63U;
  CHECK(contains(message_of([&] { kappa.add_counts(Counts{half + 3, half}); }), "more than 3"));
  CHECK(contains(message_of([&] { kappa.merge(FleissKappa(2, 4)); }),
                 "found 2 categories and 4 ratings of each unit, expected 2 and 3"));
  CHECK(contains(message_of([&] { (void)kappa.of_category(2); }), "expected one below 2"));
  CHECK(kappa == FleissKappa(2, 3));
}
