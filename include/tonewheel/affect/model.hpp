#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/affect/mixture.hpp>
#include <tonewheel/affect/prior.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// Axes independent within a class, with the space's correlations, or as the space is best taken:
/// with its correlations where it has them and every covariance is positive definite.
enum class CovarianceKind : unsigned char { diagonal, full, own };

/// "diagonal", "full" or "own".
[[nodiscard]] constexpr std::string_view name(CovarianceKind kind) noexcept {
  constexpr std::array<std::string_view, 3> names{"diagonal", "full", "own"};
  return names[static_cast<std::size_t>(kind)];
}

/// How a space becomes a mixture.
struct ModelOptions {
  CovarianceKind covariance = CovarianceKind::own;  ///< whether the space's correlations are used
  Repair repair = Repair::floor;  ///< what becomes of a covariance that is not positive definite
  /// Nothing: the space's own priors, or uniform where it has none.
  std::optional<Prior> prior{};
};

/// A class whose covariance was not positive definite, or below eigenvalue_floor, and how far.
struct RepairNote {
  std::string class_name;          ///< the class's name in the space
  double smallest_eigenvalue = 0;  ///< of the covariance as given
};

/// What was wrong with a class and what became of it, a sentence.
[[nodiscard]] inline std::string repair_text(const RepairNote& note, Repair repair) {
  const std::string smallest = number_text(note.smallest_eigenvalue);
  const std::string by = "repaired by " + std::string(name(repair));
  // A sound matrix that is next to flat, or one that no ratings can have.
  return note.smallest_eigenvalue > 0
             ? "class " + note.class_name +
                   ": its ratings are nearly constant, or nearly lie on one line or plane "
                   "(smallest "
                   "eigenvalue of the covariance " +
                   smallest + ", below " + number_text(eigenvalue_floor) + "), " + by +
                   "; a rater's variance widens it (--rater-variance)"
             : "class " + note.class_name + ": covariance not positive definite (smallest " +
                   "eigenvalue " + smallest + "), " + by;
}

/// A space made into a mixture, with what had to be done to it.
struct Model {
  GaussianMixture mixture;           ///< the Gaussians and priors, ready to compute with
  std::vector<RepairNote> repaired;  ///< classes whose covariance had to be changed
  CovarianceKind covariance = CovarianceKind::diagonal;  ///< as used: diagonal or full
  /// The space has correlations that CovarianceKind::own did not use: not all are positive
  /// definite.
  bool correlations_unused = false;
  /// Full covariances were asked of a space without correlations: its classes stay independent.
  bool without_correlations = false;
  /// Else every class has the same dominance, which cancels: points of valence and arousal are what
  /// the mixture tells apart (marginal()).
  bool has_dominance = true;
};

/// The variance of raters is added to each covariance before any repair. Throws Error if only some
/// classes have correlations, if the priors do not name the space's
/// classes one to one, or with Repair::none if a covariance is not positive definite (the class and
/// its smallest eigenvalue are named).
[[nodiscard]] Model make_model(const Space& space, const ModelOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/model_inl.hpp>
#endif
