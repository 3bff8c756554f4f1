#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/exact_mean.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/regression/concordance_loss.hpp>

namespace tonewheel {

namespace detail {

inline void require_loss_option(const std::string& name, double value) {
  if (!(std::isfinite(value) && value >= 0)) {
    throw Error("concordance loss: found " + name + " " + number_text(value) +
                ", expected a finite number >= 0");
  }
}

[[nodiscard]] inline ExactMean mean_of(std::span<const double> values) {
  ExactSum sum;
  for (const double value : values) {
    sum.add(value);
  }
  return exact_mean(sum, values.size());
}

}  // namespace detail

inline namespace regression {

TONEWHEEL_INLINE ConcordanceLoss concordance_loss(const Numbers& truth, const Numbers& prediction,
                                                  const ConcordanceLossOptions& options) {
  detail::require_loss_option("ccc_weight", options.ccc_weight);
  detail::require_loss_option("mse_weight", options.mse_weight);
  detail::require_loss_option("epsilon", options.epsilon);
  PairMoments moments;
  moments.add(truth, prediction);
  if (truth.empty()) {
    return {std::numeric_limits<double>::quiet_NaN(), {}};
  }
  const auto n = static_cast<double>(truth.size());
  ConcordanceLoss result{0, std::vector<double>(truth.size())};
  if (options.ccc_weight > 0) {
    const Variance by = options.variance;
    const double divisor = by == Variance::population ? n : n - 1;
    const double bias = moments.bias();
    const double below = moments.truth_variance(by) + moments.prediction_variance(by) +
                         bias * bias + options.epsilon;
    const double ccc =
        options.epsilon > 0 ? 2 * moments.covariance(by) / below : moments.concordance(by);
    const ExactMean truth_mean = detail::mean_of(truth);
    const ExactMean prediction_mean = detail::mean_of(prediction);
    result.loss = options.ccc_weight * (1 - ccc);
    for (std::size_t i = 0; i < truth.size(); ++i) {
      const double above_slope = truth_mean.deviation(truth[i]) / divisor;
      const double below_slope = prediction_mean.deviation(prediction[i]) / divisor + bias / n;
      result.gradient[i] = options.ccc_weight * 2 * (ccc * below_slope - above_slope) / below;
    }
  }
  if (options.mse_weight > 0) {
    result.loss += options.mse_weight * moments.mse();
    for (std::size_t i = 0; i < truth.size(); ++i) {
      result.gradient[i] += options.mse_weight * 2 * (prediction[i] - truth[i]) / n;
    }
  }
  return result;
}

}  // namespace regression
}  // namespace tonewheel
