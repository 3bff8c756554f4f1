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
#include <tonewheel/core/text.hpp>

namespace tonewheel {

/// Axes independent within a class, with the space's correlations, or as the space is best taken:
/// with its correlations where it has them and every covariance is positive definite.
enum class CovarianceKind : unsigned char { diagonal, full, own };

[[nodiscard]] constexpr std::string_view name(CovarianceKind kind) noexcept {
  constexpr std::array<std::string_view, 3> names{"diagonal", "full", "own"};
  return names[static_cast<std::size_t>(kind)];
}

struct ModelOptions {
  CovarianceKind covariance = CovarianceKind::own;
  Repair repair = Repair::floor;
  /// Nothing: the space's own priors, or uniform where it has none.
  std::optional<Prior> prior{};
};

/// A class whose covariance was not positive definite, or below eigenvalue_floor, and how far.
struct RepairNote {
  std::string class_name;
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
  GaussianMixture mixture;
  std::vector<RepairNote> repaired;
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

namespace detail {

/// Whether every covariance of the space, correlations and variance of raters included, is one.
[[nodiscard]] inline bool positive_definite(const Space& space) {
  return std::all_of(space.classes.begin(), space.classes.end(), [](const EmotionClass& each) {
    Eigen::Matrix3d matrix =
        covariance_matrix(each.deviation, each.correlations.value_or(Correlations{}));
    matrix.diagonal() += to_vector(each.rater_variance);
    return Covariance<3>(matrix).positive_definite();
  });
}

}  // namespace detail

/// The variance of raters is added to each covariance before any repair. Throws Error if only some
/// classes have correlations, if the priors do not name the space's
/// classes one to one, or with Repair::none if a covariance is not positive definite (the class and
/// its smallest eigenvalue are named).
[[nodiscard]] inline Model make_model(const Space& space, const ModelOptions& options = {}) {
  const std::vector<std::string> names = space.names();
  const bool sound = space.has_correlations() && detail::positive_definite(space);
  const bool full = options.covariance == CovarianceKind::full ||
                    (options.covariance == CovarianceKind::own && sound);
  if (options.covariance != CovarianceKind::diagonal && !space.has_correlations() &&
      std::any_of(space.classes.begin(), space.classes.end(),
                  [](const EmotionClass& each) { return each.correlations.has_value(); })) {
    throw Error("space " + space.name +
                ": some classes have correlations and some have none, expected all or none");
  }
  std::vector<double> priors;
  if (options.prior || !space.has_priors()) {
    priors = options.prior.value_or(Prior::uniform()).weights_for(names);
  } else {
    for (const EmotionClass& each : space.classes) {
      priors.push_back(*each.prior);
    }
  }
  std::vector<Gaussian> gaussians;
  std::vector<RepairNote> repaired;
  std::vector<double> temperatures;
  for (const EmotionClass& each : space.classes) {
    const Correlations rho = full ? each.correlations.value_or(Correlations{}) : Correlations{};
    Eigen::Matrix3d matrix = covariance_matrix(each.deviation, rho);
    matrix.diagonal() += to_vector(each.rater_variance);
    Covariance<3> covariance(matrix, options.repair);
    if (!covariance.positive_definite()) {
      throw Error("class " + each.name +
                  ": the covariance is not positive definite, its smallest eigenvalue is " +
                  number_text(covariance.smallest_eigenvalue()) +
                  "; choose the repair floor or nearest");
    }
    if (covariance.repaired()) {
      repaired.push_back({each.name, covariance.smallest_eigenvalue()});
    }
    temperatures.push_back(each.temperature);
    gaussians.emplace_back(to_vector(each.mean), std::move(covariance));
  }
  return {GaussianMixture(names, std::move(gaussians), std::move(priors), std::move(temperatures)),
          std::move(repaired),
          full && space.has_correlations() ? CovarianceKind::full : CovarianceKind::diagonal,
          options.covariance == CovarianceKind::own && space.has_correlations() && !sound,
          options.covariance == CovarianceKind::full && !space.has_correlations(),
          space.has_dominance};
}

}  // namespace tonewheel
