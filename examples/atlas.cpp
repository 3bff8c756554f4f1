#include <fmt/core.h>

#include <tonewheel/tonewheel.hpp>

int main() {
  const auto graph = tonewheel::atlas();  // TONE, wheels, label sets and Gaussians in one graph
  const auto terror = graph.get("tone/fear/horror/terror");
  const auto panic = graph.find_label("panicked").front();  // a word form of panic
  fmt::print("{}\n{}\n", path_text(graph, terror), path_text(graph, panic));
  fmt::print("Wu-Palmer {:.3f}\n", wu_palmer(tonewheel::Hierarchy(graph), terror, panic));
  const auto wheel = tonewheel::shipped_wheel(graph, "plutchik");
  const auto across = opposite(wheel, *wheel.sector_of(graph.get("plutchik/terror")));
  fmt::print("opposite of terror: {}\n", graph[wheel.core(*across)].name());
  const auto from = label_set(graph, "goemotions");
  const auto walk = crosswalk(graph, from, label_set(graph, "ekman"));
  fmt::print("admiration -> {}\n", graph[walk.to[walk.pairs[0].to]].name());
}
