#pragma once

#include <string>
#include <string_view>

#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// The whole graph as one table of tab-separated values, in id order, without loss. Columns:
/// record, subject, predicate, object, language, weight, source. Records:
///   scheme    key  iri|title|source  value     (a scheme's first row may have no predicate)
///   type      key  iri|inverse|label|symmetric|transitive|asymmetric  value
///   concept   key  kind  value; then iri|scheme|tier|notation|angle|source  value
///   label     key  preferred|alternative|hidden  text  language
///   definition key ""  text  language
///   affect    key  origin  "v a d vv va vd aa ad dd"  ""  ""  source
///   relation  key  type  key  ""  weight  source
/// In cells `\t`, `\n`, `\r` and `\\` stand for tab, line feed, carriage return and backslash.
/// Throws Error that names the element on text that is not UTF-8.
[[nodiscard]] std::string to_tsv(const ConceptGraph& graph);

/// Reads what to_tsv writes. Throws Error with file, data row and column on anything else.
[[nodiscard]] ConceptGraph graph_from_tsv(std::string_view text, const std::string& file = {});

}  // namespace tonewheel
