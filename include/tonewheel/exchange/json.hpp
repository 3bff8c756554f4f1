#pragma once

#include <string>
#include <string_view>

#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// The whole graph as JSON, in id order, without loss:
///   {"tonewheel_graph": 1, "schemes": [{"key", "iri", "title", "source"}],
///    "relation_types": [{"key", "iri", "inverse", "laws": ["symmetric"], "label"}],
///    "concepts": [{"key", "iri", "scheme", "kind", "tier", "notation", "angle",
///                  "labels": [{"text", "language", "kind"}], "definitions": [{"text",
///                  "language"}], "affect": {"mean": [v, a, d], "covariance": [vv, va, vd, aa, ad,
///                  dd],
///                             "origin", "source"}, "source"}],
///    "relations": [{"from", "type", "to", "weight", "source"}]}
/// Empty members are left out, as are the built-in relation types. Schemes, types and concepts are
/// named by key. Numbers that are not finite are the texts "nan", "inf" and "-inf".
/// Throws Error that names the element on text that is not UTF-8.
[[nodiscard]] std::string to_json(const ConceptGraph& graph);

/// Reads what to_json writes. Throws Error: with the line (row) where the text is not JSON; with
/// the JSON pointer (column) on a member that is missing, unknown or of the wrong type, and on what
/// a ConceptGraph refuses.
[[nodiscard]] ConceptGraph graph_from_json(std::string_view text, const std::string& file = {});

}  // namespace tonewheel
