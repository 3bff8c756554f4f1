#pragma once

#include <cmath>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/affect/prior_shift.hpp>
#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_sums.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/core/tolerance.hpp>

namespace tonewheel {

namespace detail {

/// Divided by their sum; throws Error on what no priors are.
inline std::vector<double> shift_priors(std::vector<double> priors, bool zero) {
  double total = 0;
  for (const double each : priors) {
    if (!(each > 0 || (zero && each == 0)) || !std::isfinite(each)) {
      throw Error("prior shift: found prior " + number_text(each) + ", expected a finite number " +
                  (zero ? ">= 0" : "> 0"));
    }
    total += each;
  }
  if (!(total > 0) || !std::isfinite(total)) {
    throw Error("prior shift: found priors of sum " + number_text(total) +
                ", expected a finite number > 0");
  }
  for (double& each : priors) {
    each /= total;
  }
  return priors;
}

}  // namespace detail

TONEWHEEL_INLINE PriorShift::PriorShift(std::vector<double> training, std::vector<double> current)
    : training_(detail::shift_priors(std::move(training), false)),
      current_(detail::shift_priors(std::move(current), true)),
      sums_(training_.size()),
      p_(training_.size()) {
  if (current_.size() != training_.size()) {
    throw Error("prior shift: found " + std::to_string(current_.size()) +
                " current priors, expected " + std::to_string(training_.size()) +
                " as in training");
  }
}

TONEWHEEL_INLINE PriorShift::PriorShift(const State& state) {
  StateReader from(state, kind);
  const auto priors = [&from](std::string_view name, bool zero) {
    auto read = from.option<std::vector<double>>(name);
    const std::vector<double> again = detail::shift_priors(read, zero);
    for (std::size_t k = 0; k < read.size(); ++k) {
      // They were divided by their sum: once more would round anew.
      from.require(std::abs(read[k] - again[k]) <= tolerance::unit_mass, name, "priors of sum 1");
    }
    return read;
  };
  training_ = priors("training", false);
  current_ = priors("current", true);
  from.require(current_.size() == training_.size(), "current", "as many as in training");
  p_.resize(training_.size());
  n_ = from.count<std::uint64_t>("n");
  weight_ = detail::read_sum(from, "weight", n_, detail::SumOf::sizes);
  log_likelihood_ = detail::read_sum(from, "log_likelihood", n_, detail::SumOf::any);
  sums_ = detail::read_sums(from, "sums", std::vector<std::uint64_t>(training_.size(), n_),
                            detail::SumOf::sizes);
  from.finish();
}

TONEWHEEL_INLINE void PriorShift::add(std::span<const double> posterior, double weight) {
  if (posterior.size() != training_.size()) {
    throw Error("prior shift: found " + std::to_string(posterior.size()) +
                " probabilities, expected " + std::to_string(training_.size()) + ", one a class");
  }
  if (!(weight >= 0) || !std::isfinite(weight)) {
    throw Error("prior shift: found weight " + number_text(weight) +
                ", expected a finite number >= 0");
  }
  double mass = 0;
  double evidence = 0;
  for (std::size_t k = 0; k < posterior.size(); ++k) {
    if (!(posterior[k] >= 0)) {
      throw Error("prior shift: found probability " + number_text(posterior[k]) +
                  ", expected a number >= 0");
    }
    mass += posterior[k];
    p_[k] = posterior[k] * (current_[k] / training_[k]);
    evidence += p_[k];
  }
  if (!(std::abs(mass - 1) <= tolerance::unit_mass)) {
    throw Error("prior shift: found probabilities of sum " + number_text(mass) + ", expected 1");
  }
  if (!(evidence > 0)) {
    throw Error(
        "prior shift: found a row whose only classes have prior 0, expected a class with a "
        "prior to explain it");
  }
  add_count(n_, 1, "prior shift: rows");
  weight_.add(weight);
  log_likelihood_.add(weight * (std::log(evidence) - std::log(mass)));
  for (std::size_t k = 0; k < p_.size(); ++k) {
    sums_[k].add(weight * (p_[k] / evidence));
  }
}

TONEWHEEL_INLINE void PriorShift::merge(const PriorShift& other) {
  if (training_ != other.training_ || current_ != other.current_) {
    throw Error("prior shift: found that of other priors, expected the same to merge");
  }
  add_count(n_, other.n_, "prior shift: rows");
  weight_.merge(other.weight_);
  log_likelihood_.merge(other.log_likelihood_);
  for (std::size_t k = 0; k < sums_.size(); ++k) {
    sums_[k].merge(other.sums_[k]);
  }
}

TONEWHEEL_INLINE std::vector<double> PriorShift::priors() const {
  ExactSum total;  // of the rounded posteriors: the priors' sum is 1
  for (const ExactSum& each : sums_) {
    total.merge(each);
  }
  const double all = total.value();
  std::vector<double> out;
  out.reserve(sums_.size());
  for (const ExactSum& each : sums_) {
    out.push_back(all > 0 ? each.value() / all : std::numeric_limits<double>::quiet_NaN());
  }
  return out;
}

TONEWHEEL_INLINE State PriorShift::state() const {
  return StateWriter(kind)
      .option("training", training_)
      .option("current", current_)
      .count("n", n_)
      .count("weight", weight_)
      .count("log_likelihood", log_likelihood_)
      .count("sums", sums_)
      .finish();
}

TONEWHEEL_INLINE ShiftedPriors estimate_priors(const PosteriorPass& pass,
                                               std::span<const double> training,
                                               const PriorShiftOptions& options) {
  if (!(options.tolerance >= 0)) {
    throw Error("prior shift: found tolerance " + number_text(options.tolerance) +
                ", expected a number >= 0");
  }
  ShiftedPriors out;
  out.priors = detail::shift_priors({training.begin(), training.end()}, false);
  for (std::size_t iteration = 0;; ++iteration) {
    PriorShift shift({training.begin(), training.end()}, out.priors);
    pass([&](std::span<const double> posterior, double weight) { shift.add(posterior, weight); });
    if (!(shift.weight() > 0)) {
      throw Error("prior shift: found no rows of a weight above 0, expected some");
    }
    const double before = out.log_likelihoods.empty() ? 0 : out.log_likelihoods.back();
    out.log_likelihoods.push_back(shift.log_likelihood());
    out.converged =
        iteration > 0 && shift.log_likelihood() - before <= options.tolerance * shift.weight();
    if (out.converged || iteration == options.max_iterations) {
      return out;
    }
    out.priors = shift.priors();
  }
}

}  // namespace tonewheel
