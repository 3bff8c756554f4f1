#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/wheel/catalogue.hpp>
#include <tonewheel/wheel/geometry.hpp>
#include <tonewheel/wheel/wheel.hpp>

#include "support/errors.hpp"

using namespace tonewheel;

namespace {

const ConceptGraph& shipped() {
  static const ConceptGraph graph = atlas();
  return graph;
}

ConceptId cell(const Wheel& wheel, const std::string& key) {
  const ConceptId id = shipped().get(key);
  REQUIRE(wheel.ring_of(id));
  return id;
}

std::vector<std::string> names(const std::vector<ConceptId>& ids) {
  std::vector<std::string> list;
  for (const ConceptId id : ids) {
    list.emplace_back(shipped()[id].name());
  }
  return list;
}

}  // namespace

TEST_CASE("wheel: every shipped wheel has the published sectors and cells") {
  struct Shape {
    std::string key;
    std::vector<std::size_t> rings;
    bool published;
  };
  const std::vector<Shape> shapes{
      {"plutchik", {8, 16}, true},
      {"parrott", {6, 25, 135}, false},
      {"willcox-a", {6, 36, 36}, false},
      {"willcox-b", {6, 36, 36}, false},
      {"roberts", {7, 41, 82}, false},
      {"junto", {6, 34, 68}, false},
      {"geneva", {20}, false},
      {"mikels", {8}, false},
      {"russell", {8}, true},
  };
  std::vector<std::string> keys;
  for (const Shape& shape : shapes) {
    INFO(shape.key);
    keys.push_back(shape.key);
    const Wheel wheel = shipped_wheel(shipped(), shape.key);
    CHECK(wheel.sectors() == shape.rings[0]);
    CHECK(wheel.rings() == static_cast<int>(shape.rings.size()));
    CHECK(wheel.has_published_angles() == shape.published);
    for (std::size_t ring = 0; ring < shape.rings.size(); ++ring) {
      CHECK(wheel.ring(static_cast<int>(ring) + 1).size() == shape.rings[ring]);
    }
  }
  CHECK(wheel_keys() == keys);
  CHECK(support::contains(
      support::message_of([] { static_cast<void>(shipped_wheel(shipped(), "hourglass")); }),
      "plutchik, parrott"));
}

TEST_CASE("wheel: Plutchik's angles, steps and opposites are the published ones") {
  const Wheel wheel = shipped_wheel(shipped(), "plutchik");
  const std::vector<std::string> clockwise{"joy",     "trust",   "fear",  "surprise",
                                           "sadness", "disgust", "anger", "anticipation"};
  CHECK(names(wheel.ring(1)) == clockwise);
  for (std::size_t i = 0; i < 8; ++i) {
    const ConceptId id = cell(wheel, "plutchik/" + clockwise[i]);
    CHECK(wheel.angle_of(id) == static_cast<double>(i) / 8);
    const auto across = opposite(wheel, *wheel.sector_of(id));
    REQUIRE(across);
    // The relation is stated in the graph from the published pairs, the sector follows the order.
    CHECK(shipped().find_relation(id, relation::opposite_of, wheel.core(*across)) != nullptr);
    for (std::size_t j = 0; j < 8; ++j) {
      const std::size_t apart = (j + 8 - i) % 8;
      CHECK(steps(wheel, id, cell(wheel, "plutchik/" + clockwise[j])) ==
            std::min(apart, 8 - apart));
    }
  }
  // Mild and intense words stand in their basic word's sector.
  CHECK(wheel.sector_of(cell(wheel, "plutchik/terror")) ==
        wheel.sector_of(cell(wheel, "plutchik/fear")));
  CHECK(wheel.angle_of(cell(wheel, "plutchik/serenity")) == 0);
  CHECK(angular_distance(wheel, cell(wheel, "plutchik/terror"), cell(wheel, "plutchik/serenity")) ==
        0.25);
  CHECK(wheel.cluster_of(cell(wheel, "plutchik/terror"), 1) == shipped().get("plutchik/fear"));
  // A dyad is a word of Plutchik's, but not a cell.
  CHECK_FALSE(wheel.angle_of(shipped().get("plutchik/love")));
  CHECK_FALSE(steps(wheel, shipped().get("plutchik/love"), shipped().get("plutchik/joy")));
}

TEST_CASE("wheel: Russell's eight concepts stand at 45 degree steps") {
  const Wheel wheel = shipped_wheel(shipped(), "russell");
  CHECK(names(wheel.ring(1)) == std::vector<std::string>{"pleasure", "excitement", "arousal",
                                                         "distress", "displeasure", "depression",
                                                         "sleepiness", "relaxation"});
  CHECK(wheel.angle_of(shipped().get("russell/distress")) == 0.375);
}

TEST_CASE("wheel: Mikels' distance is the number of steps along the shorter arc") {
  const Wheel wheel = shipped_wheel(shipped(), "mikels");
  const auto distance = [&](const char* a, const char* b) {
    return *steps(wheel, shipped().get(std::string("mikels/") + a),
                  shipped().get(std::string("mikels/") + b));
  };
  CHECK(distance("amusement", "amusement") == 0);
  CHECK(distance("amusement", "contentment") == 1);
  CHECK(distance("amusement", "anger") == 1);
  CHECK(distance("amusement", "fear") == 4);
  CHECK(distance("awe", "disgust") == 4);
  CHECK(distance("excitement", "anger") == 4);
  CHECK(distance("contentment", "anger") == 2);
}

