#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include <tonewheel/affect/em.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

namespace detail {

/// The priors to start from, sum 1.
inline std::vector<double> em_priors(const Space& start, const EmOptions& options) {
  std::vector<double> priors;
  if (options.prior == FitPrior::given) {
    priors = options.given->weights_for(start.names());
  } else if (options.prior == FitPrior::counted && start.has_priors()) {
    for (const EmotionClass& each : start.classes) {
      priors.push_back(*each.prior);
    }
  } else {
    priors.assign(start.classes.size(), 1);
  }
  double total = 0;
  for (const double prior : priors) {
    total += prior;
  }
  for (double& prior : priors) {
    prior /= total;
  }
  return priors;
}

/// vv, va, vd, aa, ad, dd of a class, its raters' variance in it.
inline std::array<double, 6> em_covariance(const EmotionClass& each) {
  const Correlations rho = each.correlations.value_or(Correlations{});
  const Vad& sd = each.deviation;
  const Vad& raters = each.rater_variance;
  return {sd.valence * sd.valence + raters.valence, rho.va * sd.valence * sd.arousal,
          rho.vd * sd.valence * sd.dominance,       sd.arousal * sd.arousal + raters.arousal,
          rho.ad * sd.arousal * sd.dominance,       sd.dominance * sd.dominance + raters.dominance};
}

/// The start in the shape that is fitted: else its likelihood could be out of reach.
inline Space em_start(const Space& start, const EmOptions& options) {
  Space space = start;
  const std::vector<double> priors = em_priors(start, options);
  std::array<double, 6> shared{};
  for (std::size_t k = 0; k < priors.size(); ++k) {
    const std::array<double, 6> own = em_covariance(start.classes[k]);
    for (std::size_t i = 0; i < 6; ++i) {
      shared[i] += priors[k] * own[i];
    }
  }
  for (std::size_t k = 0; k < priors.size(); ++k) {
    EmotionClass& each = space.classes[k];
    const std::array<double, 6> c =
        options.covariance == FitCovariance::pooled ? shared : em_covariance(start.classes[k]);
    each.prior = priors[k];
    each.rater_variance = {};
    each.deviation = {std::sqrt(c[0]), std::sqrt(c[3]), std::sqrt(c[5])};
    const Vad& sd = each.deviation;
    each.correlations.reset();
    if (options.covariance != FitCovariance::diagonal) {
      const auto rho = [](double covariance, double size) {
        return size > 0 ? std::clamp(covariance / size, -1.0, 1.0) : 0.0;
      };
      each.correlations =
          Correlations{rho(c[1], sd.valence * sd.arousal), rho(c[2], sd.valence * sd.dominance),
                       rho(c[4], sd.arousal * sd.dominance)};
    }
    if (!space.has_dominance) {
      each.deviation.dominance = 1;
    }
  }
  return space;
}

inline void require_em_options(const EmOptions& options) {
  if (options.prior == FitPrior::balanced) {
    throw Error(
        "em: found balanced priors, expected counted, uniform or given: what is balanced "
        "is not the likeliest");
  }
  if ((options.prior == FitPrior::given) != options.given.has_value()) {
    throw Error(
        "em: found a given prior without its option or the option without a prior, "
        "expected both or none");
  }
  if (!(options.min_rows >= 0) || !std::isfinite(options.min_rows)) {
    throw Error("em: found min_rows " + number_text(options.min_rows) +
                ", expected a finite number >= 0");
  }
  if (!(options.tolerance >= 0)) {
    throw Error("em: found tolerance " + number_text(options.tolerance) +
                ", expected a number >= 0");
  }
}

}  // namespace detail

TONEWHEEL_INLINE EmFit em(const LabelledPass& pass, const Space& start, const EmOptions& options) {
  detail::require_em_options(options);
  EmFit result;
  result.space = detail::em_start(start, options);
  const FitOptions step{.covariance = options.covariance,
                        .prior = options.prior,
                        .given = options.given,
                        .min_rows = options.min_rows,
                        .divisor = MomentDivisor::n,
                        .name = options.name};
  for (std::size_t iteration = 0;; ++iteration) {
    Expectation expectation(result.space);
    pass([&](const Vad& point, std::uint32_t label, double weight) {
      expectation.add(point, label, weight);
    });
    result.labelled = expectation.labelled_rows();
    result.unlabelled = expectation.unlabelled_rows();
    double weight = 0;
    for (std::size_t k = 0; k < start.classes.size(); ++k) {
      weight += expectation.moments().of(k).weight();
    }
    if (!(weight > 0)) {
      throw Error("em: found no rows of a weight above 0, expected some");
    }
    const double before = result.log_likelihoods.empty() ? 0 : result.log_likelihoods.back();
    result.log_likelihoods.push_back(expectation.log_likelihood());
    if (iteration > 0 && result.log_likelihoods.back() - before < options.tolerance * weight) {
      result.outcome = EmOutcome::converged;
      return result;
    }
    if (iteration == options.max_iterations) {
      return result;
    }
    try {
      FittedSpace next = fit(expectation.moments(), step);
      (void)Expectation(next.space);  // its covariances are positive definite
      result.space = std::move(next.space);
    } catch (const Error& error) {
      result.outcome = EmOutcome::collapsed;
      result.note = error.what();
      return result;
    }
  }
}

}  // namespace tonewheel
