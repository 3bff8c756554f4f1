#include <tonewheel/affect/scale.hpp>

const tonewheel::Scale* other_presets();

const tonewheel::Scale* other_presets() {
  return tonewheel::scale_presets().data();
}
