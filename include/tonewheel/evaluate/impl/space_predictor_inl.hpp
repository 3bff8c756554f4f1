#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <tonewheel/affect/chi_squared.hpp>
#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/kernel/exp2.hpp>
#include <tonewheel/kernel/log.hpp>

namespace tonewheel::detail {

/// What a space says of some points, points x classes of the data; and where it is reckoned.
struct SpaceAnswers {
  std::vector<double> logs;  ///< of the posteriors among the data's classes
  std::vector<double> probabilities;
  std::vector<double> likelihoods;  ///< their logarithms
  std::vector<unsigned char> outside;
  std::vector<double> flat;
  std::vector<double> joint;
  std::vector<double> sums;
  std::vector<double> scratch;
};

/// Probabilities that a space gives to the classes of the data, many points at once. Exponentials
/// and logarithms are the kernels': a log loss is off by some 1e-15 of itself plus 1e-15.
class SpacePredictor {
 public:
  /// A point is outside a class where its p-value is below `outside_level`.
  SpacePredictor(const Space& space, const std::vector<std::string>& classes, std::size_t axes,
                 double outside_level)
      : mixture_(mixture_of(make_model(space).mixture, axes == 2 || !space.has_dominance)) {
    std::visit(
        [&](const auto& mixture) {
          const auto dimensions = static_cast<int>(mixture.table().dimensions());
          const double bound = chi_squared_bound(outside_level, dimensions);
          for (const std::string& name : classes) {
            const std::size_t k = space.find(name).value();
            places_.push_back(k);
            log_priors_.push_back(std::log(mixture.priors()[k]));
            // The log joint falls by half the squared distance over the temperature.
            nearest_outside_.push_back(mixture.table().log_weights()[k] -
                                       bound / (2 * mixture.temperatures()[k]));
          }
        },
        mixture_);
  }

  /// Logarithms of the posteriors alone.
  void predict_logs(std::span<const Vad> points, SpaceAnswers& out) const {
    const std::size_t all = join(points, out);
    const std::size_t classes = places_.size();
    const std::size_t n = points.size();
    out.logs.resize(n * classes);
    out.probabilities.resize(n * classes);
    out.sums.resize(n);
    // Where 2^x leaves the normal doubles.
    constexpr double least = -1022;
    for (std::size_t i = 0; i < n; ++i) {
      const double* const joint = out.joint.data() + i * all;
      double* const logs = out.logs.data() + i * classes;
      double* const powers = out.probabilities.data() + i * classes;
      double most = -std::numeric_limits<double>::infinity();
      for (const std::size_t k : places_) {
        most = std::max(most, joint[k]);
      }
      // So far away that every density is 0: nothing is told, all are alike.
      const bool lost = std::isinf(most);
      for (std::size_t c = 0; c < classes; ++c) {
        logs[c] = lost ? 0 : joint[places_[c]] - most;
        powers[c] = std::max(least, logs[c] * std::numbers::log2e);
      }
    }
    kernel::exp2(out.probabilities.data(), n * classes, out.probabilities.data());
    for (std::size_t i = 0; i < n; ++i) {
      const double* const powers = out.probabilities.data() + i * classes;
      double sum = 0;
      for (std::size_t c = 0; c < classes; ++c) {
        sum += powers[c];
      }
      out.sums[i] = sum;
    }
    kernel::log(out.sums.data(), n, out.sums.data());
    for (std::size_t i = 0; i < n; ++i) {
      double* const logs = out.logs.data() + i * classes;
      for (std::size_t c = 0; c < classes; ++c) {
        logs[c] -= out.sums[i];
      }
    }
  }

  /// All that SpaceAnswers holds.
  void predict(std::span<const Vad> points, SpaceAnswers& out) const {
    predict_logs(points, out);
    const std::size_t classes = places_.size();
    const std::size_t n = points.size();
    const std::size_t all = n == 0 ? 0 : out.joint.size() / n;
    out.likelihoods.resize(n * classes);
    out.outside.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      const double* const joint = out.joint.data() + i * all;
      double* const powers = out.probabilities.data() + i * classes;
      double* const likelihoods = out.likelihoods.data() + i * classes;
      double sum = 0;
      bool inside = false;
      for (std::size_t c = 0; c < classes; ++c) {
        const double here = joint[places_[c]];
        likelihoods[c] = here - log_priors_[c];
        inside = inside || here >= nearest_outside_[c];
        sum += powers[c];
      }
      for (std::size_t c = 0; c < classes; ++c) {
        powers[c] /= sum;
      }
      out.outside[i] = inside ? 0 : 1;
    }
  }

  /// Of the data's classes.
  [[nodiscard]] std::vector<double> priors() const {
    std::vector<double> priors;
    priors.reserve(log_priors_.size());
    for (const double each : log_priors_) {
      priors.push_back(std::exp(each));
    }
    return priors;
  }

 private:
  using Mixture = std::variant<GaussianMixture, VaMixture>;

  static Mixture mixture_of(GaussianMixture full, bool flat) {
    if (flat) {
      return marginal(full);
    }
    return full;
  }

  /// Log joints, points x classes of the space; their number.
  std::size_t join(std::span<const Vad> points, SpaceAnswers& out) const {
    return std::visit(
        [&](const auto& mixture) {
          const std::size_t dimensions = mixture.table().dimensions();
          const std::size_t all = mixture.size();
          out.flat.clear();
          for (const Vad& point : points) {
            for (std::size_t axis = 0; axis < dimensions; ++axis) {
              out.flat.push_back(point[all_axes[axis]]);
            }
          }
          out.joint.resize(points.size() * all);
          out.scratch.resize(kernel::scratch_size(mixture.table()));
          kernel::log_joint(mixture.table(),
                            {out.flat.data(), static_cast<std::ptrdiff_t>(dimensions), 1},
                            points.size(), {out.joint.data(), static_cast<std::ptrdiff_t>(all), 1},
                            out.scratch.data());
          return all;
        },
        mixture_);
  }

  Mixture mixture_;
  std::vector<std::size_t> places_;  ///< of the data's classes
  std::vector<double> log_priors_;
  std::vector<double> nearest_outside_;  ///< log joint at the edge of the region
};

}  // namespace tonewheel::detail
