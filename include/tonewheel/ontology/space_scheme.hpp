#pragma once

#include <string_view>
#include <vector>

#include <tonewheel/affect/norms.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/ontology/vocabulary.hpp>
#include <tonewheel/ontology/word_forms.hpp>

/// Where the graph and the affect space meet: Gaussians for concepts. Axes are independent (the
/// published correlations of `universal` do not make every covariance positive definite).
namespace tonewheel {

/// Adds a space as a scheme, a concept for each class with its Gaussian. A class whose deviations
/// make no density (0) has none.
SchemeId add_space(ConceptGraph& graph, const Space& space);

/// Gives concepts of a scheme that have none the Gaussian that people's ratings give: of their own
/// name where it is rated (origin named), else of their rated word forms (origin synonym; the mean
/// and spread over them). Returns how many got one.
std::size_t attach_norms(ConceptGraph& graph, SchemeId scheme, const Norms& norms,
                         const Vocabulary& vocabulary);
/// The same with the word forms of a vocabulary, which are made once for many schemes.
std::size_t attach_norms(ConceptGraph& graph, SchemeId scheme, const Norms& norms,
                         const WordForms& forms);

/// Gives concepts of a scheme that have none the Gaussian of a class of the same name (origin
/// named), else of one of its word forms, listed synonyms or listed matches (origin synonym); the
/// first space that knows it counts. Returns how many got one.
std::size_t attach_affect(ConceptGraph& graph, SchemeId scheme, const std::vector<Space>& spaces,
                          const Vocabulary& vocabulary);

/// Gives concepts without one that are composed of others (Plutchik's dyads) the moment match of
/// their parts (equal weights), marked as inherited. Returns how many got one.
std::size_t compose_affect(ConceptGraph& graph, SchemeId scheme);

/// Gives the rest of a hierarchical scheme theirs, marked as inherited: the moment match of all
/// descendants that have one of their own (equal weights), else that of the nearest ancestor that
/// has one before this step. Returns how many got one.
std::size_t inherit_affect(ConceptGraph& graph, SchemeId scheme);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/space_scheme_inl.hpp>
#endif
