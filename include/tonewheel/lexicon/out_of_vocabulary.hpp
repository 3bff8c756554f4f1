#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/count.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {

/// A word that a lexicon does not have, and how often it came.
struct UnknownWord {
  /// The word, folded.
  std::string word;
  /// How often it was met.
  std::uint64_t times = 0;
  friend bool operator==(const UnknownWord&, const UnknownWord&) = default;
};

/// Counts the labels that a lexicon does not have. Integer counts by word: merged shards equal one
/// run, in any order.
class OutOfVocabulary {
 public:
  /// The name of this type in a State.
  static constexpr std::string_view kind = "out_of_vocabulary";

  /// Bytes of a word, at most: a longer one is kept cut to whole characters and `cut_mark`; those
  /// that begin alike are then one.
  static constexpr std::size_t longest = 200;
  /// What stands behind a word that was cut.
  static constexpr std::string_view cut_mark = "...";

  OutOfVocabulary() = default;
  /// Throws Error on a state that no labels have.
  explicit OutOfVocabulary(const State& state);

  /// Labels that the lexicon has: they count in n() only.
  void add_known(std::uint64_t labels = 1) { add_count(n_, labels, "out of vocabulary: labels"); }
  /// A label that it does not have, best folded, so that spellings of a word are counted together.
  /// Throws Error on invalid UTF-8.
  void add(std::string_view label, std::uint64_t times = 1);
  /// As if the other's labels had been added here.
  void merge(const OutOfVocabulary& other);

  /// Labels seen, known and unknown.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// How many labels were not known.
  [[nodiscard]] std::uint64_t unknown() const noexcept { return unknown_; }
  /// Different unknown words.
  [[nodiscard]] std::size_t distinct() const noexcept { return words_.size(); }
  /// unknown() / n(), in [0, 1]; 0 where there are no labels.
  [[nodiscard]] double rate() const noexcept;
  /// At most `limit` words, the most frequent first, equally frequent ones sorted.
  [[nodiscard]] std::vector<UnknownWord> most_frequent(std::size_t limit = SIZE_MAX) const;
  /// What was counted, to be written down and read again.
  [[nodiscard]] State state() const;

  friend bool operator==(const OutOfVocabulary&, const OutOfVocabulary&) = default;

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, std::uint64_t, Hash, std::equal_to<>> words_;
  std::uint64_t n_ = 0;
  std::uint64_t unknown_ = 0;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/lexicon/impl/out_of_vocabulary_inl.hpp>
#endif
