#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/hierarchy.hpp>
#include <tonewheel/graph/information_content.hpp>

/// How alike two concepts are by their place in a hierarchy. All are symmetric. Concepts under
/// different roots meet in a root above all roots where `common_root` is set (the default); where
/// it is not, they have similarity 0. Where concepts meet in several ancestors the best one counts.
/// Similarity by affect: graph/affect.hpp.
namespace tonewheel {

/// Whether concepts of different roots meet above all roots.
struct SimilarityOptions {
  bool common_root = true;  ///< whether they do; else such concepts have nothing in common
};

/// Fewest steps between a and b by way of a common ancestor or the common root; nothing where they
/// do not meet.
[[nodiscard]] std::optional<std::uint32_t> taxonomic_distance(
    const Hierarchy& hierarchy, ConceptId a, ConceptId b, const SimilarityOptions& options = {});

/// 1 / (1 + steps), in [0, 1]; 1 for a == b. Rada et al. 1989, as a similarity.
[[nodiscard]] double path_similarity(const Hierarchy& hierarchy, ConceptId a, ConceptId b,
                                     const SimilarityOptions& options = {});

/// 2 d / (s + 2 d), s steps from a and b up to their common ancestor, d concepts from the root down
/// to it by the shortest way; in [0, 1], 1 for a == b, 0 for concepts that meet only above all
/// roots. Wu and Palmer 1994.
[[nodiscard]] double wu_palmer(const Hierarchy& hierarchy, ConceptId a, ConceptId b);

/// The height that steps are compared with, and whether different roots meet above all.
struct LeacockChodorowOptions {
  /// Else the hierarchy's height(), and one more for a common root above several roots.
  std::optional<std::uint32_t> height{};
  bool common_root = true;  ///< whether concepts of different roots meet above all roots
};
/// -log((1 + steps) / (2 height)) in nats, height in concepts on the longest way from the root; at
/// most log(2 height), for a == b; >= 0 unless a smaller height is given; 0 where a and b do not
/// meet. Leacock and Chodorow 1998.
[[nodiscard]] double leacock_chodorow(const Hierarchy& hierarchy, ConceptId a, ConceptId b,
                                      const LeacockChodorowOptions& options = {});

/// The greatest information content of a common ancestor, >= 0; 0 for different roots. Resnik 1995.
/// Throws Error if `content` is not of this hierarchy's size; so do the next three.
[[nodiscard]] double resnik(const Hierarchy& hierarchy, const InformationContent& content,
                            ConceptId a, ConceptId b);

/// 2 resnik / (IC(a) + IC(b)), in [0, 1]; 1 for a == b. Lin 1998.
[[nodiscard]] double lin(const Hierarchy& hierarchy, const InformationContent& content, ConceptId a,
                         ConceptId b);

/// IC(a) + IC(b) - 2 resnik, >= 0: a distance. Jiang and Conrath 1997.
[[nodiscard]] double jiang_conrath_distance(const Hierarchy& hierarchy,
                                            const InformationContent& content, ConceptId a,
                                            ConceptId b);
/// 1 / (1 + jiang_conrath_distance), in [0, 1]; 1 for a == b.
[[nodiscard]] double jiang_conrath(const Hierarchy& hierarchy, const InformationContent& content,
                                   ConceptId a, ConceptId b);

/// One similarity of several, and how much it counts.
struct WeightedSimilarity {
  double similarity = 0;  ///< in [0, 1]
  double weight = 1;      ///< >= 0
};
/// Their weighted mean, in [0, 1]. Throws Error on one out of range or weights that are all zero.
[[nodiscard]] double blend(std::span<const WeightedSimilarity> parts);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/similarity_inl.hpp>
#endif
