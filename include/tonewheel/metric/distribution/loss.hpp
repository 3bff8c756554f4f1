#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/metric/distribution/options.hpp>

namespace tonewheel {

/// What a model of distributions is trained on; lower is better. The formulas are those of
/// distribution/divergence.hpp, distribution/distance.hpp and ranked_probability.hpp.
enum class DistributionLoss : unsigned char {
  kl,
  kl_symmetric,
  js_divergence,
  one_minus_cosine,
  squared_euclidean,  ///< brier
  chi_squared,
  squared_hellinger,
  cross_entropy,
  rps,
};
/// How many losses DistributionLoss has.
inline constexpr std::size_t distribution_losses = 9;

/// The loss and its slope with respect to each entry of q as given, the others held.
struct LossSlope {
  double value = 0;              ///< the loss
  std::vector<double> gradient;  ///< one derivative for each entry of q
};

/// Value and gradient for one row, the options included: through a floor no slope passes, and
/// normalise and additive also bring in the derivative of the sum. Where a slope has a limit as q
/// falls to 0 it is that limit, so it may be infinite: -infinity where q = 0 < p (but for
/// one_minus_cosine, squared_euclidean, rps and chi_squared's default form), +infinity for
/// kl_symmetric and Neyman's chi_squared where p = 0; a policy for zeros prevents that for those
/// it concerns. NaN where one_minus_cosine is undefined. Errors as the metric's.
[[nodiscard]] LossSlope distribution_loss(DistributionLoss loss, const Numbers& p, const Numbers& q,
                                          const DistributionOptions& options = {});

/// The gradient with respect to the logits z of q = softmax(z), from that with respect to q:
/// q (g - sum of q g); 0 where q is 0, be the slope infinite. Throws Error on different lengths.
[[nodiscard]] std::vector<double> logit_gradient(const Numbers& q, const Numbers& gradient);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/distribution/impl/loss_inl.hpp>
#endif
