#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// What sort of word it is.
enum class PartOfSpeech : unsigned char { noun, verb, adjective, adverb };
/// The word for each PartOfSpeech, in messages.
inline constexpr std::array<std::string_view, 4> part_of_speech_names{"noun", "verb", "adjective",
                                                                      "adverb"};
/// The word for a part of speech, in messages.
[[nodiscard]] constexpr std::string_view name(PartOfSpeech part) noexcept {
  return part_of_speech_names[static_cast<std::size_t>(part)];
}

/// Base words of inflected English words, by the files of WordNet (Princeton, 3.0; morphy(7WN)): a
/// word's exceptions, or else the first rule of detachment for its part of speech ("-ies" to "-y")
/// that leads to a word of WordNet ("hated" to "hate", not "hat"). Derivation ("joyfully" from
/// "joy") is not undone.
class Morphology {
 public:
  /// Reads noun, verb, adj and adv of both kinds, PART.exc and index.PART, from a folder. Throws
  /// Error with file and row on a line that is not of its kind, and on a file that cannot be read.
  [[nodiscard]] static Morphology read(const std::filesystem::path& folder);

  /// The base words of a word, sorted; the word itself is one if WordNet has it. Letter case does
  /// not matter, words are a space apart. Nothing for a word that leads to no entry. Throws Error
  /// on invalid UTF-8.
  [[nodiscard]] std::vector<std::string> base_forms(std::string_view word, PartOfSpeech part) const;
  /// Of all parts of speech, each once.
  [[nodiscard]] std::vector<std::string> base_forms(std::string_view word) const;

  /// Whether WordNet has this very word, in lower case, as this part of speech.
  [[nodiscard]] bool has(std::string_view word, PartOfSpeech part) const;
  /// Words that WordNet has as this part of speech.
  [[nodiscard]] std::size_t size(PartOfSpeech part) const { return at(part).words.size(); }

 private:
  struct Part {
    std::vector<std::string> words{};  ///< sorted
    std::map<std::string, std::vector<std::string>, std::less<>> exceptions{};
  };
  [[nodiscard]] const Part& at(PartOfSpeech part) const {
    return parts_.at(static_cast<std::size_t>(part));
  }
  void add_folded(std::vector<std::string>& bases, std::string_view word, PartOfSpeech part) const;

  std::array<Part, part_of_speech_names.size()> parts_{};
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/lexicon/impl/morphology_inl.hpp>
#endif
