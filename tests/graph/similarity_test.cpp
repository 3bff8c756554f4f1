#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <limits>
#include <optional>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/similarity.hpp>

#include "graph/sample_graphs.hpp"
#include "support/wordnet.hpp"

using namespace tonewheel;
using doctest::Approx;
using sample::far;
using sample::id;
using sample::Parents;

namespace {

Hierarchy of(const Parents& parents) {
  return Hierarchy(sample::from_parents(parents));
}

/// Steps by the best common ancestor; nothing where there is none.
std::optional<std::uint32_t> brute_steps(const std::vector<std::vector<std::uint32_t>>& steps,
                                         std::size_t a, std::size_t b) {
  std::optional<std::uint32_t> best;
  for (std::size_t c = 0; c < steps.size(); ++c) {
    if (steps[a][c] != far && steps[b][c] != far) {
      best = std::min(best.value_or(far), steps[a][c] + steps[b][c]);
    }
  }
  return best;
}

/// The key of a word's sense (from 1) by WordNet's index.
std::string sense(const std::string& part, const std::string& lemma, std::size_t number) {
  std::ifstream stream(support::wordnet_folder / ("index." + part));
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with(lemma + " ")) {
      std::istringstream words(line);
      std::string skip;
      std::size_t senses = 0;
      std::size_t pointers = 0;
      words >> skip >> skip >> senses >> pointers;
      for (std::size_t i = 0; i < pointers + 2 + number; ++i) {
        words >> skip;
      }
      return skip;
    }
  }
  throw std::runtime_error("no " + lemma);
}

/// Nothing, with a message, where WordNet is not installed.
std::optional<ConceptGraph> wordnet(const std::string& part) {
  auto graph = support::read_wordnet(part);
  if (!graph) {
    MESSAGE("skipped: no WordNet (Debian package wordnet-base)");
  }
  return graph;
}

}  // namespace

