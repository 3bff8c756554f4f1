#pragma once

#include <cmath>
#include <optional>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/vocabulary/leaderboard.hpp>

namespace tonewheel {
inline namespace vocabulary {

TONEWHEEL_INLINE double mer_unibench_mean(const Numbers& scores) {
  if (scores.size() != mer_unibench.size()) {
    throw Error("MER-UniBench: found " + std::to_string(scores.size()) +
                " scores, expected the primary score of each of the 9 sets");
  }
  double sum = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (!std::isfinite(scores[i])) {
      throw Error("MER-UniBench: found " + number_text(scores[i]) + " for " +
                  std::string(mer_unibench[i].name) + ", expected a finite number");
    }
    sum += scores[i];
  }
  return sum / static_cast<double>(scores.size());
}

TONEWHEEL_INLINE double mer_unibench_mean(std::span<const NamedScore> scores) {
  std::array<std::optional<double>, mer_unibench.size()> ordered{};
  for (const NamedScore& each : scores) {
    bool known = false;
    for (std::size_t i = 0; i < mer_unibench.size(); ++i) {
      if (lower_ascii(each.name) != lower_ascii(mer_unibench[i].name)) {
        continue;
      }
      if (ordered[i]) {
        throw Error("MER-UniBench: found " + shown(each.name) + " twice, expected each set once");
      }
      ordered[i] = each.score;
      known = true;
    }
    if (!known) {
      std::string names;
      for (const BenchmarkSet& set : mer_unibench) {
        names += (names.empty() ? "" : ", ") + std::string(set.name);
      }
      throw Error("MER-UniBench: found a score for " + shown(each.name) + ", expected " + names);
    }
  }
  std::array<double, mer_unibench.size()> values{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!ordered[i]) {
      throw Error("MER-UniBench: found no score for " + std::string(mer_unibench[i].name) +
                  ", expected the primary score of each of the 9 sets");
    }
    values[i] = *ordered[i];
  }
  return mer_unibench_mean(std::span<const double>(values));
}

TONEWHEEL_INLINE double mer_combined_score(double weighted_f1, double valence_mse) {
  constexpr double weight_of_valence = 0.25;
  if (!(weighted_f1 >= 0 && weighted_f1 <= 1)) {
    throw Error("MER combined score: found weighted F1 " + number_text(weighted_f1) +
                ", expected a number in [0, 1]");
  }
  if (!(valence_mse >= 0) || std::isinf(valence_mse)) {
    throw Error("MER combined score: found mean squared error " + number_text(valence_mse) +
                ", expected a finite number >= 0");
  }
  return weighted_f1 - weight_of_valence * valence_mse;
}

}  // namespace vocabulary
}  // namespace tonewheel
