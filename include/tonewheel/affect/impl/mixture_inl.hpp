#pragma once

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <tonewheel/affect/mixture.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

template <int Dim>
BasicMixture<Dim>::BasicMixture(std::vector<std::string> names,
                                std::vector<BasicGaussian<Dim>> gaussians,
                                std::vector<double> priors, std::vector<double> temperatures)
    : names_(std::move(names)),
      gaussians_(std::move(gaussians)),
      priors_(std::move(priors)),
      temperatures_(std::move(temperatures)) {
  if (temperatures_.empty()) {
    temperatures_.assign(names_.size(), 1);
  }
  if (names_.empty() || gaussians_.size() != names_.size() || priors_.size() != names_.size()) {
    throw Error("mixture: " + std::to_string(names_.size()) + " names, " +
                std::to_string(gaussians_.size()) + " Gaussians, " +
                std::to_string(priors_.size()) + " priors; expected as many of each, at least one");
  }
  if (temperatures_.size() != names_.size()) {
    throw Error("mixture: " + std::to_string(temperatures_.size()) + " temperatures, expected " +
                std::to_string(names_.size()) + ", one a class");
  }
  double largest = 0;
  std::unordered_set<std::string_view> met;
  for (std::size_t k = 0; k < size(); ++k) {
    if (names_[k].empty() || !met.insert(names_[k]).second) {
      throw Error("mixture: class name \"" + names_[k] + "\" is empty or stands twice");
    }
    if (!(priors_[k] > 0) || !std::isfinite(priors_[k])) {
      throw Error("mixture: prior of " + names_[k] + " is " + number_text(priors_[k]) +
                  ", expected a finite number > 0");
    }
    if (!(temperatures_[k] >= 1e-9 && temperatures_[k] <= 1e9)) {
      throw Error("mixture: temperature of " + names_[k] + " is " + number_text(temperatures_[k]) +
                  ", expected a number from 1e-9 to 1e9");
    }
    largest = std::max(largest, priors_[k]);
  }
  double total = 0;  // in units of the largest prior, so that it cannot overflow
  for (const double prior : priors_) {
    total += prior / largest;
  }
  constexpr auto dim = static_cast<std::size_t>(Dim);
  std::vector<double> means;
  std::vector<double> whiteners;
  std::vector<double> log_weights;
  for (std::size_t k = 0; k < size(); ++k) {
    const double log_prior = std::log(priors_[k]) - std::log(largest) - std::log(total);
    priors_[k] = priors_[k] / largest / total;
    // The square root of a density's exponent takes half of the power.
    const typename Covariance<Dim>::Stored& whitener = gaussians_[k].covariance().whitener();
    const double root = std::sqrt(temperatures_[k]);
    for (Eigen::Index r = 0; r < Dim; ++r) {
      means.push_back(gaussians_[k].mean()[r]);
      for (Eigen::Index c = 0; c < Dim; ++c) {
        whiteners.push_back(whitener(r, c) / root);
      }
    }
    log_weights.push_back(log_prior - gaussians_[k].log_normaliser() / temperatures_[k]);
  }
  table_ =
      kernel::MixtureTable(dim, std::move(means), std::move(whiteners), std::move(log_weights));
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
