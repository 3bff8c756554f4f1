#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/wheel/wheel.hpp>

namespace tonewheel {

TONEWHEEL_INLINE Wheel::Wheel(const ConceptGraph& graph, std::string_view scheme) : name_(scheme) {
  const auto found = graph.find_scheme(scheme);
  if (!found) {
    throw Error("wheel " + shown(scheme) + ": the graph has no scheme of this key");
  }
  for (const ConceptId id : graph.members(*found)) {
    if (graph[id].tier == 1) {
      cores_.push_back(id);
    }
  }
  const auto with_angle = std::count_if(cores_.begin(), cores_.end(),
                                        [&](ConceptId id) { return graph[id].angle.has_value(); });
  published_ = with_angle > 0;
  if (cores_.empty() || (published_ && static_cast<std::size_t>(with_angle) != cores_.size())) {
    throw Error("wheel " + shown(scheme) + ": found " + std::to_string(cores_.size()) +
                " concepts of tier 1, " + std::to_string(with_angle) +
                " of them with an angle, expected at least one, and all or none with an angle");
  }
  if (published_) {
    std::sort(cores_.begin(), cores_.end(), [&](ConceptId a, ConceptId b) {
      return std::pair(*graph[a].angle, a) < std::pair(*graph[b].angle, b);
    });
  }
  for (std::uint32_t i = 0; i < cores_.size(); ++i) {
    place(graph, *found, cores_[i],
          {.sector = {i}, .ring = 1, .angle = graph[cores_[i]].angle.value_or(0), .inner = {}});
  }
  if (!published_) {
    spread_evenly();
  }
}

TONEWHEEL_INLINE void Wheel::place(const ConceptGraph& graph, SchemeId scheme, ConceptId core,
                                   const Cell& core_cell) {
  std::vector<std::pair<ConceptId, Cell>> open{{core, core_cell}};
  while (!open.empty()) {
    const auto [id, cell] = open.back();
    open.pop_back();
    if (!cells_.emplace(id, cell).second) {
      continue;  // a second parent: the first one counts
    }
    order_.push_back(id);
    rings_ = std::max(rings_, cell.ring);
    const auto around = children(graph, id);
    for (std::size_t i = around.size(); i-- > 0;) {
      const ConceptId child = around[i];
      if (graph[child].scheme == scheme) {
        open.emplace_back(child, Cell{.sector = cell.sector,
                                      .ring = cell.ring + 1,
                                      .angle = graph[child].angle.value_or(cell.angle),
                                      .inner = id});
      }
    }
  }
}

TONEWHEEL_INLINE void Wheel::spread_evenly() {
  // Leaves in order are the cells of the outermost ring; a concept spans its leaves.
  struct Span {
    double first = 0;
    double last = 0;
    bool has_leaf = false;
  };
  std::map<ConceptId, Span> spans;
  std::map<ConceptId, bool> is_inner;
  for (const auto& [id, cell] : cells_) {
    if (cell.inner) {
      is_inner[*cell.inner] = true;
    }
  }
  double leaves = 0;
  for (const ConceptId id : order_) {
    if (is_inner.contains(id)) {
      continue;
    }
    for (std::optional<ConceptId> up = id; up; up = cells_.at(*up).inner) {
      Span& span = spans[*up];
      span.first = span.has_leaf ? span.first : leaves;
      span.last = leaves;
      span.has_leaf = true;
    }
    ++leaves;
  }
  const Span& start = spans.at(cores_.front());
  const double zero = (start.first + start.last) / 2;
  for (auto& [id, cell] : cells_) {
    const Span& span = spans.at(id);
    const double turns = ((span.first + span.last) / 2 - zero) / leaves;
    cell.angle = turns < 0 ? turns + 1 : turns;
  }
}

TONEWHEEL_INLINE std::vector<ConceptId> Wheel::ring(int ring) const {
  std::vector<ConceptId> ids;
  std::copy_if(order_.begin(), order_.end(), std::back_inserter(ids),
               [&](ConceptId id) { return cells_.at(id).ring == ring; });
  return ids;
}

TONEWHEEL_INLINE std::optional<SectorId> Wheel::sector_of(ConceptId id) const {
  const auto found = cells_.find(id);
  return found == cells_.end() ? std::nullopt : std::optional(found->second.sector);
}

TONEWHEEL_INLINE std::optional<int> Wheel::ring_of(ConceptId id) const {
  const auto found = cells_.find(id);
  return found == cells_.end() ? std::nullopt : std::optional(found->second.ring);
}

TONEWHEEL_INLINE std::optional<double> Wheel::angle_of(ConceptId id) const {
  const auto found = cells_.find(id);
  return found == cells_.end() ? std::nullopt : std::optional(found->second.angle);
}

TONEWHEEL_INLINE std::optional<ConceptId> Wheel::cluster_of(ConceptId id, int level) const {
  std::optional<ConceptId> here = id;
  while (here && cells_.contains(*here)) {
    const Cell& cell = cells_.at(*here);
    if (cell.ring <= level) {
      return cell.ring == level ? here : std::nullopt;
    }
    here = cell.inner;
  }
  return std::nullopt;
}

TONEWHEEL_INLINE std::vector<ConceptId> find_cells(const ConceptGraph& graph, const Wheel& wheel,
                                                   std::string_view word) {
  std::vector<ConceptId> cells = graph.find_label(word);
  std::erase_if(cells, [&](ConceptId id) { return !wheel.ring_of(id); });
  return cells;
}

}  // namespace tonewheel
