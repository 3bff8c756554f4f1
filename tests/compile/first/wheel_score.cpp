// Two lists of free words to a score on a wheel.
#include <tonewheel/data/word_forms.hpp>
#include <tonewheel/lexicon/builtin.hpp>
#include <tonewheel/metric/vocabulary/open_vocabulary.hpp>
#include <tonewheel/ontology/atlas.hpp>

int main() {
  using namespace tonewheel;
  const Lexicon lexicon(builtin_tables(atlas(), Table::parse(data::word_forms)));
  OpenVocabularyScore score(lexicon, {lexicon.grouping("plutchik", 1)});
  score.add("['joyful', 'proud']", "['happily', 'sad']");
  return score.scores()[0].fscore() > 0.5 ? 0 : 1;
}
