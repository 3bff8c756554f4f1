#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/matrices.hpp>

#include "graph/sample_graphs.hpp"
#include "graph/survives.hpp"
#include "support/eigenvalues.hpp"

using namespace tonewheel;
using doctest::Approx;
using sample::id;

namespace {

using Dense = Eigen::MatrixXd;

Dense matrix_of(const nlohmann::json& rows) {
  const auto n = static_cast<Eigen::Index>(rows.size());
  Dense matrix(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j) {
      matrix(i, j) = rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)].get<double>();
    }
  }
  return matrix;
}

double off(const Dense& a, const Dense& b) {
  REQUIRE(a.rows() == b.rows());
  REQUIRE(a.cols() == b.cols());
  return a.size() == 0 ? 0 : (a - b).cwiseAbs().maxCoeff();
}

/// Spearman correlations of AffectNet's training labels (Emotion-GCN, spearman_affectnet.pkl),
/// three decimals. Neutral, Happy, Sad, Surprise, Fear, Disgust, Anger, Valence, Arousal.
Dense spearman() {
  const std::array<std::array<double, 9>, 9> upper{{
      {1, -.568, -.188, -.137, -.091, -.070, -.185, -.335, -.284},
      {0, 1, -.298, -.217, -.144, -.110, -.294, .861, .014},
      {0, 0, 1, -.072, -.048, -.037, -.097, -.453, -.434},
      {0, 0, 0, 1, -.035, -.027, -.071, -.028, .338},
      {0, 0, 0, 0, 1, -.018, -.047, -.122, .236},
      {0, 0, 0, 0, 0, 1, -.036, -.176, .144},
      {0, 0, 0, 0, 0, 0, 1, -.384, .414},
      {0, 0, 0, 0, 0, 0, 0, 1, .037},
      {0, 0, 0, 0, 0, 0, 0, 0, 1},
  }};
  Dense matrix(9, 9);
  for (std::size_t i = 0; i < 9; ++i) {
    for (std::size_t j = 0; j < 9; ++j) {
      matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) =
          upper[std::min(i, j)][std::max(i, j)];
    }
  }
  return matrix;
}

const std::vector<bool> affect_axes{false, false, false, false, false, false, false, true, true};

}  // namespace

TEST_CASE("adjacency is networkx's") {
  for (const auto& each : sample::golden_graphs()) {
    if (each.at("nodes") == 0) {
      continue;
    }
    CAPTURE(each.at("edges").dump());
    const ConceptGraph graph = sample::golden_graph(each);
    const auto& expected = each.at("adjacency");
    CHECK(off(adjacency(graph), matrix_of(expected.at("undirected"))) == 0);
    CHECK(off(adjacency(graph, {.directed = true}), matrix_of(expected.at("directed"))) == 0);
    CHECK(off(adjacency(graph, {.weighted = true}),
              matrix_of(expected.at("undirected_weighted"))) == 0);
    CHECK(off(adjacency(graph, {.directed = true, .weighted = true}),
              matrix_of(expected.at("directed_weighted"))) == 0);
    CHECK(off(adjacency(graph, {.types = {relation::broader}}),
              matrix_of(expected.at("undirected_0"))) == 0);
  }
  CHECK(adjacency(ConceptGraph{}).rows() == 0);
}

TEST_CASE("adjacency: a negative weight is kept, among several relations the greatest counts") {
  ConceptGraph graph = sample::points(3);
  graph.relate({0}, relation::related, {1}, {.weight = -2});
  graph.relate({1}, relation::related, {2}, {.weight = -3});
  graph.relate({1}, relation::adjacent, {2}, {.weight = -1});
  const Dense matrix = adjacency(graph, {.weighted = true});
  CHECK(matrix(0, 1) == -2);
  CHECK(matrix(1, 0) == -2);
  CHECK(matrix(1, 2) == -1);
  CHECK(matrix(2, 1) == -1);
}

