#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/impl/hierarchy_inl.hpp>
#include <tonewheel/graph/similarity.hpp>

namespace tonewheel {
namespace detail {

/// The common ancestors that can be best: the lowest one in a forest, all of them elsewhere.
inline std::vector<CommonAncestor> meetings(const Hierarchy& hierarchy, ConceptId a, ConceptId b) {
  return hierarchy.is_forest() ? hierarchy.lowest_common_ancestors(a, b)
                               : hierarchy.common_ancestors(a, b);
}

inline double content_of(const Hierarchy& hierarchy, const InformationContent& content,
                         ConceptId id) {
  require_index(hierarchy.size(), id);
  if (content.size() != hierarchy.size()) {
    throw Error("similarity: found information content of " + std::to_string(content.size()) +
                " concepts, expected " + std::to_string(hierarchy.size()));
  }
  return content[id.index()];
}

}  // namespace detail

TONEWHEEL_INLINE std::optional<std::uint32_t> taxonomic_distance(const Hierarchy& hierarchy,
                                                                 ConceptId a, ConceptId b,
                                                                 const SimilarityOptions& options) {
  std::optional<std::uint32_t> fewest;
  for (const CommonAncestor& each : detail::meetings(hierarchy, a, b)) {
    const std::uint32_t steps = each.from_first + each.from_second;
    fewest = fewest ? std::min(*fewest, steps) : steps;
  }
  if (options.common_root) {  // a root is one step below the common one
    const std::uint32_t around = hierarchy.depth(a) + hierarchy.depth(b);
    return fewest ? std::min(*fewest, around) : around;
  }
  return fewest;
}

TONEWHEEL_INLINE double path_similarity(const Hierarchy& hierarchy, ConceptId a, ConceptId b,
                                        const SimilarityOptions& options) {
  const auto steps = taxonomic_distance(hierarchy, a, b, options);
  return steps ? 1 / (1 + static_cast<double>(*steps)) : 0;
}

TONEWHEEL_INLINE double wu_palmer(const Hierarchy& hierarchy, ConceptId a, ConceptId b) {
  double best = 0;
  for (const CommonAncestor& each : detail::meetings(hierarchy, a, b)) {
    const double depth = hierarchy.depth(each.concept_id);
    best = std::max(best, 2 * depth / (each.from_first + each.from_second + 2 * depth));
  }
  return best;
}

TONEWHEEL_INLINE double leacock_chodorow(const Hierarchy& hierarchy, ConceptId a, ConceptId b,
                                         const LeacockChodorowOptions& options) {
  const bool added_root = options.common_root && hierarchy.roots() > 1;
  const std::uint32_t height = options.height.value_or(hierarchy.height() + (added_root ? 1 : 0));
  if (height == 0) {
    throw Error("leacock_chodorow: found height 0, expected at least 1");
  }
  const auto steps = taxonomic_distance(hierarchy, a, b, {.common_root = options.common_root});
  if (!steps) {
    return 0;
  }
  return -std::log((1 + static_cast<double>(*steps)) / (2 * static_cast<double>(height)));
}

TONEWHEEL_INLINE double resnik(const Hierarchy& hierarchy, const InformationContent& content,
                               ConceptId a, ConceptId b) {
  double best = 0;
  static_cast<void>(detail::content_of(hierarchy, content, a));
  for (const CommonAncestor& each : detail::meetings(hierarchy, a, b)) {
    best = std::max(best, detail::content_of(hierarchy, content, each.concept_id));
  }
  return best;
}

TONEWHEEL_INLINE double lin(const Hierarchy& hierarchy, const InformationContent& content,
                            ConceptId a, ConceptId b) {
  const double sum =
      detail::content_of(hierarchy, content, a) + detail::content_of(hierarchy, content, b);
  if (a == b) {
    return 1;
  }
  // Infinite: a word never seen, counts without smoothing.
  return sum > 0 && std::isfinite(sum) ? std::min(1.0, 2 * resnik(hierarchy, content, a, b) / sum)
                                       : 0;
}

TONEWHEEL_INLINE double jiang_conrath_distance(const Hierarchy& hierarchy,
                                               const InformationContent& content, ConceptId a,
                                               ConceptId b) {
  const double sum =
      detail::content_of(hierarchy, content, a) + detail::content_of(hierarchy, content, b);
  if (a == b || !std::isfinite(sum)) {
    return a == b ? 0 : sum;
  }
  return std::max(0.0, sum - 2 * resnik(hierarchy, content, a, b));
}

TONEWHEEL_INLINE double jiang_conrath(const Hierarchy& hierarchy, const InformationContent& content,
                                      ConceptId a, ConceptId b) {
  return 1 / (1 + jiang_conrath_distance(hierarchy, content, a, b));
}

TONEWHEEL_INLINE double blend(std::span<const WeightedSimilarity> parts) {
  double greatest = 0;
  for (const WeightedSimilarity& part : parts) {
    greatest = std::max(greatest, part.weight);
  }
  double sum = 0;
  double weights = 0;
  for (const auto& [similarity, weight] : parts) {
    if (!(similarity >= 0 && similarity <= 1) || !(weight >= 0) || !std::isfinite(weight)) {
      throw Error("blend: found similarity " + number_text(similarity) + " with weight " +
                  number_text(weight) + ", expected [0, 1] and a finite weight >= 0");
    }
    sum += greatest > 0 ? similarity * (weight / greatest) : 0;  // no overflow
    weights += greatest > 0 ? weight / greatest : 0;
  }
  if (!(weights > 0)) {
    throw Error("blend: all weights are zero");
  }
  return std::min(1.0, sum / weights);
}

}  // namespace tonewheel
