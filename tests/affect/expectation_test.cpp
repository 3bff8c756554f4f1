#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/expectation.hpp>
#include <tonewheel/affect/model.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

Space three_classes(bool dominance = true) {
  return {"s",
          {{.name = "calm", .mean = {0.2, -0.5, 0.1}, .deviation = {0.3, 0.2, 0.3}, .prior = 0.5},
           {.name = "glad",
            .mean = {0.6, 0.3, 0.2},
            .deviation = {0.2, 0.3, 0.25},
            .prior = 0.3,
            .rater_variance = {0.02, 0.03, 0.01}},
           {.name = "sad", .mean = {-0.6, -0.2, -0.3}, .deviation = {0.2, 0.3, 0.3}, .prior = 0.2}},
          dominance};
}

struct Row {
  Vad point;
  std::uint32_t label;
  double weight;
};

std::vector<Row> random_rows(std::mt19937_64& engine, std::size_t n) {
  std::uniform_real_distribution<double> unit(-1, 1);
  std::vector<Row> rows(n);
  for (Row& row : rows) {
    row = {{unit(engine), unit(engine), unit(engine)},
           engine() % 2 == 0 ? unlabelled : static_cast<std::uint32_t>(engine() % 3),
           engine() % 3 == 0 ? 1.0 : 1 + unit(engine)};
  }
  return rows;
}

void add(Expectation& expectation, const Row& row) {
  expectation.add(row.point, row.label, row.weight);
}

}  // namespace

TEST_CASE("expectation: rows go to classes by the posterior, and the likelihood is summed") {
  std::mt19937_64 engine(741);
  for (const bool dominance : {true, false}) {
    const Space space = three_classes(dominance);
    const Model model = make_model(space);
    Expectation expectation(space);
    std::array<double, 3> weights{};
    std::array<double, 3> valence{};
    double log_likelihood = 0;
    for (const Row& row : random_rows(engine, 200)) {
      add(expectation, row);
      const Eigen::VectorXd joint =
          dominance ? model.mixture.log_joint(to_vector(row.point))
                    : marginal(model.mixture).log_joint(to_vector(row.point.va()));
      const double evidence = std::log(joint.array().exp().sum());
      for (std::uint32_t k = 0; k < 3; ++k) {
        const double share = row.label == unlabelled ? std::exp(joint[k] - evidence)
                             : row.label == k        ? 1.0
                                                     : 0.0;
        weights[k] += share * row.weight;
        valence[k] += share * row.weight * row.point.valence;
      }
      log_likelihood += row.weight * (row.label == unlabelled ? evidence : joint[row.label]);
    }
    CHECK(expectation.n() == 200);
    CHECK(expectation.labelled_rows() + expectation.unlabelled_rows() == 200);
    CHECK(expectation.log_likelihood() == doctest::Approx(log_likelihood).epsilon(1e-12));
    for (std::size_t k = 0; k < 3; ++k) {
      const ClassMoments& own = expectation.moments().of(k);
      CHECK(own.weight() == doctest::Approx(weights[k]).epsilon(1e-12));
      CHECK(std::abs(own.mean().valence - valence[k] / weights[k]) < 1e-12);
    }
  }
}

TEST_CASE("expectation: votes are labels that are shared") {
  const Space space = three_classes();
  Expectation votes(space);
  votes.add_votes(std::array<double, 3>{1, 3, 0}, {0.5, 0.25, 0});
  Expectation labels(space);
  labels.add({0.5, 0.25, 0}, 0, 0.25);
  labels.add({0.5, 0.25, 0}, 1, 0.75);
  CHECK(votes.log_likelihood() == doctest::Approx(labels.log_likelihood()).epsilon(1e-14));
  CHECK(votes.moments().of(1) == labels.moments().of(1));
  CHECK(votes.labelled_rows() == 1);
}

TEST_CASE("expectation: no likelihood, no row and no match are errors") {
  Space space = three_classes();
  Expectation expectation(space);
  CHECK(contains(message_of([&] { expectation.add({0, 0, 0}, 3); }), "found class 3"));
  CHECK(contains(message_of([&] { expectation.add({0, std::nan(""), 0}); }), "arousal nan"));
  CHECK(contains(message_of([&] { expectation.add({0, 0, 0}, unlabelled, -1); }), "weight -1"));
  CHECK(contains(message_of([&] { expectation.add({1e200, 0, 0}); }), "beyond every class"));
  CHECK(expectation == Expectation(space));
  space.classes[1].mean.valence = 0.5;
  CHECK(contains(message_of([&] { expectation.merge(Expectation(space)); }), "another space"));
  space.classes[1].temperature = 2;
  CHECK(contains(message_of([&] { (void)Expectation(space); }), "class glad has temperature 2"));
  space.classes[1].temperature = 1;
  space.classes[0].deviation.arousal = 0;
  CHECK(contains(message_of([&] { (void)Expectation(space); }), "not positive definite"));
}