TEST_CASE("wheel: Geneva's families keep their order and half-planes") {
  const Wheel wheel = shipped_wheel(shipped(), "geneva");
  const auto ring = names(wheel.ring(1));
  CHECK(ring.front() == "interest");
  CHECK(ring.back() == "anger");
  for (std::size_t i = 0; i < 20; ++i) {
    const HalfPlanes halves = half_planes("geneva", ring[i]);
    CHECK(halves == HalfPlanes{i < 10, i < 5 || i >= 15});
  }
  CHECK(half_planes("mikels", "Awe") == HalfPlanes{true, std::nullopt});
  CHECK(half_planes("russell", "arousal") == HalfPlanes{});
}

TEST_CASE("wheel: cells without published angles share the circle evenly in their order") {
  const Wheel wheel = shipped_wheel(shipped(), "roberts");
  const auto outer = wheel.ring(3);
  for (std::size_t i = 0; i < outer.size(); ++i) {
    const double step =
        circular_distance(*wheel.angle_of(outer[i]), *wheel.angle_of(outer[(i + 1) % 82]));
    CHECK(step == doctest::Approx(1.0 / 82).epsilon(1e-12));
  }
  CHECK(wheel.angle_of(shipped().get("roberts/fearful")) == 0);
  // fearful has 12 outer cells, angry 16: their middles are 14 cells apart.
  CHECK(*wheel.angle_of(shipped().get("roberts/angry")) == doctest::Approx(14.0 / 82));
  CHECK_FALSE(opposite(wheel, {0}));  // seven sectors
}

TEST_CASE("wheel: words, homonyms and clusters") {
  const Wheel wheel = shipped_wheel(shipped(), "roberts");
  const auto cells = find_cells(shipped(), wheel, " Embarrassed");
  REQUIRE(cells.size() == 2);
  CHECK(shipped()[*wheel.cluster_of(cells[0], 1)].name() == "disgusted");
  CHECK(shipped()[*wheel.cluster_of(cells[0], 2)].name() == "disapproving");
  CHECK(shipped()[*wheel.cluster_of(cells[1], 1)].name() == "sad");
  CHECK(shipped()[*wheel.cluster_of(cells[1], 2)].name() == "hurt");
  const ConceptId core = shipped().get("roberts/sad");
  CHECK(wheel.cluster_of(core, 1) == core);
  CHECK_FALSE(wheel.cluster_of(core, 2));
  CHECK(find_cells(shipped(), wheel, "neutral").empty());
  CHECK_FALSE(wheel.cluster_of(shipped().get("plutchik/joy"), 1));
}

TEST_CASE("wheel: direction and earth mover's distance of distributions") {
  const Wheel wheel = shipped_wheel(shipped(), "plutchik");
  const std::vector<double> joy{1, 0, 0, 0, 0, 0, 0, 0};
  const std::vector<double> trust{0, 1, 0, 0, 0, 0, 0, 0};
  const std::vector<double> both{.5, 0, 0, 0, .5, 0, 0, 0};
  const std::vector<double> near{.5, .5, 0, 0, 0, 0, 0, 0};
  CHECK(*direction(wheel, joy).mean == doctest::Approx(0));
  CHECK(direction(wheel, joy).resultant == doctest::Approx(1));
  CHECK_FALSE(direction(wheel, both).mean);
  CHECK(*direction(wheel, near).mean == doctest::Approx(1.0 / 16));
  CHECK(direction(wheel, near).resultant == doctest::Approx(0.923879532511287));  // cos(pi/8)
  CHECK(wheel_emd(wheel, joy, trust) == doctest::Approx(1.0 / 8));
  CHECK(wheel_emd(wheel, joy, both) == doctest::Approx(0.25));
  CHECK(wheel_emd(wheel, joy, joy) == 0);
  CHECK(support::error_of(
      [&] { static_cast<void>(wheel_emd(wheel, joy, std::vector<double>{1, 0})); }));
  CHECK(support::error_of([&] { static_cast<void>(steps(wheel, SectorId{8}, SectorId{0})); }));
}

TEST_CASE("wheel: what is not a wheel is refused") {
  ConceptGraph graph;
  const SchemeId scheme = graph.add_scheme({.key = "odd"});
  CHECK(support::contains(support::message_of([&] { static_cast<void>(Wheel(graph, "none")); }),
                          "no scheme"));
  CHECK(support::contains(support::message_of([&] { static_cast<void>(Wheel(graph, "odd")); }),
                          "found 0 concepts"));
  graph.add({.key = "a", .scheme = scheme, .tier = 1, .angle = 0.5});
  graph.add({.key = "b", .scheme = scheme, .tier = 1});
  CHECK(support::contains(support::message_of([&] { static_cast<void>(Wheel(graph, "odd")); }),
                          "all or none"));
}
