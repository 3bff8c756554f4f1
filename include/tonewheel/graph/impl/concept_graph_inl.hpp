#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {
namespace detail {

inline void require_concept(const ConceptGraph& graph, ConceptId id) {
  if (id.index() >= graph.size()) {
    throw Error("concept " + std::to_string(id.value) + " is not of this graph, which has " +
                std::to_string(graph.size()));
  }
}

template <class List>
void require_free_key(const List& list, const std::string& key, const char* what) {
  if (key.empty()) {
    throw Error(std::string(what) + " without a key");
  }
  for (const auto& each : list) {
    if (each.key == key) {
      throw Error(std::string(what) + " " + shown(key) + " is in the graph already");
    }
  }
}

}  // namespace detail

TONEWHEEL_INLINE std::string fold_label(std::string_view label) {
  std::string folded;
  folded.reserve(label.size());
  bool gap = false;
  for (const char c : label) {
    if (c == ' ' || c == '_' || c == '-' || (c >= '\t' && c <= '\r')) {
      gap = true;
      continue;
    }
    if (gap && !folded.empty()) {
      folded += ' ';
    }
    gap = false;
    folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return folded;
}

TONEWHEEL_INLINE ConceptGraph::ConceptGraph() {
  for (const BuiltInRelation& type : built_in_relations) {
    types_.push_back({.key = std::string(type.key),
                      .iri = {},
                      .inverse = std::string(type.inverse),
                      .laws = type.laws,
                      .label = {}});
  }
}

TONEWHEEL_INLINE SchemeId ConceptGraph::add_scheme(Scheme scheme) {
  detail::require_free_key(schemes_, scheme.key, "scheme");
  schemes_.push_back(std::move(scheme));
  return {static_cast<std::uint32_t>(schemes_.size() - 1)};
}

TONEWHEEL_INLINE RelationTypeId ConceptGraph::add_relation_type(RelationType type) {
  detail::require_free_key(types_, type.key, "relation type");
  for (const BuiltInRelation& each : built_in_relations) {
    if (each.inverse == type.key) {
      throw Error("relation type " + shown(type.key) + " is the inverse of " +
                  std::string(each.key) + ", which every graph has: relate the other way round");
    }
  }
  types_.push_back(std::move(type));
  return {static_cast<std::uint32_t>(types_.size() - 1)};
}

TONEWHEEL_INLINE ConceptId ConceptGraph::add(Concept node) {
  if (node.key.empty()) {
    throw Error("concept without a key");
  }
  if (node.scheme && node.scheme->index() >= schemes_.size()) {
    throw Error("concept " + shown(node.key) + ": its scheme is not of this graph");
  }
  if (node.tier && *node.tier < 1) {
    throw Error("concept " + shown(node.key) + ": found tier " + std::to_string(*node.tier) +
                ", expected 1 (the top) or more");
  }
  if (node.angle && !(*node.angle >= 0 && *node.angle < 1)) {
    throw Error("concept " + shown(node.key) + ": found angle " + number_text(*node.angle) +
                ", expected turns in [0, 1)");
  }
  const ConceptId id{static_cast<std::uint32_t>(size())};
  if (!by_key_.emplace(node.key, id).second) {
    throw Error("concept " + shown(node.key) + " is in the graph already");
  }
  for (std::size_t i = 0; i < node.labels.size(); ++i) {
    index_label(id, node.labels[i], i);
  }
  concepts_.push_back(std::move(node));
  from_.emplace_back();
  to_.emplace_back();
  return id;
}

TONEWHEEL_INLINE bool ConceptGraph::relate(ConceptId from, RelationTypeId type, ConceptId to,
                                           RelateOptions options) {
  detail::require_concept(*this, from);
  detail::require_concept(*this, to);
  if (type.index() >= types_.size()) {
    throw Error("relation type " + std::to_string(type.value) + " is not of this graph");
  }
  if (from == to) {
    throw Error(types_[type.index()].key + ": " + shown(concepts_[from.index()].key) +
                " to itself, expected two concepts");
  }
  if (!std::isfinite(options.weight)) {
    throw Error(types_[type.index()].key + ": found weight " + number_text(options.weight) +
                ", expected a finite number");
  }
  reserve_slot();
  std::uint32_t& place = slots_[slot(from, type, to)];
  if (place != 0) {
    return false;
  }
  const auto position = static_cast<std::uint32_t>(stated_.size());
  stated_.push_back({from, to, {type, options.weight, std::move(options.source)}});
  from_[from.index()].push_back(position);
  to_[to.index()].push_back(position);
  place = position + 1;
  return true;
}

TONEWHEEL_INLINE std::size_t ConceptGraph::slot(ConceptId from, RelationTypeId type,
                                                ConceptId to) const {
  // The three numbers, mixed by the finaliser of SplitMix64 (Steele et al. 2014).
  std::uint64_t hash = (std::uint64_t{from.value} << 32U | to.value) +
                       std::uint64_t{type.value} * 0x9e3779b97f4a7c15U;
  hash = (hash ^ hash >> 30U) * 0xbf58476d1ce4e5b9U;
  hash = (hash ^ hash >> 27U) * 0x94d049bb133111ebU;
  hash ^= hash >> 31U;
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = static_cast<std::size_t>(hash) & mask;
  while (slots_[i] != 0) {
    const StatedRelation& each = stated_[slots_[i] - 1];
    if (each.from == from && each.to == to && each.relation.type == type) {
      break;
    }
    i = (i + 1) & mask;
  }
  return i;
}

TONEWHEEL_INLINE void ConceptGraph::reserve_slot() {
  if (2 * (stated_.size() + 1) <= slots_.size()) {
    return;
  }
  slots_.assign(std::max<std::size_t>(16, 2 * slots_.size()), 0);
  for (std::size_t i = 0; i < stated_.size(); ++i) {
    const StatedRelation& each = stated_[i];
    slots_[slot(each.from, each.relation.type, each.to)] = static_cast<std::uint32_t>(i + 1);
  }
}

TONEWHEEL_INLINE void ConceptGraph::relate_both(ConceptId a, RelationTypeId type, ConceptId b,
                                                const RelateOptions& options) {
  relate(a, type, b, options);
  relate(b, type, a, options);
}

TONEWHEEL_INLINE void ConceptGraph::add_label(ConceptId id, Label label) {
  detail::require_concept(*this, id);
  auto& labels = concepts_[id.index()].labels;
  if (std::find(labels.begin(), labels.end(), label) == labels.end()) {
    index_label(id, label, labels.size());
    labels.push_back(std::move(label));
  }
}

TONEWHEEL_INLINE void ConceptGraph::set_affect(ConceptId id, ConceptAffect affect) {
  detail::require_concept(*this, id);
  concepts_[id.index()].affect = std::move(affect);
}

TONEWHEEL_INLINE const Concept& ConceptGraph::at(ConceptId id) const {
  detail::require_concept(*this, id);
  return concepts_[id.index()];
}

TONEWHEEL_INLINE std::optional<ConceptId> ConceptGraph::find(std::string_view key) const {
  const auto found = by_key_.find(std::string(key));
  return found == by_key_.end() ? std::nullopt : std::optional(found->second);
}

TONEWHEEL_INLINE ConceptId ConceptGraph::get(std::string_view key) const {
  if (const auto id = find(key)) {
    return *id;
  }
  throw Error("concept " + shown(key) + " is not in the graph");
}

TONEWHEEL_INLINE std::optional<SchemeId> ConceptGraph::find_scheme(std::string_view key) const {
  for (std::size_t i = 0; i < schemes_.size(); ++i) {
    if (schemes_[i].key == key) {
      return SchemeId{static_cast<std::uint32_t>(i)};
    }
  }
  return std::nullopt;
}

TONEWHEEL_INLINE std::optional<RelationTypeId> ConceptGraph::find_relation_type(
    std::string_view key) const {
  for (std::size_t i = 0; i < types_.size(); ++i) {
    if (types_[i].key == key) {
      return RelationTypeId{static_cast<std::uint32_t>(i)};
    }
  }
  return std::nullopt;
}

TONEWHEEL_INLINE std::vector<ConceptId> ConceptGraph::find_label(std::string_view label,
                                                                 const LabelSearch& search) const {
  const std::string folded = fold_label(label);
  const auto found = by_label_.find(folded);
  if (found == by_label_.end()) {
    return {};
  }
  std::vector<ConceptId> ids;
  for (const auto& [id, position] : found->second) {
    const Concept& node = concepts_[id.index()];
    const Label& carried = node.labels[position];
    if ((!search.scheme || node.scheme == search.scheme) &&
        (!search.language || carried.language == *search.language) &&
        (!search.preferred_only || carried.kind == LabelKind::preferred)) {
      ids.push_back(id);
    }
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

TONEWHEEL_INLINE std::vector<ConceptId> ConceptGraph::members(SchemeId scheme) const {
  std::vector<ConceptId> ids;
  for (std::uint32_t i = 0; i < size(); ++i) {
    if (concepts_[i].scheme == scheme) {
      ids.push_back({i});
    }
  }
  return ids;
}

TONEWHEEL_INLINE std::vector<ConceptId> ConceptGraph::out(ConceptId id, RelationTypeId type) const {
  detail::require_concept(*this, id);
  std::vector<ConceptId> ids;
  for (const std::uint32_t position : from_[id.index()]) {
    if (const StatedRelation& each = stated_[position]; each.relation.type == type) {
      ids.push_back(each.to);
    }
  }
  return ids;
}

TONEWHEEL_INLINE std::vector<ConceptId> ConceptGraph::in(ConceptId id, RelationTypeId type) const {
  detail::require_concept(*this, id);
  std::vector<ConceptId> ids;
  for (const std::uint32_t position : to_[id.index()]) {
    if (const StatedRelation& each = stated_[position]; each.relation.type == type) {
      ids.push_back(each.from);
    }
  }
  return ids;
}

TONEWHEEL_INLINE const Relation* ConceptGraph::find_relation(ConceptId from, RelationTypeId type,
                                                             ConceptId to) const {
  detail::require_concept(*this, from);
  const std::uint32_t place = slots_.empty() ? 0 : slots_[slot(from, type, to)];
  return place == 0 ? nullptr : &stated_[place - 1].relation;
}

TONEWHEEL_INLINE std::vector<RelationEnds> ConceptGraph::relations() const {
  std::vector<RelationEnds> all;
  all.reserve(relation_count());
  for (const std::vector<std::uint32_t>& positions : from_) {
    for (const std::uint32_t position : positions) {
      const StatedRelation& each = stated_[position];
      all.push_back({each.from, each.relation.type, each.to});
    }
  }
  return all;
}

TONEWHEEL_INLINE void ConceptGraph::index_label(ConceptId id, const Label& label,
                                                std::size_t position) {
  if (std::string folded = fold_label(label.text); !folded.empty()) {
    by_label_[std::move(folded)].emplace_back(id, position);
  }
}

}  // namespace tonewheel