TEST_CASE("similarity: WordNet's dog and cat as NLTK documents them") {
  const auto net = wordnet("noun");
  if (!net) {
    return;
  }
  CHECK(net->size() == 82'115);  // synsets of WordNet 3.0
  const Hierarchy hierarchy(*net);
  const ConceptId dog = net->get(sense("noun", "dog", 1));
  const ConceptId cat = net->get(sense("noun", "cat", 1));
  CHECK((*net)[dog].key == "02084071");
  CHECK((*net)[cat].key == "02121620");
  CHECK_FALSE(hierarchy.is_forest());
  CHECK(taxonomic_distance(hierarchy, dog, cat) == 4U);
  CHECK(path_similarity(hierarchy, dog, cat) == Approx(0.2).epsilon(1e-15));
  CHECK(wu_palmer(hierarchy, dog, cat) == Approx(0.8571428571428571).epsilon(1e-15));
  // NLTK counts the height in edges: 19.
  CHECK(hierarchy.height() == 20);
  CHECK(leacock_chodorow(hierarchy, dog, cat, {.height = 19}) ==
        Approx(2.0281482472922856).epsilon(1e-15));
  const auto lowest = hierarchy.lowest_common_ancestors(dog, cat);
  REQUIRE(lowest.size() == 1);
  CHECK((*net)[lowest[0].concept_id].name() == "carnivore");
}

TEST_CASE("similarity: WordNet's verbs meet above all roots, as NLTK documents them") {
  const auto net = wordnet("verb");
  if (!net) {
    return;
  }
  CHECK(net->size() == 13'767);
  const Hierarchy hierarchy(*net);
  const ConceptId hit = net->get(sense("verb", "hit", 1));
  const ConceptId slap = net->get(sense("verb", "slap", 1));
  CHECK(path_similarity(hierarchy, hit, slap) == Approx(0.14285714285714285).epsilon(1e-15));
  CHECK(path_similarity(hierarchy, hit, slap, {.common_root = false}) == 0);
  CHECK_FALSE(taxonomic_distance(hierarchy, hit, slap, {.common_root = false}).has_value());
  // NLTK: 12 edges and one to the root above all.
  CHECK(leacock_chodorow(hierarchy, hit, slap, {.height = 13}) ==
        Approx(1.3121863889661687).epsilon(1e-15));
}

TEST_CASE("similarity: a small tree in closed form") {
  // 0 > {1, 2}, 1 > {3, 4}; 5 > 6.
  const Hierarchy hierarchy = of({{}, {0}, {0}, {1}, {1}, {}, {5}});
  CHECK(taxonomic_distance(hierarchy, {3}, {4}) == 2U);
  CHECK(taxonomic_distance(hierarchy, {3}, {2}) == 3U);
  CHECK(taxonomic_distance(hierarchy, {3}, {0}) == 2U);
  CHECK(taxonomic_distance(hierarchy, {3}, {6}) == 5U);  // 3 and 2 steps up to the common root
  CHECK(taxonomic_distance(hierarchy, {0}, {5}) == 2U);
  CHECK_FALSE(taxonomic_distance(hierarchy, {3}, {6}, {.common_root = false}).has_value());
  CHECK(path_similarity(hierarchy, {3}, {4}) == Approx(1.0 / 3));
  CHECK(path_similarity(hierarchy, {3}, {6}) == Approx(1.0 / 6));
  CHECK(path_similarity(hierarchy, {3}, {6}, {.common_root = false}) == 0);
  CHECK(wu_palmer(hierarchy, {3}, {4}) == Approx(4.0 / 6));
  CHECK(wu_palmer(hierarchy, {3}, {2}) == Approx(2.0 / 5));
  CHECK(wu_palmer(hierarchy, {3}, {1}) == Approx(4.0 / 5));
  CHECK(wu_palmer(hierarchy, {3}, {6}) == 0);
  // Three concepts from a root down, and the root above both roots.
  CHECK(leacock_chodorow(hierarchy, {3}, {4}) == Approx(-std::log(3.0 / 8)));
  CHECK(leacock_chodorow(hierarchy, {3}, {3}) == Approx(std::log(8)));
  CHECK(leacock_chodorow(hierarchy, {3}, {4}, {.common_root = false}) ==
        Approx(-std::log(3.0 / 6)));
  CHECK(leacock_chodorow(hierarchy, {3}, {4}, {.height = 10}) == Approx(-std::log(3.0 / 20)));
  CHECK(leacock_chodorow(hierarchy, {3}, {6}, {.common_root = false}) == 0);
  CHECK_THROWS_AS((void)leacock_chodorow(hierarchy, {3}, {4}, {.height = 0}), Error);
  const InformationContent seco = seco_content(hierarchy);  // n = 7
  const double of_one = 1 - std::log(3) / std::log(7);
  CHECK(resnik(hierarchy, seco, {3}, {4}) == Approx(of_one));
  CHECK(lin(hierarchy, seco, {3}, {4}) == Approx(of_one));
  CHECK(jiang_conrath_distance(hierarchy, seco, {3}, {4}) == Approx(2 - 2 * of_one));
  CHECK(jiang_conrath(hierarchy, seco, {3}, {4}) == Approx(1 / (3 - 2 * of_one)));
  CHECK(resnik(hierarchy, seco, {3}, {6}) == 0);
  CHECK(lin(hierarchy, seco, {3}, {6}) == 0);
  CHECK(jiang_conrath_distance(hierarchy, seco, {3}, {6}) == Approx(2));
}

TEST_CASE("similarity: laws on random hierarchies, Wu-Palmer and steps against brute force") {
  std::mt19937_64 engine(61);
  for (int round = 0; round < 60; ++round) {
    const std::size_t n = 1 + engine() % 22;
    const Parents up = round % 2 == 0 ? sample::random_dag(n, 1 + engine() % 3, engine)
                                      : sample::random_forest(n, n, 2 + engine() % 8, engine);
    const Hierarchy hierarchy = of(up);
    const auto steps = sample::steps_up(up);
    const auto depth = sample::depths(up);
    std::vector<double> counts(n, 1);
    for (double& each : counts) {
      each = static_cast<double>(engine() % 50);
    }
    const std::array<InformationContent, 3> contents{information_content(hierarchy, counts),
                                                     seco_content(hierarchy),
                                                     sanchez_content(hierarchy)};
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        const ConceptId a = id(i);
        const ConceptId b = id(j);
        const auto expected = brute_steps(steps, i, j);
        CHECK(taxonomic_distance(hierarchy, a, b, {.common_root = false}) == expected);
        CHECK(taxonomic_distance(hierarchy, a, b) ==
              std::min(expected.value_or(depth[i] + depth[j]), depth[i] + depth[j]));
        const double path = path_similarity(hierarchy, a, b);
        CHECK(path == path_similarity(hierarchy, b, a));
        CHECK((path == 1) == (a == b));
        CHECK(path > 0);
        CHECK(path <= 1);
        double best = 0;
        for (std::size_t c = 0; c < n; ++c) {
          if (steps[i][c] != far && steps[j][c] != far) {
            best = std::max(best, 2.0 * depth[c] / (steps[i][c] + steps[j][c] + 2.0 * depth[c]));
          }
        }
        const double wup = wu_palmer(hierarchy, a, b);
        CHECK(wup == Approx(best).epsilon(1e-15));
        CHECK(wup == wu_palmer(hierarchy, b, a));
        CHECK((wup == 1) == (a == b));
        CHECK((wup == 0) == !expected.has_value());
        const double lch = leacock_chodorow(hierarchy, a, b, {.common_root = false});
        CHECK(lch == leacock_chodorow(hierarchy, b, a, {.common_root = false}));
        CHECK(lch <= std::log(2.0 * hierarchy.height()) + 1e-15);
        if (a == b) {
          CHECK(lch == Approx(std::log(2.0 * hierarchy.height())));
        }
        for (const InformationContent& content : contents) {
          double most = 0;
          for (std::size_t c = 0; c < n; ++c) {
            if (steps[i][c] != far && steps[j][c] != far) {
              most = std::max(most, content[c]);
            }
          }
          CHECK(resnik(hierarchy, content, a, b) == most);
          CHECK(resnik(hierarchy, content, b, a) == most);
          CHECK(most <= std::min(content[i], content[j]));
          const double lin_ab = lin(hierarchy, content, a, b);
          CHECK(lin_ab == lin(hierarchy, content, b, a));
          CHECK(lin_ab >= 0);
          CHECK(lin_ab <= 1);
          CHECK((a != b || lin_ab == 1));
          CHECK((expected || lin_ab == 0));
          const double jc = jiang_conrath_distance(hierarchy, content, a, b);
          CHECK(jc == jiang_conrath_distance(hierarchy, content, b, a));
          CHECK(jc >= 0);
          CHECK((a != b || jc == 0));
          CHECK(jc == Approx(content[i] + content[j] - 2 * most).epsilon(1e-12).scale(1));
          CHECK(jiang_conrath(hierarchy, content, a, b) == Approx(1 / (1 + jc)));
        }
      }
    }
  }
}

