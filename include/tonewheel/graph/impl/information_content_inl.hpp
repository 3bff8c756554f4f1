#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/information_content.hpp>

namespace tonewheel {
namespace detail {

/// For each concept the sum of `own` over itself and its descendants, each counted once.
inline std::vector<double> sums_below(const Hierarchy& hierarchy, std::span<const double> own) {
  std::vector<double> sums(own.begin(), own.end());
  if (hierarchy.is_forest()) {
    const std::vector<ConceptId>& order = hierarchy.order();
    for (std::size_t i = order.size(); i-- > 0;) {
      for (const ConceptId parent : hierarchy.parents(order[i])) {
        sums[parent.index()] += sums[order[i].index()];
      }
    }
    return sums;
  }
  for (std::uint32_t i = 0; i < own.size(); ++i) {
    for (const auto& [ancestor, distance] : hierarchy.ancestors({i})) {
      if (distance > 0) {
        sums[ancestor.index()] += own[i];
      }
    }
  }
  return sums;
}

[[nodiscard]] inline bool stands_alone(const Hierarchy& hierarchy, ConceptId id) {
  return hierarchy.parents(id).empty() && hierarchy.children(id).empty();
}

}  // namespace detail

TONEWHEEL_INLINE std::vector<double> descendant_counts(const Hierarchy& hierarchy) {
  std::vector<double> counts =
      detail::sums_below(hierarchy, std::vector<double>(hierarchy.size(), 1));
  for (double& count : counts) {
    --count;
  }
  return counts;
}

TONEWHEEL_INLINE InformationContent information_content(const Hierarchy& hierarchy,
                                                        std::span<const double> counts,
                                                        double smoothing) {
  if (counts.size() != hierarchy.size()) {
    throw Error("information_content: found " + std::to_string(counts.size()) +
                " counts, expected one for each of " + std::to_string(hierarchy.size()) +
                " concepts");
  }
  std::vector<double> own(counts.begin(), counts.end());
  double total = 0;
  for (std::uint32_t i = 0; i < own.size(); ++i) {
    double& count = own[i];
    if (!(count >= 0) || !std::isfinite(count) || !(smoothing >= 0) || !std::isfinite(smoothing)) {
      throw Error("information_content: found count " + number_text(count) + ", smoothing " +
                  number_text(smoothing) + ", expected finite numbers >= 0");
    }
    total += count + (detail::stands_alone(hierarchy, {i}) ? 0 : smoothing);
    count += smoothing;
  }
  if (!(total > 0)) {
    throw Error("information_content: all counts are zero");
  }
  InformationContent content = detail::sums_below(hierarchy, own);
  for (std::uint32_t i = 0; i < content.size(); ++i) {
    const double of = total + (detail::stands_alone(hierarchy, {i}) ? smoothing : 0);
    content[i] = std::max(0.0, -std::log(content[i] / of));  // rounding may leave more than all
  }
  return content;
}

TONEWHEEL_INLINE InformationContent seco_content(const Hierarchy& hierarchy) {
  const std::vector<double> below = descendant_counts(hierarchy);
  InformationContent content(hierarchy.size(), 1);
  const double scale = std::log(static_cast<double>(hierarchy.connected()));
  for (std::uint32_t i = 0; i < content.size(); ++i) {
    if (!detail::stands_alone(hierarchy, {i})) {
      content[i] = 1 - std::log(below[i] + 1) / scale;
    }
  }
  return content;
}

TONEWHEEL_INLINE InformationContent sanchez_content(const Hierarchy& hierarchy) {
  std::vector<double> is_leaf(hierarchy.size(), 0);
  double leaves = 0;
  for (std::uint32_t i = 0; i < is_leaf.size(); ++i) {
    is_leaf[i] = hierarchy.children({i}).empty() && !detail::stands_alone(hierarchy, {i}) ? 1 : 0;
    leaves += is_leaf[i];
  }
  const std::vector<double> below = detail::sums_below(hierarchy, is_leaf);
  InformationContent content(hierarchy.size());
  for (std::uint32_t i = 0; i < content.size(); ++i) {
    const auto subsumers = static_cast<double>(
        hierarchy.is_forest() ? hierarchy.depth({i}) : hierarchy.ancestors({i}).size());
    content[i] = -std::log(((below[i] - is_leaf[i]) / subsumers + 1) / (leaves + 1));
  }
  return content;
}

}  // namespace tonewheel