// Were the relations of a concept walked for each entry, this would take minutes.
TEST_CASE("adjacency: a concept with 200,000 relations") {
  constexpr std::size_t n = 200'001;
  ConceptGraph graph = sample::points(n);
  for (std::size_t i = 1; i < n; ++i) {
    graph.relate({0}, relation::related, sample::id(i), {.weight = static_cast<double>(i)});
  }
  const SparseMatrix matrix = adjacency(graph, {.weighted = true});
  CHECK(matrix.nonZeros() == 2 * (static_cast<Eigen::Index>(n) - 1));
  CHECK(matrix.coeff(0, 77) == 77);
  CHECK(matrix.coeff(200'000, 0) == 200'000);
}

TEST_CASE("normalised Laplacian is networkx's, isolated concepts included") {
  for (const auto& each : sample::golden_graphs()) {
    if (each.at("nodes") == 0) {
      continue;
    }
    CAPTURE(each.at("edges").dump());
    const ConceptGraph graph = sample::golden_graph(each);
    CHECK(off(normalised_laplacian(adjacency(graph)), matrix_of(each.at("laplacian"))) < 1e-14);
    CHECK(off(normalised_laplacian(adjacency(graph, {.weighted = true})),
              matrix_of(each.at("laplacian_weighted"))) < 1e-14);
  }
}

TEST_CASE("normalised Laplacian: eigenvalues in [0, 2], one 0 a component") {
  std::mt19937_64 engine(81);
  for (int round = 0; round < 20; ++round) {
    const std::size_t n = 1 + engine() % 20;
    ConceptGraph graph = sample::points(n);
    for (std::size_t k = engine() % (2 * n); k > 0; --k) {
      const auto a = id(engine() % n);
      const auto b = id(engine() % n);
      if (a != b) {
        graph.relate(a, relation::related, b,
                     {.weight = 0.1 * static_cast<double>(1 + engine() % 30)});
      }
    }
    const Dense laplacian = normalised_laplacian(adjacency(graph, {.weighted = true}));
    CHECK(off(laplacian, laplacian.transpose()) == 0);
    const Eigen::VectorXd values = support::eigenvalues(laplacian);
    CHECK(values.minCoeff() > -1e-12);
    CHECK(values.maxCoeff() < 2 + 1e-12);
    CHECK((values.array().abs() < 1e-9).count() ==
          static_cast<Eigen::Index>(connected_components(graph).size()));
  }
  // Two concepts are bipartite: 0 and 2.
  ConceptGraph two = sample::points(2);
  two.relate({0}, relation::related, {1});
  Dense expected(2, 2);
  expected << 1, -1, -1, 1;
  CHECK(off(normalised_laplacian(adjacency(two)), expected) == 0);
}

TEST_CASE("normalised Laplacian: a concept related to itself") {
  SparseMatrix matrix(2, 2);
  matrix.insert(0, 0) = 3;
  matrix.insert(0, 1) = 1;
  matrix.insert(1, 0) = 1;
  Dense expected(2, 2);
  expected << 1 - 3.0 / 4, -0.5, -0.5, 1;
  CHECK(off(normalised_laplacian(matrix), expected) < 1e-15);
}

TEST_CASE("normalised Laplacian: what is no adjacency") {
  CHECK_THROWS_AS((void)normalised_laplacian(SparseMatrix(2, 3)), Error);
  const auto of = [](double a, double b) {
    SparseMatrix matrix(2, 2);
    matrix.insert(0, 1) = a;
    matrix.insert(1, 0) = b;
    return matrix;
  };
  CHECK_THROWS_AS((void)normalised_laplacian(of(1, 2)), Error);
  CHECK_THROWS_AS((void)normalised_laplacian(of(1, 0)), Error);
  CHECK_THROWS_AS((void)normalised_laplacian(of(-1, -1)), Error);
  CHECK_THROWS_AS((void)normalised_laplacian(of(std::nan(""), std::nan(""))), Error);
  CHECK_THROWS_AS((void)normalised_laplacian(of(HUGE_VAL, HUGE_VAL)), Error);
  CHECK(normalised_laplacian(of(0, 0)).norm() == 0);
}

TEST_CASE("normalised Laplacian: of an empty graph it is empty") {
  CHECK(
      sample::survives([] { return normalised_laplacian(adjacency(ConceptGraph{})).rows() == 0; }));
}

TEST_CASE("normalised Laplacian: does not depend on the unit of the weights") {
  for (const double unit : {1e-200, 1e-100, 1e100, 1e200}) {
    CAPTURE(unit);
    SparseMatrix matrix(2, 2);
    matrix.insert(0, 1) = unit;
    matrix.insert(1, 0) = unit;
    const Dense laplacian = normalised_laplacian(matrix);
    CHECK(laplacian(0, 1) == Approx(-1));
    CHECK(laplacian(0, 0) == Approx(1));
  }
}

TEST_CASE("gcn adjacency: Emotion-GCN's graph of AffectNet") {
  const Dense found = gcn_adjacency(spearman(), affect_axes);
  // What the table leaves at .1, by hand: neighbours of valence and of arousal.
  const std::vector<Eigen::Index> of_valence{0, 1, 2, 4, 5, 6};
  const std::vector<Eigen::Index> of_arousal{0, 2, 3, 4, 5, 6};
  Dense edges = Dense::Zero(9, 9);
  for (const auto i : of_valence) {
    edges(i, 7) = edges(7, i) = 1;
  }
  for (const auto i : of_arousal) {
    edges(i, 8) = edges(8, i) = 1;
  }
  for (Eigen::Index i = 0; i < 9; ++i) {
    for (Eigen::Index j = 0; j < 9; ++j) {
      CAPTURE(i);
      CAPTURE(j);
      // Each row sums to 1, so D is the identity.
      const double expected = i == j ? 0.5 : edges(i, j) * 0.5 / edges.row(i).sum();
      CHECK(found(i, j) == Approx(expected).epsilon(1e-15));
    }
    CHECK(found.row(i).sum() == Approx(1).epsilon(1e-15));
  }
  CHECK(found(1, 7) == Approx(0.5));      // Happy has valence alone
  CHECK(found(3, 8) == Approx(0.5));      // Surprise has arousal alone
  CHECK(found(0, 7) == Approx(0.25));     // Neutral has both
  CHECK(found(7, 0) == Approx(0.5 / 6));  // valence has six
  CHECK(found(7, 8) == 0);
}

TEST_CASE("gcn adjacency: other thresholds and self weights by a plain computation") {
  const Dense s = spearman();
  for (const double threshold : {0.0, 0.037, 0.1, 0.3, 0.5, 0.861, 0.9, 2.0}) {
    for (const double self : {0.1, 0.5, 1.0}) {
      CAPTURE(threshold);
      CAPTURE(self);
      Dense a = Dense::Zero(9, 9);
      for (Eigen::Index i = 0; i < 9; ++i) {
        int count = 0;
        for (Eigen::Index j = 0; j < 9; ++j) {
          count += i != j && (i >= 7 || j >= 7) && std::abs(s(i, j)) >= threshold ? 1 : 0;
        }
        for (Eigen::Index j = 0; j < 9; ++j) {
          if (i == j) {
            a(i, j) = self;
          } else if ((i >= 7 || j >= 7) && std::abs(s(i, j)) >= threshold) {
            a(i, j) = (1 - self) / count;
          }
        }
      }
      Dense expected(9, 9);
      for (Eigen::Index i = 0; i < 9; ++i) {
        for (Eigen::Index j = 0; j < 9; ++j) {
          expected(i, j) = a(i, j) / std::sqrt(a.row(i).sum() * a.row(j).sum());
        }
      }
      CHECK(off(gcn_adjacency(s, affect_axes, {.threshold = threshold, .self_weight = self}),
                expected) < 1e-15);
    }
  }
}

TEST_CASE("gcn adjacency: what does not fit") {
  const Dense s = spearman();
  const auto make = [&](const Dense& matrix, const std::vector<bool>& axes,
                        GcnOptions options = {}) { (void)gcn_adjacency(matrix, axes, options); };
  CHECK_THROWS_AS(make(s, {true, false}), Error);
  CHECK_THROWS_AS(make(s.topRows(8), affect_axes), Error);
  for (const double bad : {-0.1, std::nan("")}) {
    CHECK_THROWS_AS(make(s, affect_axes, {.threshold = bad}), Error);
  }
  for (const double bad : {0.0, -0.5, 1.5, std::nan("")}) {
    CHECK_THROWS_AS(make(s, affect_axes, {.self_weight = bad}), Error);
  }
  for (const double bad : {1.1, -1.1, std::nan(""), HUGE_VAL}) {
    Dense broken = s;
    broken(2, 5) = bad;
    CHECK_THROWS_AS(make(broken, affect_axes), Error);
  }
  CHECK(gcn_adjacency(Dense(0, 0), {}).rows() == 0);
}

TEST_CASE("distance matrix: by position, symmetric, each pair asked once") {
  const std::vector<ConceptId> list{{5}, {2}, {9}, {2}};
  int calls = 0;
  const Dense matrix = distance_matrix(list, [&](ConceptId a, ConceptId b) {
    ++calls;
    return std::abs(static_cast<double>(a.value) - static_cast<double>(b.value));
  });
  Dense expected(4, 4);
  expected << 0, 3, 4, 3,  //
      3, 0, 7, 0,          //
      4, 7, 0, 7,          //
      3, 0, 7, 0;
  CHECK(off(matrix, expected) == 0);
  CHECK(calls == 6);
  CHECK(distance_matrix({}, [](ConceptId, ConceptId) { return 1.0; }).size() == 0);
}
