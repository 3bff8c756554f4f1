#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/linkage.hpp>
#include <tonewheel/core/error.hpp>

using tonewheel::complete_linkage;
using tonewheel::CondensedDistances;
using tonewheel::cut;
using tonewheel::Dendrogram;
using tonewheel::Error;
using tonewheel::Merge;

namespace {

using Labels = std::vector<std::size_t>;

double between(const CondensedDistances& d, std::size_t i, std::size_t j) {
  if (i > j) {
    std::swap(i, j);
  }
  std::size_t position = 0;
  for (std::size_t row = 0; row < i; ++row) {
    position += d.items - 1 - row;
  }
  return d.values[position + j - i - 1];
}

/// The distance of two clusters: that of the two members farthest apart.
double farthest(const CondensedDistances& d, const Labels& a, const Labels& b) {
  double most = 0;
  for (const std::size_t i : a) {
    for (const std::size_t j : b) {
      most = std::max(most, between(d, i, j));
    }
  }
  return most;
}

/// Plays a tree's merges by brute force: each must join two clusters that are there, at their
/// distance, and no two others may be nearer.
bool is_complete_linkage(const CondensedDistances& d, const Dendrogram& tree) {
  std::vector<Labels> cluster(d.items);
  std::vector<std::size_t> alive;
  for (std::size_t i = 0; i < d.items; ++i) {
    cluster[i] = {i};
    alive.push_back(i);
  }
  for (const Merge& merge : tree.merges) {
    double least = std::numeric_limits<double>::infinity();
    for (const std::size_t a : alive) {
      for (const std::size_t b : alive) {
        if (a < b) {
          least = std::min(least, farthest(d, cluster[a], cluster[b]));
        }
      }
    }
    const bool there = std::count(alive.begin(), alive.end(), merge.left) == 1 &&
                       std::count(alive.begin(), alive.end(), merge.right) == 1;
    if (!there || merge.left >= merge.right || merge.height != least ||
        merge.height != farthest(d, cluster[merge.left], cluster[merge.right])) {
      return false;
    }
    Labels joined = cluster[merge.left];
    joined.insert(joined.end(), cluster[merge.right].begin(), cluster[merge.right].end());
    if (joined.size() != merge.leaves) {
      return false;
    }
    std::erase(alive, merge.left);
    std::erase(alive, merge.right);
    alive.push_back(cluster.size());
    cluster.push_back(std::move(joined));
  }
  return alive.size() == 1;
}

CondensedDistances random_distances(std::size_t items, int kinds, std::mt19937_64& engine) {
  CondensedDistances d{items, {}};
  for (std::size_t i = 0; i < items * (items - 1) / 2; ++i) {
    d.values.push_back(kinds > 0 ? static_cast<double>(engine() % static_cast<unsigned>(kinds))
                                 : static_cast<double>(engine() >> 11U));
  }
  return d;
}

/// 7 items, distances 1 to 5 with many ties: numpy.random.default_rng(7).integers(1, 6, size=21).
const CondensedDistances tied{7, {5, 4, 4, 5, 3, 4, 5, 2, 1, 2, 2, 5, 5, 1, 3, 5, 1, 4, 1, 3, 5}};

/// 12 points ((37 i) mod 23, (11 i i) mod 29), squared Euclidean distances.
CondensedDistances lattice() {
  CondensedDistances d{12, {}};
  for (int i = 0; i < 12; ++i) {
    for (int j = i + 1; j < 12; ++j) {
      const double x = (37 * i) % 23 - (37 * j) % 23;
      const double y = (11 * i * i) % 29 - (11 * j * j) % 29;
      d.values.push_back(x * x + y * y);
    }
  }
  return d;
}

}  // namespace

