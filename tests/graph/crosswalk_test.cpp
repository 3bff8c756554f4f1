#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/graph/affect.hpp>
#include <tonewheel/graph/crosswalk.hpp>
#include <tonewheel/graph/crosswalk_matrix.hpp>
#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/ontology/label_set.hpp>
#include <tonewheel/ontology/set_crosswalk.hpp>

#include "graph/sample_graphs.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using sample::id;
using support::contains;
using support::error_of;
using support::message_of;

namespace {

using Ids = std::vector<ConceptId>;
using Grouping = std::map<std::string, std::string>;

const ConceptGraph& whole() {
  static const ConceptGraph graph = atlas();
  return graph;
}

Ids set_of(const std::string& key) {
  return label_set(whole(), key).labels;
}

std::string name_of(ConceptId id) {
  return std::string(whole()[id].name());
}

/// Every label that goes to one label alone, and how.
Grouping map_of(const Crosswalk& walk) {
  Grouping found;
  for (const CrosswalkPair& pair : walk.pairs) {
    const std::string from = name_of(walk.from[pair.from]);
    found[from] += (found.contains(from) ? "+" : "") + name_of(walk.to[pair.to]);
  }
  return found;
}

/// A graph for one kind of evidence each. From: 0 .. 3, to: 4 .. 6; others between.
struct Joints {
  ConceptGraph graph{};
  SchemeId first{graph.add_scheme({.key = "first"})};
  SchemeId second{graph.add_scheme({.key = "second"})};
  SchemeId tree{graph.add_scheme({.key = "tree"})};

  ConceptId add(const std::string& name, SchemeId scheme) {
    return graph.add({.key = graph.scheme(scheme).key + "/" + name,
                      .scheme = scheme,
                      .labels = {{{name, "en"}, LabelKind::preferred}}});
  }
  void give(ConceptId at, double valence) {
    graph.set_affect(at, {.mean = {valence, 0, 0}, .covariance = {0.04, 0, 0, 0.04, 0, 0.04}});
  }
};

CrosswalkPair pair(std::size_t from, std::size_t to, CrosswalkKind kind, double strength = 1,
                   double weight = 1) {
  return {from, to, kind, strength, weight};
}

}  // namespace

TEST_CASE("crosswalk: GoEmotions goes to Ekman's six as published") {
  Grouping published{{"anger", "anger"},
                     {"annoyance", "anger"},
                     {"disapproval", "anger"},
                     {"disgust", "disgust"},
                     {"fear", "fear"},
                     {"nervousness", "fear"},
                     {"joy", "happiness"},
                     {"amusement", "happiness"},
                     {"approval", "happiness"},
                     {"excitement", "happiness"},
                     {"gratitude", "happiness"},
                     {"love", "happiness"},
                     {"optimism", "happiness"},
                     {"relief", "happiness"},
                     {"pride", "happiness"},
                     {"admiration", "happiness"},
                     {"desire", "happiness"},
                     {"caring", "happiness"},
                     {"sadness", "sadness"},
                     {"disappointment", "sadness"},
                     {"embarrassment", "sadness"},
                     {"grief", "sadness"},
                     {"remorse", "sadness"},
                     {"surprise", "surprise"},
                     {"realization", "surprise"},
                     {"confusion", "surprise"},
                     {"curiosity", "surprise"}};
  CHECK(published.size() == 27);
  const Crosswalk walk = crosswalk(whole(), set_of("goemotions"), set_of("ekman"));
  CHECK(walk.pairs.size() == 27);
  CHECK(map_of(walk) == published);
  for (const CrosswalkPair& each : walk.pairs) {
    CHECK((each.kind == CrosswalkKind::exact || each.kind == CrosswalkKind::grouping));
    CHECK(each.strength == 1);
    CHECK(each.weight == 1);
  }
  CHECK(walk.unmatched().empty());
  // With neutral: the others as before.
  auto with_neutral = map_of(crosswalk(whole(), set_of("goemotions28"), set_of("ekman")));
  with_neutral.erase("neutral");
  CHECK(with_neutral == published);
  CHECK(map_of(crosswalk(whole(), set_of("goemotions"), set_of("emotionml-big6"))) == published);
}

