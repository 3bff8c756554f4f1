#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/ordered_tree.hpp>

#include "support/errors.hpp"

using support::contains;
using support::message_of;
using tonewheel::OrderedTree;
using tonewheel::parse_tree;
using tonewheel::postorder;
using tonewheel::to_text;

TEST_CASE("ordered tree: a tree in bracket notation is read in preorder") {
  const OrderedTree tree = parse_tree(" {joy{cheerfulness{glee}}{relief}}\n");
  CHECK(tree.nodes ==
        decltype(tree.nodes){{"joy", {1, 3}}, {"cheerfulness", {2}}, {"glee", {}}, {"relief", {}}});
  CHECK(to_text(tree) == "{joy{cheerfulness{glee}}{relief}}");
  CHECK(postorder(tree) == std::vector<std::size_t>{2, 1, 3, 0});
  CHECK(parse_tree("{}").nodes == decltype(tree.nodes){{"", {}}});
  CHECK(parse_tree("{ sad mood {\xc3\xa9}}").nodes ==
        decltype(tree.nodes){{" sad mood ", {1}}, {"\xc3\xa9", {}}});
}

TEST_CASE("ordered tree: an empty text is the empty tree") {
  CHECK(parse_tree("").nodes.empty());
  CHECK(parse_tree(" \n").nodes.empty());
  CHECK(to_text(OrderedTree{}).empty());
  CHECK(postorder(OrderedTree{}).empty());
}

TEST_CASE("ordered tree: braces and backslashes in labels are escaped") {
  const OrderedTree tree{{{"a{b}\\", {1}}, {"\\}", {}}}};
  CHECK(to_text(tree) == R"({a\{b\}\\{\\\}}})");
  CHECK(parse_tree(to_text(tree)) == tree);
}

TEST_CASE("ordered tree: every written tree is read back") {
  std::mt19937_64 engine(3);
  for (int round = 0; round < 100; ++round) {
    OrderedTree tree{{{"root", {}}}};
    for (std::size_t i = 1; i < 1 + engine() % 20; ++i) {
      tree.nodes.push_back({std::string(1, "ab{}\\ "[engine() % 6]), {}});
      tree.nodes[engine() % i].children.push_back(i);
    }
    const OrderedTree read = parse_tree(to_text(tree));
    CHECK(to_text(read) == to_text(tree));
    CHECK(parse_tree(to_text(read)) == read);
    CHECK(postorder(tree).size() == tree.nodes.size());
    CHECK(postorder(tree).back() == 0);
  }
}

TEST_CASE("ordered tree: depth does not matter") {
  constexpr std::size_t depth = 1'000'000;
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) {
    text += "{a";
  }
  text.append(depth, '}');
  const OrderedTree tree = parse_tree(text);
  CHECK(tree.nodes.size() == depth);
  CHECK(postorder(tree).front() == depth - 1);
  CHECK((to_text(tree) == text));
}

TEST_CASE("ordered tree: what is no tree says where and why") {
  const auto fault = [](const std::string& text) {
    return message_of([&] { (void)parse_tree(text); });
  };
  CHECK(fault("joy") == "parse_tree: found \"j\" at byte offset 0, expected '{'");
  CHECK(contains(fault("  joy"), "at byte offset 2"));
  CHECK(
      contains(fault("{a{b}"), "found the end of the text at byte offset 5, expected '{' or '}'"));
  CHECK(contains(fault("{a "), "the end of the text at byte offset 2"));
  CHECK(contains(fault("{a{b}c}"), "found \"c\" at byte offset 5, expected '{' or '}'"));
  CHECK(contains(fault("{a}{b}"), "found \"{\" at byte offset 3, expected nothing after"));
  CHECK(contains(fault("{a}}"), "at byte offset 3"));
  CHECK(contains(fault("{a\\n}"), "found \"n\" at byte offset 3, expected '{', '}' or '\\'"));
  CHECK(contains(fault("{a\\"), "found the end of the text at byte offset 3"));

  const auto bad = [](const OrderedTree& tree) { return message_of([&] { (void)to_text(tree); }); };
  CHECK(contains(bad({{{"a", {1, 1}}, {"b", {}}}}), "node 1 has two parents"));
  CHECK(contains(bad({{{"a", {0}}}}), "node 0 has two parents or is its own ancestor"));
  CHECK(contains(bad({{{"a", {2}}, {"b", {}}}}), "node 2 is a child but not one of the 2 nodes"));
  CHECK(contains(bad({{{"a", {}}, {"b", {}}}}), "1 of 2 nodes hang from node 0"));
  CHECK(contains(bad({{{"a", {}}, {"b", {2}}, {"c", {1}}}}), "1 of 3 nodes"));
}