TEST_CASE("leacock-chodorow: concepts that meet are at least as alike as those that do not (0)") {
  // Two roots with a child each: height 2, 4 steps from leaf to leaf by way of the common root.
  const Hierarchy hierarchy = of({{}, {0}, {}, {2}});
  CHECK(leacock_chodorow(hierarchy, {1}, {3}, {.common_root = false}) == 0);
  CHECK(leacock_chodorow(hierarchy, {1}, {3}) >= 0);
}

TEST_CASE("similarity: words never seen have infinite content") {
  const Hierarchy hierarchy = of({{}, {0}, {0}, {1}});
  const InformationContent content =
      information_content(hierarchy, std::vector<double>{1, 1, 0, 0}, 0);
  CHECK(std::isinf(content[2]));
  CHECK(lin(hierarchy, content, {2}, {2}) == 1);
  CHECK(lin(hierarchy, content, {2}, {1}) == 0);
  CHECK(lin(hierarchy, content, {2}, {3}) == 0);
  CHECK(std::isinf(jiang_conrath_distance(hierarchy, content, {2}, {3})));
  CHECK(jiang_conrath_distance(hierarchy, content, {2}, {2}) == 0);
  CHECK(jiang_conrath(hierarchy, content, {2}, {3}) == 0);
  CHECK(jiang_conrath(hierarchy, content, {2}, {2}) == 1);
  CHECK(resnik(hierarchy, content, {2}, {3}) == 0);
}

