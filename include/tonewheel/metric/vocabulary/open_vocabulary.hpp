#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/kernel/set_counts.hpp>
#include <tonewheel/lexicon/label_lookup.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/lexicon/out_of_vocabulary.hpp>
#include <tonewheel/metric/overlap/group_set.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>

namespace tonewheel {
inline namespace vocabulary {

/// The groups of each surface form of a lexicon, in some of its groupings, as bits. Memory: at most
/// widest / 8 bytes a surface form and grouping.
class GroupMasks {
 public:
  /// A grouping of more groups, as the base words of a large vocabulary are, has no bits here: they
  /// would grow with the square of the vocabulary. Its groups are listed and sorted instead.
  static constexpr std::size_t widest = 1024;
  /// A grouping of too many groups for bits.
  struct Listed {
    std::size_t position = 0;           ///< among the groupings of this object
    std::span<const GroupId> group_of;  ///< by SurfaceId
  };

  /// groupings: of the lexicon, which must outlive this object. Throws Error on one that it has
  /// not.
  GroupMasks(const Lexicon& lexicon, std::span<const GroupingId> groupings);

  /// The lexicon given.
  [[nodiscard]] const Lexicon& lexicon() const noexcept { return *lexicon_; }
  /// The mask of each surface form, and behind them an empty one. Listed groupings have no bits.
  [[nodiscard]] kernel::MaskTable table() const noexcept {
    return {bits_.data(), words_, ranges_.data(), ranges_.size()};
  }
  /// The groupings that have no bits, in their order.
  [[nodiscard]] std::span<const Listed> listed() const noexcept;

 private:
  const Lexicon* lexicon_;
  std::size_t words_ = 0;
  std::vector<kernel::BitRange> ranges_;  ///< of the groupings
  std::vector<std::uint64_t> bits_;
  std::vector<Listed> listed_;
};

/// Labels of one sample as sets of groups, one set for each grouping of the masks. Its memory is
/// used again from sample to sample.
class GroupSets {
 public:
  /// Empty sets for the groupings of those masks.
  explicit GroupSets(std::shared_ptr<const GroupMasks> masks);

  /// Makes the sets empty.
  void clear() noexcept;
  /// Adds a label's group in every grouping; false: the lexicon does not know the label. Throws
  /// Error on invalid UTF-8.
  bool add(std::string_view label);
  /// The same for a surface form of the lexicon.
  void add(SurfaceId surface);

  /// Sizes of this set (the truth), the other (the prediction) and what they share, one for each of
  /// the groupings, to which `out` has room. The other must be of the same masks.
  void counts(const GroupSets& prediction, std::span<SetCounts> out) const noexcept;

 private:
  std::shared_ptr<const GroupMasks> masks_;
  std::vector<std::uint64_t> bits_;
  std::vector<std::vector<GroupId>> lists_;  ///< of the masks' listed groupings; sorted, each once
};

/// Scores open-vocabulary predictions against truths with every chosen grouping of a lexicon at
/// once: wheels, base words, synonyms, tiers of TONE. Shards merge in any order to the same state.
class OpenVocabularyScore {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "open_vocabulary_score";

  /// groupings: of the lexicon (Lexicon::grouping), which must outlive this object. Throws Error on
  /// one that it has not.
  OpenVocabularyScore(const Lexicon& lexicon, std::vector<GroupingId> groupings);
  /// A state keeps the lexicon's name, its SHA-256 where it states one (a finished lexicon does)
  /// and the names of its groupings, not the lexicon: the same must be given. Throws Error on one
  /// of another name or content or without those groupings, and on a state that no samples have.
  OpenVocabularyScore(const State& state, const Lexicon& lexicon);

  /// Label lists as the MER files write them, "['happy', 'content']" (lexicon/label_list.hpp).
  /// Returns the sample's counts, one for each grouping, valid until the next call. Throws Error on
  /// invalid UTF-8; the sample is then not counted.
  std::span<const SetCounts> add(std::string_view truth, std::string_view prediction);
  /// The same for lists of labels.
  std::span<const SetCounts> add(std::span<const std::string> truth,
                                 std::span<const std::string> prediction);
  /// The same for views of labels.
  std::span<const SetCounts> add(std::span<const std::string_view> truth,
                                 std::span<const std::string_view> prediction);

  /// As add for each of the truths with its prediction, in their order, and faster. `counts`, if
  /// not empty, takes those of each sample, sample by sample. Throws Error if the lists are not of
  /// one length, or on invalid UTF-8, with the position of the sample; those before it are counted.
  void add_batch(std::span<const std::string_view> truths,
                 std::span<const std::string_view> predictions, std::span<SetCounts> counts = {});

  /// Throws Error if the other scores with another lexicon or other groupings.
  void merge(const OpenVocabularyScore& other);

  /// The lexicon given.
  [[nodiscard]] const Lexicon& lexicon() const noexcept { return *lexicon_; }
  /// As they were given.
  [[nodiscard]] std::span<const GroupingId> groupings() const noexcept;
  /// Samples added, those that a grouping skips included.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// By position in groupings().
  [[nodiscard]] std::span<const SetScore> scores() const noexcept;
  /// Labels of truths and predictions that the lexicon does not know.
  [[nodiscard]] const OutOfVocabulary& out_of_vocabulary() const noexcept { return unknown_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;

  /// The same samples, up to order, by the same lexicon and groupings.
  friend bool operator==(const OpenVocabularyScore& a, const OpenVocabularyScore& b) {
    return a.lexicon_ == b.lexicon_ && a.groupings_ == b.groupings_ && a.n_ == b.n_ &&
           a.scores_ == b.scores_ && a.unknown_ == b.unknown_;
  }

 private:
  template <class Label>
  std::span<const SetCounts> add_lists(std::span<const Label> truth,
                                       std::span<const Label> prediction);
  std::span<const SetCounts> count();
  void count_listed(const GroupMasks::Listed& grouping, std::span<SetCounts> counts);

  const Lexicon* lexicon_;
  std::vector<GroupingId> groupings_;
  std::uint64_t n_ = 0;
  std::vector<SetScore> scores_;
  std::shared_ptr<const GroupMasks> masks_;
  OutOfVocabulary unknown_;
  // Of the samples at hand.
  LabelLookup lookup_;
  std::vector<std::uint64_t> sets_;
  std::vector<SetCounts> counts_;  ///< grouping after grouping
  SetCounter<GroupId> list_counter_;
};

}  // namespace vocabulary
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/vocabulary/impl/open_vocabulary_inl.hpp>
#endif
