#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <tonewheel/affect/calibration.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

TONEWHEEL_INLINE TemperatureLoss::TemperatureLoss(std::vector<double> log_priors,
                                                  std::vector<double> betas)
    : log_priors_(std::move(log_priors)),
      betas_(std::move(betas)),
      gradient_(betas_.size()),
      hessian_(betas_.size() * (betas_.size() + 1) / 2),
      p_(log_priors_.size()),
      truth_(log_priors_.size()) {
  if (log_priors_.empty()) {
    throw Error("temperature: no classes, expected a log prior a class");
  }
  if (betas_.size() != 1 && betas_.size() != log_priors_.size()) {
    throw Error("temperature: found " + std::to_string(betas_.size()) +
                " of 1 / temperature, expected one or " + std::to_string(log_priors_.size()) +
                ", one a class");
  }
  for (const double each : log_priors_) {
    if (!std::isfinite(each)) {
      throw Error("temperature: found log prior " + number_text(each) +
                  ", expected a finite number");
    }
  }
  for (const double beta : betas_) {
    if (!(beta >= 0) || !std::isfinite(beta)) {
      throw Error("temperature: found 1 / temperature " + number_text(beta) +
                  ", expected a finite number >= 0");
    }
  }
}

TONEWHEEL_INLINE TemperatureLoss::TemperatureLoss(std::vector<double> log_priors,
                                                  std::vector<double> betas, const State& state)
    : TemperatureLoss(std::move(log_priors), std::move(betas)) {
  if (state.gradient.size() != gradient_.size() || state.hessian.size() != hessian_.size()) {
    throw Error("temperature: found a state of " + std::to_string(state.gradient.size()) +
                " temperatures, expected " + std::to_string(gradient_.size()));
  }
  n_ = state.n;
  weight_ = ExactSum(state.weight);
  loss_ = ExactSum(state.loss);
  for (std::size_t i = 0; i < gradient_.size(); ++i) {
    gradient_[i] = ExactSum(state.gradient[i]);
  }
  for (std::size_t i = 0; i < hessian_.size(); ++i) {
    hessian_[i] = ExactSum(state.hessian[i]);
  }
}

TONEWHEEL_INLINE void TemperatureLoss::require_row(const ScoredRow& row) const {
  const std::size_t classes = log_priors_.size();
  const auto require_size = [&](std::size_t found, const char* what) {
    if (found != classes) {
      throw Error("temperature: found " + std::to_string(found) + " " + what + ", expected " +
                  std::to_string(classes) + ", one a class");
    }
  };
  require_size(row.log_densities.size(), "log densities");
  for (const double each : row.log_densities) {
    if (!std::isfinite(each)) {
      throw Error("temperature: found log density " + number_text(each) +
                  ", expected a finite number");
    }
  }
  if (!(row.weight >= 0) || !std::isfinite(row.weight)) {
    throw Error("temperature: found weight " + number_text(row.weight) +
                ", expected a finite number >= 0");
  }
  if ((row.label == unlabelled) == row.votes.empty()) {
    throw Error(row.votes.empty() ? "temperature: found a row without label and votes, expected one"
                                  : "temperature: found both label and votes, expected one");
  }
  if (row.votes.empty()) {
    if (row.label >= classes) {
      throw Error("temperature: found class " + std::to_string(row.label) +
                  ", expected one below " + std::to_string(classes));
    }
    return;
  }
  require_size(row.votes.size(), "votes");
  double total = 0;
  for (const double each : row.votes) {
    if (!(each >= 0) || !std::isfinite(each)) {
      throw Error("temperature: found " + number_text(each) +
                  " votes, expected a finite number >= 0");
    }
    total += each;
  }
  if (!(total > 0) || !std::isfinite(total)) {
    throw Error("temperature: found votes of sum " + number_text(total) + ", expected one above 0");
  }
}

