#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/labelled_graph.hpp>

#include "support/errors.hpp"

using support::message_of;
using tonewheel::check_graph;
using tonewheel::LabelledGraph;

TEST_CASE("labelled graph: loops and parallel edges are part of a labelled graph") {
  CHECK_NOTHROW(check_graph(LabelledGraph{}));
  CHECK_NOTHROW(check_graph({{"a", "a"}, {{0, 0, "x"}, {0, 1, "x"}, {0, 1, "x"}}}));
}

TEST_CASE("labelled graph: an edge that leaves the graph is refused") {
  CHECK(
      message_of([] { check_graph({{"a"}, {{0, 0, "is a"}, {0, 1, "is a"}}}); }) ==
      "labelled graph: edge 1 (\"is a\") joins the nodes 0 and 1, expected two of 1 nodes, counted "
      "from 0");
  CHECK(message_of([] { check_graph({{}, {{0, 0, "x"}}}); }) != "no Error");
}
