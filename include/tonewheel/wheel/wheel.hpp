#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/ids.hpp>
#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// A sector of a wheel: 0 .. sectors() - 1 in the published order round the wheel.
using SectorId = StrongId<struct SectorTag>;

/// An ordered view on a scheme of the graph: its concepts of tier 1 are the sectors, those below
/// them the outer rings. Where angles are not published, the cells of the outermost ring share the
/// circle evenly, inner ones stand in the middle of theirs, and the first sector is at 0: such
/// angles say the order and nothing else. Holds ids of the graph, not the graph.
class Wheel {
 public:
  /// Throws Error if the graph has no such scheme, it has no concept of tier 1, or some sectors
  /// have a published angle and some have none.
  Wheel(const ConceptGraph& graph, std::string_view scheme);

  /// The name of the wheel, such as "plutchik".
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// How many sectors there are around.
  [[nodiscard]] std::size_t sectors() const noexcept { return cores_.size(); }
  /// How many rings there are, from the innermost to the outermost.
  [[nodiscard]] int rings() const noexcept { return rings_; }
  /// The angles stand in a publication; else they only follow the order.
  [[nodiscard]] bool has_published_angles() const noexcept { return published_; }

  /// The concept of tier 1; sector < sectors().
  [[nodiscard]] ConceptId core(SectorId sector) const { return cores_[sector.index()]; }
  /// All concepts of a ring, 1 .. rings(), round the wheel.
  [[nodiscard]] std::vector<ConceptId> ring(int ring) const;
  /// Where a concept stands; nothing for one that is not on the wheel (a dyad is not).
  [[nodiscard]] std::optional<SectorId> sector_of(ConceptId id) const;
  /// The ring of a concept, 1 (innermost) to rings(); nothing for one that is not on the wheel.
  [[nodiscard]] std::optional<int> ring_of(ConceptId id) const;
  /// Turns in [0, 1) from the wheel's zero, the way that its publication counts: clockwise, but
  /// russell counter-clockwise as drawn (arousal at a quarter). Whose they are: README.md.
  [[nodiscard]] std::optional<double> angle_of(ConceptId id) const;
  /// The ancestor on ring 1 or 2 (the cluster of level 1 or 2), or the concept itself; nothing
  /// where it stands further in or not on the wheel.
  [[nodiscard]] std::optional<ConceptId> cluster_of(ConceptId id, int level) const;

 private:
  struct Cell {
    SectorId sector;
    int ring = 1;
    double angle = 0;
    std::optional<ConceptId> inner;
  };
  void place(const ConceptGraph& graph, SchemeId scheme, ConceptId core, const Cell& core_cell);
  void spread_evenly();

  std::string name_;
  std::vector<ConceptId> cores_;
  std::vector<ConceptId> order_;  ///< each concept before those around it
  std::map<ConceptId, Cell> cells_;
  int rings_ = 0;
  bool published_ = false;
};

/// The cells of a wheel that carry a word (folded, any label): often one, several for homonyms.
[[nodiscard]] std::vector<ConceptId> find_cells(const ConceptGraph& graph, const Wheel& wheel,
                                                std::string_view word);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/wheel/impl/wheel_inl.hpp>
#endif
