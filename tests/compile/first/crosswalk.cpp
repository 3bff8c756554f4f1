// Labels of one set to those of another.
#include <tonewheel/graph/crosswalk.hpp>
#include <tonewheel/ontology/atlas.hpp>

int main() {
  const auto& graph = tonewheel::atlas();
  const auto walk = tonewheel::crosswalk(graph, graph.members(*graph.find_scheme("goemotions")),
                                         graph.members(*graph.find_scheme("ekman")));
  return static_cast<int>(walk.pairs.size());
}
