#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/tree_edit.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

/// The textbook recursion on forests (as lists of roots, last first), without any of Zhang &
/// Shasha's order: remove the last root, insert it, or pair both and solve inside and before.
class ByRecursion {
 public:
  ByRecursion(const OrderedTree& a, const OrderedTree& b, const TreeEditCosts& costs)
      : a_(a), b_(b), costs_(costs) {}

  double distance() { return forests(roots(a_), roots(b_)); }

 private:
  using Forest = std::vector<std::size_t>;

  static Forest roots(const OrderedTree& tree) { return tree.nodes.empty() ? Forest{} : Forest{0}; }

  /// The forest without its last root: the children of that take its place.
  static Forest opened(const OrderedTree& tree, Forest forest) {
    const Forest& children = tree.nodes[forest.back()].children;
    forest.pop_back();
    forest.insert(forest.end(), children.begin(), children.end());
    return forest;
  }

  double forests(const Forest& x, const Forest& y) {
    if (x.empty() && y.empty()) {
      return 0;
    }
    const auto key = std::pair(x, y);
    if (const auto known = known_.find(key); known != known_.end()) {
      return known->second;
    }
    double least = std::numeric_limits<double>::infinity();
    if (!x.empty()) {
      least = forests(opened(a_, x), y) + (costs_.remove ? costs_.remove(label(a_, x)) : 1);
    }
    if (!y.empty()) {
      least = std::min(
          least, forests(x, opened(b_, y)) + (costs_.insert ? costs_.insert(label(b_, y)) : 1));
    }
    if (!x.empty() && !y.empty()) {
      const double rename = costs_.rename ? costs_.rename(label(a_, x), label(b_, y))
                            : label(a_, x) == label(b_, y) ? 0
                                                           : 1;
      least = std::min(least,
                       rename + forests(a_.nodes[x.back()].children, b_.nodes[y.back()].children) +
                           forests({x.begin(), x.end() - 1}, {y.begin(), y.end() - 1}));
    }
    known_[key] = least;
    return least;
  }

  static const std::string& label(const OrderedTree& tree, const Forest& forest) {
    return tree.nodes[forest.back()].label;
  }

  const OrderedTree& a_;
  const OrderedTree& b_;
  const TreeEditCosts& costs_;
  std::map<std::pair<Forest, Forest>, double> known_;
};

double by_recursion(const OrderedTree& a, const OrderedTree& b, const TreeEditCosts& costs = {}) {
  return ByRecursion(a, b, costs).distance();
}

OrderedTree random_tree(std::size_t nodes, unsigned labels, std::mt19937_64& engine) {
  OrderedTree tree;
  for (std::size_t i = 0; i < nodes; ++i) {
    tree.nodes.push_back({std::string(1, static_cast<char>('a' + engine() % labels)), {}});
    if (i > 0) {
      std::vector<std::size_t>& siblings = tree.nodes[engine() % i].children;
      siblings.insert(
          siblings.begin() + static_cast<std::ptrdiff_t>(engine() % (siblings.size() + 1)), i);
    }
  }
  return tree;
}

/// All trees of so many nodes over the labels a and b, in bracket notation.
std::vector<std::string> forests_of(std::size_t nodes) {
  if (nodes == 0) {
    return {""};
  }
  std::vector<std::string> all;
  for (std::size_t below = 0; below < nodes; ++below) {  // the first root and what hangs from it
    for (const std::string& inside : forests_of(below)) {
      for (const std::string& beside : forests_of(nodes - 1 - below)) {
        for (const char label : {'a', 'b'}) {
          all.push_back(std::string("{") + label + inside + "}" + beside);
        }
      }
    }
  }
  return all;
}

std::vector<OrderedTree> trees_up_to(std::size_t most) {
  std::vector<OrderedTree> trees{OrderedTree{}};
  for (std::size_t nodes = 1; nodes <= most; ++nodes) {
    for (const std::string& inside : forests_of(nodes - 1)) {
      trees.push_back(parse_tree("{a" + inside + "}"));
      trees.push_back(parse_tree("{b" + inside + "}"));
    }
  }
  return trees;
}

TreeEditCosts weighted() {
  return {.insert = [](std::string_view label) { return label == "a" ? 1.5 : 0.75; },
          .remove = [](std::string_view label) { return label == "a" ? 2.0 : 1.25; },
          .rename = [](std::string_view from,
                       std::string_view to) { return from == to    ? 0.0
                                                     : from == "a" ? 3.5
                                                                   : 0.5; }};
}

/// Whether node x stands above node y: its parent, or further up.
bool above(const OrderedTree& tree, std::size_t x, std::size_t y) {
  const std::vector<std::size_t>& children = tree.nodes[x].children;
  return std::any_of(children.begin(), children.end(),
                     [&](std::size_t child) { return child == y || above(tree, child, y); });
}