TEST_CASE("complete linkage is SciPy's, ties included") {
  // scipy 1.10: linkage(d, "complete")
  CHECK(complete_linkage(tied).merges ==
        std::vector<Merge>{
            {2, 5, 1, 2}, {1, 4, 1, 2}, {6, 8, 3, 3}, {0, 3, 4, 2}, {7, 10, 5, 4}, {9, 11, 5, 7}});
  CHECK(complete_linkage(lattice()).merges == std::vector<Merge>{{2, 7, 5, 2},
                                                                 {3, 8, 17, 2},
                                                                 {6, 9, 20, 2},
                                                                 {5, 12, 34, 3},
                                                                 {1, 13, 45, 3},
                                                                 {11, 14, 50, 3},
                                                                 {0, 4, 104, 2},
                                                                 {10, 15, 170, 4},
                                                                 {16, 17, 340, 6},
                                                                 {19, 20, 685, 10},
                                                                 {18, 21, 932, 12}});
}

TEST_CASE("complete linkage is what brute force finds") {
  std::mt19937_64 engine(11);
  for (std::size_t items = 1; items <= 16; ++items) {
    for (const int kinds : {0, 1, 2, 3, 6, 20}) {
      CAPTURE(items);
      CAPTURE(kinds);
      const CondensedDistances d = random_distances(items, kinds, engine);
      const Dendrogram tree = complete_linkage(d);
      CHECK(tree.leaves == items);
      CHECK(is_complete_linkage(d, tree));
    }
  }
}

TEST_CASE("a cut has SciPy's clusters and numbers") {
  // scipy 1.10: fcluster(Z, t, "maxclust") - 1
  const Dendrogram tree = complete_linkage(lattice());
  CHECK(cut(tree, {.clusters = 1}) == Labels(12, 0));
  CHECK(cut(tree, {.clusters = 2}) == Labels{0, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1});
  CHECK(cut(tree, {.clusters = 4}) == Labels{0, 2, 1, 2, 0, 1, 3, 1, 2, 3, 1, 3});
  CHECK(cut(tree, {.clusters = 6}) == Labels{0, 4, 2, 4, 1, 2, 5, 2, 4, 5, 3, 5});
  CHECK(cut(tree, {.clusters = 8}) == Labels{0, 5, 2, 4, 1, 2, 6, 2, 4, 6, 3, 7});
  CHECK(cut(tree, {.clusters = 10}) == Labels{0, 6, 2, 5, 1, 3, 7, 2, 5, 8, 4, 9});
  const Dendrogram ties = complete_linkage(tied);
  CHECK(cut(ties, {.clusters = 2}) == Labels(7, 0));  // the last two merges tie
  CHECK(cut(ties, {.clusters = 3}) == Labels{2, 0, 1, 2, 0, 1, 0});
  CHECK(cut(ties, {.clusters = 4}) == Labels{2, 0, 1, 3, 0, 1, 0});
  CHECK(cut(ties, {.clusters = 5}) == Labels{3, 0, 2, 4, 0, 2, 1});
  // fcluster(Z, t, "distance") - 1
  CHECK(cut(ties, {.height = 0.5}) == Labels{5, 0, 3, 6, 1, 4, 2});
  CHECK(cut(ties, {.height = 1}) == Labels{3, 0, 2, 4, 0, 2, 1});
  CHECK(cut(ties, {.height = 2}) == Labels{3, 0, 2, 4, 0, 2, 1});
  CHECK(cut(ties, {.height = 3}) == Labels{2, 0, 1, 3, 0, 1, 0});
  CHECK(cut(ties, {.height = 5}) == Labels(7, 0));
}

TEST_CASE("a cut into as many clusters as leaves, or nearly") {
  // SciPy before 1.15 merges too much here (its pull request 21121); these are 1.15's answers.
  const Dendrogram tree = complete_linkage({3, {3, 4, 1}});
  CHECK(cut(tree, {.clusters = 3}) == Labels{0, 1, 2});
  CHECK(cut(tree, {.clusters = 100}) == Labels{0, 1, 2});
  CHECK(cut(tree, {.clusters = 2}) == Labels{1, 0, 0});
  CHECK(cut(complete_linkage({1, {}}), {.clusters = 1}) == Labels{0});
  CHECK(cut(complete_linkage({1, {}}), {.height = 0}) == Labels{0});
  CHECK(cut(complete_linkage({2, {0}}), {.height = 0}) == Labels{0, 0});
  CHECK(cut(complete_linkage({2, {0}}), {.height = -1}) == Labels{0, 1});
}

