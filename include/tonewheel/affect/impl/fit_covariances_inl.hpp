#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <tonewheel/affect/fit.hpp>
#include <tonewheel/affect/impl/fit_class_inl.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel::detail {

/// The means and covariances of the classes that are fitted, with the rows of shrinkage.
class FitCovariances {
 public:
  FitCovariances(const SpaceMoments& moments, const FitOptions& options,
                 const std::vector<FitClass>& classes)
      : moments_(moments), options_(options), classes_(classes), axes_(moments.axes()) {
    if (needs_pooled()) {
      set_pooled();
    }
  }

  /// (W m + Y b) / (W + Y).
  [[nodiscard]] Vad mean_of(const FitClass& from) const {
    const double y = options_.shrinkage.base;
    Vad mean{};
    for (std::size_t a = 0; a < axes_; ++a) {
      const Axis axis = all_axes[a];
      mean[axis] = from.mean[axis];
      if (y > 0) {
        const double base = base_of(from).mean[axis];
        mean[axis] =
            from.weight > 0 ? (from.weight * from.mean[axis] + y * base) / (from.weight + y) : base;
      }
    }
    return mean;
  }

  /// Of a class of its own, or the pooled one where it takes that.
  [[nodiscard]] FitMatrix of(const FitClass& each) const {
    if (std::isinf(options_.shrinkage.pooled)) {
      return pooled_;
    }
    FitMatrix own = pooled_;
    if (!each.takes_pooled) {
      own = moments_.of(each.k).covariance(options_.divisor);
      if (std::isnan(own.front())) {
        throw Error("fit: class " + each.name + " has " + rows_text(each.rows, each.weight) +
                    " and so no spread, expected more than one; --small pool with --min-rows 2 or "
                    "--covariance pooled gives it the covariance of all classes, --small drop "
                    "leaves it out");
      }
    }
    FitMatrix sum{};
    double rows = add_rows(sum, each, own);
    if (options_.shrinkage.pooled > 0) {
      add_scaled(sum, pooled_, options_.shrinkage.pooled);
      rows += options_.shrinkage.pooled;
    }
    for (double& entry : sum) {
      entry /= rows;
    }
    return sum;
  }

  /// One covariance for all classes.
  [[nodiscard]] FitMatrix shared() const {
    if (!(options_.shrinkage.base > 0)) {
      return pooled_;
    }
    FitMatrix sum{};
    double rows = 0;
    for (const FitClass& each : classes_) {
      rows += add_rows(sum, each, pooled_);
    }
    for (double& entry : sum) {
      entry /= rows;
    }
    return sum;
  }

 private:
  [[nodiscard]] bool needs_pooled() const {
    return options_.covariance == FitCovariance::pooled || options_.shrinkage.pooled > 0 ||
           std::any_of(classes_.begin(), classes_.end(),
                       [](const FitClass& each) { return each.takes_pooled; });
  }

  [[nodiscard]] bool by_n() const { return options_.divisor == MomentDivisor::n; }

  void set_pooled() {
    double divisor = 0;
    for (const FitClass& each : classes_) {
      const ClassMoments& own = moments_.of(each.k);
      if (options_.prior == FitPrior::balanced) {
        const FitMatrix covariance = own.covariance(options_.divisor);
        if (!std::isnan(covariance.front())) {  // one row has no spread to count
          add_scaled(pooled_, covariance, 1);
          divisor += 1;
        }
      } else if (each.weight > 0) {
        add_scaled(pooled_, own.scatter(), 1);
        divisor += each.weight - (by_n() ? 0 : 1);
      }
    }
    if (!(divisor > 0)) {
      throw Error("fit: found no more rows than classes, expected more for a pooled covariance");
    }
    for (double& entry : pooled_) {
      entry /= divisor;
    }
  }

  [[nodiscard]] const EmotionClass& base_of(const FitClass& each) const {
    const Space& base = *options_.base;
    const auto k = base.find(each.name);
    if (!k) {
      std::string all;
      for (const std::string& name : base.names()) {
        all += (all.empty() ? "" : ", ") + name;
      }
      throw Error("fit: the base space " + base.name + " has no class " + shown(each.name) +
                  ", expected one of every class; it has " + all + " (leave out --shrink base=X)");
    }
    if (axes_ == 3 && !base.has_dominance) {
      throw Error("fit: the base space " + base.name +
                  " has no dominance, expected one that has, as the rows do");
    }
    return base.classes[*k];
  }

  /// W S + Y B + W Y / (W + Y) (m - b)(m - b)^T into the sum; its rows W + Y are returned.
  double add_rows(FitMatrix& sum, const FitClass& each, const FitMatrix& own) const {
    add_scaled(sum, own, each.weight);
    const double y = options_.shrinkage.base;
    if (!(y > 0)) {
      return each.weight;
    }
    const EmotionClass& base = base_of(each);
    const Correlations rho = base.correlations.value_or(Correlations{});
    const std::array<double, 6> correlation{1, rho.va, rho.vd, 1, rho.ad, 1};
    const double between = each.weight > 0 ? each.weight * y / (each.weight + y) : 0;
    std::size_t place = 0;
    for (std::size_t a = 0; a < 3; ++a) {
      for (std::size_t b = a; b < 3; ++b, ++place) {
        const Axis i = all_axes[a];
        const Axis j = all_axes[b];
        const double apart =
            each.weight > 0 ? (each.mean[i] - base.mean[i]) * (each.mean[j] - base.mean[j]) : 0.0;
        sum[place] +=
            y * correlation[place] * base.deviation[i] * base.deviation[j] + between * apart;
      }
    }
    return each.weight + y;
  }

  const SpaceMoments& moments_;
  const FitOptions& options_;
  const std::vector<FitClass>& classes_;
  std::size_t axes_;
  FitMatrix pooled_{};
};

}  // namespace tonewheel::detail
