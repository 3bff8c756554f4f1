#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/ontology/tone.hpp>

#include "ontology/load.hpp"
#include "support/files.hpp"
#include "support/program.hpp"
#include "support/stamp.hpp"

/// What the subcommands of tonewheel-ontology share: the graph they ask, reports, messages.
namespace ontology {

using namespace tonewheel;
using program::Json;

/// Options of every subcommand.
struct Common {
  std::string graph;  ///< file; empty: what ships
  std::string scheme;
  std::string format;
  std::string json;
  std::string vocabulary;
  bool quiet = false;
};

inline Loaded load(const Common& common) {
  return common.graph.empty() ? load_shipped(common.vocabulary)
                              : load_file(common.graph, common.format);
}

/// Writes the JSON report where it is asked for.
inline void write_report(const Common& common, const Loaded& loaded, Json json,
                         const std::string& what, const Json& options) {
  if (!common.json.empty()) {
    if (!loaded.citation.empty()) {
      json["cite"] = loaded.citation;
    }
    json["stamp"] = program::stamp("ontology/" + what, loaded.tables, options);
    program::write_file(common.json, program::json_text(json));
  }
}

inline std::optional<SchemeId> chosen_scheme(const Loaded& loaded, const Common& common) {
  if (common.scheme.empty()) {
    return std::nullopt;
  }
  if (const auto scheme = loaded.graph.find_scheme(common.scheme)) {
    return scheme;
  }
  std::string known;
  for (const Scheme& each : loaded.graph.schemes()) {
    known += (known.empty() ? "" : ", ") + each.key;
  }
  throw program::WrongUse("scheme " + shown(common.scheme) + ": expected one of " + known);
}

/// A concept for people: its key, which is a path of names; before an opaque IRI its name.
inline std::string concept_text(const ConceptGraph& graph, ConceptId id) {
  const Concept& node = graph[id];
  return node.key.find(':') == std::string::npos || node.name() == node.key
             ? node.key
             : std::string(node.name()) + " <" + node.key + ">";
}

/// A type of relation for people, read forwards or backwards.
inline std::string relation_text(const RelationType& type, bool backwards) {
  const std::string& forward = type.label.empty() ? type.key : type.label;
  if (!backwards) {
    return forward;
  }
  return type.inverse.empty() || !type.label.empty() ? "inverse of " + forward : type.inverse;
}

/// All concepts that a text means; throws Error with near names where there are none.
inline std::vector<ConceptId> require(const Loaded& loaded, const std::string& text,
                                      const Common& common) {
  const auto scheme = chosen_scheme(loaded, common);
  const auto found = resolve(loaded.graph, text, {.scheme = scheme});
  if (!found.empty()) {
    return found;
  }
  const std::string where =
      scheme ? "nothing in " + common.scheme + " is called " : "nothing is called ";
  std::string elsewhere;
  for (const ConceptId id : scheme ? resolve(loaded.graph, text) : std::vector<ConceptId>()) {
    elsewhere += (elsewhere.empty() ? "; elsewhere: " : ", ") + loaded.graph[id].key;
  }
  if (!elsewhere.empty()) {
    throw Error(where + shown(text) + elsewhere + " (without --scheme)");
  }
  std::string near;
  std::size_t count = 0;
  const std::string folded = fold_label(text);
  for (std::uint32_t i = 0; i < loaded.graph.size() && count < 5 && folded.size() >= 3; ++i) {
    const std::string name = fold_label(loaded.graph[{i}].name());
    if ((!scheme || loaded.graph[{i}].scheme == scheme) &&
        name.starts_with(folded.substr(0, std::max<std::size_t>(3, folded.size() * 2 / 3))) &&
        near.find(shown(name)) == std::string::npos) {
      near += (near.empty() ? "; near: " : ", ") + shown(name);
      ++count;
    }
  }
  throw Error(where + shown(text) + near);
}

/// The one concept that a text means: of several the one in the highest tier, then the first.
inline ConceptId require_one(const Loaded& loaded, const std::string& text, const Common& common) {
  const auto found = require(loaded, text, common);
  ConceptId best = found.front();
  for (const ConceptId id : found) {
    if (loaded.graph[id].scheme == loaded.graph[best].scheme &&
        loaded.graph[id].tier.value_or(99) < loaded.graph[best].tier.value_or(99)) {
      best = id;
    }
  }
  return best;
}

}  // namespace ontology
