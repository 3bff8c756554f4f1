#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/graph/crosswalk_matrix.hpp>
#include <tonewheel/graph/hierarchy.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/graph/similarity.hpp>
#include <tonewheel/ontology/label_crosswalk.hpp>
#include <tonewheel/ontology/label_set.hpp>
#include <tonewheel/ontology/named_space.hpp>
#include <tonewheel/ontology/set_crosswalk.hpp>
#include <tonewheel/ontology/set_space.hpp>
#include <tonewheel/ontology/space_model.hpp>
#include <tonewheel/ontology/tone.hpp>
#include <tonewheel/ontology/tone_ontology.hpp>

using namespace tonewheel;

TEST_CASE("space model: the mixture's probabilities, of any shape of points") {
  const SpaceModel model = space_model("basic8");
  const Model expected = make_model(basic8());
  CHECK(model.names() == expected.mixture.names());
  CHECK(model.size() == 8);
  Eigen::MatrixXd points(3, 3);  // by columns
  points << 0.5, 0.2, 0.1, -0.9, 0.8, -0.3, 0, 0, 0;
  const Rows<double> p = model.posterior(points);
  CHECK(p == expected.mixture.posterior_rows(points));
  CHECK(model.posterior(Rows<double>(points)) == p);
  CHECK((model.posterior(points.cast<float>()).cast<double>() - p).cwiseAbs().maxCoeff() < 2e-6);
  CHECK(model.posterior(points.topRows(1)) == p.topRows(1));
  CHECK(model.posterior(points.leftCols(2)) ==
        marginal(expected.mixture).posterior_rows(points.leftCols(2)));
  const std::vector<double> one = model.posterior(0.5, 0.2, 0.1);
  const std::vector<double> flat = model.posterior(0.5, 0.2);
  for (Eigen::Index k = 0; k < p.cols(); ++k) {
    CHECK(one[static_cast<std::size_t>(k)] == p(0, k));
    CHECK(flat[static_cast<std::size_t>(k)] == model.posterior(points.leftCols(2))(0, k));
  }
  CHECK(model.posterior(Eigen::MatrixXd(0, 3)).rows() == 0);
  CHECK_THROWS_AS((void)model.posterior(Eigen::MatrixXd::Zero(2, 4)), Error);
  CHECK_THROWS_AS((void)model.posterior(Eigen::MatrixXd(0, 0)), Error);
  CHECK_THROWS_WITH_AS((void)model.posterior(0.0, std::nan(""), 0.0), doctest::Contains("row 0"),
                       Error);
}

TEST_CASE("named space: every space there is a name for") {
  CHECK(named_space("universal").space.names() == universal().names());
  CHECK(universal_model().names() == universal().names());
  CHECK(named_space("pad151").space.classes.size() == 151);
  CHECK(named_space("fused14").space.classes.size() == 15);
  CHECK(named_space("tone-primary").space.names() == set_space("tone-primary").space.names());
  for (const char* key : {"goemotions", "plutchik-1"}) {
    CHECK(named_space(key).space.names() == set_space(key).space.names());
  }
  CHECK(space_model("basic8").left_out().empty());
  CHECK(space_model("basic8").borrowed().empty());
  const std::vector<std::string> shipped = shipped_space_names();
  for (const std::string& key : set_space_keys()) {
    if (std::find(shipped.begin(), shipped.end(), key) != shipped.end()) {
      continue;  // the space that ships has the name
    }
    CAPTURE(key);
    try {
      const SetSpace expected = set_space(key);
      const SpaceModel model = space_model(key);
      CHECK(model.left_out() == expected.left_out);
      CHECK(model.borrowed() == expected.borrowed);
      CHECK(model.names() == expected.space.names());
    } catch (const Error&) {
      CHECK_THROWS_AS((void)space_model(key), Error);  // some have labels without evidence
    }
  }
  CHECK_THROWS_WITH_AS((void)named_space("occ"), doctest::Contains("reproach"), Error);
  CHECK_THROWS_WITH_AS((void)named_space("basic9"), doctest::Contains("goemotions"), Error);
}

TEST_CASE("tone: paths, tiers and similarities by words") {
  const ToneOntology& ontology = tone();
  CHECK(ontology.path("panic") == "fear / horror / panic");
  CHECK(ontology.path("panicked") == ontology.path("panic"));
  CHECK(ontology.path("Anger") == "anger");
  CHECK(ontology.at_tier("panic", 1) == "fear");
  CHECK(ontology.at_tier("panic", 2) == "horror");
  CHECK(ontology.at_tier("anger", 3).empty());
  CHECK_THROWS_AS((void)ontology.at_tier("anger", 4), Error);
  CHECK(ontology.knows("glee"));
  CHECK(!ontology.knows("xyzzy"));
  CHECK_THROWS_WITH_AS((void)ontology.path("xyzzy"), doctest::Contains("\"xyzzy\""), Error);
  const ConceptGraph& graph = ontology.graph();
  const Hierarchy hierarchy(graph);
  CHECK(ontology.similarity("terror", "panic") == wu_palmer(hierarchy,
                                                            graph.get("tone/fear/horror/terror"),
                                                            graph.get("tone/fear/horror/panic")));
  CHECK(ontology.similarity("joy", "joy") == 1);
  CHECK(ontology.similarity("joy", "panic") == 0);
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    const Concept& each = graph[ConceptId{i}];
    if (each.scheme == graph.find_scheme(tone_key) && each.tier) {
      CHECK(ontology.knows(each.name()));
    }
  }
}

TEST_CASE("label crosswalk: the graph's, by names") {
  const LabelCrosswalk walk = crosswalk("goemotions", "ekman");
  CHECK(walk["admiration"].label == "happiness");
  CHECK(walk["ADMIRATION "].label == "happiness");
  CHECK_THROWS_WITH_AS((void)walk["admire"], doctest::Contains("amusement"), Error);
  const ConceptGraph& graph = shipped_graph();
  const Crosswalk expected =
      crosswalk(graph, label_set(graph, "goemotions"), label_set(graph, "ekman"));
  const Eigen::MatrixXd matrix = crosswalk_matrix(expected);
  REQUIRE(walk.matrix().size() == static_cast<std::size_t>(matrix.size()));
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
      CHECK(walk.matrix()[static_cast<std::size_t>(i * matrix.cols() + j)] == matrix(i, j));
    }
  }
  std::vector<double> p(walk.from().size());
  p[0] = 0.25;
  p[1] = 0.75;
  const std::vector<double> moved = walk.moved(p);
  for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
    CHECK(moved[static_cast<std::size_t>(j)] ==
          doctest::Approx(0.25 * matrix(0, j) + 0.75 * matrix(1, j)));
  }
  CHECK_THROWS_AS((void)walk.moved(std::vector<double>(3)), Error);
  CHECK_THROWS_WITH_AS((void)crosswalk("goemotions", "ekmann"), doctest::Contains("ekman"), Error);
}
