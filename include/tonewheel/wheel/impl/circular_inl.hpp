#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/wheel/circular.hpp>

namespace tonewheel {
namespace detail {

/// The weights as shares of their sum.
inline std::vector<double> mass_shares(std::span<const double> weights) {
  double largest = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!(weights[i] >= 0) || !std::isfinite(weights[i])) {
      throw Error("circular: weight " + std::to_string(i) + " is " + number_text(weights[i]) +
                  ", expected a finite number >= 0");
    }
    largest = std::max(largest, weights[i]);
  }
  if (largest == 0) {
    throw Error("circular: the " + std::to_string(weights.size()) +
                " weights sum to 0, expected a sum above 0");
  }
  std::vector<double> shares(weights.begin(), weights.end());
  double sum = 0;
  for (double& share : shares) {
    share /= largest;  // a sum of weights may be too large for a double
    sum += share;
  }
  for (double& share : shares) {
    share /= sum;
  }
  return shares;
}

inline std::vector<double> checked_shares(const WeightedAngles& angles) {
  if (angles.turns.empty()) {
    throw Error("circular: no angles, expected at least one");
  }
  if (angles.weights.empty()) {
    return mass_shares(std::vector<double>(angles.turns.size(), 1));
  }
  if (angles.weights.size() != angles.turns.size()) {
    throw Error("circular: " + std::to_string(angles.weights.size()) + " weights of " +
                std::to_string(angles.turns.size()) + " angles, expected as many");
  }
  return mass_shares(angles.weights);
}

/// The mean of the unit vectors of the angles.
struct Resultant {
  double cosine = 0;
  double sine = 0;
};

inline Resultant resultant(const WeightedAngles& angles) {
  const std::vector<double> shares = checked_shares(angles);
  Resultant sum;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double radians = 2 * std::numbers::pi * wrap(angles.turns[i]);
    sum.cosine += shares[i] * std::cos(radians);
    sum.sine += shares[i] * std::sin(radians);
  }
  return sum;
}

inline double total_mass(const WeightedAngles& angles) {
  return angles.weights.empty()
             ? static_cast<double>(angles.turns.size())
             : std::accumulate(angles.weights.begin(), angles.weights.end(), 0.0);
}

inline void check_equal_mass(double a, double b) {
  if (!(std::abs(a - b) <= tolerance::equal_mass * std::max(a, b))) {
    throw Error("circular: masses of " + number_text(a) + " and " + number_text(b) +
                ", expected equal finite ones");
  }
}

/// A difference of two cumulative distributions and the length of circle where it holds.
struct CumulativeStep {
  double difference = 0;
  double length = 0;
};

/// The least sum of length * |difference - x|: x is a weighted median.
inline double spread_about_median(std::vector<CumulativeStep> steps) {
  std::sort(steps.begin(), steps.end(), [](const CumulativeStep& x, const CumulativeStep& y) {
    return x.difference < y.difference;
  });
  double total = 0;
  for (const CumulativeStep& step : steps) {
    total += step.length;
  }
  double below = 0;
  double median = 0;
  for (const CumulativeStep& step : steps) {
    median = step.difference;
    below += step.length;
    if (below >= total / 2) {
      break;
    }
  }
  double spread = 0;
  for (const CumulativeStep& step : steps) {
    spread += step.length * std::abs(step.difference - median);
  }
  return spread;
}

/// A place on the circle and the mass that the first distribution has more than the second.
struct MassAt {
  double turns = 0;
  double mass = 0;
};

}  // namespace detail

TONEWHEEL_INLINE double wrap(double turns) {
  if (!std::isfinite(turns)) {
    throw Error("circular: an angle is " + number_text(turns) + " turns, expected a finite number");
  }
  const double wrapped = turns - std::floor(turns);
  return wrapped < 1 ? wrapped : 0;  // an angle just below 0 rounds to a whole turn
}

TONEWHEEL_INLINE double circular_distance(double a, double b) {
  const double apart = std::abs(wrap(a) - wrap(b));
  return std::min(apart, 1 - apart);
}

TONEWHEEL_INLINE double resultant_length(const WeightedAngles& angles) {
  const detail::Resultant mean = detail::resultant(angles);
  return std::min(1.0, std::hypot(mean.cosine, mean.sine));
}

TONEWHEEL_INLINE std::optional<double> circular_mean(const WeightedAngles& angles) {
  const detail::Resultant mean = detail::resultant(angles);
  if (std::hypot(mean.cosine, mean.sine) < tolerance::resultant) {
    return std::nullopt;
  }
  return wrap(std::atan2(mean.sine, mean.cosine) / (2 * std::numbers::pi));
}

TONEWHEEL_INLINE double circular_variance(const WeightedAngles& angles) {
  return 1 - resultant_length(angles);
}

TONEWHEEL_INLINE double circular_emd(const WeightedAngles& a, const WeightedAngles& b) {
  const std::vector<double> shares_a = detail::checked_shares(a);
  const std::vector<double> shares_b = detail::checked_shares(b);
  detail::check_equal_mass(detail::total_mass(a), detail::total_mass(b));
  std::vector<detail::MassAt> places;
  places.reserve(shares_a.size() + shares_b.size());
  for (std::size_t i = 0; i < shares_a.size(); ++i) {
    places.push_back({wrap(a.turns[i]), shares_a[i]});
  }
  for (std::size_t i = 0; i < shares_b.size(); ++i) {
    places.push_back({wrap(b.turns[i]), -shares_b[i]});
  }
  std::sort(places.begin(), places.end(), [](const detail::MassAt& x, const detail::MassAt& y) {
    return x.turns != y.turns ? x.turns < y.turns : x.mass > y.mass;
  });
  std::vector<detail::CumulativeStep> steps;
  double difference = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const bool last = i + 1 == places.size();
    difference += places[i].mass;
    steps.push_back({difference, last ? places.front().turns + 1 - places[i].turns
                                      : places[i + 1].turns - places[i].turns});
  }
  return std::min(0.5, detail::spread_about_median(std::move(steps)));
}

TONEWHEEL_INLINE double sector_emd(std::span<const double> a, std::span<const double> b) {
  if (a.empty() || a.size() != b.size()) {
    throw Error("circular: distributions over " + std::to_string(a.size()) + " and " +
                std::to_string(b.size()) + " sectors, expected as many of both, at least one");
  }
  const std::vector<double> shares_a = detail::mass_shares(a);
  const std::vector<double> shares_b = detail::mass_shares(b);
  detail::check_equal_mass(std::accumulate(a.begin(), a.end(), 0.0),
                           std::accumulate(b.begin(), b.end(), 0.0));
  std::vector<detail::CumulativeStep> steps;
  double difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference += shares_a[i] - shares_b[i];
    steps.push_back({difference, 1});
  }
  const std::size_t farthest = a.size() / 2;
  return std::min(static_cast<double>(farthest), detail::spread_about_median(std::move(steps)));
}

}  // namespace tonewheel