TEST_CASE("crosswalk: GoEmotions goes to sentiments as published") {
  Grouping published;
  for (const char* each : {"amusement", "excitement", "joy", "love", "desire", "optimism", "caring",
                           "pride", "admiration", "gratitude", "relief", "approval"}) {
    published[each] = "positive";
  }
  for (const char* each : {"fear", "nervousness", "remorse", "embarrassment", "disappointment",
                           "sadness", "grief", "disgust", "anger", "annoyance", "disapproval"}) {
    published[each] = "negative";
  }
  for (const char* each : {"realization", "surprise", "curiosity", "confusion"}) {
    published[each] = "ambiguous";
  }
  CHECK(published.size() == 27);
  const Crosswalk walk = crosswalk(whole(), set_of("goemotions"), set_of("goemotions-sentiment"));
  CHECK(map_of(walk) == published);
  published["neutral"] = "neutral";
  CHECK(map_of(crosswalk(whole(), set_of("goemotions28"), set_of("goemotions-sentiment"))) ==
        published);
}

TEST_CASE("crosswalk: every ordered pair of label sets gives rows that sum to 1") {
  const auto keys = label_set_keys(whole());
  CHECK(keys.size() >= 40);
  for (const std::string& from_key : keys) {
    const Ids from = set_of(from_key);
    for (const std::string& to_key : keys) {
      const Ids to = set_of(to_key);
      const Crosswalk walk = crosswalk(whole(), from, to);
      const Eigen::MatrixXd matrix = crosswalk_matrix(walk);
      CAPTURE(from_key);
      CAPTURE(to_key);
      REQUIRE(matrix.rows() == static_cast<Eigen::Index>(from.size()));
      REQUIRE(matrix.cols() == static_cast<Eigen::Index>(to.size()));
      CHECK(matrix.minCoeff() >= 0);
      CHECK((matrix.rowwise().sum().array() - 1).abs().maxCoeff() <= tolerance::row_sum);
      bool sorted = true;
      bool in_range = true;
      for (std::size_t i = 0; i < walk.pairs.size(); ++i) {
        const CrosswalkPair& each = walk.pairs[i];
        in_range = in_range && each.strength >= 0 && each.strength <= 1 && each.weight > 0;
        sorted = sorted && (i == 0 || std::pair(walk.pairs[i - 1].from, walk.pairs[i - 1].to) <
                                          std::pair(each.from, each.to));
      }
      CHECK(sorted);
      CHECK(in_range);
      // A distribution keeps its sum.
      Eigen::RowVectorXd p(matrix.rows());
      for (Eigen::Index i = 0; i < p.size(); ++i) {
        p[i] = 1.0 + static_cast<double>(i % 5);
      }
      p /= p.sum();
      CHECK((p * matrix).sum() == Approx(1).epsilon(1e-12));
    }
  }
}

TEST_CASE("crosswalk: a set goes to itself unchanged") {
  for (const char* key :
       {"affectnet8", "ekman", "goemotions28", "emotic", "empatheticdialogues", "occ", "facs",
        "redsm5-10", "semeval-ec", "pad151", "plutchik", "tone-primary", "tone-secondary",
        "tone-tertiary", "willcox-a", "emotionml-everyday"}) {
    CAPTURE(key);
    const Ids set = set_of(key);
    const Eigen::MatrixXd matrix = crosswalk_matrix(crosswalk(whole(), set, set));
    const auto n = static_cast<Eigen::Index>(set.size());
    CHECK(matrix == Eigen::MatrixXd::Identity(n, n));
  }
}