/// What the steps cost, each node once, order and ancestry kept; else NaN.
double cost_of_steps(const OrderedTree& a, const OrderedTree& b, const TreeEditMapping& mapping,
                     const TreeEditCosts& costs) {
  const auto nan = std::numeric_limits<double>::quiet_NaN();
  std::vector<int> met_a(a.nodes.size(), 0);
  std::vector<int> met_b(b.nodes.size(), 0);
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  double cost = 0;
  for (const TreeEditStep& step : mapping.steps) {
    if (step.first) {
      ++met_a[*step.first];
    }
    if (step.second) {
      ++met_b[*step.second];
    }
    if (step.edit == TreeEdit::insert && !step.first && step.second) {
      cost += costs.insert ? costs.insert(b.nodes[*step.second].label) : 1;
    } else if (step.edit == TreeEdit::remove && step.first && !step.second) {
      cost += costs.remove ? costs.remove(a.nodes[*step.first].label) : 1;
    } else if (step.first && step.second) {
      const std::string& from = a.nodes[*step.first].label;
      const std::string& to = b.nodes[*step.second].label;
      if ((from == to) != (step.edit == TreeEdit::keep)) {
        return nan;
      }
      cost += costs.rename ? costs.rename(from, to) : (from == to ? 0 : 1);
      pairs.emplace_back(*step.first, *step.second);
    } else {
      return nan;
    }
  }
  const auto once = [](const std::vector<int>& met) {
    return std::all_of(met.begin(), met.end(), [](int times) { return times == 1; });
  };
  const auto place = [](const std::vector<std::size_t>& order, std::size_t node) {
    return std::find(order.begin(), order.end(), node) - order.begin();
  };
  const std::vector<std::size_t> order_a = postorder(a);
  const std::vector<std::size_t> order_b = postorder(b);
  for (const auto& [x, u] : pairs) {
    for (const auto& [y, v] : pairs) {
      if (above(a, x, y) != above(b, u, v)) {
        return nan;
      }
      if ((place(order_a, x) < place(order_a, y)) != (place(order_b, u) < place(order_b, v))) {
        return nan;
      }
    }
  }
  return once(met_a) && once(met_b) ? cost : nan;
}

}  // namespace

TEST_CASE("tree edit: the paper's two trees are 2 apart") {
  // Zhang & Shasha 1989, figure 4
  const OrderedTree first = parse_tree("{f{d{a}{c{b}}}{e}}");
  const OrderedTree second = parse_tree("{f{c{d{a}{b}}}{e}}");
  CHECK(tree_edit_distance(first, second) == 2);
  const TreeEditMapping mapping = tree_edit_mapping(first, second);
  CHECK(mapping.distance == 2);
  // preorder numbers: f d a c b e and f c d a b e
  CHECK(mapping.steps == std::vector<TreeEditStep>{{TreeEdit::keep, 0, 0},
                                                   {TreeEdit::keep, 1, 2},
                                                   {TreeEdit::keep, 2, 3},
                                                   {TreeEdit::remove, 3, {}},
                                                   {TreeEdit::keep, 4, 4},
                                                   {TreeEdit::keep, 5, 5},
                                                   {TreeEdit::insert, {}, 1}});
  CHECK(normalised_tree_edit_distance(first, second) == doctest::Approx(2.0 / 12));
  CHECK(normalised_tree_edit_distance(first, second, {}, TreeEditNormalisation::metric) ==
        doctest::Approx(4.0 / 14));
}

TEST_CASE("tree edit: an affective tree and what a model made of it") {
  const OrderedTree gold = parse_tree("{clip{mouth{smile{happy}}}{voice{high pitch{excited}}}}");
  const OrderedTree said = parse_tree("{clip{mouth{smile{happy}}}{voice{excited}}}");
  CHECK(tree_edit_distance(gold, said) == 1);
  CHECK(tree_edit_distance(gold, parse_tree("{clip{mouth{smile{sad}}}{voice{excited}}}")) == 2);
}

TEST_CASE("tree edit: the empty tree is as far as a tree has nodes") {
  const OrderedTree empty;
  const OrderedTree tree = parse_tree("{a{b}{c}}");
  CHECK(tree_edit_distance(empty, empty) == 0);
  CHECK(tree_edit_distance(tree, empty) == 3);
  CHECK(tree_edit_distance(empty, tree) == 3);
  CHECK(tree_edit_distance(empty, parse_tree("{a{b}}"), weighted()) == 2.25);
  CHECK(tree_edit_distance(parse_tree("{a{b}}"), empty, weighted()) == 3.25);
  CHECK(normalised_tree_edit_distance(empty, empty) == 0);
  for (const auto how : {TreeEditNormalisation::total_size, TreeEditNormalisation::metric}) {
    CHECK(normalised_tree_edit_distance(empty, tree, {}, how) == 1);
    CHECK(normalised_tree_edit_distance(tree, empty, {}, how) == 1);
  }
  CHECK(tree_edit_mapping(empty, empty).steps.empty());
  CHECK(tree_edit_mapping(empty, parse_tree("{a}")).steps ==
        std::vector<TreeEditStep>{{TreeEdit::insert, {}, 0}});
}