TEST_CASE("similarity: content of another hierarchy is an error") {
  const Hierarchy hierarchy = of({{}, {0}, {0}, {}});
  for (const std::size_t size : {std::size_t{0}, std::size_t{3}, std::size_t{5}}) {
    CAPTURE(size);
    const InformationContent content(size, 1.0);
    CHECK_THROWS_AS((void)resnik(hierarchy, content, {1}, {2}), Error);
    CHECK_THROWS_AS((void)lin(hierarchy, content, {1}, {2}), Error);
    CHECK_THROWS_AS((void)jiang_conrath_distance(hierarchy, content, {1}, {2}), Error);
    CHECK_THROWS_AS((void)jiang_conrath(hierarchy, content, {1}, {2}), Error);
    CHECK_THROWS_AS((void)lin(hierarchy, content, {1}, {1}), Error);
    CHECK_THROWS_AS((void)lin(hierarchy, content, {1}, {3}), Error);
  }
}

TEST_CASE("resnik: content of another hierarchy is an error for different roots too") {
  const Hierarchy hierarchy = of({{}, {}});
  CHECK_THROWS_AS((void)resnik(hierarchy, InformationContent{}, {0}, {1}), Error);
}

TEST_CASE("similarity: an id that is not of the hierarchy is an error") {
  const Hierarchy hierarchy = of({{}, {0}});
  const InformationContent content(2, 1.0);
  CHECK_THROWS_AS((void)taxonomic_distance(hierarchy, {0}, {2}), Error);
  CHECK_THROWS_AS((void)path_similarity(hierarchy, {2}, {0}), Error);
  CHECK_THROWS_AS((void)wu_palmer(hierarchy, {2}, {0}), Error);
  CHECK_THROWS_AS((void)leacock_chodorow(hierarchy, {2}, {0}), Error);
  CHECK_THROWS_AS((void)resnik(hierarchy, content, {2}, {0}), Error);
  CHECK_THROWS_AS((void)lin(hierarchy, content, {2}, {2}), Error);
  CHECK_THROWS_AS((void)jiang_conrath(hierarchy, content, {0}, {2}), Error);
}

TEST_CASE("blend: a weighted mean") {
  const auto of_parts = [](std::vector<WeightedSimilarity> parts) { return blend(parts); };
  CHECK(of_parts({{0.5, 1}}) == 0.5);
  CHECK(of_parts({{1, 1}, {0, 3}}) == 0.25);
  CHECK(of_parts({{1, 2}, {0.5, 2}, {0, 0}}) == 0.75);
  CHECK(of_parts({{1, 0.1}, {1, 0.2}, {1, 0.7}}) == 1);
  CHECK_THROWS_AS((void)of_parts({}), Error);
  CHECK_THROWS_AS((void)of_parts({{0.5, 0}}), Error);
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double bad : {-0.1, 1.1, std::nan(""), infinity}) {
    CHECK_THROWS_AS((void)of_parts({{0.5, 1}, {bad, 1}}), Error);
  }
  for (const double bad : {-1.0, std::nan(""), infinity}) {
    CHECK_THROWS_AS((void)of_parts({{0.5, 1}, {0.5, bad}}), Error);
  }
}
