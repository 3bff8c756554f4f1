#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/exact/ratio_sum.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/classification/class_scores.hpp>

namespace tonewheel {

namespace detail {

inline constexpr double class_score_undefined = std::numeric_limits<double>::quiet_NaN();

inline double class_count(std::uint64_t count) {
  return static_cast<double>(count);
}

/// n^2 times covariances of the classes' indicators, summed over the classes, each rounded once.
struct ClassCovariances {
  double both = 0;
  double truth = 0;
  double prediction = 0;
  double by_chance = 0;  ///< n^2 - sum of truth * prediction
};

inline ClassCovariances class_covariances(const ConfusionMatrix& matrix) {
  const double n = class_count(matrix.n());
  ExactSum both;
  ExactSum truth;
  ExactSum prediction;
  ExactSum by_chance;
  for (ExactSum* sum : {&truth, &prediction, &by_chance}) {
    sum->add_product(n, n);
  }
  for (const LabelCounts& label : matrix.label_counts()) {
    const double t = class_count(label.truth);
    const double p = class_count(label.prediction);
    both.add_product(n, class_count(label.common));
    both.add_product(-t, p);
    by_chance.add_product(-t, p);
    truth.add_product(-t, t);
    prediction.add_product(-p, p);
  }
  return {both.value(), truth.value(), prediction.value(), by_chance.value()};
}

/// weight(i, j) is what it costs to take class i for j.
inline double kappa_of_weights(const ConfusionMatrix& matrix, const auto& weight) {
  const std::vector<LabelCounts> labels = matrix.label_counts();
  ExactSum observed;
  ExactSum expected;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    ExactSum row;
    for (std::size_t j = 0; j < labels.size(); ++j) {
      const double w = weight(i, j);
      observed.add_product(w, class_count(matrix.at(i, j)));
      row.add_product(w, class_count(labels[j].prediction));
    }
    expected.add_product(class_count(labels[i].truth), row.value());
  }
  const double by_chance = expected.value();
  if (by_chance == 0) {
    return class_score_undefined;
  }
  ExactSum gain = expected;
  gain.add_product(-class_count(matrix.n()), observed.value());
  return gain.value() / by_chance;
}

inline void require_kappa_weights(const MatrixView<double>& weights, std::size_t classes) {
  constexpr double most = 1e100;
  if (weights.rows != classes || weights.columns != classes || !weights.fits()) {
    throw Error("weighted kappa: found " + std::to_string(weights.rows) + " x " +
                std::to_string(weights.columns) + " weights in " +
                std::to_string(weights.values.size()) + " numbers, expected " +
                std::to_string(classes) + " x " + std::to_string(classes));
  }
  for (std::size_t i = 0; i < weights.values.size(); ++i) {
    const double value = weights.values[i];
    const std::size_t row = i / classes;
    const std::size_t column = i % classes;
    if (!(value >= 0 && value <= most) || (row == column && value != 0)) {
      throw Error("weighted kappa: found weight " + number_text(value) + " from class " +
                  std::to_string(row) + " to " + std::to_string(column) +
                  ", expected one in [0, 1e100], and 0 from a class to itself");
    }
  }
}

}  // namespace detail

inline namespace classification {

TONEWHEEL_INLINE double accuracy(const ConfusionMatrix& matrix) {
  std::uint64_t right = 0;
  for (std::size_t i = 0; i < matrix.classes(); ++i) {
    right += matrix.at(i, i);
  }
  return matrix.n() == 0 ? detail::class_score_undefined
                         : detail::class_count(right) / detail::class_count(matrix.n());
}

TONEWHEEL_INLINE double balanced_accuracy(const ConfusionMatrix& matrix,
                                          const BalancedOptions& options) {
  RatioSum sum;
  double classes = 0;
  for (const LabelCounts& label : matrix.label_counts()) {
    if (label.truth != 0) {
      sum.add(1, detail::class_count(label.common), detail::class_count(label.truth));
      classes += 1;
    }
  }
  if (classes == 0 || (options.adjusted && classes == 1)) {
    return detail::class_score_undefined;
  }
  if (!options.adjusted) {
    return sum.over(classes);
  }
  sum.add(1, -1, 1);
  return sum.over(classes - 1);
}

TONEWHEEL_INLINE std::vector<LabelScore> class_scores(const ConfusionMatrix& matrix,
                                                      const LabelScoreOptions& options) {
  return label_scores(matrix.label_counts(), options);
}

TONEWHEEL_INLINE LabelScore macro_score(const ConfusionMatrix& matrix,
                                        const LabelScoreOptions& options, LabelChoice choice) {
  return macro_score(matrix.label_counts(), choice, options);
}

TONEWHEEL_INLINE LabelScore weighted_score(const ConfusionMatrix& matrix,
                                           const LabelScoreOptions& options) {
  return weighted_score(matrix.label_counts(), options);
}

TONEWHEEL_INLINE LabelScore micro_score(const ConfusionMatrix& matrix,
                                        const LabelScoreOptions& options) {
  return micro_score(matrix.label_counts(), options);
}

TONEWHEEL_INLINE double cohen_kappa(const ConfusionMatrix& matrix) {
  const detail::ClassCovariances sums = detail::class_covariances(matrix);
  return sums.by_chance > 0 ? sums.both / sums.by_chance : detail::class_score_undefined;
}

TONEWHEEL_INLINE double weighted_kappa(const ConfusionMatrix& matrix, KappaWeights weights) {
  return detail::kappa_of_weights(matrix, [weights](std::size_t i, std::size_t j) {
    const auto steps = static_cast<double>(i > j ? i - j : j - i);
    return weights == KappaWeights::linear ? steps : steps * steps;
  });
}

TONEWHEEL_INLINE double weighted_kappa(const ConfusionMatrix& matrix,
                                       const MatrixView<double>& weights) {
  detail::require_kappa_weights(weights, matrix.classes());
  return detail::kappa_of_weights(
      matrix, [&weights](std::size_t i, std::size_t j) { return weights.at(i, j); });
}

TONEWHEEL_INLINE double matthews_correlation(const ConfusionMatrix& matrix) {
  if (matrix.n() == 0) {
    return detail::class_score_undefined;
  }
  const detail::ClassCovariances sums = detail::class_covariances(matrix);
  if (sums.truth == 0 || sums.prediction == 0) {
    return 0;
  }
  return std::clamp(sums.both / std::sqrt(sums.truth * sums.prediction), -1.0, 1.0);
}

TONEWHEEL_INLINE double geometric_mean_recall(const ConfusionMatrix& matrix) {
  ExactSum logs;
  double classes = 0;
  for (const LabelCounts& label : matrix.label_counts()) {
    if (label.truth != 0) {
      logs.add(std::log(detail::class_count(label.common) / detail::class_count(label.truth)));
      classes += 1;
    }
  }
  return classes == 0 ? detail::class_score_undefined : std::exp(logs.value() / classes);
}

}  // namespace classification
}  // namespace tonewheel
