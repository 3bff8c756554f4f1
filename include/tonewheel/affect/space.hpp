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
  /// What the class is called.
  std::string name;
  Vad mean{};       ///< dominance 0 in a space without dominance
  Vad deviation{};  ///< dominance 1 in a space without dominance
  /// Correlations between the axes; nothing where none are known.
  std::optional<Correlations> correlations{};
  /// The share of the class, > 0; nothing where none is known.
  std::optional<double> prior{};
  std::array<DeviationSource, 3> deviation_source{};  ///< in the order valence, arousal, dominance
  /// How much the class rests on: rows, shares of rows or words; nothing where nobody says.
  std::optional<double> n{};
  /// How far ratings of one point scatter, as variances: added to the class's own covariance,
  /// because a rated point is only known that well. 0: points are taken as exact.
  Vad rater_variance{};
  /// The density counts to the power of 1 / temperature, > 0: above 1 for a class that is too sure
  /// of itself. See BasicMixture.
  double temperature = 1;
  std::string source{};  ///< where the numbers come from: "glasgow: anger, angry"
  friend bool operator==(const EmotionClass&, const EmotionClass&) = default;
};

/// Named emotions in a fixed order; the numbers behind a mixture of Gaussians.
struct Space {
  /// What the space is called.
  std::string name;
  /// The classes, in the order of the probabilities.
  std::vector<EmotionClass> classes{};
  /// Classes are Gaussians of valence, arousal and dominance; else of valence and arousal alone.
  bool has_dominance = true;

  /// The names of the classes, in their order.
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
/// std,dominance mean,dominance std`; without the last two the space has no dominance. Optional
/// columns: `rho va,rho vd,rho ad` (rho va alone without dominance), `prior`, `pooled` (the letters
/// V, A, D of pooled deviations), `n`, `valence rater variance` and so on for each axis,
/// `temperature`, `scale` (what the file's numbers are on, the same in every row: a preset or
/// min:max:neutral with neutral in the middle; else the unit scale) and `source`. An empty standard
/// deviation is pooled over the ones given for its axis. Throws Error with the place on: no rows,
/// an empty or doubled name, a mean outside the scale, a negative deviation or variance, a
/// correlation outside [-1, 1], a prior or temperature that is not > 0, a negative n; and on
/// correlations, priors, n, variances, temperatures or scales of some classes only.
[[nodiscard]] Space space_from_table(const Table& table, std::string name);

/// As space_from_table; the space is named after the file.
[[nodiscard]] Space read_space(const std::filesystem::path& path);

/// The space in the authors' form, on the unit scale; numbers read back to the same doubles.
[[nodiscard]] std::string space_to_csv(const Space& space);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/space_inl.hpp>
#endif
