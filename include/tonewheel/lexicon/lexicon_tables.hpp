#pragma once

#include <map>
#include <string>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/lexicon/fold.hpp>

namespace tonewheel {

/// A wheel as published: each row a path from the core outward; level3 may be empty.
struct WheelRow {
  /// The word of the innermost ring.
  std::string level1{};
  /// The word of the ring in the middle.
  std::string level2{};
  /// The word of the outermost ring.
  std::string level3{};
  friend bool operator==(const WheelRow&, const WheelRow&) = default;
};

/// The words of one wheel at one level, each with its cluster. Level 1 is the core.
struct Clustering {
  /// The wheel that the clusters are of.
  std::string wheel{};
  /// The level of the wheel that the clusters are of.
  int level = 1;
  /// The cluster of each word.
  std::map<std::string, std::string> cluster_of{};
  friend bool operator==(const Clustering&, const Clustering&) = default;
};

/// What a lexicon is made of, as plain values, so that any source can fill it. Words are folded.
struct LexiconTables {
  std::string name{};  ///< "MER2026", "tonewheel", or the user's
  /// How words are made alike before they are looked up.
  Folding folding = Folding::unicode;
  /// On a wheel, take the label itself before its base words, and these before synonyms. The MER
  /// scorers do not.
  bool own_word_first = false;
  /// Surface form -> base words, sorted. A base word is its own surface form too.
  std::map<std::string, std::vector<std::string>> bases_of{};
  /// Base word -> the wheel words that it is a synonym of, sorted; a wheel word is its own.
  std::map<std::string, std::vector<std::string>> synonyms_of{};
  /// In the order in which scores are reported: by wheel, then by level.
  std::vector<Clustering> clusterings{};
  /// Wheel -> its rows in file order, where the source has them: for lints.
  std::map<std::string, std::vector<WheelRow>> wheel_rows{};
};

/// Forms, synonyms and clusterings as lines of text, sorted: equal for tables that score alike,
/// whatever file they came from. What the SHA-256 of a lexicon is taken of. Folding and
/// own_word_first count, name and wheel_rows do not.
[[nodiscard]] std::string content_text(const LexiconTables& tables);

/// Throws Error that names the word: a surface without base words or not folded, a list that is not
/// sorted or holds a word twice, an empty word, a clustering that stands twice or has level < 1.
void check(const LexiconTables& tables);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/lexicon/impl/lexicon_tables_inl.hpp>
#endif