TONEWHEEL_INLINE void TemperatureLoss::add(const ScoredRow& row) {
  require_row(row);
  const std::size_t classes = log_priors_.size();
  const bool shared = betas_.size() == 1;
  double votes = 0;
  for (const double each : row.votes) {
    votes += each;
  }
  double top = -std::numeric_limits<double>::infinity();
  double told = 0;  // share x score
  for (std::size_t k = 0; k < classes; ++k) {
    const double score = log_priors_[k] + betas_[shared ? 0 : k] * row.log_densities[k];
    truth_[k] = row.votes.empty() ? (k == row.label ? 1.0 : 0.0) : row.votes[k] / votes;
    told += truth_[k] > 0 ? truth_[k] * score : 0;
    p_[k] = score;
    top = std::max(top, score);
  }
  double total = 0;
  for (double& each : p_) {
    each = std::exp(each - top);
    total += each;
  }
  double mean = 0;  // of the log densities
  for (std::size_t k = 0; k < classes; ++k) {
    p_[k] /= total;
    mean += p_[k] * row.log_densities[k];
  }
  ++n_;
  weight_.add(row.weight);
  loss_.add(row.weight * (top + std::log(total) - told));
  if (shared) {
    double slope = 0;
    double curvature = 0;
    for (std::size_t k = 0; k < classes; ++k) {
      const double apart = row.log_densities[k] - mean;
      slope -= truth_[k] * apart;
      curvature += p_[k] * apart * apart;
    }
    gradient_[0].add(row.weight * slope);
    hessian_[0].add(row.weight * curvature);
    return;
  }
  std::size_t place = 0;
  for (std::size_t k = 0; k < classes; ++k) {
    const double density = row.weight * row.log_densities[k];
    gradient_[k].add((p_[k] - truth_[k]) * density);
    hessian_[place++].add(p_[k] * (1 - p_[k]) * row.log_densities[k] * density);
    for (std::size_t l = k + 1; l < classes; ++l) {
      hessian_[place++].add(-p_[k] * p_[l] * row.log_densities[l] * density);
    }
  }
}

TONEWHEEL_INLINE void TemperatureLoss::merge(const TemperatureLoss& other) {
  if (log_priors_ != other.log_priors_ || betas_ != other.betas_) {
    throw Error(
        "temperature: found a loss of other priors or temperatures, expected the same to "
        "merge");
  }
  n_ += other.n_;
  weight_.merge(other.weight_);
  loss_.merge(other.loss_);
  for (std::size_t i = 0; i < gradient_.size(); ++i) {
    gradient_[i].merge(other.gradient_[i]);
  }
  for (std::size_t i = 0; i < hessian_.size(); ++i) {
    hessian_[i].merge(other.hessian_[i]);
  }
}

TONEWHEEL_INLINE double TemperatureLoss::mean_of(const ExactSum& sum) const noexcept {
  const double weight = weight_.value();
  return weight > 0 ? sum.value() / weight : std::numeric_limits<double>::quiet_NaN();
}

TONEWHEEL_INLINE double TemperatureLoss::loss() const noexcept {
  return mean_of(loss_);
}

TONEWHEEL_INLINE std::vector<double> TemperatureLoss::gradient() const {
  std::vector<double> out;
  out.reserve(gradient_.size());
  for (const ExactSum& each : gradient_) {
    out.push_back(mean_of(each));
  }
  return out;
}

TONEWHEEL_INLINE std::vector<double> TemperatureLoss::hessian() const {
  const std::size_t size = betas_.size();
  std::vector<double> out(size * size);
  std::size_t place = 0;
  for (std::size_t k = 0; k < size; ++k) {
    for (std::size_t l = k; l < size; ++l) {
      out[k * size + l] = out[l * size + k] = mean_of(hessian_[place++]);
    }
  }
  return out;
}

TONEWHEEL_INLINE TemperatureLoss::State TemperatureLoss::state() const {
  State state{.n = n_, .weight = weight_.state(), .loss = loss_.state(), .gradient{}, .hessian{}};
  for (const ExactSum& each : gradient_) {
    state.gradient.push_back(each.state());
  }
  for (const ExactSum& each : hessian_) {
    state.hessian.push_back(each.state());
  }
  return state;
}

