#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/ids.hpp>
#include <tonewheel/lexicon/lexicon_tables.hpp>
#include <tonewheel/lexicon/morphology.hpp>
#include <tonewheel/lexicon/word_index.hpp>

namespace tonewheel {

/// A surface form of a Lexicon, in sorted order: 0 .. size() - 1.
using SurfaceId = StrongId<struct SurfaceTag>;

/// A group of a Grouping, in the order of its name; `none` where a surface form has no group.
using GroupId = StrongId<struct GroupTag>;
inline constexpr GroupId no_group{std::numeric_limits<std::uint32_t>::max()};

/// One way to group labels: M1 (base words), M2 (synonyms), or M3, a wheel at a level.
struct Grouping {
  std::string name;                 ///< "m1", "m2", or the wheel's
  int level = 0;                    ///< of a wheel, from 1; 0 for m1 and m2
  std::vector<std::string> groups;  ///< names, sorted
  std::vector<GroupId> group_of;    ///< by SurfaceId
};

/// From free words to groups, as the MER scorers do (MERTools, wheel.py): a label is folded and
/// looked up; M1 is the first of its base words, M2 the first wheel word of M1, M3 on a wheel the
/// cluster of the first wheel word, of all its base words, that the wheel has. "First" is by code
/// points; with own_word_first the label itself, then base words, go before them.
class Lexicon {
 public:
  /// With a morphology, a word that the tables do not have is looked up by its base forms too; the
  /// MER scorers do not. Throws Error as check(tables) does.
  explicit Lexicon(LexiconTables tables, std::shared_ptr<const Morphology> morphology = nullptr);

  [[nodiscard]] const LexiconTables& tables() const noexcept { return tables_; }
  /// Surface forms.
  [[nodiscard]] std::size_t size() const noexcept { return surfaces_.size(); }
  [[nodiscard]] const std::string& surface(SurfaceId id) const { return surfaces_.at(id.index()); }

  /// The surface form of a label; nothing where the lexicon does not have it. Throws Error on
  /// invalid UTF-8.
  [[nodiscard]] std::optional<SurfaceId> find(std::string_view label) const;
  /// As find, for a label that is folded already.
  [[nodiscard]] std::optional<SurfaceId> find_folded(std::string_view folded) const;
  /// The surface forms by SurfaceId; where inflects(), find knows other words too.
  [[nodiscard]] const WordIndex& index() const noexcept { return index_; }
  [[nodiscard]] bool inflects() const noexcept { return morphology_ != nullptr; }

  /// m1, m2, then the clusterings of the tables in their order.
  [[nodiscard]] std::span<const Grouping> groupings() const noexcept { return groupings_; }
  /// Position of a grouping; throws Error that lists what there is.
  [[nodiscard]] std::size_t grouping(std::string_view name, int level = 0) const;

 private:
  LexiconTables tables_;
  std::shared_ptr<const Morphology> morphology_;
  std::vector<std::string> surfaces_;
  WordIndex index_;  ///< of surfaces_
  std::vector<Grouping> groupings_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/lexicon/impl/lexicon_inl.hpp>
#endif
