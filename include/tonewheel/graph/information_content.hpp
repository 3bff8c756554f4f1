#pragma once

#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/hierarchy.hpp>

namespace tonewheel {

/// How much a concept says, by concept id, >= 0; an ancestor never says more than a descendant.
using InformationContent = std::vector<double>;

/// -log(p) in nats, p the share of occurrences of the concept or any of its descendants (Resnik
/// 1995); `counts` are occurrences by concept id, >= 0. `smoothing` is added to each count, so that
/// words never seen stay finite; with 0 they are infinite. A concept that stands alone adds
/// no smoothing to the total of the others. Throws Error on a wrong number of counts, a negative or
/// non-finite one, or a total of 0.
[[nodiscard]] InformationContent information_content(const Hierarchy& hierarchy,
                                                     std::span<const double> counts,
                                                     double smoothing = 1);

/// 1 - log(d + 1) / log(n), d descendants, n concepts of the hierarchy: intrinsic, in [0, 1]; Seco,
/// Veale and Hayes 2004. Concepts that stand alone are not counted in n, and have 1.
[[nodiscard]] InformationContent seco_content(const Hierarchy& hierarchy);

/// -log((l / s + 1) / (L + 1)) in nats, l leaves below the concept, s ancestors with itself, L
/// leaves of the hierarchy, concepts that stand alone not counted: intrinsic; Sanchez, Batet and
/// Isern 2011.
[[nodiscard]] InformationContent sanchez_content(const Hierarchy& hierarchy);

/// Descendants of each concept, without itself, each counted once.
[[nodiscard]] std::vector<double> descendant_counts(const Hierarchy& hierarchy);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/information_content_inl.hpp>
#endif
