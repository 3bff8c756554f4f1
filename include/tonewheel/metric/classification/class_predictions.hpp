#pragma once

#include <cstddef>

#include <tonewheel/core/codes.hpp>
#include <tonewheel/metric/classification/confusion_matrix.hpp>

namespace tonewheel {
inline namespace classification {

/// The true and the predicted class of each sample, as many of both, each below `classes`.
struct ClassPredictions {
  Codes truth{};            ///< of each sample
  Codes prediction{};       ///< as many
  std::size_t classes = 0;  ///< how many there are
};

/// The matrix that the metrics of class_scores.hpp read: `macro_score(confusion(data)).fscore`.
/// Throws Error on different lengths, and on a class there is none of, with its sample.
[[nodiscard]] ConfusionMatrix confusion(const ClassPredictions& data);

}  // namespace classification
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/classification/impl/class_predictions_inl.hpp>
#endif
