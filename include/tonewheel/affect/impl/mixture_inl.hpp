#pragma once

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <tonewheel/affect/mixture.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

namespace detail {

/// Throws Error as BasicMixture's constructor does; no temperatures become 1 a class.
inline void require_classes(const std::vector<std::string>& names, std::size_t gaussians,
                            const std::vector<double>& priors, std::vector<double>& temperatures) {
  if (temperatures.empty()) {
    temperatures.assign(names.size(), 1);
  }
  if (names.empty() || gaussians != names.size() || priors.size() != names.size()) {
    throw Error("mixture: " + std::to_string(names.size()) + " names, " +
                std::to_string(gaussians) + " Gaussians, " + std::to_string(priors.size()) +
                " priors; expected as many of each, at least one");
  }
  if (temperatures.size() != names.size()) {
    throw Error("mixture: " + std::to_string(temperatures.size()) + " temperatures, expected " +
                std::to_string(names.size()) + ", one a class");
  }
  std::unordered_set<std::string_view> met;
  for (std::size_t k = 0; k < names.size(); ++k) {
    if (names[k].empty() || !met.insert(names[k]).second) {
      throw Error("mixture: class name \"" + names[k] + "\" is empty or stands twice");
    }
    if (!(priors[k] > 0) || !std::isfinite(priors[k])) {
      throw Error("mixture: prior of " + names[k] + " is " + number_text(priors[k]) +
                  ", expected a finite number > 0");
    }
    if (!(temperatures[k] >= 1e-9 && temperatures[k] <= 1e9)) {
      throw Error("mixture: temperature of " + names[k] + " is " + number_text(temperatures[k]) +
                  ", expected a number from 1e-9 to 1e9");
    }
  }
}

/// Makes the sum of priors 1; returns their logs before that rounded them.
inline std::vector<double> normalise_priors(std::vector<double>& priors) {
  const double largest = *std::max_element(priors.begin(), priors.end());
  double total = 0;  // in units of the largest prior, so that it cannot overflow
  for (const double prior : priors) {
    total += prior / largest;
  }
  std::vector<double> logs;
  for (double& prior : priors) {
    logs.push_back(std::log(prior) - std::log(largest) - std::log(total));
    prior = prior / largest / total;
  }
  return logs;
}

}  // namespace detail

template <int Dim>
BasicMixture<Dim>::BasicMixture(std::vector<std::string> names,
                                std::vector<BasicGaussian<Dim>> gaussians,
                                std::vector<double> priors, std::vector<double> temperatures)
    : names_(std::move(names)),
      gaussians_(std::move(gaussians)),
      priors_(std::move(priors)),
      temperatures_(std::move(temperatures)) {
  detail::require_classes(names_, gaussians_.size(), priors_, temperatures_);
  std::vector<double> log_weights = detail::normalise_priors(priors_);
  std::vector<double> means;
  std::vector<double> whiteners;
  for (std::size_t k = 0; k < size(); ++k) {
    // The square root of a density's exponent takes half of the power.
    const typename Covariance<Dim>::Stored& whitener = gaussians_[k].covariance().whitener();
    const double root = std::sqrt(temperatures_[k]);
    for (Eigen::Index r = 0; r < Dim; ++r) {
      means.push_back(gaussians_[k].mean()[r]);
      for (Eigen::Index c = 0; c < Dim; ++c) {
        whiteners.push_back(whitener(r, c) / root);
      }
    }
    log_weights[k] -= gaussians_[k].log_normaliser() / temperatures_[k];
  }
  table_ = kernel::MixtureTable(static_cast<std::size_t>(Dim), std::move(means),
                                std::move(whiteners), std::move(log_weights));
}

template <int Dim>
std::size_t BasicMixture<Dim>::index_of(std::string_view name) const {
  const auto position = std::find(names_.begin(), names_.end(), name);
  if (position == names_.end()) {
    std::string all;
    for (const std::string& each : names_) {
      all += (all.empty() ? "" : ", ") + each;
    }
    throw Error("no class \"" + std::string(name) + "\" among: " + all);
  }
  return static_cast<std::size_t>(position - names_.begin());
}

TONEWHEEL_INLINE VaMixture marginal(const GaussianMixture& mixture) {
  std::vector<VaGaussian> gaussians;
  gaussians.reserve(mixture.size());
  for (std::size_t k = 0; k < mixture.size(); ++k) {
    gaussians.push_back(marginal(mixture.gaussian(k)));
  }
  return {mixture.names(), std::move(gaussians), mixture.priors(), mixture.temperatures()};
}

}  // namespace tonewheel
