#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/graph/hierarchy.hpp>
#include <tonewheel/graph/similarity.hpp>
#include <tonewheel/metric/overlap/soft_match.hpp>
#include <tonewheel/metric/vocabulary/wheel_credit.hpp>
#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/wheel/catalogue.hpp>
#include <tonewheel/wheel/wheel.hpp>

using namespace tonewheel;

namespace {

const ConceptGraph& shipped() {
  static const ConceptGraph graph = atlas();
  return graph;
}

ConceptId emotion(const std::string& name) {
  return shipped().get("plutchik/" + name);
}

bool near(double value, double expected) {
  return std::abs(value - expected) <= 1e-12;
}

}  // namespace

TEST_CASE("wheel credit: Plutchik's wheel by steps and by angles") {
  const Wheel wheel = shipped_wheel(shipped(), "plutchik");
  const std::vector<std::string> clockwise{"joy",     "trust",   "fear",  "surprise",
                                           "sadness", "disgust", "anger", "anticipation"};
  const std::vector<double> expected{1, 0.75, 0.5, 0.25, 0, 0.25, 0.5, 0.75};
  for (std::size_t i = 0; i < 8; ++i) {
    for (std::size_t j = 0; j < 8; ++j) {
      const ConceptId a = emotion(clockwise[i]);
      const ConceptId b = emotion(clockwise[j]);
      CHECK(step_credit(wheel, a, b) == expected[(j + 8 - i) % 8]);
      CHECK(near(angle_credit(wheel, a, b), expected[(j + 8 - i) % 8]));
    }
  }
  const ConceptId elsewhere = shipped_wheel(shipped(), "mikels").ring(1)[0];
  CHECK(step_credit(wheel, elsewhere, emotion("joy")) == 0);
  CHECK(angle_credit(wheel, emotion("joy"), elsewhere) == 0);
  CHECK(angle_credit(wheel, elsewhere, elsewhere) == 0);
}

TEST_CASE("wheel credit: in the unit interval, symmetric, 1 with itself, on every wheel") {
  for (const std::string& key : wheel_keys()) {
    INFO(key);
    const Wheel wheel = shipped_wheel(shipped(), key);
    const std::vector<ConceptId> cells = wheel.ring(wheel.rings());
    for (std::size_t i = 0; i < cells.size(); i += 3) {
      CHECK(step_credit(wheel, cells[i], cells[i]) == 1);
      CHECK(angle_credit(wheel, cells[i], cells[i]) == 1);
      for (std::size_t j = 0; j < cells.size(); j += 5) {
        for (auto* credit : {&step_credit, &angle_credit}) {
          const double value = (*credit)(wheel, cells[i], cells[j]);
          CHECK(value >= 0);
          CHECK(value <= 1);
          CHECK(value == (*credit)(wheel, cells[j], cells[i]));
        }
      }
    }
  }
}

TEST_CASE("wheel credit: soft matches of labels on a wheel and in a graph") {
  const Wheel wheel = shipped_wheel(shipped(), "plutchik");
  const std::vector<ConceptId> truth{emotion("joy"), emotion("fear")};
  const std::vector<ConceptId> prediction{emotion("trust"), emotion("fear"), emotion("sadness")};
  const CreditMatrix by_steps = credit_matrix(
      truth, prediction, [&](ConceptId a, ConceptId b) { return step_credit(wheel, a, b); });
  CHECK(by_steps.values == std::vector<double>{0.75, 0.5, 0, 0.75, 1, 0.5});
  CHECK(soft_counts(by_steps.view()) == SoftCounts{2, 3, 1.75});

  const Hierarchy hierarchy(shipped());
  const CreditMatrix by_path = credit_matrix(truth, prediction, [&](ConceptId a, ConceptId b) {
    return path_similarity(hierarchy, a, b);
  });
  const SoftCounts sample = soft_counts(by_path.view());
  CHECK(sample.credit > 1);  // fear with itself, joy with something
  CHECK(sample.credit < 2);
}
