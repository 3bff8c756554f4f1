#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/lexicon/impl/fold_inl.hpp>
#include <tonewheel/lexicon/morphology.hpp>

namespace tonewheel {
namespace detail {

/// A line of a WordNet file: its words, underscores made spaces; none for a line of the licence,
/// which begins with white space, and for an empty one.
inline std::vector<std::string> wordnet_fields(std::string_view line, std::size_t most) {
  std::vector<std::string> fields;
  if (line.starts_with(' ')) {
    return fields;
  }
  while (!(line = trim(line)).empty() && fields.size() < most) {
    const std::size_t end = line.find(' ');
    std::string& field = fields.emplace_back(line.substr(0, end));
    std::replace(field.begin(), field.end(), '_', ' ');
    line.remove_prefix(end == std::string_view::npos ? line.size() : end);
  }
  return fields;
}

/// Calls use(fields, row) for each line of a WordNet file that holds data.
template <class Use>
void each_wordnet_line(const std::filesystem::path& path, std::size_t most, Use&& use) {
  const std::string text = read_small_file(path);
  std::string_view rest = text;
  for (std::uint64_t row = 1; !rest.empty(); ++row) {
    const std::size_t end = rest.find('\n');
    std::vector<std::string> fields = wordnet_fields(rest.substr(0, end), most);
    if (!fields.empty()) {
      use(std::move(fields), row);
    }
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
}

/// An ending of an inflected word, and what a base word has in its place.
using Detachment = std::pair<std::string_view, std::string_view>;

inline std::span<const Detachment> detachments(PartOfSpeech part) noexcept {
  static constexpr std::array<Detachment, 8> noun{{{"s", ""},
                                                   {"ses", "s"},
                                                   {"xes", "x"},
                                                   {"zes", "z"},
                                                   {"ches", "ch"},
                                                   {"shes", "sh"},
                                                   {"men", "man"},
                                                   {"ies", "y"}}};
  static constexpr std::array<Detachment, 8> verb{{{"s", ""},
                                                   {"ies", "y"},
                                                   {"es", "e"},
                                                   {"es", ""},
                                                   {"ed", "e"},
                                                   {"ed", ""},
                                                   {"ing", "e"},
                                                   {"ing", ""}}};
  static constexpr std::array<Detachment, 4> adjective{
      {{"er", ""}, {"est", ""}, {"er", "e"}, {"est", "e"}}};
  switch (part) {
    case PartOfSpeech::noun:
      return noun;
    case PartOfSpeech::verb:
      return verb;
    case PartOfSpeech::adjective:
      return adjective;
    case PartOfSpeech::adverb:
      break;
  }
  return {};
}

/// What the rules make of a word, whether there is such a word or not. Nouns of at most two letters
/// and on "-ss" are no plurals; "-ful" stays at the end ("boxesful").
inline std::vector<std::string> detached(std::string_view word, PartOfSpeech part) {
  std::vector<std::string> bases;
  std::string_view kept;
  if (part == PartOfSpeech::noun) {
    if (word.ends_with("ful")) {
      kept = "ful";
      word.remove_suffix(kept.size());
    } else if (word.ends_with("ss") || word.size() <= 2) {
      return bases;
    }
  }
  for (const auto& [ending, replacement] : detachments(part)) {
    if (word.ends_with(ending)) {
      bases.push_back(std::string(word.substr(0, word.size() - ending.size())) +
                      std::string(replacement) + std::string(kept));
    }
  }
  return bases;
}

inline void sort_words(std::vector<std::string>& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

}  // namespace detail

TONEWHEEL_INLINE Morphology Morphology::read(const std::filesystem::path& folder) {
  constexpr std::array<std::string_view, 4> files{"noun", "verb", "adj", "adv"};
  constexpr std::array<std::string_view, 4> letters{"n", "v", "a", "r"};
  Morphology morphology;
  for (std::size_t i = 0; i < files.size(); ++i) {
    Part& part = morphology.parts_.at(i);
    const std::filesystem::path exceptions = folder / (std::string(files.at(i)) + ".exc");
    detail::each_wordnet_line(exceptions, 64, [&](std::vector<std::string> fields, auto row) {
      if (fields.size() < 2) {
        throw Error({exceptions.string(), row, ""},
                    "found " + shown(fields[0]) + " alone, expected a form and its base words");
      }
      std::vector<std::string>& bases = part.exceptions[fields[0]];
      bases.insert(bases.end(), fields.begin() + 1, fields.end());
    });
    const std::filesystem::path index = folder / ("index." + std::string(files.at(i)));
    detail::each_wordnet_line(index, 2, [&](std::vector<std::string> fields, auto row) {
      if (fields.size() < 2 || fields[1] != letters.at(i)) {
        throw Error({index.string(), row, ""},
                    "found " + shown(fields.size() < 2 ? "nothing" : fields[1]) + " after " +
                        shown(fields[0]) + ", expected " + shown(letters.at(i)));
      }
      part.words.push_back(std::move(fields[0]));
    });
    if (part.words.empty()) {
      throw Error({index.string(), 0, ""}, "found no words, expected an index");
    }
    detail::sort_words(part.words);
  }
  return morphology;
}

TONEWHEEL_INLINE bool Morphology::has(std::string_view word, PartOfSpeech part) const {
  const std::vector<std::string>& words = at(part).words;
  return std::binary_search(words.begin(), words.end(), word);
}

TONEWHEEL_INLINE void Morphology::add_folded(std::vector<std::string>& bases, std::string_view word,
                                             PartOfSpeech part) const {
  std::vector<std::string> found{std::string(word)};
  if (const auto exception = at(part).exceptions.find(word);
      exception != at(part).exceptions.end()) {
    found.insert(found.end(), exception->second.begin(), exception->second.end());
  } else {
    for (std::string& base : detail::detached(word, part)) {
      if (has(base, part)) {
        found.push_back(std::move(base));
        break;
      }
    }
  }
  // Verbs of several words are inflected in the first: "lets down".
  const std::size_t space = word.find(' ');
  if (part == PartOfSpeech::verb && space != std::string_view::npos) {
    std::vector<std::string> first;
    add_folded(first, word.substr(0, space), part);
    for (const std::string& base : first) {
      found.push_back(base + std::string(word.substr(space)));
    }
  }
  for (std::string& each : found) {
    if (has(each, part)) {
      bases.push_back(std::move(each));
    }
  }
}

TONEWHEEL_INLINE std::vector<std::string> Morphology::base_forms(std::string_view word,
                                                                 PartOfSpeech part) const {
  std::vector<std::string> bases;
  add_folded(bases, fold(word), part);
  detail::sort_words(bases);
  return bases;
}

TONEWHEEL_INLINE std::vector<std::string> Morphology::base_forms(std::string_view word) const {
  const std::string folded = fold(word);
  std::vector<std::string> bases;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    add_folded(bases, folded, static_cast<PartOfSpeech>(i));
  }
  detail::sort_words(bases);
  return bases;
}

}  // namespace tonewheel
