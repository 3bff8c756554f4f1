#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/correlations.hpp>
#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/table.hpp>

namespace tonewheel {

/// Where a standard deviation comes from.
enum class DeviationSource : unsigned char {
  given,   ///< the source of the space states it
  pooled,  ///< root mean square of the ones that the source states for this axis
};

/// One emotion of a space: mean and standard deviations on the unit scale.
struct EmotionClass {
  std::string name;
  Vad mean;
  Vad deviation;
  std::optional<Correlations> correlations;
  std::optional<double> prior;
  std::array<DeviationSource, 3> deviation_source{};  ///< in the order valence, arousal, dominance
  friend bool operator==(const EmotionClass&, const EmotionClass&) = default;
};

/// Named emotions in a fixed order; the numbers behind a mixture of Gaussians.
struct Space {
  std::string name;
  std::vector<EmotionClass> classes;

  [[nodiscard]] std::vector<std::string> names() const;
  /// Position of a class by its exact name.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view class_name) const;
  /// All classes have correlations (a space has them for all or for none).
  [[nodiscard]] bool has_correlations() const;
  /// All classes have a prior.
  [[nodiscard]] bool has_priors() const;
  friend bool operator==(const Space&, const Space&) = default;
};

/// A space from a table in the authors' form: `class,valence mean,valence std,arousal mean,arousal
/// std,dominance mean,dominance std`, with optional columns `rho va,rho vd,rho ad`, `prior` and
/// `pooled` (the letters V, A, D of pooled deviations). An empty standard deviation is pooled over
/// the ones given for its axis. Throws Error with the place on: no rows, an empty or doubled name,
/// a mean outside [-1, 1], a negative deviation, a correlation outside [-1, 1] or given for some
/// classes only, a prior that is not > 0 or given for some classes only.
[[nodiscard]] Space space_from_table(const Table& table, std::string name);

/// As space_from_table; the space is named after the file.
[[nodiscard]] Space read_space(const std::filesystem::path& path);

/// The space in the authors' form; numbers read back to the same doubles.
[[nodiscard]] std::string space_to_csv(const Space& space);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/space_inl.hpp>
#endif
