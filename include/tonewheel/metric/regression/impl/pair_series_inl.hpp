#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/nan_policy.hpp>

namespace tonewheel::detail {

/// Adds the pairs of two series to an accumulator. Throws Error on different lengths and, under
/// NanPolicy::error, what require_pair(truth, prediction, row from 1) throws; nothing is then
/// added.
void add_pair_series(auto& accumulator, std::span<const double> truth,
                     std::span<const double> prediction, NanPolicy missing,
                     const auto& require_pair) {
  if (truth.size() != prediction.size()) {
    throw Error("pairs: found " + std::to_string(prediction.size()) +
                " predictions, expected as many as the " + std::to_string(truth.size()) +
                " true values");
  }
  if (missing == NanPolicy::error) {
    for (std::size_t i = 0; i < truth.size(); ++i) {
      require_pair(truth[i], prediction[i], i + 1);
    }
  }
  for (std::size_t i = 0; i < truth.size(); ++i) {
    accumulator.add(truth[i], prediction[i]);
  }
}

}  // namespace tonewheel::detail
