#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/metric/set_score.hpp>

/// MER2024's open-vocabulary score: each sample brings its own groups of synonyms (MERTools,
/// MER2024/main-ov.py). Its "accuracy" is SetScore::precision.
namespace tonewheel {

/// Words that count as one label.
using SynonymGroup = std::vector<std::string>;

/// The groups in a published text: lists in square brackets of words between ' or ", as in
/// "[['glad', 'happy'], ['calm']]". Items that are blank or one comma are passed over, others kept
/// as they are; groups without items are left out.
[[nodiscard]] std::vector<SynonymGroup> parse_synonym_groups(std::string_view text);

/// A label stands for the first word of its group, the last group that has it; one in no group
/// stands for itself. Texts are compared byte by byte: fold the labels first. Official scoring
/// leaves a sample without true labels undefined; SetScore skips it and counts it.
[[nodiscard]] SetCounts synonym_counts(std::span<const SynonymGroup> groups,
                                       std::span<const std::string> truth,
                                       std::span<const std::string> prediction);

/// The mean of precision ("accuracy") and recall, by which MER2024 ranked.
[[nodiscard]] double mer2024_average(const SetScore& score);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/impl/synonym_groups_inl.hpp>
#endif
