#pragma once

#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include <tonewheel/affect/space_moments.hpp>
#include <tonewheel/evaluate/nearest_centroid.hpp>

namespace tonewheel::detail {

/// A predictor that says the same of every point, or looks at no covariance.
struct PlainModels {
  std::vector<double> frequencies;
  std::vector<double> log_frequencies;
  std::unique_ptr<NearestCentroid> centroid;
};

inline std::vector<double> weight_shares(const SpaceMoments& moments) {
  std::vector<double> shares;
  double all = 0;
  for (std::size_t k = 0; k < moments.classes().size(); ++k) {
    shares.push_back(moments.of(k).weight());
    all += shares.back();
  }
  for (double& each : shares) {
    each /= all;
  }
  return shares;
}

inline std::vector<double> logs_of(const std::vector<double>& probabilities) {
  std::vector<double> logs;
  logs.reserve(probabilities.size());
  for (const double p : probabilities) {
    logs.push_back(std::log(p));
  }
  return logs;
}

inline PlainModels plain_models(const SpaceMoments& moments) {
  PlainModels models;
  models.frequencies = weight_shares(moments);
  models.log_frequencies = logs_of(models.frequencies);
  std::vector<std::optional<Vad>> means;
  means.reserve(moments.classes().size());
  for (std::size_t k = 0; k < moments.classes().size(); ++k) {
    means.push_back(moments.of(k).weight() > 0 ? std::optional(moments.of(k).mean())
                                               : std::nullopt);
  }
  models.centroid = std::make_unique<NearestCentroid>(moments.classes(), means, moments.axes());
  return models;
}

}  // namespace tonewheel::detail
