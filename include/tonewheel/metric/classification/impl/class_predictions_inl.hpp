#pragma once

#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/classification/class_predictions.hpp>

namespace tonewheel {
inline namespace classification {

TONEWHEEL_INLINE ConfusionMatrix confusion(const ClassPredictions& data) {
  ConfusionMatrix matrix(data.classes);
  if (data.truth.size() != data.prediction.size()) {
    throw Error("confusion matrix: found " + std::to_string(data.truth.size()) + " true and " +
                std::to_string(data.prediction.size()) +
                " predicted classes, expected as many of both");
  }
  for (std::size_t i = 0; i < data.truth.size(); ++i) {
    if (data.truth[i] >= data.classes || data.prediction[i] >= data.classes) {
      throw Error(Place{"", i + 1, ""},
                  "confusion matrix: found true class " + std::to_string(data.truth[i]) +
                      " and predicted class " + std::to_string(data.prediction[i]) +
                      ", expected both below " + std::to_string(data.classes));
    }
    matrix.add(data.truth[i], data.prediction[i]);
  }
  return matrix;
}

}  // namespace classification
}  // namespace tonewheel
