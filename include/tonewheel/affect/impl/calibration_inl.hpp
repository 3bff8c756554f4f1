#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/affect/calibration.hpp>
#include <tonewheel/affect/impl/temperature_loss_inl.hpp>
#include <tonewheel/affect/impl/temperature_step_inl.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {
namespace detail {

inline void require_temperature_options(const TemperatureOptions& options) {
  if (!(options.least > 0 && options.least <= 1 && options.greatest >= 1) ||
      !std::isfinite(options.greatest)) {
    throw Error("temperature: found bounds " + number_text(options.least) + " and " +
                number_text(options.greatest) + ", expected 0 < least <= 1 <= greatest");
  }
  if (!(options.tolerance >= 0)) {
    throw Error("temperature: found tolerance " + number_text(options.tolerance) +
                ", expected a number >= 0");
  }
}

/// The mean loss at some temperatures with its first two derivatives.
struct TemperaturePoint {
  std::vector<double> betas;
  double loss = 0;
  std::vector<double> gradient;
  std::vector<double> hessian;
};

/// One pass, rows in one order. The losses that steps are compared by are summed exactly, the K^2
/// second derivatives by plain sums: a step bears their rounding, the place where steps end does
/// not know them.
inline TemperaturePoint temperature_point(const ScoredPass& pass,
                                          std::span<const double> log_priors,
                                          std::vector<double> betas) {
  const std::size_t classes = log_priors.size();
  if (betas.size() == 1) {
    TemperatureLoss sums({log_priors.begin(), log_priors.end()}, betas);
    pass([&](const ScoredRow& row) { sums.add(row); });
    return {std::move(betas), sums.loss(), sums.gradient(), sums.hessian()};
  }
  static_cast<void>(TemperatureLoss({log_priors.begin(), log_priors.end()}, {1}));  // checks them
  TemperaturePoint point{std::move(betas), 0, std::vector<double>(classes),
                         std::vector<double>(classes * classes)};
  ExactSum weight;
  ExactSum loss;
  std::vector<double> p(classes);
  std::vector<double> truth(classes);
  std::vector<double> tilted(classes);
  pass([&](const ScoredRow& row) {
    require_scored_row(row, classes);
    weight.add(row.weight);
    loss.add(row.weight * temperature_row(log_priors, point.betas, row, p, truth));
    for (std::size_t k = 0; k < classes; ++k) {
      tilted[k] = p[k] * row.log_densities[k];
    }
    for (std::size_t k = 0; k < classes; ++k) {
      const double density = row.weight * row.log_densities[k];
      const double factor = row.weight * tilted[k];
      double* const entries = point.hessian.data() + k * classes;
      point.gradient[k] += (p[k] - truth[k]) * density;
      entries[k] += p[k] * (1 - p[k]) * row.log_densities[k] * density;
      for (std::size_t l = k + 1; l < classes; ++l) {
        entries[l] -= factor * tilted[l];
      }
    }
  });
  const double all = weight.value();
  point.loss = all > 0 ? loss.value() / all : std::numeric_limits<double>::quiet_NaN();
  for (std::size_t k = 0; k < classes; ++k) {
    point.gradient[k] /= all;
    for (std::size_t l = k; l < classes; ++l) {
      point.hessian[l * classes + k] = point.hessian[k * classes + l] /= all;
    }
  }
  return point;
}

/// Temperatures and what is said of those at a bound.
inline void set_temperatures(FittedTemperatures& out, const TemperaturePoint& at, double low,
                             double high, const TemperatureOptions& options) {
  const std::vector<double>& gradient = at.gradient;
  const std::size_t n = gradient.size();
  for (std::size_t i = 0; i < n; ++i) {
    const std::string which =
        n == 1 ? "the temperature"
               : "temperature " + std::to_string(i + 1) + " of " + std::to_string(n);
    const double beta = at.betas[i];
    const bool least = beta >= high && gradient[i] < 0;
    const bool greatest = beta <= low && gradient[i] > 0;
    out.temperatures.push_back(least ? options.least : greatest ? options.greatest : 1 / beta);
    if (least) {
      out.at_least.push_back(i);
      out.notes.push_back(which + " stands at its least, " + number_text(options.least) +
                          ": the rows would have it lower");
    } else if (greatest) {
      out.at_greatest.push_back(i);
      out.notes.push_back(which + " stands at its greatest, " + number_text(options.greatest) +
                          ": the densities tell the rows nothing");
    }
  }
}

}  // namespace detail

TONEWHEEL_INLINE FittedTemperatures fit_temperatures(const ScoredPass& pass,
                                                     std::span<const double> log_priors,
                                                     const TemperatureOptions& options) {
  detail::require_temperature_options(options);
  FittedTemperatures out;
  const double low = 1 / options.greatest;
  const double high = 1 / options.least;
  const auto evaluate = [&](std::vector<double> betas) {
    ++out.passes;
    return detail::temperature_point(pass, log_priors, std::move(betas));
  };
  detail::TemperaturePoint at = evaluate(std::vector<double>(
      options.kind == TemperatureKind::one ? std::size_t{1} : log_priors.size(), 1.0));
  out.loss_before = at.loss;
  if (std::isnan(out.loss_before)) {
    throw Error("temperature: found no rows of a weight above 0, expected some");
  }
  while (!out.converged) {
    const std::vector<double>& x = at.betas;
    const std::vector<double>& gradient = at.gradient;
    const std::vector<double> step = detail::temperature_step(x, gradient, at.hessian, low, high);
    if (step.empty()) {
      out.notes.emplace_back(
          "the search for temperatures stopped, for log densities are so large that the slopes of "
          "the loss are no numbers");
      break;
    }
    double slope = 0;
    double length = 1;  // no further than to the first end of the box
    for (std::size_t i = 0; i < x.size(); ++i) {
      slope += gradient[i] * step[i];
      const double room = step[i] < 0 ? x[i] - low : high - x[i];
      length = std::abs(step[i]) * length > room ? room / std::abs(step[i]) : length;
    }
    if (-slope <= 2 * options.tolerance) {
      out.converged = true;
      break;
    }
    bool moved = false;
    const double shortest = 1e-12 * length;
    while (!moved && length > shortest && out.passes < options.max_passes) {
      std::vector<double> next = x;
      for (std::size_t i = 0; i < x.size(); ++i) {
        next[i] = std::clamp(x[i] + length * step[i], low, high);
        // The end itself, not a rounding before it.
        next[i] = std::abs(next[i] - low) <= 1e-12 * low     ? low
                  : std::abs(next[i] - high) <= 1e-12 * high ? high
                                                             : next[i];
      }
      detail::TemperaturePoint there = evaluate(std::move(next));
      const double rounding = 4 * std::numeric_limits<double>::epsilon() * (1 + at.loss);
      if (there.loss <= at.loss + 1e-4 * length * slope + rounding) {
        at = std::move(there);
        moved = true;
      }
      length /= 2;
    }
    if (!moved) {
      break;
    }
  }
  out.loss = at.loss;
  detail::set_temperatures(out, at, low, high, options);
  return out;
}

}  // namespace tonewheel
