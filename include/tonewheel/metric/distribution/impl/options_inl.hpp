#pragma once

#include <cmath>
#include <numbers>
#include <numeric>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/distribution/options.hpp>

namespace tonewheel::detail {

TONEWHEEL_INLINE DistributionView::DistributionView(std::string_view role,
                                                    std::span<const double> values,
                                                    const DistributionOptions& options,
                                                    ZeroPolicy zeros)
    : values_(values), zeros_(zeros), epsilon_(options.epsilon) {
  constexpr double largest = 1e100;  // so that no sum of squares overflows
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!(values[i] >= 0 && values[i] <= largest)) {
      throw Error("distribution: found " + number_text(values[i]) + " as class " +
                  std::to_string(i) + " of the " + std::string(role) +
                  ", expected a number in [0, 1e100]");
    }
    sum += values[i];
  }
  if (options.mass == MassPolicy::unit && !(std::abs(sum - 1) <= options.mass_tolerance)) {
    throw Error("distribution: found the sum " + number_text(sum) + " of the " + std::string(role) +
                ", expected 1 within " + number_text(options.mass_tolerance));
  }
  if (options.mass == MassPolicy::normalise) {
    if (sum == 0) {
      throw Error("distribution: found the sum 0 of the " + std::string(role) +
                  ", expected one above 0");
    }
    normalised_ = true;
    sum_ = sum;
  }
  const bool floored = zeros == ZeroPolicy::floor_both || zeros == ZeroPolicy::floor_prediction;
  floor_ = floored ? options.epsilon : 0;
  smoothed_sum_ = (normalised_ ? 1 : sum) + static_cast<double>(values.size()) * options.epsilon;
}

TONEWHEEL_INLINE void DistributionView::chain(std::span<double> slopes) const {
  // d/dx of (x + e) / sum(x + e): (slope - sum of slope * entry) / sum. An infinite slope where the
  // entry is 0 moves no other class.
  const auto through_sum = [&slopes](double sum, const auto& entry) {
    double mean = 0;
    for (std::size_t i = 0; i < slopes.size(); ++i) {
      const double share = entry(i);
      mean += share > 0 ? slopes[i] * share : 0;
    }
    for (double& slope : slopes) {
      slope = (slope - mean) / sum;
    }
  };
  if (zeros_ == ZeroPolicy::additive) {
    through_sum(smoothed_sum_, [this](std::size_t i) { return (*this)[i]; });
  }
  if (floor_ > 0) {
    for (std::size_t i = 0; i < slopes.size(); ++i) {
      slopes[i] = values_[i] / sum_ > floor_ ? slopes[i] : 0;
    }
  }
  if (normalised_) {
    through_sum(sum_, [this](std::size_t i) { return values_[i] / sum_; });
  }
}

TONEWHEEL_INLINE void require_distribution_options(const DistributionOptions& options) {
  if (!(options.epsilon > 0 && options.epsilon < 1)) {
    throw Error("distribution: found epsilon " + number_text(options.epsilon) +
                ", expected a number in (0, 1)");
  }
  if (!(options.mass_tolerance >= 0)) {
    throw Error("distribution: found mass_tolerance " + number_text(options.mass_tolerance) +
                ", expected a number >= 0");
  }
}

TONEWHEEL_INLINE DistributionPair distribution_pair(std::span<const double> p,
                                                    std::span<const double> q,
                                                    const DistributionOptions& options,
                                                    ZeroPolicy zeros) {
  if (p.empty() || p.size() != q.size()) {
    throw Error("distribution: found " + std::to_string(p.size()) + " classes of the truth and " +
                std::to_string(q.size()) +
                " of the prediction, expected as many of both, at least one");
  }
  require_distribution_options(options);
  const ZeroPolicy of_truth = zeros == ZeroPolicy::floor_prediction ? ZeroPolicy::exact : zeros;
  return {DistributionView("truth", p, options, of_truth),
          DistributionView("prediction", q, options, zeros)};
}

TONEWHEEL_INLINE double distribution_log_ratio(double p, double q) noexcept {
  if (p <= 2 * q && q <= 2 * p) {
    return std::log1p((p - q) / q);  // the difference is exact here
  }
  const double ratio = p / q;
  return std::isnormal(ratio) ? std::log(ratio) : std::log(p) - std::log(q);
}

TONEWHEEL_INLINE double distribution_kl_term(double p, double q) noexcept {
  if (p == 0) {
    return 0;
  }
  return q == 0 ? HUGE_VAL : p * distribution_log_ratio(p, q);
}

TONEWHEEL_INLINE double information_divisor(InformationUnit unit) noexcept {
  return unit == InformationUnit::bit ? std::numbers::ln2 : 1;
}

TONEWHEEL_INLINE std::vector<std::size_t> distribution_order(const DistributionOptions& options,
                                                             std::size_t classes) {
  if (options.order.empty()) {
    std::vector<std::size_t> order(classes);
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
  }
  if (options.order.size() != classes) {
    throw Error("distribution: found an order of " + std::to_string(options.order.size()) +
                " classes, expected " + std::to_string(classes));
  }
  std::vector<bool> seen(classes, false);
  for (const std::size_t each : options.order) {
    if (each >= classes || seen[each]) {
      throw Error("distribution: found class " + std::to_string(each) +
                  (each >= classes ? "" : " twice") + " in the order, expected each of 0 to " +
                  std::to_string(classes - 1) + " once");
    }
    seen[each] = true;
  }
  return options.order;
}

}  // namespace tonewheel::detail
