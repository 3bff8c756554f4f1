// Ratings of valence, arousal and dominance, here from 1 to 5: how probable is each emotion?
#include <fmt/core.h>

#include <tonewheel/ontology.hpp>

int main() {
  const auto space = tonewheel::space_model("basic8");
  const auto point = tonewheel::parse_scale("emobank").to_unit({3.9, 3.6, 2.8});
  const auto p = space.posterior(point.valence, point.arousal, point.dominance);
  for (std::size_t k = 0; k < p.size(); ++k) fmt::print("{:9} {:.3f}\n", space.names()[k], p[k]);
}
