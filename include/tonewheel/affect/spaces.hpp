#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/fusion.hpp>
#include <tonewheel/affect/norms.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/affect/word_class.hpp>
#include <tonewheel/core/config.hpp>

/// The spaces that ship. Their numbers stand in src/data, with sources.
namespace tonewheel {

/// The default: AffectNet's eight classes (happy, contempt, surprised, angry, disgusted, fearful,
/// sad, neutral) where people rated their words. Nothing in it is fitted to labelled data; which
/// words and what spread was chosen with OMG-Emotion among the judges (affect/README.md). Throws
/// Error that names the class if the norms rate none of its words.
[[nodiscard]] Space basic8(const Norms& norms = glasgow_norms(),
                           const WordClassOptions& options = default_word_classes());

/// The words that stand for one of the eight classes, by its name or its noun ("angry", "anger"):
/// src/data/class_words.csv. Empty for any other label. Letter case is ignored.
[[nodiscard]] std::vector<std::string> class_words(std::string_view label);

/// The means and standard deviations of neutral in the authors' scripts, which changed: "0.1:0.05"
/// (July 2026; the default), "0:0.1" (October 2025), "0.1:0.01" (dominance), "0:0" (August 2025; a
/// point mass, only a repair makes it a density). The same on all three axes.
[[nodiscard]] std::vector<std::string> neutral_variants();
/// The variant of neutral that is taken where none is named.
inline constexpr std::string_view default_neutral = "0.1:0.05";

/// The space of 2602.06778, called universal-2602: 7 emotions and neutral, with correlations of
/// which two make no covariance. `neutral`: MEAN:SD, or the date or name of a variant as src/data/
/// neutral.csv has it. Throws Error on anything else, a mean outside [-1, 1] or a deviation < 0.
[[nodiscard]] Space universal(std::string_view neutral = default_neutral);

/// The 151 terms of Russell and Mehrabian 1977 in lower case, no correlations. Deviations that no
/// public copy of the table gives are pooled, and marked so for each class and axis.
[[nodiscard]] Space pad151();

/// 14 compound emotions fused from pad151 (its 7 universals as in `universal`), and neutral last:
/// the 15 columns of the published N_prob_rank.txt files. Computed, not a table.
[[nodiscard]] Space fused14(std::string_view neutral = default_neutral);
/// The fusion behind fused14: members and dendrogram, without neutral.
[[nodiscard]] Fusion fused14_fusion();

/// Names of the spaces that ship: basic8, universal-2602, pad151, fused14.
[[nodiscard]] std::vector<std::string> shipped_space_names();

/// A shipped space by name; "universal" is universal-2602. Throws Error that lists them. For
/// label sets, wheels and tiers: ontology/set_space.hpp.
[[nodiscard]] Space shipped_space(std::string_view name,
                                  std::string_view neutral = default_neutral);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/spaces_inl.hpp>
#endif