TEST_CASE("crosswalk: each kind of evidence, the surest first") {
  Joints g;
  const ConceptId source = g.add("source", g.first);
  const ConceptId by_affect = g.add("by affect", g.second);
  const ConceptId by_ancestor = g.add("by ancestor", g.second);
  const ConceptId by_synonym = g.add("by synonym", g.second);
  const ConceptId by_group = g.add("by group", g.second);
  const ConceptId by_match = g.add("by match", g.second);
  const ConceptId root = g.add("root", g.tree);
  const ConceptId left = g.add("left", g.tree);
  const ConceptId right = g.add("right", g.tree);
  const Ids to{by_affect, by_ancestor, by_synonym, by_group, by_match};
  const auto found = [&](const CrosswalkOptions& options = {}) {
    return crosswalk(g.graph, {source}, to, options).pairs;
  };
  // Nothing joins them.
  const auto none = found();
  REQUIRE(none.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(none[i] == pair(0, i, CrosswalkKind::none, 0, 0.2));
  }
  CHECK(crosswalk(g.graph, {source}, to).unmatched() == std::vector<std::size_t>{0});
  // By affect: the nearest one.
  g.give(source, 0);
  g.give(by_affect, 0.1);
  g.give(by_match, 0.5);
  const double near = std::exp(-0.01 / (8 * 0.04));
  REQUIRE(found().size() == 1);
  CHECK(found()[0].kind == CrosswalkKind::affect);
  CHECK(found()[0].to == 0);
  CHECK(found()[0].strength == Approx(near));
  CHECK(found({.by_affect = false}).size() == 5);
  // By a common ancestor.
  g.graph.relate(left, relation::broader, root);
  g.graph.relate(right, relation::broader, root);
  g.graph.relate_both(source, relation::exact_match, left);
  g.graph.relate_both(by_ancestor, relation::exact_match, right);
  CHECK(found() == std::vector<CrosswalkPair>{pair(0, 1, CrosswalkKind::ancestor, 0.5)});
  CHECK(found({.by_ancestor = false})[0].kind == CrosswalkKind::affect);
  CHECK(found({.by_ancestor = false, .by_affect = false})[0].kind == CrosswalkKind::none);
  // By a close match of the same concept.
  g.graph.relate(by_synonym, relation::close_match, left);
  CHECK(found() == std::vector<CrosswalkPair>{pair(0, 2, CrosswalkKind::synonym)});
  // By a published group.
  g.graph.relate(source, relation::broad_match, by_group);
  CHECK(found() == std::vector<CrosswalkPair>{pair(0, 3, CrosswalkKind::grouping)});
  // By exact matches.
  g.graph.relate(left, relation::exact_match, by_match);
  CHECK(found() == std::vector<CrosswalkPair>{pair(0, 4, CrosswalkKind::exact)});
  // As the user says.
  CHECK(found({.overrides = {{"SOURCE", "by_affect"}}}) ==
        std::vector<CrosswalkPair>{pair(0, 0, CrosswalkKind::stated)});
}

TEST_CASE("crosswalk: labels of the same name need no relation, equally good ones share") {
  Joints g;
  const ConceptId source = g.add("Ill-Temper", g.first);
  const ConceptId other = g.add("calm", g.first);
  const ConceptId same = g.add("ill temper", g.second);
  const ConceptId twin = g.add("twin", g.second);
  g.graph.relate(twin, relation::exact_match, source);  // stated from the other side
  const ConceptId third = g.add("third", g.second);
  CHECK(crosswalk(g.graph, {source, other}, {third, same, twin}).pairs ==
        std::vector<CrosswalkPair>{pair(0, 1, CrosswalkKind::exact, 1, 0.5),
                                   pair(0, 2, CrosswalkKind::exact, 1, 0.5),
                                   pair(1, 0, CrosswalkKind::none, 0, 1.0 / 3),
                                   pair(1, 1, CrosswalkKind::none, 0, 1.0 / 3),
                                   pair(1, 2, CrosswalkKind::none, 0, 1.0 / 3)});
}

TEST_CASE("crosswalk: exact matches carry a grouping on, by any way") {
  Joints g;
  const ConceptId source = g.add("a", g.first);
  const ConceptId middle = g.add("b", g.tree);
  const ConceptId end = g.add("c", g.tree);
  const ConceptId group = g.add("d", g.second);
  const ConceptId target = g.add("e", g.second);
  g.graph.relate(middle, relation::exact_match, source);
  g.graph.relate(middle, relation::exact_match, end);
  g.graph.relate(end, relation::broad_match, group);
  CHECK(crosswalk(g.graph, {source}, {target, group}).pairs ==
        std::vector<CrosswalkPair>{pair(0, 1, CrosswalkKind::grouping)});
  // A group is not turned round.
  CHECK(crosswalk(g.graph, {group}, {target, source}).pairs[0].kind == CrosswalkKind::none);
}

