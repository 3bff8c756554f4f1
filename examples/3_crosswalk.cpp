// Labels of one set told in those of another, and why.
#include <fmt/core.h>

#include <tonewheel/ontology.hpp>

int main() {
  const auto walk = tonewheel::crosswalk("goemotions", "ekman");
  for (const char* label : {"admiration", "nervousness", "sadness"})
    fmt::print("{} -> {}, by {}\n", label, walk[label].label, walk[label].evidence);
  fmt::print("{} labels to {}\n", walk.from().size(), walk.to().size());
}
