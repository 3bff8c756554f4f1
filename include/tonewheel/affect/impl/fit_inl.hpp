#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/affect/covariance.hpp>
#include <tonewheel/affect/fit.hpp>
#include <tonewheel/affect/impl/fit_class_inl.hpp>
#include <tonewheel/affect/impl/fit_covariances_inl.hpp>
#include <tonewheel/affect/impl/fit_options_inl.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/kernel/symmetric_eigen.hpp>

namespace tonewheel {

namespace detail {

class Fitting {
 public:
  Fitting(const SpaceMoments& moments, const FitOptions& options)
      : moments_(moments), options_(options), axes_(moments.axes()) {}

  FittedSpace run() {
    require_fit_options(moments_, options_);
    choose_classes();
    const FitCovariances covariances(moments_, options_, classes_);
    FittedSpace& out = fitted_;
    out.space.name = options_.name;
    out.space.has_dominance = axes_ == 3;
    const std::vector<double> priors = prior_weights();
    const FitMatrix shared =
        options_.covariance == FitCovariance::pooled ? covariances.shared() : FitMatrix{};
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      const bool own = options_.covariance != FitCovariance::pooled;
      add_class(classes_[i], covariances.mean_of(classes_[i]),
                own ? covariances.of(classes_[i]) : shared, priors[i]);
    }
    if (classes_.size() == 1) {
      out.notes.push_back("the space has one class, " + classes_.front().name +
                          ": it tells nothing apart");
    }
    return std::move(out);
  }

 private:
  void choose_classes() {
    double total = 0;
    for (std::size_t k = 0; k < moments_.classes().size(); ++k) {
      const ClassMoments& own = moments_.of(k);
      FitClass each{k, moments_.classes()[k], own.n(), own.weight(), own.mean()};
      total += each.weight;
      if (each.weight < options_.min_rows || !(each.weight > 0)) {
        take_small(each);
      } else {
        require_place(each);
        classes_.push_back(each);
      }
    }
    if (!(total > 0)) {
      throw Error("fit: no rows with a class, expected some");
    }
    if (classes_.empty()) {
      throw Error("fit: every class has fewer than " + number_text(options_.min_rows) +
                  " rows, expected at least one with more (--min-rows)");
    }
  }

  void take_small(FitClass& each) {
    const std::string found = "class " + each.name + " has " + rows_text(each.rows, each.weight);
    const std::string least =
        number_text(each.weight > 0 ? options_.min_rows : std::max(1.0, options_.min_rows));
    if (options_.small == SmallClass::error) {
      throw Error("fit: " + found + ", expected at least " + least +
                  " (--min-rows); --small pool gives it the covariance of all classes, --small "
                  "drop leaves it out");
    }
    if (options_.small == SmallClass::drop) {
      fitted_.dropped.push_back(each.name);
      fitted_.notes.push_back(found + ", fewer than " + least + ": left out");
      return;
    }
    require_place(each);
    each.takes_pooled = true;
    classes_.push_back(each);
    if (options_.covariance != FitCovariance::pooled) {
      fitted_.notes.push_back(found + ", fewer than " + least +
                              ": it takes the covariance of all classes");
    }
  }

  /// A mean on the unit scale, of its own or of the base.
  void require_place(const FitClass& each) {
    if (!(each.weight > 0)) {
      if (!(options_.shrinkage.base > 0)) {
        throw Error("fit: class " + each.name +
                    " has no rows and so no mean, expected some; --small drop leaves it out, a "
                    "base space (--space, --shrink base=X) has a mean for it");
      }
      fitted_.notes.push_back("class " + each.name + " has no rows: it rests on the base space " +
                              options_.base->name + " alone");
      return;
    }
    const FitMatrix covariance = moments_.of(each.k).covariance(MomentDivisor::n);
    for (std::size_t a = 0; a < axes_; ++a) {
      const double mean = each.mean[all_axes[a]];
      const double deviation = std::sqrt(covariance[fit_diagonal[a]]);
      if (!(std::abs(mean) <= 1) || !(deviation <= 2)) {
        throw Error("fit: class " + each.name + " has " + std::string(name(all_axes[a])) +
                    " of mean " + number_text(mean) + " and deviation " + number_text(deviation) +
                    ", expected points on the unit scale from -1 to 1 (--scale)");
      }
    }
  }

