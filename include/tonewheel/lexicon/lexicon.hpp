#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/lexicon/finished_lexicon.hpp>
#include <tonewheel/lexicon/fold.hpp>
#include <tonewheel/lexicon/grouping.hpp>
#include <tonewheel/lexicon/lexicon_tables.hpp>
#include <tonewheel/lexicon/morphology.hpp>
#include <tonewheel/lexicon/word_index.hpp>

namespace tonewheel {

/// From free words to groups, as the MER scorers do (MERTools, wheel.py): a label is folded and
/// looked up; M1 is the first of its base words, M2 the first wheel word of M1, M3 on a wheel the
/// cluster of the first wheel word, of all its base words, that the wheel has. "First" is by code
/// points; with own_word_first the label itself, then base words, go before them.
class Lexicon {
 public:
  /// With a morphology, a word that the tables do not have is looked up by its base forms too; the
  /// MER scorers do not. Throws Error as check(tables) does.
  explicit Lexicon(LexiconTables tables, std::shared_ptr<const Morphology> morphology = nullptr);

  /// The same lexicon without making it: groups and words are taken as they are. Throws Error where
  /// a grouping does not have one group, of its own, or none for each word.
  explicit Lexicon(FinishedLexicon finished,
                   std::shared_ptr<const Morphology> morphology = nullptr);

  /// Of the tables.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// How words are made alike before they are looked up.
  [[nodiscard]] Folding folding() const noexcept { return folding_; }
  /// As a finished lexicon states it; empty where the lexicon was made of tables.
  [[nodiscard]] const std::string& content_sha256() const noexcept { return content_sha256_; }
  /// A finished lexicon fetches them at the first call, which throws Error where that fails, or
  /// where they make another lexicon than this one.
  [[nodiscard]] const LexiconTables& tables() const;
  /// Surface forms.
  [[nodiscard]] std::size_t size() const noexcept { return index_.size(); }
  /// A finished lexicon fetches its tables for this, as tables() does.
  [[nodiscard]] const std::string& surface(SurfaceId id) const;

  /// The surface form of a label; nothing where the lexicon does not have it. Throws Error on
  /// invalid UTF-8.
  [[nodiscard]] std::optional<SurfaceId> find(std::string_view label) const;
  /// As find, for a label that is folded already.
  [[nodiscard]] std::optional<SurfaceId> find_folded(std::string_view folded) const;
  /// The surface forms by SurfaceId; where inflects(), find knows other words too.
  [[nodiscard]] const WordIndex& index() const noexcept { return index_; }
  /// Whether forms of words are led back to the word by rules.
  [[nodiscard]] bool inflects() const noexcept { return morphology_ != nullptr; }

  /// m1, m2, then the clusterings of the tables in their order.
  [[nodiscard]] std::span<const Grouping> groupings() const noexcept;
  /// A grouping by its name; throws Error that lists what there is.
  [[nodiscard]] GroupingId grouping(std::string_view name, int level = 0) const;
  [[nodiscard]] GroupingId grouping(std::nullptr_t, int = 0) const = delete;  // a 0 is no name
  /// That grouping; throws Error where the lexicon has fewer.
  [[nodiscard]] const Grouping& at(GroupingId id) const;
  /// The same of a wheel, or of "tone" by tier: its groupings are levels 1, 2, ...
  [[nodiscard]] const Grouping& wheel(std::string_view name, int level = 1) const {
    return at(grouping(name, level));
  }

 private:
  struct Source;
  [[nodiscard]] const Source& source() const;

  std::string name_;
  Folding folding_;
  std::string content_sha256_;
  std::shared_ptr<Source> source_;  ///< the tables, and what else scoring does not ask for
  std::shared_ptr<const Morphology> morphology_;
  WordIndex index_;  ///< of the surface forms
  std::vector<Grouping> groupings_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/lexicon/impl/lexicon_inl.hpp>
#endif
