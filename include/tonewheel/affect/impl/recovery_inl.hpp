#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/affect/impl/projected_newton_inl.hpp>
#include <tonewheel/affect/recovery.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {
namespace detail {

template <int Dim>
Box<Dim> recovery_box(const RecoveryOptions& options) {
  Box<Dim> box;
  for (Eigen::Index i = 0; i < Dim; ++i) {
    const Axis axis = all_axes[static_cast<std::size_t>(i)];
    box.lower[i] = options.lower[axis];
    box.upper[i] = options.upper[axis];
    if (!(box.lower[i] < box.upper[i]) || !std::isfinite(box.upper[i] - box.lower[i])) {
      throw Error("recovery: the box is [" + number_text(box.lower[i]) + ", " +
                  number_text(box.upper[i]) + "] in " + std::string(name(axis)) +
                  ", expected finite ends, lower < upper");
    }
  }
  return box;
}

/// Log-joints l_k(x) of a mixture with grad l_k = -P_k (x - m_k) and Hessian -P_k.
template <int Dim>
class LogJoints {
 public:
  using Vector = Eigen::Matrix<double, Dim, 1>;
  using Matrix = Eigen::Matrix<double, Dim, Dim>;

  explicit LogJoints(const BasicMixture<Dim>& mixture)
      : mixture_(mixture), values_(static_cast<Eigen::Index>(mixture.size())) {}

  /// K values; they stay until the next call.
  Eigen::VectorXd& at(const Vector& x) {
    for (Eigen::Index k = 0; k < values_.size(); ++k) {
      values_[k] = mixture_.table().log_weights()[static_cast<std::size_t>(k)] -
                   0.5 * gaussian(k).squared_distance(x);
    }
    return values_;
  }
  [[nodiscard]] Matrix precision(Eigen::Index k) const {
    const Matrix whitener = gaussian(k).covariance().whitener();
    return whitener.transpose() * whitener;
  }
  [[nodiscard]] Vector gradient(Eigen::Index k, const Vector& x) const {
    const Matrix whitener = gaussian(k).covariance().whitener();
    return -(whitener.transpose() * (whitener * (x - gaussian(k).mean())));
  }

 private:
  [[nodiscard]] const BasicGaussian<Dim>& gaussian(Eigen::Index k) const {
    return mixture_.gaussian(static_cast<std::size_t>(k));
  }

  const BasicMixture<Dim>& mixture_;
  Eigen::VectorXd values_;
};

/// KL(p || posterior(x)): gradient sum (q_k - p_k) grad l_k, where q is the posterior.
template <int Dim>
class PosteriorDivergence {
 public:
  using Vector = Eigen::Matrix<double, Dim, 1>;

  PosteriorDivergence(const BasicMixture<Dim>& mixture, const Eigen::VectorXd& p)
      : joints_(mixture), p_(p) {}

  [[nodiscard]] double value(const Vector& x) { return evaluate(x); }

  [[nodiscard]] Curvature<Dim> curvature(const Vector& x) {
    Curvature<Dim> out;
    out.value = evaluate(x);
    Vector mean = Vector::Zero();
    for (Eigen::Index k = 0; k < p_.size(); ++k) {
      const Vector slope = joints_.gradient(k, x);
      const double q = std::exp((*log_posterior_)[k]);
      mean += q * slope;
      out.gradient += (q - p_[k]) * slope;
      out.hessian += q * slope * slope.transpose() - (q - p_[k]) * joints_.precision(k);
    }
    out.hessian -= mean * mean.transpose();
    return out;
  }

 private:
  double evaluate(const Vector& x) {
    Eigen::VectorXd& log_q = joints_.at(x);
    log_posterior_ = &log_q;
    const double top = log_q.maxCoeff();
    const double log_sum = top + std::log((log_q.array() - top).exp().sum());
    log_q.array() -= log_sum;
    double sum = 0;
    for (Eigen::Index k = 0; k < p_.size(); ++k) {
      // p log(p / q) - p + q: no term below 0, so that small sums are exact too.
      sum += std::exp(log_q[k]);
      sum += p_[k] > 0 ? p_[k] * (std::log(p_[k]) - log_q[k]) - p_[k] : 0.0;
    }
    return std::max(sum, 0.0);  // in this order NaN stays NaN
  }

  LogJoints<Dim> joints_;
  const Eigen::VectorXd& p_;
  const Eigen::VectorXd* log_posterior_ = nullptr;
};

/// Half the squared distance of log posterior(x) from log p, up to a constant for all classes, over
/// the classes with a probability worth a logarithm. It has few local minima and stays steep where
/// one class has nearly all the mass; the curvature is Gauss and Newton's.
template <int Dim>
class LogRatioDistance {
 public:
  using Vector = Eigen::Matrix<double, Dim, 1>;

  LogRatioDistance(const BasicMixture<Dim>& mixture, const Eigen::VectorXd& p)
      : joints_(mixture), p_(p) {}

