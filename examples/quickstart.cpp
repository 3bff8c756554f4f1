#include <fmt/core.h>

#include <tonewheel/tonewheel.hpp>

int main() {
  const auto model = tonewheel::make_model(tonewheel::basic8());
  const auto scale = tonewheel::parse_scale("emobank");  // ratings from 1 to 5
  const auto point = scale.to_unit({3.9, 3.6, 2.8});     // valence, arousal, dominance
  const auto p = model.mixture.posterior(to_vector(point));
  int k = 0;
  for (const auto& name : model.mixture.names()) fmt::print("{:9} {:.3f}\n", name, p[k++]);
}
