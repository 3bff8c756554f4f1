// With other.cpp: an object that a header defines must be the same one in every translation unit.
// And the faces must agree where each has a body of its own.
#include <cstdio>

#include <tonewheel/affect/scale.hpp>
#include <tonewheel/core/sha256.hpp>

const tonewheel::Scale* other_presets();

int main() {
  if (other_presets() != tonewheel::scale_presets().data()) {
    std::puts("the scale presets differ between two translation units");
    return 1;
  }
  // The examples of FIPS 180-4: header-only this is our own body, compiled it is Nettle's.
  if (tonewheel::sha256("abc") !=
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" ||
      tonewheel::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") !=
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1") {
    std::puts("the sha256 of the examples of FIPS 180-4 is another");
    return 1;
  }
  return 0;
}
