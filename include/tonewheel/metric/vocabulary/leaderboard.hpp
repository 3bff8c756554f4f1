#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>

namespace tonewheel {
inline namespace vocabulary {

/// What a set of MER-UniBench is ranked by.
enum class PrimaryMetric : unsigned char { hit_rate, weighted_f1, set_fscore };
/// The metric in a word, as "hit_rate".
[[nodiscard]] constexpr std::string_view name(PrimaryMetric metric) noexcept {
  constexpr std::array<std::string_view, 3> names{"hit_rate", "weighted_f1", "set_fscore"};
  return names[static_cast<std::size_t>(metric)];
}

/// A data set of MER-UniBench.
struct BenchmarkSet {
  std::string_view name;                           ///< as its paper has it
  PrimaryMetric metric = PrimaryMetric::hit_rate;  ///< what it is ranked by
  std::uint32_t samples = 0;                       ///< of its test part
};

/// MER-UniBench (AffectGPT, ICML 2025, appendix J), in the order of its tables.
inline constexpr std::array<BenchmarkSet, 9> mer_unibench{{
    {"MER2023", PrimaryMetric::hit_rate, 411},
    {"MER2024", PrimaryMetric::hit_rate, 1169},
    {"MELD", PrimaryMetric::hit_rate, 2610},
    {"IEMOCAP", PrimaryMetric::hit_rate, 1241},
    {"CMU-MOSI", PrimaryMetric::weighted_f1, 686},
    {"CMU-MOSEI", PrimaryMetric::weighted_f1, 4659},
    {"CH-SIMS", PrimaryMetric::weighted_f1, 457},
    {"CH-SIMS v2", PrimaryMetric::weighted_f1, 1034},
    {"OV-MERD+", PrimaryMetric::set_fscore, 532},
}};

/// A primary score under the name of its set.
struct NamedScore {
  std::string name;  ///< of the set
  double score = 0;  ///< in [0, 1] or in percent
};

/// The mean of the nine primary scores, all in [0, 1] or all in percent, in the order of
/// mer_unibench. Throws Error if they are not nine finite numbers.
[[nodiscard]] double mer_unibench_mean(const Numbers& scores);
/// The same by name (letter case ignored), in any order. Throws Error that names what is missing,
/// doubled or unknown.
[[nodiscard]] double mer_unibench_mean(std::span<const NamedScore> scores);

/// What ranks the first tracks of MER2023 and MER2025: weighted F1 of the emotion, in [0, 1], minus
/// a quarter of the mean squared error of valence, >= 0; else Error.
[[nodiscard]] double mer_combined_score(double weighted_f1, double valence_mse);

}  // namespace vocabulary
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/vocabulary/impl/leaderboard_inl.hpp>
#endif
