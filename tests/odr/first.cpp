// With second.cpp: both include every header, so a body that is neither inline nor compiled once
// is a link error here, and an inline one must be the same object in both.
#include <cstdio>

#include <tonewheel/tonewheel.hpp>

const tonewheel::Scale* second_presets();
double second_posterior();

int main() {
  const tonewheel::Model model = tonewheel::make_model(tonewheel::universal());
  const double first = model.mixture.posterior({0.5, 0.5, 0.5})[0];
  if (second_presets() != tonewheel::scale_presets().data()) {
    std::puts("the scale presets differ between two translation units");
    return 1;
  }
  if (first != second_posterior()) {
    std::puts("the posterior differs between two translation units");
    return 1;
  }
  return 0;
}