TEST_CASE("crosswalk: switched off, labels are spread evenly and listed") {
  const Ids from = set_of("emotic");
  const Ids to = set_of("ekman");
  const Crosswalk all = crosswalk(whole(), from, to);
  const Crosswalk sure = crosswalk(whole(), from, to, {.by_ancestor = false, .by_affect = false});
  std::vector<std::size_t> expected;
  for (const CrosswalkPair& each : all.pairs) {
    if (each.kind >= CrosswalkKind::ancestor &&
        (expected.empty() || expected.back() != each.from)) {
      expected.push_back(each.from);
    }
  }
  CHECK_FALSE(expected.empty());
  CHECK(sure.unmatched() == expected);
  for (const std::size_t row : expected) {
    std::vector<CrosswalkPair> pairs = sure.pairs;
    std::erase_if(pairs, [&](const CrosswalkPair& each) { return each.from != row; });
    REQUIRE(pairs.size() == 6);
    for (std::size_t i = 0; i < 6; ++i) {
      CHECK(pairs[i] == pair(row, i, CrosswalkKind::none, 0, 1.0 / 6));
    }
  }
  // What was sure stays.
  for (const CrosswalkPair& each : all.pairs) {
    if (each.kind < CrosswalkKind::ancestor) {
      CHECK(std::find(sure.pairs.begin(), sure.pairs.end(), each) != sure.pairs.end());
    }
  }
}

TEST_CASE("crosswalk: overrides share by weight, the last word is the user's") {
  Joints g;
  const ConceptId one = g.add("one", g.first);
  const ConceptId two = g.add("two", g.first);
  const Ids to{g.add("one", g.second), g.add("x y", g.second), g.add("z", g.second)};
  const auto found = [&](const std::vector<CrosswalkOverride>& lines) {
    return crosswalk(g.graph, {one, two}, to, {.overrides = lines}).pairs;
  };
  const auto pairs = found({{"One", "Z", 1}, {"ONE", "x_y", 3}, {"one", "z", 4}});
  REQUIRE(pairs.size() == 5);
  CHECK(pairs[0] == pair(0, 1, CrosswalkKind::stated, 1, 3.0 / 8));
  CHECK(pairs[1] == pair(0, 2, CrosswalkKind::stated, 1, 5.0 / 8));
  CHECK(pairs[2].kind == CrosswalkKind::none);
  const std::string to_nowhere = message_of([&] { (void)found({{"one", "nowhere"}}); });
  CHECK(contains(to_nowhere, "nowhere"));
  CHECK(contains(to_nowhere, "second"));
  const std::string from_nowhere = message_of([&] { (void)found({{"nobody", "z"}}); });
  CHECK(contains(from_nowhere, "nobody"));
  CHECK(contains(from_nowhere, "first"));
  for (const double bad : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
    CHECK_THROWS_AS((void)found({{"one", "z", bad}}), Error);
  }
}

TEST_CASE("crosswalk: what it does not take") {
  CHECK_THROWS_AS((void)crosswalk(whole(), set_of("ekman"), {}), Error);
  CHECK_THROWS_AS((void)crosswalk(whole(), {id(whole().size())}, set_of("ekman")), Error);
  CHECK_THROWS_AS((void)crosswalk(whole(), set_of("ekman"), {id(whole().size())}), Error);
  const Crosswalk empty = crosswalk(whole(), {}, set_of("ekman"));
  CHECK(empty.pairs.empty());
  CHECK(crosswalk_matrix(empty).rows() == 0);
  CHECK(crosswalk_matrix(empty).cols() == 6);
}

TEST_CASE("crosswalk table: columns, weights and places") {
  const auto read = [](const char* text) {
    return crosswalk_overrides(Table::parse(text, "mine.csv"));
  };
  const auto lines = read("to,note,From,weight\nfear,x,afraid,0.25\nanger,,mad,\n");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].from == "afraid");
  CHECK(lines[0].to == "fear");
  CHECK(lines[0].weight == 0.25);
  CHECK(lines[1].weight == 1);
  CHECK(read("from,to\na,b\n")[0].weight == 1);
  CHECK(read("from,to\n").empty());
  CHECK_THROWS_AS((void)read("from,weight\na,1\n"), Error);
  CHECK_THROWS_AS((void)read("to\na\n"), Error);
  for (const char* bad : {"0", "-2", "x", "nan", "inf"}) {
    CAPTURE(bad);
    const std::string text = std::string("from,to,weight\na,b,1\nc,d,") + bad + "\n";
    const auto error = error_of([&] { (void)crosswalk_overrides(Table::parse(text, "mine.csv")); });
    REQUIRE(error.has_value());
    CHECK(error->place().file == "mine.csv");
    CHECK(error->place().row == 2);
    CHECK(error->place().column == "weight");
  }
}

