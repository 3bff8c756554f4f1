#include <cstdint>
#include <string>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/exchange/same_graph.hpp>
#include <tonewheel/exchange/tsv.hpp>

#include "exchange/sample_graph.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::error_of;

namespace {

const std::string header = "record\tsubject\tpredicate\tobject\tlanguage\tweight\tsource\n";

void check_error(const std::string& rows, std::uint64_t row, const std::string& column,
                 const std::string& message) {
  INFO(rows);
  const auto error = error_of([&] { (void)graph_from_tsv(header + rows, "g.tsv"); });
  REQUIRE(error.has_value());
  INFO(std::string(error->what()));
  CHECK(error->place().file == "g.tsv");
  CHECK(error->place().row == row);
  CHECK(error->place().column == column);
  CHECK(contains(error->what(), message));
}

}  // namespace

TEST_CASE("tsv: a graph with every field and relation comes back, byte for byte") {
  const ConceptGraph graph = support::sample_graph();
  const std::string text = to_tsv(graph);
  const ConceptGraph back = graph_from_tsv(text);
  CHECK(differences(graph, back).empty());
  CHECK(to_tsv(back) == text);
  CHECK(to_tsv(graph_from_tsv(to_tsv(ConceptGraph()))) == header);
}

TEST_CASE("tsv: wrong rows are named by row and column") {
  const std::string a = "concept\ta\tkind\temotion\t\t\t\n";
  const std::string b = "concept\tb\tkind\temotion\t\t\t\n";
  check_error("a\tb\n", 1, "", "found 2 cells");
  check_error("concept\ta\tkind\temotion\t\t\t\t\n", 1, "", "found 8 cells");
  check_error("\n", 1, "", "found 1 cells");
  check_error("thing\ta\t\t\t\t\t\n", 1, "record", "\"thing\"");
  check_error("concept\ta\tkind\tplant\t\t\t\n", 1, "object", "\"plant\"");
  check_error(a + a, 2, "", "already");
  check_error(a + "concept\ta\ttier\t1.5\t\t\t\n", 2, "object", "\"1.5\"");
  check_error(a + "concept\ta\ttier\t0\t\t\t\n", 1, "", "tier 0");
  check_error(a + "concept\ta\tangle\tx\t\t\t\n", 2, "object", "a number");
  check_error(a + "concept\ta\tscheme\ts\t\t\t\n", 2, "object", "a scheme");
  check_error(a + "concept\tb\ttier\t1\t\t\t\n", 2, "subject", "follow each other");
  check_error("label\ta\tpreferred\ta\t\t\t\n", 1, "subject", "follow each other");
  check_error(a + "label\ta\tbest\ta\t\t\t\n", 2, "predicate", "\"best\"");
  check_error(a + "affect\ta\tnamed\t1 2 3\t\t\t\n", 2, "object", "nine numbers");
  check_error(a + "affect\ta\tnamed\t1 2 3 4 5 6 7 8 9 10\t\t\t\n", 2, "object", "nine numbers");
  check_error(a + "relation\ta\tbroader\tb\t\t\t\n", 2, "object", "earlier row");
  check_error(a + b + "relation\ta\todd\tb\t\t\t\n", 3, "predicate", "earlier row");
  check_error(a + b + "relation\ta\tbroader\tb\t\tx\t\n", 3, "weight", "a number");
  check_error(a + b + "relation\ta\tbroader\tb\t\tnan\t\n", 3, "", "finite");
  check_error(a + b + "relation\ta\tbroader\ta\t\t\t\n", 3, "", "itself");
  check_error(a + "concept\ta\tnotation\t\\x\t\t\t\n", 2, "", "backslash");
  check_error(a + "concept\ta\tnotation\t\xff\t\t\t\n", 2, "", "UTF-8");
  check_error(a + "concept\ta\tnotation\tx\ten\t\t\n", 2, "language", "nothing");
  const auto error = error_of([] { (void)graph_from_tsv("", "g.tsv"); });
  REQUIRE(error.has_value());
  CHECK(contains(error->what(), "header"));
}