  [[nodiscard]] double value(const Vector& x) { return curvature(x).value; }

  [[nodiscard]] Curvature<Dim> curvature(const Vector& x) {
    constexpr double least = 1e-30;
    const Eigen::VectorXd& l = joints_.at(x);
    const auto counts = (p_.array() >= least).template cast<double>().eval();
    const double count = counts.sum();
    const Eigen::VectorXd ratio = counts * (l.array() - p_.array().max(least).log());
    const double mean = ratio.sum() / count;
    Vector mean_slope = Vector::Zero();
    for (Eigen::Index k = 0; k < p_.size(); ++k) {
      mean_slope += counts[k] / count * joints_.gradient(k, x);
    }
    Curvature<Dim> out;
    for (Eigen::Index k = 0; k < p_.size(); ++k) {
      const double residual = counts[k] * (ratio[k] - mean);
      const Vector slope = counts[k] * (joints_.gradient(k, x) - mean_slope);
      out.value += residual * residual / 2;
      out.gradient += residual * slope;
      out.hessian += slope * slope.transpose();
    }
    return out;
  }

 private:
  LogJoints<Dim> joints_;
  const Eigen::VectorXd& p_;
};

/// Starting points: the weighted mean, the class means, likeliest first, then a lattice of 3^Dim.
template <int Dim>
std::vector<Eigen::Matrix<double, Dim, 1>> recovery_starts(const BasicMixture<Dim>& mixture,
                                                           const Eigen::VectorXd& p,
                                                           const Box<Dim>& box) {
  using Vector = Eigen::Matrix<double, Dim, 1>;
  std::vector<Eigen::Index> likeliest(mixture.size());
  std::iota(likeliest.begin(), likeliest.end(), Eigen::Index{0});
  std::sort(likeliest.begin(), likeliest.end(),
            [&](Eigen::Index a, Eigen::Index b) { return p[a] != p[b] ? p[a] > p[b] : a < b; });
  std::vector<Vector> starts{weighted_mean(mixture, p)};
  for (const Eigen::Index k : likeliest) {
    starts.push_back(mixture.gaussian(static_cast<std::size_t>(k)).mean());
  }
  for (int number = 0; number < (Dim == 3 ? 27 : 9); ++number) {
    Vector place;
    int digits = number;
    for (Eigen::Index i = 0; i < Dim; ++i, digits /= 3) {
      const double share = digits % 3 == 0 ? 0.5 : digits % 3 == 1 ? 0.2 : 0.8;
      place[i] = box.lower[i] + share * (box.upper[i] - box.lower[i]);
    }
    starts.push_back(place);
  }
  for (Vector& start : starts) {
    start = box.project(start);
  }
  return starts;
}

template <int Dim>
Recovery<Dim> recover_checked(const BasicMixture<Dim>& mixture, const double* distribution,
                              const RecoveryOptions& options) {
  if (options.starts == 0 || options.max_iterations <= 0) {
    throw Error("recovery: " + std::to_string(options.starts) + " starts of " +
                std::to_string(options.max_iterations) + " iterations, expected at least one");
  }
  const Box<Dim> box = recovery_box<Dim>(options);
  const Eigen::VectorXd weights =
      Eigen::Map<const Eigen::VectorXd>(distribution, static_cast<Eigen::Index>(mixture.size()));
  PosteriorDivergence<Dim> divergence(mixture, weights);
  LogRatioDistance<Dim> log_ratio(mixture, weights);
  Recovery<Dim> best;
  best.point = box.project(weighted_mean(mixture, weights));
  // Of points that reach p within rounding, the one that also fits its smallest probabilities.
  constexpr double fitting = 1e-16;
  double misfit = std::numeric_limits<double>::infinity();
  const auto done = [&] {
    return best.converged && best.divergence <= recovery_divergence && misfit <= fitting;
  };
  const auto search = [&](const Eigen::Matrix<double, Dim, 1>& start) {
    const auto found = descend<Dim>(divergence, box, start, options.max_iterations);
    const double found_misfit = log_ratio.value(found.point);
    best.iterations += found.iterations;
    if (std::pair(std::max(found.value, recovery_divergence), found_misfit) <
        std::pair(std::max(best.divergence, recovery_divergence), misfit)) {
      best.point = found.point;
      best.divergence = found.value;
      best.converged = found.converged;
      misfit = found_misfit;
    }
  };
  std::size_t count = 0;
  for (const auto& start : recovery_starts(mixture, weights, box)) {
    if (count++ == options.starts || done()) {
      break;
    }
    search(start);
    if (!done()) {
      const auto guess = descend<Dim>(log_ratio, box, start, options.max_iterations);
      best.iterations += guess.iterations;
      search(guess.point);
    }
  }
  return best;
}

}  // namespace detail

}  // namespace tonewheel
