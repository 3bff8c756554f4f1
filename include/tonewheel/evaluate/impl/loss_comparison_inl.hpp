#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/evaluate/prediction_judge.hpp>
#include <tonewheel/metric/resampling.hpp>

namespace tonewheel {
namespace detail {

/// One group's part in a mean: sum and what it is divided by.
struct MeanPart {
  double sum = 0;
  double weight = 0;
};

inline double mean_of_parts(std::span<const MeanPart> parts) {
  double sum = 0;
  double weight = 0;
  for (const MeanPart& part : parts) {
    sum += part.sum;
    weight += part.weight;
  }
  return sum / weight;
}

}  // namespace detail

TONEWHEEL_INLINE std::optional<Interval> PredictionJudge::interval(
    JudgedMean mean, const ResamplingOptions& options) const {
  if (mean == JudgedMean::log_loss && infinite_ > 0) {
    return std::nullopt;
  }
  std::vector<detail::MeanPart> parts;
  for (const auto& [group, sums] : groups_.sorted()) {
    const double weight =
        mean == JudgedMean::log_loss ? sums.weight.value() : static_cast<double>(sums.rows);
    if (weight > 0) {
      parts.push_back(
          {mean == JudgedMean::log_loss ? sums.loss.value() : static_cast<double>(sums.right),
           weight});
    }
  }
  if (parts.size() < least_groups) {
    return std::nullopt;
  }
  Interval interval =
      bootstrap_interval(std::span<const detail::MeanPart>(parts), detail::mean_of_parts, options);
  interval.estimate = mean == JudgedMean::log_loss ? log_loss() : accuracy();
  return interval;
}

TONEWHEEL_INLINE std::string_view name(Verdict verdict) noexcept {
  constexpr std::array<std::string_view, 3> names{"yes", "no", "not shown"};
  return names[static_cast<std::size_t>(verdict)];
}

TONEWHEEL_INLINE LossComparison compare_losses(const PredictionJudge& a, const PredictionJudge& b,
                                               const ResamplingOptions& options) {
  const auto same = [](const auto& left, const auto& right) {
    return left.first == right.first && left.second.rows == right.second.rows &&
           left.second.weight == right.second.weight;
  };
  const std::map<std::uint64_t, JudgedGroup> of_a = a.groups();
  const std::map<std::uint64_t, JudgedGroup> of_b = b.groups();
  if (!std::equal(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(), same)) {
    throw Error("judge: found " + std::to_string(a.n()) + " rows in " +
                std::to_string(of_a.size()) + " groups and " + std::to_string(b.n()) + " in " +
                std::to_string(of_b.size()) +
                ", expected two judges of the same rows, groups and weights");
  }
  LossComparison found;
  std::vector<detail::MeanPart> parts;
  for (auto left = of_a.begin(), right = of_b.begin(); left != of_a.end(); ++left, ++right) {
    if (const double weight = left->second.weight.value(); weight > 0) {
      ExactSum difference = left->second.loss;
      difference.subtract(right->second.loss);
      parts.push_back({difference.value(), weight});
    }
  }
  found.groups = parts.size();
  if (a.infinite() > 0 || b.infinite() > 0) {
    found.better = b.infinite() == 0   ? Verdict::no
                   : a.infinite() == 0 ? Verdict::yes
                                       : Verdict::not_shown;
    return found;
  }
  if (parts.size() < PredictionJudge::least_groups) {
    return found;
  }
  found.difference =
      bootstrap_interval(std::span<const detail::MeanPart>(parts), detail::mean_of_parts, options);
  found.better = found.difference->high < 0  ? Verdict::yes
                 : found.difference->low > 0 ? Verdict::no
                                             : Verdict::not_shown;
  return found;
}

}  // namespace tonewheel
