#include <doctest/doctest.h>

#include <tonewheel/graph/extract.hpp>
#include <tonewheel/graph/graph_edit.hpp>
#include <tonewheel/graph/tree_edit.hpp>

#include "support/errors.hpp"

using namespace tonewheel;

namespace {

Concept named(const char* key) {
  return {.key = key, .labels = {{{key, "en"}, LabelKind::preferred}}};
}

/// fear above horror and worry, horror above terror and panic.
struct Fear {
  ConceptGraph graph;
  ConceptId fear = graph.add(named("fear"));
  ConceptId horror = graph.add(named("horror"));
  ConceptId worry = graph.add(named("worry"));
  ConceptId terror = graph.add(named("terror"));
  ConceptId panic = graph.add(named("panic"));
  Fear() {
    graph.relate(worry, relation::broader, fear);
    graph.relate(horror, relation::broader, fear);
    graph.relate(panic, relation::broader, horror);
    graph.relate(terror, relation::broader, horror);
    graph.relate(terror, relation::more_intense_than, panic);
  }
};

}  // namespace

TEST_CASE("extract: a concept and all below it as an ordered tree, children in id order") {
  Fear f;
  CHECK(to_text(ordered_tree(f.graph, f.fear)) == "{fear{horror{terror}{panic}}{worry}}");
  CHECK(to_text(ordered_tree(f.graph, f.panic)) == "{panic}");
  // Removing horror makes its children fear's.
  CHECK(tree_edit_distance(ordered_tree(f.graph, f.fear),
                           parse_tree("{fear{terror}{panic}{worry}}")) == 1);
  // A second parent, and even a circle, meets each concept once.
  f.graph.relate(f.terror, relation::broader, f.worry);
  f.graph.relate(f.fear, relation::broader, f.terror);
  CHECK(ordered_tree(f.graph, f.fear).nodes.size() == 5);
  CHECK(support::error_of([&] { static_cast<void>(ordered_tree(f.graph, ConceptId{9})); }));
}

TEST_CASE("extract: chosen concepts and relations as a labelled graph") {
  const Fear f;
  const LabelledGraph plain = labelled_graph(f.graph, {f.horror, f.terror, f.panic});
  CHECK(plain.nodes == std::vector<std::string>{"horror", "terror", "panic"});
  CHECK(plain.edges.size() == 3);
  const LabelledGraph tree =
      labelled_graph(f.graph, {f.horror, f.terror, f.panic}, {relation::broader});
  CHECK(tree.edges.size() == 2);
  CHECK(graph_edit_distance(plain, tree).distance == 1);  // one edge less
  CHECK(support::contains(
      support::message_of([&] { static_cast<void>(labelled_graph(f.graph, {f.fear, f.fear})); }),
      "twice"));
}

TEST_CASE("extract: the relations as arcs, for the motif census") {
  const Fear f;
  const auto census = triad_census(f.graph.size(), arcs(f.graph, {relation::broader}));
  const MotifCounts motifs = motif_counts(census);
  // horror and worry into fear, terror and panic into horror; two ways up from the third tier.
  CHECK(motifs.aggregation == 2);
  CHECK(motifs.sequence == 2);
  CHECK(motifs.hierarchy == 0);
  CHECK(arcs(f.graph).size() == 5);
}
