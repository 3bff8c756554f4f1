#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/lexicon/lexicon.hpp>

namespace tonewheel {

/// A surface form of a lexicon that stands in a text.
struct WordHit {
  std::size_t begin = 0;  ///< bytes of the text: [begin, end)
  /// The byte behind it.
  std::size_t end = 0;
  /// The bytes as they stand in the text.
  SurfaceId surface{};
  bool negated = false;  ///< a negation stands a few words before it
  friend bool operator==(const WordHit&, const WordHit&) = default;
};

/// Which words of a text count.
struct ExtractOptions {
  /// Surface forms that are not looked for: words that in prose are seldom emotions ("like",
  /// "open", "present"). Compared folded; those that the lexicon does not have do not matter.
  std::vector<std::string> ignore{};
  /// So many words before a hit may negate it; 0: none does.
  std::size_t negation_window = 3;
  /// Words that negate, besides every word on n't.
  std::vector<std::string> negations{"not",     "no",     "never",    "without", "neither",
                                     "nor",     "hardly", "scarcely", "barely",  "cannot",
                                     "nothing", "nobody", "none",     "non"};
  /// Words after which a negation no longer counts: "not angry but sad".
  std::vector<std::string> contrasts{"but", "however", "instead"};
  bool drop_negated = false;  ///< leave negated hits out
};

/// Finds the words of a lexicon in free text, from left to right, the longest one at each place;
/// hits do not overlap. Words are runs of letters, marks and digits, with single apostrophes (' or
/// ’, which count as equal) and hyphens inside; words of an entry such as "let down" may be any
/// white space apart. A word that is in no entry is looked up in the parts between its hyphens
/// ("angry" in "angry-looking") and without a final 's. A negation counts up to the end of the
/// sentence or line, and where it is not part of a hit itself ("not heard"). For languages that put
/// spaces between words. Time is linear in the text; calls from several threads at once are safe.
class WordExtractor {
 public:
  /// Keeps nothing of the lexicon but ids and their words. Throws Error on an option that is not
  /// UTF-8.
  explicit WordExtractor(const Lexicon& lexicon, const ExtractOptions& options = {});

  /// In the order of the text. Throws Error on invalid UTF-8 with the position of the byte.
  [[nodiscard]] std::vector<WordHit> extract(std::string_view text) const;
  /// As extract, into `out`, whose memory is used again.
  void extract_into(std::vector<WordHit>& out, std::string_view text) const;
  /// The surface forms of the hits, in the order of the text.
  [[nodiscard]] std::vector<std::string> labels(std::string_view text) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };
  struct Word {
    std::uint32_t id = 0;  ///< in the entries; 0: in none
    bool negates = false;
    bool contrasts = false;
  };
  struct Node {
    std::uint32_t surface = no_surface;  ///< the entry that ends here
    bool continues = false;              ///< longer entries begin like it
  };
  struct Token {
    std::size_t begin = 0;
    std::size_t end = 0;
    Word word{};
    bool joined = false;  ///< nothing but white space stands between the token before and this one
    bool starts = false;  ///< a sentence ends before it
  };
  static constexpr std::uint32_t no_surface = 0xffffffffU;
  static constexpr std::uint32_t no_node = 0xffffffffU;

  void add_entry(SurfaceId id);
  [[nodiscard]] Word word_of(std::string_view token) const;
  void add_parts(std::vector<Token>& tokens, std::string_view text, Token whole) const;
  [[nodiscard]] std::uint32_t next_node(std::uint32_t node, std::uint32_t word) const;

  Folding folding_;
  std::size_t window_;
  bool drop_negated_;
  std::vector<std::string> surfaces_;
  std::unordered_map<std::string, Word, Hash, std::equal_to<>> words_;
  std::vector<Node> nodes_;
  std::unordered_map<std::uint64_t, std::uint32_t> edges_;  ///< (node, word) -> node
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/lexicon/impl/extract_inl.hpp>
#endif
