#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <tonewheel/dataset/training_moments.hpp>

namespace tonewheel {

TONEWHEEL_INLINE TrainingMoments gather_moments(const TrainingRows& rows) {
  const std::size_t classes = rows.classes().size();
  std::vector<TrainingMoments> parts(
      std::max<std::size_t>(rows.workers(), 1),
      {SpaceMoments(rows.classes(), rows.has_dominance() ? 3 : 2), 0});
  rows.pass_together([&](std::size_t worker, const TrainingBlock& block) {
    TrainingMoments& part = parts[worker];
    for (std::size_t i = 0; i < block.size(); ++i) {
      const double weight = block.weights.empty() ? 1 : block.weights[i];
      if (block.votes.empty()) {
        if (block.labels[i] == no_label) {
          ++part.without_truth;
        } else {
          part.moments.add(block.labels[i], block.points[i], weight);
        }
        continue;
      }
      const std::span<const double> votes = std::span(block.votes).subspan(i * classes, classes);
      if (std::any_of(votes.begin(), votes.end(), [](double vote) { return vote > 0; })) {
        part.moments.add_votes(votes, block.points[i], weight);
      } else {
        ++part.without_truth;
      }
    }
  });
  for (std::size_t part = 1; part < parts.size(); ++part) {
    parts.front().moments.merge(parts[part].moments);
    parts.front().without_truth += parts[part].without_truth;
  }
  return std::move(parts.front());
}

}  // namespace tonewheel
