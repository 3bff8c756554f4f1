// Free words of a model beside those of people, as groups of Plutchik's wheel.
#include <fmt/core.h>

#include <tonewheel/metric/vocabulary.hpp>

int main() {
  const auto f = tonewheel::score({{"joyful", "proud"}, {"terrified"}},         // people
                                  {{"Happily", "sad"}, {"fearful", "xyzzy"}});  // the model
  fmt::print("P {:.3f}  R {:.3f}  F {:.3f}\n", f.precision(), f.recall(), f.fscore());
  for (const auto& word : f.unknown_words()) fmt::print("unknown: {}\n", word);
}
