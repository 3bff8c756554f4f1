#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/impl/judging_inl.hpp>

namespace tonewheel::detail {

inline std::vector<SpaceMoments> Judging::gather() {
  struct Counted {
    DrawnRows drawn;
    std::vector<SpaceMoments> moments;
    std::uint64_t rows = 0;
    std::uint64_t without_truth = 0;
    bool has_weights = false;
  };
  const SpaceMoments none(rows_.classes(), report_.axes);
  std::vector<Counted> parts;
  parts.reserve(rows_.workers());
  for (std::size_t worker = 0; worker < rows_.workers(); ++worker) {
    parts.push_back({DrawnRows(options_.most_rows, classes_, options_.seed),
                     std::vector<SpaceMoments>(std::max<std::size_t>(report_.folds, 1), none)});
  }
  rows_.pass_together([&](std::size_t worker, const TrainingBlock& block) {
    Counted& part = parts[worker];
    part.has_weights = part.has_weights || !block.weights.empty();
    for (std::size_t i = 0; i < block.size(); ++i) {
      const RowTruth truth = truth_of(block, i, classes_);
      if (!truth.known()) {
        ++part.without_truth;
        continue;
      }
      ++part.rows;
      if (options_.most_rows != 0) {
        part.drawn.add(block, i);
      }
      SpaceMoments& fold = part.moments[fold_of(block, i)];
      if (truth.votes.empty()) {
        fold.add(truth.label, block.points[i], weight_of(block, i));
      } else {
        fold.add_votes(truth.votes, block.points[i], weight_of(block, i));
      }
    }
  });
  for (std::size_t worker = 0; worker < parts.size(); ++worker) {
    report_.rows += parts[worker].rows;
    report_.without_truth += parts[worker].without_truth;
    report_.has_weights = report_.has_weights || parts[worker].has_weights;
    for (std::size_t fold = 0; worker > 0 && fold < parts[0].moments.size(); ++fold) {
      parts[0].moments[fold].merge(parts[worker].moments[fold]);
    }
  }
  if (report_.rows == 0) {
    throw Error("judge: found no row with " + std::string(report_.has_votes ? "votes" : "a label") +
                " among " + std::to_string(report_.without_truth) + ", expected at least one");
  }
  sampled_ = options_.most_rows != 0 && report_.rows > options_.most_rows;
  report_.judged_rows = report_.rows;
  if (sampled_) {
    const double share =
        static_cast<double>(options_.most_rows) / static_cast<double>(report_.rows);
    drawn_below_ = static_cast<std::uint64_t>(std::ldexp(share, 64));
  }
  bool all_kept = options_.most_rows != 0;
  constexpr std::uint64_t most_bits = std::numeric_limits<std::uint64_t>::max();
  for (const Counted& part : parts) {
    all_kept = all_kept && part.drawn.limit() >= (sampled_ ? drawn_below_ : most_bits);
  }
  if (all_kept) {
    kept_ = std::make_unique<KeptRows>(rows_);
    for (const Counted& part : parts) {
      const TrainingBlock& block = part.drawn.rows();
      for (std::size_t i = 0; i < block.size(); ++i) {
        if (drawn(block, i)) {
          kept_->add(block, i);
        }
      }
    }
  }
  return std::move(parts.front().moments);
}

inline ShiftedPriors Judging::estimate_prior(const Space& space, std::string& note) const {
  const SpacePredictor model(space, rows_.classes(), report_.axes, options_.outside_level);
  std::vector<double> posteriors;
  std::vector<double> weights;
  SpaceAnswers answers;
  std::vector<Vad> points;
  judged_from().pass([&](const TrainingBlock& block) {
    points.clear();
    for (std::size_t i = 0; i < block.size(); ++i) {
      if (truth_of(block, i, classes_).known() && drawn(block, i)) {
        points.push_back(block.points[i]);
        weights.push_back(weight_of(block, i));
      }
    }
    model.predict(points, answers);
    posteriors.insert(posteriors.end(), answers.probabilities.begin(), answers.probabilities.end());
  });
  const ShiftedPriors found = estimate_priors(
      [&](const std::function<void(std::span<const double>, double)>& consume) {
        for (std::size_t i = 0; i < weights.size(); ++i) {
          consume(std::span<const double>(posteriors).subspan(i * classes_, classes_), weights[i]);
        }
      },
      model.priors(), {.tolerance = 1e-7, .max_iterations = 500});
  note = "judged with the class frequencies that the points alone tell (Saerens et al. 2002): ";
  for (std::size_t k = 0; k < classes_; ++k) {
    note += (k == 0 ? "" : ", ") + rows_.classes()[k] + " " +
            number_text(std::round(found.priors[k] * 1000) / 10) + " %";
  }
  return found;
}

}  // namespace tonewheel::detail
