#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// How two graphs differ, in words, at most `limit` of them; empty: they are equal. Ids and orders
/// do not count, keys identify; labels and definitions are compared as sets beside the name; of the
/// relation types those in use. An IRI that is made from the key is the same as none.
[[nodiscard]] std::vector<std::string> differences(const ConceptGraph& a, const ConceptGraph& b,
                                                   std::size_t limit = 20);

}  // namespace tonewheel
