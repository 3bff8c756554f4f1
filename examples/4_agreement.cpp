// How well predicted numbers follow the true ones: concordance, between -1 and 1.
#include <vector>

#include <fmt/core.h>

#include <tonewheel/metric/regression.hpp>

int main() {
  const std::vector<float> truth{0.1F, 0.4F, -0.3F, 0.8F};
  const std::vector<float> prediction{0.2F, 0.3F, -0.1F, 0.6F};
  fmt::print("CCC {:.3f}\n", tonewheel::concordance(truth, prediction));
}
