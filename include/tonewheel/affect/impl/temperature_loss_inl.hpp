#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/affect/calibration.hpp>
#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_sums.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

namespace detail {

/// Throws Error on a row that TemperatureLoss::add() refuses.
inline void require_scored_row(const ScoredRow& row, std::size_t classes) {
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

/// The loss of a row, nats; fills p, the posteriors, and truth, its shares of the classes.
inline double temperature_row(std::span<const double> log_priors, std::span<const double> betas,
                              const ScoredRow& row, std::span<double> p, std::span<double> truth) {
  const std::size_t classes = log_priors.size();
  const bool shared = betas.size() == 1;
  double votes = 0;
  for (const double each : row.votes) {
    votes += each;
  }
  double top = -std::numeric_limits<double>::infinity();
  double told = 0;  // share x score
  for (std::size_t k = 0; k < classes; ++k) {
    const double score = log_priors[k] + betas[shared ? 0 : k] * row.log_densities[k];
    truth[k] = row.votes.empty() ? (k == row.label ? 1.0 : 0.0) : row.votes[k] / votes;
    told += truth[k] > 0 ? truth[k] * score : 0;
    p[k] = score;
    top = std::max(top, score);
  }
  double total = 0;
  for (double& each : p) {
    each = std::exp(each - top);
    total += each;
  }
  for (double& each : p) {
    each /= total;
  }
  return top + std::log(total) - told;
}

}  // namespace detail

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

TONEWHEEL_INLINE TemperatureLoss::TemperatureLoss(const State& state) {
  StateReader from(state, kind);
  auto log_priors = from.option<std::vector<double>>("log_priors");
  auto betas = from.option<std::vector<double>>("betas");
  from.require_length("gradient", betas.size());
  from.require_length("hessian", betas.size() * (betas.size() + 1) / 2);
  *this = TemperatureLoss(std::move(log_priors), std::move(betas));
  n_ = from.count<std::uint64_t>("n");
  weight_ = detail::read_sum(from, "weight", n_, detail::SumOf::sizes);
  loss_ = detail::read_sum(from, "loss", n_, detail::SumOf::any);
  const auto sums = [&](std::string_view name, std::vector<ExactSum>& into) {
    const std::vector<std::uint64_t> of(into.size(), n_);
    into = detail::read_sums(from, name, of, detail::SumOf::any);
  };
  sums("gradient", gradient_);
  sums("hessian", hessian_);
  from.finish();
}

TONEWHEEL_INLINE void TemperatureLoss::add(const ScoredRow& row) {
  detail::require_scored_row(row, log_priors_.size());
  const std::size_t classes = log_priors_.size();
  const double loss = detail::temperature_row(log_priors_, betas_, row, p_, truth_);
  add_count(n_, 1, "temperature: rows");
  weight_.add(row.weight);
  loss_.add(row.weight * loss);
  if (betas_.size() == 1) {
    double mean = 0;  // of the log densities
    for (std::size_t k = 0; k < classes; ++k) {
      mean += p_[k] * row.log_densities[k];
    }
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
  add_count(n_, other.n_, "temperature: rows");
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

TONEWHEEL_INLINE State TemperatureLoss::state() const {
  return StateWriter(kind)
      .option("log_priors", log_priors_)
      .option("betas", betas_)
      .count("n", n_)
      .count("weight", weight_)
      .count("loss", loss_)
      .count("gradient", gradient_)
      .count("hessian", hessian_)
      .finish();
}

}  // namespace tonewheel
