#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// How a label was carried over, the surest way first.
enum class CrosswalkKind : unsigned char {
  stated,    ///< the user's own table
  exact,     ///< the same name, or exact matches of the same concept
  grouping,  ///< a published grouping of the label or of an exact match: broad_match
  synonym,   ///< close matches or synonyms of the same concept
  ancestor,  ///< concepts under a common ancestor: the highest Wu-Palmer similarity
  affect,    ///< the nearest Gaussian: the highest Bhattacharyya coefficient
  none,      ///< nothing joins them; the row is spread evenly
};
/// The word for each CrosswalkKind, in files and messages.
inline constexpr std::array<std::string_view, 7> crosswalk_kind_names{
    "stated", "exact", "grouping", "synonym", "ancestor", "affect", "none"};
/// The word for a kind, in files and messages.
[[nodiscard]] constexpr std::string_view name(CrosswalkKind kind) noexcept {
  return crosswalk_kind_names[static_cast<std::size_t>(kind)];
}

/// A label of the first set goes to a label of the second one.
struct CrosswalkPair {
  std::size_t from = 0;  ///< positions in the two sets
  /// The position in the second set.
  std::size_t to = 0;
  /// What the pair rests on.
  CrosswalkKind kind = CrosswalkKind::none;
  double strength = 0;  ///< of the evidence, in [0, 1]: 1 for stated, exact, grouping and synonym
  double weight = 0;    ///< share of the label's mass; the weights of a label sum to 1
  friend bool operator==(const CrosswalkPair&, const CrosswalkPair&) = default;
};

/// Where each label of one set goes in another.
struct Crosswalk {
  /// The labels of the first set.
  std::vector<ConceptId> from;
  /// The labels of the second set.
  std::vector<ConceptId> to;
  std::vector<CrosswalkPair> pairs;  ///< by `from`, then `to`
  /// Positions of labels of the first set that go nowhere, ascending.
  [[nodiscard]] std::vector<std::size_t> unmatched() const;
};

/// One line of a user's table: labels (folded) or keys of concepts, weight > 0.
struct CrosswalkOverride {
  std::string from;   ///< the label of the first set
  std::string to;     ///< the label of the second set
  double weight = 1;  ///< what it counts beside the other lines of the same label
};

/// Which evidence counts.
struct CrosswalkOptions {
  /// The user's own table, which goes before all other evidence.
  std::vector<CrosswalkOverride> overrides{};
  bool by_ancestor = true;  ///< false: leave labels unmatched rather than use this evidence
  bool by_affect = true;    ///< false: the same for the nearest Gaussian
  std::optional<SchemeId> ancestors_in{};  ///< only ancestors of this scheme; none: of any scheme
  double least_affect = 0.1;  ///< Gaussians that share less of their mass do not join labels
};

/// Derives a crosswalk through the graph. Each label of `from` takes the surest evidence there is;
/// labels of `to` that are equally good share its mass. Throws Error on an empty `to` or an
/// override that names no label of the sets.
[[nodiscard]] Crosswalk crosswalk(const ConceptGraph& graph, const std::vector<ConceptId>& from,
                                  const std::vector<ConceptId>& to,
                                  const CrosswalkOptions& options = {});

/// Columns from, to and (optional) weight. Throws Error with the place on a weight that is not > 0.
[[nodiscard]] std::vector<CrosswalkOverride> crosswalk_overrides(const Table& table);

/// `from,to,kind,strength,weight`, one line a pair; a label that stands twice in its set is written
/// as its key; numbers read back to the same doubles. Can be edited and read as overrides.
[[nodiscard]] std::string crosswalk_csv(const ConceptGraph& graph, const Crosswalk& crosswalk);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/crosswalk_inl.hpp>
#endif