namespace detail {

/// -(matrix + shift I)^-1 gradient among the entries that are free, 0 elsewhere; nothing where that
/// matrix is not positive definite. Cholesky, by plain loops.
inline std::vector<double> temperature_solve(const std::vector<double>& matrix,
                                             const std::vector<double>& gradient,
                                             const std::vector<bool>& free, double shift) {
  const std::size_t n = gradient.size();
  std::vector<double> root(n * n);
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (!free[i]) {
      continue;
    }
    double rest = -gradient[i];
    for (std::size_t j = 0; j <= i; ++j) {
      if (!free[j]) {
        continue;
      }
      double sum = matrix[i * n + j] + (i == j ? shift : 0);
      for (std::size_t k = 0; k < j; ++k) {
        sum -= root[i * n + k] * root[j * n + k];
      }
      if (i == j && !(sum > 0)) {
        return {};
      }
      root[i * n + j] = i == j ? std::sqrt(sum) : sum / root[j * n + j];
      rest -= j < i ? root[i * n + j] * x[j] : 0;
    }
    x[i] = rest / root[i * n + i];
  }
  for (std::size_t i = n; i > 0; --i) {
    if (!free[i - 1]) {
      continue;
    }
    for (std::size_t k = i; k < n; ++k) {
      x[i - 1] -= root[k * n + i - 1] * x[k];
    }
    x[i - 1] /= root[i * n - n + i - 1];
  }
  return x;
}

/// The Newton step of a convex function in a box; entries at an end that they would leave stay.
/// Nothing where derivatives are too large for a number, or no matrix is positive definite.
inline std::vector<double> temperature_step(const std::vector<double>& x,
                                            const std::vector<double>& gradient,
                                            const std::vector<double>& hessian, double low,
                                            double high) {
  const std::size_t n = x.size();
  const auto leaves = [&](std::size_t i, double move) {
    return (x[i] <= low && move < 0) || (x[i] >= high && move > 0);
  };
  const auto is_finite = [](double value) { return std::isfinite(value); };
  if (!std::all_of(gradient.begin(), gradient.end(), is_finite) ||
      !std::all_of(hessian.begin(), hessian.end(), is_finite)) {
    return {};
  }
  double size = std::numeric_limits<double>::min();
  std::vector<bool> free(n);
  for (std::size_t i = 0; i < n; ++i) {
    free[i] = gradient[i] != 0 && !leaves(i, -gradient[i]);
    size = std::max(size, hessian[i * n + i]);
  }
  for (;;) {
    double shift = 1e-14 * size;
    std::vector<double> step = temperature_solve(hessian, gradient, free, shift);
    while (step.empty()) {
      shift *= 100;
      if (!std::isfinite(shift)) {
        return {};
      }
      step = temperature_solve(hessian, gradient, free, shift);
    }
    if (!std::all_of(step.begin(), step.end(), is_finite)) {
      return {};
    }
    bool held = false;
    for (std::size_t i = 0; i < n; ++i) {
      if (free[i] && leaves(i, step[i])) {
        free[i] = false;
        held = true;
      }
    }
    if (!held) {
      return step;
    }
  }
}

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

/// Temperatures and what is said of those at a bound.
inline void set_temperatures(FittedTemperatures& out, const TemperatureLoss& at, double low,
                             double high, const TemperatureOptions& options) {
  const std::vector<double> gradient = at.gradient();
  const std::size_t n = gradient.size();
  for (std::size_t i = 0; i < n; ++i) {
    const std::string which =
        n == 1 ? "the temperature"
               : "temperature " + std::to_string(i + 1) + " of " + std::to_string(n);
    const double beta = at.betas()[i];
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
    TemperatureLoss loss({log_priors.begin(), log_priors.end()}, std::move(betas));
    pass([&](const ScoredRow& row) { loss.add(row); });
    ++out.passes;
    return loss;
  };
  TemperatureLoss at = evaluate(std::vector<double>(
      options.kind == TemperatureKind::one ? std::size_t{1} : log_priors.size(), 1.0));
  out.loss_before = at.loss();
  if (std::isnan(out.loss_before)) {
    throw Error("temperature: found no rows of a weight above 0, expected some");
  }
  while (!out.converged) {
    const std::vector<double>& x = at.betas();
    const std::vector<double> gradient = at.gradient();
    const std::vector<double> step = detail::temperature_step(x, gradient, at.hessian(), low, high);
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
      TemperatureLoss there = evaluate(std::move(next));
      const double rounding = 4 * std::numeric_limits<double>::epsilon() * (1 + at.loss());
      if (there.loss() <= at.loss() + 1e-4 * length * slope + rounding) {
        at = std::move(there);
        moved = true;
      }
      length /= 2;
    }
    if (!moved) {
      break;
    }
  }
  out.loss = at.loss();
  detail::set_temperatures(out, at, low, high, options);
  return out;
}

}  // namespace tonewheel
