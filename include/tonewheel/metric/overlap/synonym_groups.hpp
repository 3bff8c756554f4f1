#pragma once

#include <span>
#include <string>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>

/// MER2024's open-vocabulary score: each sample brings its own groups of synonyms (MERTools,
/// MER2024/main-ov.py; exchange/synonym_groups_file.hpp reads them). Its "accuracy" is
/// SetScore::precision.
namespace tonewheel {
inline namespace overlap {

/// Words that count as one label.
using SynonymGroup = std::vector<std::string>;

/// A label stands for the first word of its group, the last group that has it; one in no group
/// stands for itself. Texts are compared byte by byte: fold the labels first. Official scoring
/// leaves a sample without true labels undefined; SetScore skips it and counts it.
[[nodiscard]] SetCounts synonym_counts(std::span<const SynonymGroup> groups,
                                       std::span<const std::string> truth,
                                       std::span<const std::string> prediction);

/// The mean of precision ("accuracy") and recall, by which MER2024 ranked.
[[nodiscard]] double mer2024_average(const SetScore& score);

}  // namespace overlap
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/overlap/impl/synonym_groups_inl.hpp>
#endif
