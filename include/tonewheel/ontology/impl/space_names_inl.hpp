#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel::detail {

/// The key of the concept of a space's class.
inline std::string class_key(std::string_view space, std::string_view name) {
  return std::string(space) + "/" + std::string(name);
}

/// Adds a space as a scheme, a concept for each class, which have no Gaussians yet.
inline SchemeId add_space_names(ConceptGraph& graph, const std::string& space,
                                const std::vector<std::string>& names) {
  const SchemeId scheme =
      graph.add_scheme({.key = space,
                        .title = "affect space " + space,
                        .source = "means and standard deviations of the space"});
  for (const std::string& name : names) {
    graph.add({.key = class_key(space, name),
               .scheme = scheme,
               .labels = {{{name, "en"}, LabelKind::preferred}},
               .source = space});
  }
  return scheme;
}

}  // namespace tonewheel::detail
