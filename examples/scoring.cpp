#include <fmt/core.h>

#include <tonewheel/data/word_forms.hpp>
#include <tonewheel/lexicon/builtin.hpp>
#include <tonewheel/lexicon/trace.hpp>
#include <tonewheel/metric/vocabulary/open_vocabulary.hpp>
#include <tonewheel/ontology/atlas.hpp>

int main() {
  using namespace tonewheel;
  const Lexicon lexicon(builtin_tables(atlas(), Table::parse(data::word_forms)));
  OpenVocabularyScore score(lexicon,
                            {lexicon.grouping("plutchik", 1), lexicon.grouping("plutchik", 2)});
  score.add("['joyful', 'proud']", "['Happily', 'sad']");  // truth, prediction
  score.add("['terrified']", "['fearful', 'xyzzy']");
  for (const SetScore& each : score.scores()) {
    fmt::print("P {:.3f}  R {:.3f}  F {:.3f}\n", each.precision(), each.recall(), each.fscore());
  }
  for (const UnknownWord& each : score.out_of_vocabulary().most_frequent()) {
    fmt::print("unknown: {}\n", each.word);
  }
  fmt::print("joyfully: {} on Plutchik's wheel\n", *explain(lexicon, "joyfully").steps[3].cluster);
}