TEST_CASE("crosswalk csv: read as overrides it gives the same matrix") {
  for (const auto& [from_key, to_key] :
       std::vector<std::pair<std::string, std::string>>{{"emotic", "ekman"},
                                                        {"goemotions28", "affectnet8"},
                                                        {"facs", "ekman"},
                                                        {"armanemo", "tone-secondary"},
                                                        {"occ", "plutchik8"},
                                                        {"redsm5-10", "emotionml-everyday"},
                                                        {"pad151", "emotic"}}) {
    CAPTURE(from_key);
    CAPTURE(to_key);
    const Ids from = set_of(from_key);
    const Ids to = set_of(to_key);
    const Crosswalk walk = crosswalk(whole(), from, to);
    const std::string csv = crosswalk_csv(whole(), walk);
    const Table table = Table::parse(csv, "walk.csv");
    REQUIRE(table.rows() == walk.pairs.size());
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const CrosswalkPair& each = walk.pairs[row];
      CHECK(table.cell(row, table.column("from")) == name_of(from[each.from]));
      CHECK(table.cell(row, table.column("to")) == name_of(to[each.to]));
      CHECK(table.cell(row, table.column("kind")) == name(each.kind));
      CHECK(table.number(row, table.column("strength")) == each.strength);
      CHECK(table.number(row, table.column("weight")) == each.weight);
    }
    const Crosswalk again = crosswalk(whole(), from, to, {.overrides = crosswalk_overrides(table)});
    CHECK((crosswalk_matrix(again) - crosswalk_matrix(walk)).cwiseAbs().maxCoeff() <=
          tolerance::row_sum);
    for (const CrosswalkPair& each : again.pairs) {
      CHECK(each.kind == CrosswalkKind::stated);
    }
  }
}

TEST_CASE("crosswalk csv: names with commas, quotes, line ends") {
  Joints g;
  const ConceptId one = g.add("a, \"b\"", g.first);
  const ConceptId two = g.add("c\nd", g.second);
  const Crosswalk walk = crosswalk(g.graph, {one}, {two});
  const auto lines = crosswalk_overrides(Table::parse(crosswalk_csv(g.graph, walk), "walk.csv"));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].from == "a, \"b\"");
  CHECK(lines[0].to == "c\nd");
}

TEST_CASE("crosswalk csv: a name that starts with '#' is read back") {
  Joints g;
  const ConceptId one = g.add("#happy", g.first);
  const ConceptId two = g.add("joy", g.second);
  const Crosswalk walk = crosswalk(g.graph, {one}, {two});
  CHECK(crosswalk_overrides(Table::parse(crosswalk_csv(g.graph, walk), "walk.csv")).size() == 1);
}

TEST_CASE("crosswalk csv: two labels of one name in a set keep their own rows") {
  // As "disappointed" of Roberts' wheel, under disgusted and under sad.
  Joints g;
  const ConceptId first = g.add("disappointed", g.first);
  const ConceptId second = g.graph.add(
      {.key = "first/sad/disappointed", .scheme = g.first, .labels = g.graph[first].labels});
  const Ids to{g.add("x", g.second), g.add("y", g.second)};
  g.graph.relate(first, relation::exact_match, to[0]);
  g.graph.relate(second, relation::exact_match, to[1]);
  const Crosswalk walk = crosswalk(g.graph, {first, second}, to);
  const Crosswalk again = crosswalk(
      g.graph, {first, second}, to,
      {.overrides = crosswalk_overrides(Table::parse(crosswalk_csv(g.graph, walk), "walk.csv"))});
  CHECK(crosswalk_matrix(again) == crosswalk_matrix(walk));
}
