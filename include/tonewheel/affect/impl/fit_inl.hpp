#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include <tonewheel/affect/fit.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/kernel/symmetric_eigen.hpp>

namespace tonewheel {

namespace detail {

/// vv, va, vd, aa, ad, dd.
using FitMatrix = std::array<double, 6>;

/// Places of the variances in a FitMatrix, and of the pairs va, vd, ad.
inline constexpr std::array<std::size_t, 3> fit_diagonal{0, 3, 5};
inline constexpr std::array<std::array<std::size_t, 3>, 3> fit_pairs{
    {{0, 1, 1}, {0, 2, 2}, {1, 2, 4}}};  ///< first axis, second axis, place

/// A class on its way to be fitted.
struct FitClass {
  std::size_t k = 0;  ///< in the rows
  std::string name;
  std::uint64_t rows = 0;
  double weight = 0;
  Vad mean{};
  bool takes_pooled = false;
};

inline void add_scaled(FitMatrix& sum, const FitMatrix& matrix, double factor) {
  for (std::size_t i = 0; i < 6; ++i) {
    sum[i] += matrix[i] * factor;
  }
}

inline std::string rows_text(std::uint64_t rows, double weight) {
  const auto count = static_cast<double>(rows);
  return std::to_string(rows) + (rows == 1 ? " row" : " rows") +
         (weight == count ? "" : " of weight " + number_text(weight));
}

inline std::string axes_text(const std::vector<std::string_view>& axes) {
  std::string text;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    text += i == 0 ? "" : i + 1 == axes.size() ? " and " : ", ";
    text += axes[i];
  }
  return text;
}

class Fitting {
 public:
  Fitting(const SpaceMoments& moments, const FitOptions& options)
      : moments_(moments), options_(options), axes_(moments.axes()) {}

  FittedSpace run() {
    require_options();
    choose_classes();
    if (needs_pooled()) {
      set_pooled();
    }
    FittedSpace& out = fitted_;
    out.space.name = options_.name;
    out.space.has_dominance = axes_ == 3;
    const std::vector<double> priors = prior_weights();
    const FitMatrix shared =
        options_.covariance == FitCovariance::pooled ? shared_covariance() : FitMatrix{};
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      const bool own = options_.covariance != FitCovariance::pooled;
      add_class(classes_[i], own ? covariance_of(classes_[i]) : shared, priors[i]);
    }
    if (classes_.size() == 1) {
      out.notes.push_back("the space has one class, " + classes_.front().name +
                          ": it tells nothing apart");
    }
    return std::move(out);
  }

 private:
  void require_options() const {
    const auto require = [](bool sound, const std::string& what, double found,
                            const char* expected) {
      if (!sound) {
        throw Error("fit: found " + what + " " + number_text(found) + ", expected " + expected);
      }
    };
    const auto is_size = [](double x) { return x >= 0 && std::isfinite(x); };
    const Shrinkage& shrinkage = options_.shrinkage;
    require(is_size(shrinkage.pooled), "shrinkage to the pooled covariance of", shrinkage.pooled,
            "a finite number of rows >= 0");
    require(is_size(shrinkage.base), "shrinkage to the base space of", shrinkage.base,
            "a finite number of rows >= 0");
    require(is_size(options_.min_rows), "min_rows", options_.min_rows, "a finite number >= 0");
    for (const Axis axis : all_axes) {
      require(is_size(options_.rater_variance[axis]),
              std::string(tonewheel::name(axis)) + " rater variance", options_.rater_variance[axis],
              "a finite number >= 0");
    }
    const std::size_t temperatures = options_.temperatures.size();
    if (temperatures > 1 && temperatures != moments_.classes().size()) {
      throw Error("fit: found " + std::to_string(temperatures) +
                  " temperatures, expected one, or " + std::to_string(moments_.classes().size()) +
                  ", one a class");
    }
    for (const double each : options_.temperatures) {
      require(each > 0 && std::isfinite(each), "temperature", each, "a finite number > 0");
    }
    if (shrinkage.base > 0 && options_.base == nullptr) {
      throw Error("fit: found shrinkage to a base space but no base space, expected one (--space)");
    }
    if ((options_.prior == FitPrior::given) != options_.given.has_value()) {
      throw Error(options_.given ? "fit: found a prior that the options do not ask for, expected "
                                   "FitPrior::given with it (--prior)"
                                 : "fit: found no given prior, expected one (--prior FILE)");
    }
  }

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

