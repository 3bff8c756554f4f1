// A user's program: fails unless the installed version is the one expected and the library works.
#include <cstdio>
#include <string_view>

#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/ontology/tone.hpp>

int main(int argc, char** argv) {
  if (argc != 2 || std::string_view(argv[1]) != tonewheel::version) {
    std::printf("found version %s\n", tonewheel::version);
    return 1;
  }
  const tonewheel::Model model = tonewheel::make_model(tonewheel::universal());
  const auto p = model.mixture.posterior({0.81, 0.51, 0.46});
  const bool happy = model.mixture.names()[tonewheel::argmax(p)] == "happy";
  tonewheel::ConceptGraph graph;
  tonewheel::add_tone(graph, tonewheel::shipped_vocabulary());
  return happy && tonewheel::tone_concept(graph, "Surprise") ? 0 : 1;
}
