#include "word_sets.hpp"

namespace tonewheel::exchange {

std::map<std::string, std::vector<std::string>> sorted_lists(const WordSets& sets) {
  std::map<std::string, std::vector<std::string>> lists;
  for (const auto& [word, words] : sets) {
    lists.emplace_hint(lists.end(), word, std::vector<std::string>(words.begin(), words.end()));
  }
  return lists;
}

std::string folded_word(std::string_view text, Folding folding, const Place& place) {
  try {
    return fold(text, folding);
  } catch (const Error& error) {
    throw Error(place, error.what());
  }
}

}  // namespace tonewheel::exchange