TEST_CASE("laws of a cut") {
  std::mt19937_64 engine(12);
  for (const int kinds : {0, 4}) {
    const CondensedDistances d = random_distances(30, kinds, engine);
    const Dendrogram tree = complete_linkage(d);
    for (std::size_t clusters = 1; clusters <= 31; ++clusters) {
      CAPTURE(clusters);
      const Labels labels = cut(tree, {.clusters = clusters});
      const std::set<std::size_t> used(labels.begin(), labels.end());
      CHECK(used.size() <= clusters);
      CHECK(*used.rbegin() == used.size() - 1);
      if (kinds == 0) {
        CHECK(used.size() == std::min<std::size_t>(clusters, 30));
      }
      // Members of a cluster are within its height, which the number of merges tells.
      const double height =
          used.size() == 30 ? 0 : tree.merges[tree.leaves - 1 - used.size()].height;
      for (std::size_t i = 0; i < 30; ++i) {
        for (std::size_t j = i + 1; j < 30; ++j) {
          CHECK((labels[i] != labels[j] || between(d, i, j) <= height));
        }
      }
    }
  }
}

TEST_CASE("a chain as deep as it has leaves") {
  constexpr std::size_t items = 400;
  CondensedDistances d{items, {}};
  for (std::size_t i = 0; i < items; ++i) {
    for (std::size_t j = i + 1; j < items; ++j) {
      d.values.push_back(static_cast<double>(j));
    }
  }
  const Dendrogram tree = complete_linkage(d);
  CHECK(tree.merges.back() == Merge{items - 1, 2 * items - 3, items - 1, items});
  const Labels labels = cut(tree, {.clusters = 2});
  CHECK(labels.back() == 1);
  CHECK(std::count(labels.begin(), labels.end(), 0U) == items - 1);
}

TEST_CASE("what is no set of distances, no tree and no cut") {
  CHECK_THROWS_AS((void)complete_linkage({0, {}}), Error);
  CHECK_THROWS_AS((void)complete_linkage({3, {1, 2}}), Error);
  CHECK_THROWS_AS((void)complete_linkage({2, {1, 2, 3}}), Error);
  CHECK_THROWS_AS((void)complete_linkage({2, {-1}}), Error);
  CHECK_THROWS_AS((void)complete_linkage({2, {std::nan("")}}), Error);
  CHECK_THROWS_AS((void)complete_linkage({2, {std::numeric_limits<double>::infinity()}}), Error);
  const Dendrogram tree = complete_linkage(tied);
  CHECK_THROWS_AS((void)cut(tree, {}), Error);
  CHECK_THROWS_AS((void)cut(tree, {.clusters = 2, .height = 1}), Error);
  CHECK_THROWS_AS((void)cut(tree, {.clusters = 0}), Error);
  CHECK_THROWS_AS((void)cut(tree, {.height = std::nan("")}), Error);
  CHECK_THROWS_AS((void)cut({}, {.clusters = 1}), Error);
  Dendrogram broken = tree;
  broken.merges.pop_back();
  CHECK_THROWS_AS((void)cut(broken, {.clusters = 1}), Error);
  broken = tree;
  broken.merges[2].right = 40;
  CHECK_THROWS_AS((void)cut(broken, {.clusters = 1}), Error);
  broken = tree;
  broken.merges[3].left = broken.merges[2].left;
  CHECK_THROWS_AS((void)cut(broken, {.clusters = 1}), Error);
  broken = tree;
  broken.merges[5].height = 0;
  CHECK_THROWS_AS((void)cut(broken, {.clusters = 1}), Error);
}
