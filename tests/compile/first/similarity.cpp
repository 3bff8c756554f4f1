// How alike two emotions are in TONE.
#include <tonewheel/graph/hierarchy.hpp>
#include <tonewheel/graph/similarity.hpp>
#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/ontology/tone.hpp>

int main() {
  const auto graph = tonewheel::atlas();
  const tonewheel::Hierarchy hierarchy(graph);
  return wu_palmer(hierarchy, *tone_concept(graph, "terror"), *tone_concept(graph, "panic")) > 0.5
             ? 0
             : 1;
}