  std::vector<double> prior_weights() {
    std::vector<double> weights(classes_.size(), 1);
    if (options_.prior == FitPrior::given) {
      const std::vector<double> all = options_.given->weights_for(moments_.classes());
      for (std::size_t i = 0; i < classes_.size(); ++i) {
        weights[i] = all[classes_[i].k];
      }
      if (std::isinf(std::accumulate(weights.begin(), weights.end(), 0.0))) {
        for (double& each : weights) {
          each /= static_cast<double>(2 * weights.size());
        }
      }
    } else if (options_.prior == FitPrior::counted) {
      for (std::size_t i = 0; i < classes_.size(); ++i) {
        weights[i] = classes_[i].weight;
      }
    }
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      weights[i] /= total;
      if (weights[i] < std::numeric_limits<double>::min()) {
        const bool given = options_.prior == FitPrior::given;
        weights[i] = prior_floor;
        fitted_.notes.push_back(
            "class " + classes_[i].name +
            (given ? " has a given prior that is next to 0 beside the others" : " has no rows") +
            ": its prior is " + number_text(prior_floor));
      }
    }
    return weights;
  }

  void add_class(const FitClass& from, const Vad& mean, const FitMatrix& covariance, double prior) {
    EmotionClass each;
    each.name = from.name;
    each.deviation.dominance = 1;
    for (std::size_t a = 0; a < axes_; ++a) {
      const Axis axis = all_axes[a];
      each.mean[axis] = mean[axis];
      each.deviation[axis] = std::sqrt(covariance[fit_diagonal[a]]);
      each.rater_variance[axis] = options_.rater_variance[axis];
      if (has_shape_of_all(from)) {
        each.deviation_source[a] = DeviationSource::pooled;
      }
    }
    require_spread(from, each, covariance);
    note_thin(from, covariance);
    each.prior = prior;
    each.n = from.weight;
    if (!options_.temperatures.empty()) {
      each.temperature = options_.temperatures[options_.temperatures.size() == 1 ? 0 : from.k];
    }
    each.source = "fitted to " + rows_text(from.rows, from.weight);
    if (options_.shrinkage.base > 0) {
      each.source += " and " + number_text(options_.shrinkage.base) + " of " + options_.base->name;
    }
    fitted_.space.classes.push_back(std::move(each));
  }

  /// Sets the correlations; throws Error where the class is flat and no rater's variance mends it.
  void require_spread(const FitClass& from, EmotionClass& each, const FitMatrix& covariance) {
    std::vector<std::string_view> constant;
    bool mended = true;
    for (std::size_t a = 0; a < axes_; ++a) {
      const Axis axis = all_axes[a];
      mended = mended && options_.rater_variance[axis] > 0;
      if (!(each.deviation[axis] > 0) && !(options_.rater_variance[axis] > 0)) {
        constant.push_back(name(axis));
      }
    }
    if (!constant.empty()) {
      refuse_flat(
          from,
          axes_text(constant) + (constant.size() == 1 ? " is" : " are") + " the same in every row",
          true);
    }
    if (options_.covariance == FitCovariance::diagonal) {
      return;
    }
    std::array<double, 3> rho{};
    std::array<double, 9> matrix{1, 0, 0, 0, 1, 0, 0, 0, 1};
    std::string line;
    for (std::size_t pair = 0; pair < 3; ++pair) {
      const auto& [a, b, place] = fit_pairs[pair];
      const double size = each.deviation[all_axes[a]] * each.deviation[all_axes[b]];
      if (b < axes_ && size > 0) {
        rho[pair] = std::clamp(covariance[place] / size, -1.0, 1.0);
        matrix[3 * a + b] = matrix[3 * b + a] = rho[pair];
        if (line.empty() && 1 - std::abs(rho[pair]) <= tolerance::collinear) {
          line = axes_text({name(all_axes[a]), name(all_axes[b])}) + " lie on one line";
        }
      }
    }
    std::array<double, 3> values{};
    std::array<double, 9> vectors{};
    kernel::symmetric_eigen(3, matrix.data(), values.data(), vectors.data());
    if (line.empty() && values.front() <= tolerance::collinear) {
      line = axes_text({name(Axis::valence), name(Axis::arousal), name(Axis::dominance)}) +
             " lie in one plane";
    }
    if (!line.empty() && !mended) {
      refuse_flat(from, line, false);
    }
    each.correlations = Correlations{rho[0], rho[1], rho[2]};
  }

