// Two lists of numbers to their agreement.
#include <vector>

#include <tonewheel/metric/regression/concordance.hpp>

int main() {
  const std::vector<double> truth{1, 2, 3};
  const std::vector<double> prediction{1, 2, 4};
  return tonewheel::concordance(truth, prediction) > 0.5 ? 0 : 1;
}
