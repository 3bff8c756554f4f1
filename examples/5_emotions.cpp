// Two emotions in the tree of TONE: where they stand, and how close.
#include <fmt/core.h>

#include <tonewheel/ontology.hpp>

int main() {
  const auto& tone = tonewheel::tone();
  fmt::print("{}\n{}\n", tone.path("terror"), tone.path("panicked"));
  fmt::print("similarity {:.3f}\n", tone.similarity("terror", "panicked"));
}