  /// Says where a class is so thin that its covariance is raised wherever the space is used.
  void note_thin(const FitClass& from, const FitMatrix& covariance) {
    const bool full = options_.covariance != FitCovariance::diagonal;
    std::array<double, 9> matrix{1, 0, 0, 0, 1, 0, 0, 0, 1};
    for (std::size_t a = 0; a < axes_; ++a) {
      matrix[4 * a] = covariance[fit_diagonal[a]] + options_.rater_variance[all_axes[a]];
    }
    for (const auto& [a, b, place] : fit_pairs) {
      if (full && b < axes_) {
        matrix[3 * a + b] = matrix[3 * b + a] = covariance[place];
      }
    }
    std::array<double, 3> values{};
    std::array<double, 9> vectors{};
    kernel::symmetric_eigen(3, matrix.data(), values.data(), vectors.data());
    const double smallest = values.front();
    if (!(smallest < eigenvalue_floor)) {
      return;
    }
    std::string note =
        shape_of(from) + ": ratings are nearly constant, or nearly lie on one line or plane " +
        "(smallest eigenvalue of the covariance " + number_text(smallest) + "); it is raised to " +
        number_text(eigenvalue_floor) + " where the space is used. " +
        (has_shape_of_all(from)
             ? "--rater-variance widens it"
             : "--shrink pooled=X, --covariance pooled or --rater-variance widen it");
    if (std::find(fitted_.notes.begin(), fitted_.notes.end(), note) == fitted_.notes.end()) {
      fitted_.notes.push_back(std::move(note));
    }
  }

  /// Whether the covariance of all classes is this one's.
  [[nodiscard]] bool has_shape_of_all(const FitClass& from) const {
    return options_.covariance == FitCovariance::pooled || from.takes_pooled ||
           std::isinf(options_.shrinkage.pooled);
  }

  /// Whose covariance it is.
  [[nodiscard]] std::string shape_of(const FitClass& from) const {
    return has_shape_of_all(from) ? "all classes" : "class " + from.name;
  }

  /// Names the ways out that there are from here.
  [[noreturn]] void refuse_flat(const FitClass& from, const std::string& what,
                                bool constant) const {
    const bool all = has_shape_of_all(from);
    const std::string ways =
        all ? (constant ? "way out: --rater-variance widens all classes"
                        : "ways out: --covariance diagonal, --rater-variance")
            : (constant ? "ways out: --covariance pooled, --shrink pooled=X, --rater-variance"
                        : "ways out: --covariance diagonal or pooled, --shrink pooled=X, "
                          "--rater-variance");
    throw Error("fit: " + shape_of(from) + ": " + what +
                (all ? std::string() : " of " + rows_text(from.rows, from.weight)) +
                ", expected a spread; " + ways);
  }

  const SpaceMoments& moments_;
  const FitOptions& options_;
  std::size_t axes_;
  std::vector<FitClass> classes_;
  FittedSpace fitted_;
};

}  // namespace detail

TONEWHEEL_INLINE FittedSpace fit(const SpaceMoments& moments, const FitOptions& options) {
  return detail::Fitting(moments, options).run();
}

}  // namespace tonewheel