  [[nodiscard]] FitMatrix covariance_of(const FitClass& each) const {
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
  [[nodiscard]] FitMatrix shared_covariance() const {
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

  std::vector<double> prior_weights() {
    std::vector<double> weights;
    double total = 0;
    for (const FitClass& each : classes_) {
      weights.push_back(each.weight);
      total += each.weight;
    }
    if (options_.prior == FitPrior::given) {
      const std::vector<double> all = options_.given->weights_for(moments_.classes());
      total = 0;
      for (std::size_t i = 0; i < classes_.size(); ++i) {
        weights[i] = all[classes_[i].k];
        total += weights[i];
      }
    } else if (options_.prior != FitPrior::counted) {
      weights.assign(classes_.size(), 1);
      total = static_cast<double>(classes_.size());
    }
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      weights[i] /= total;
      if (weights[i] == 0) {
        weights[i] = prior_floor;
        fitted_.notes.push_back("class " + classes_[i].name + " has no rows: its prior is " +
                                number_text(prior_floor));
      }
    }
    return weights;
  }

  void add_class(const FitClass& from, const FitMatrix& covariance, double prior) {
    EmotionClass each;
    each.name = from.name;
    each.deviation.dominance = 1;
    const bool all = options_.covariance == FitCovariance::pooled;
    for (std::size_t a = 0; a < axes_; ++a) {
      const Axis axis = all_axes[a];
      each.mean[axis] = mean_of(from, axis);
      each.deviation[axis] = std::sqrt(covariance[fit_diagonal[a]]);
      each.rater_variance[axis] = options_.rater_variance[axis];
      if (all || from.takes_pooled) {
        each.deviation_source[a] = DeviationSource::pooled;
      }
    }
    require_spread(from, each, covariance);
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

  [[nodiscard]] double mean_of(const FitClass& from, Axis axis) const {
    const double y = options_.shrinkage.base;
    if (!(y > 0)) {
      return from.mean[axis];
    }
    const double base = base_of(from).mean[axis];
    return from.weight > 0 ? (from.weight * from.mean[axis] + y * base) / (from.weight + y) : base;
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
      refuse_flat(from, axes_text(constant) + (constant.size() == 1 ? " is" : " are") +
                            " the same in every row");
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
      refuse_flat(from, line);
    }
    each.correlations = Correlations{rho[0], rho[1], rho[2]};
  }

  [[noreturn]] void refuse_flat(const FitClass& from, const std::string& what) const {
    const bool all = options_.covariance == FitCovariance::pooled || from.takes_pooled;
    throw Error("fit: " + (all ? std::string("all classes") : "class " + from.name) + ": " + what +
                (all ? std::string() : " of " + rows_text(from.rows, from.weight)) +
                ", expected a spread; ways out: --covariance diagonal (unless an axis is "
                "constant) or pooled, --shrink pooled=X, --rater-variance");
  }

  const SpaceMoments& moments_;
  const FitOptions& options_;
  std::size_t axes_;
  std::vector<FitClass> classes_;
  FitMatrix pooled_{};
  FittedSpace fitted_;
};

}  // namespace detail

TONEWHEEL_INLINE FittedSpace fit(const SpaceMoments& moments, const FitOptions& options) {
  return detail::Fitting(moments, options).run();
}

}  // namespace tonewheel
