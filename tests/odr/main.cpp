// With other.cpp: an object that a header defines must be the same one in every translation unit.
#include <cstdio>

#include <tonewheel/affect/scale.hpp>

const tonewheel::Scale* other_presets();

int main() {
  if (other_presets() != tonewheel::scale_presets().data()) {
    std::puts("the scale presets differ between two translation units");
    return 1;
  }
  return 0;
}
