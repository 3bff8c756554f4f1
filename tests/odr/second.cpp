#include <tonewheel/tonewheel.hpp>

const tonewheel::Scale* second_presets() {
  return tonewheel::scale_presets().data();
}

double second_posterior() {
  return tonewheel::make_model(tonewheel::universal()).mixture.posterior({0.5, 0.5, 0.5})[0];
}
