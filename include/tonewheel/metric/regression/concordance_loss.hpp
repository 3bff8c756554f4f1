#pragma once

#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/metric/regression/pair_moments.hpp>

namespace tonewheel {
inline namespace regression {

/// What the loss is made of.
struct ConcordanceLossOptions {
  double ccc_weight = 1;                     ///< of 1 - CCC, >= 0
  double mse_weight = 0;                     ///< of the mean squared error, >= 0
  Variance variance = Variance::population;  ///< by n or n - 1
  /// >= 0, added to the CCC's denominator: above 0, two equal constants have CCC 0, and no batch
  /// makes a NaN but an empty one or, by n - 1, one pair.
  double epsilon = 0;
};

/// A loss and its slopes.
struct ConcordanceLoss {
  double loss = 0;                 ///< see concordance_loss()
  std::vector<double> gradient{};  ///< of the loss by each prediction
};

/// ccc_weight (1 - CCC) + mse_weight MSE, >= 0, lower is better: 0 for equal series that are not
/// constant. With C = CCC and D its denominator, by n, the slope of 1 - C by y_i is
/// 2 / (n D) (C (y_i - mean x) - (x_i - mean x)). NaN, slopes too, where the CCC is and counts (see
/// concordance.hpp), and for no pairs. Throws Error on different lengths, missing values and
/// options out of range. CCC as a loss: Trigeorgis et al. 2016.
[[nodiscard]] ConcordanceLoss concordance_loss(const Numbers& truth, const Numbers& prediction,
                                               const ConcordanceLossOptions& options = {});

}  // namespace regression
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/regression/impl/concordance_loss_inl.hpp>
#endif