TEST_CASE("tree edit: all small trees are as far apart as the recursion says") {
  const std::vector<OrderedTree> trees = trees_up_to(4);  // 111 of them
  CHECK(trees.size() == 1 + 2 + 4 + 16 + 80);
  for (const TreeEditCosts& costs : {TreeEditCosts{}, weighted()}) {
    std::size_t wrong = 0;
    std::size_t wrong_mappings = 0;
    for (const OrderedTree& a : trees) {
      for (const OrderedTree& b : trees) {
        const double expected = by_recursion(a, b, costs);
        wrong += tree_edit_distance(a, b, costs) == expected ? 0U : 1U;
        const TreeEditMapping mapping = tree_edit_mapping(a, b, costs);
        wrong_mappings +=
            mapping.distance == expected && cost_of_steps(a, b, mapping, costs) == expected ? 0U
                                                                                            : 1U;
      }
    }
    CHECK(wrong == 0);
    CHECK(wrong_mappings == 0);
  }
}

TEST_CASE("tree edit: random trees are as far apart as the recursion says") {
  std::mt19937_64 engine(1989);
  for (int round = 0; round < 150; ++round) {
    const OrderedTree a = random_tree(engine() % 12, 3, engine);
    const OrderedTree b = random_tree(engine() % 12, 3, engine);
    CAPTURE(to_text(a));
    CAPTURE(to_text(b));
    const TreeEditCosts costs = round % 2 == 0 ? TreeEditCosts{} : weighted();
    const double expected = by_recursion(a, b, costs);
    CHECK(tree_edit_distance(a, b, costs) == expected);
    CHECK(cost_of_steps(a, b, tree_edit_mapping(a, b, costs), costs) == expected);
  }
}

TEST_CASE("tree edit: the distance is a metric") {
  std::mt19937_64 engine(5);
  for (int round = 0; round < 200; ++round) {
    const OrderedTree a = random_tree(engine() % 14, 2, engine);
    const OrderedTree b = random_tree(engine() % 14, 2, engine);
    const OrderedTree c = random_tree(engine() % 14, 2, engine);
    const double ab = tree_edit_distance(a, b);
    CHECK(tree_edit_distance(a, a) == 0);
    CHECK((ab == 0) == (to_text(a) == to_text(b)));
    CHECK(tree_edit_distance(b, a) == ab);
    CHECK(tree_edit_distance(a, c) <= ab + tree_edit_distance(b, c));
    const auto sizes = std::minmax({a.nodes.size(), b.nodes.size()});
    CHECK(ab >= static_cast<double>(sizes.second - sizes.first));
    CHECK(ab <= static_cast<double>(sizes.second + sizes.first));
    for (const auto how : {TreeEditNormalisation::total_size, TreeEditNormalisation::metric}) {
      const double share = normalised_tree_edit_distance(a, b, {}, how);
      CHECK(share >= 0);
      CHECK(share <= 1);
      CHECK((share == 0) == (ab == 0));
    }
    const auto metric = [](const OrderedTree& x, const OrderedTree& y) {
      return normalised_tree_edit_distance(x, y, {}, TreeEditNormalisation::metric);
    };
    CHECK(metric(a, c) <= metric(a, b) + metric(b, c) + 1e-15);
  }
}

TEST_CASE("tree edit: node numbers do not matter, nor do deep trees") {
  const OrderedTree numbered{{{"a", {2, 1}}, {"c", {}}, {"b", {}}}};
  CHECK(tree_edit_distance(numbered, parse_tree("{a{b}{c}}")) == 0);
  OrderedTree deep{{{"a", {}}}};
  for (std::size_t i = 1; i < 100'000; ++i) {
    deep.nodes.back().children.push_back(i);
    deep.nodes.push_back({"a", {}});
  }
  CHECK(tree_edit_distance(deep, parse_tree("{a{b}}")) == 99'999);
  CHECK(tree_edit_mapping(parse_tree("{a{b}}"), deep).distance == 99'999);
}

TEST_CASE("tree edit: costs that are none, and trees that are none, are refused") {
  const OrderedTree tree = parse_tree("{a}");
  const auto fault = [&](const TreeEditCosts& costs) {
    return message_of([&] { (void)tree_edit_distance(tree, parse_tree("{b}"), costs); });
  };
  CHECK(fault({.insert = [](std::string_view) { return -1.0; }}) ==
        "tree edit: to insert the node \"b\" costs -1, expected a finite number >= 0");
  CHECK(contains(fault({.remove = [](std::string_view) { return std::nan(""); }}),
                 "to remove the node \"a\" costs nan"));
  CHECK(contains(fault({.rename = [](std::string_view, std::string_view) { return HUGE_VAL; }}),
                 "to rename the node \"a\" costs inf"));
  const OrderedTree two_parents{{{"a", {1, 1}}, {"b", {}}}};
  CHECK(contains(message_of([&] { (void)tree_edit_distance(two_parents, tree); }), "two parents"));
}
