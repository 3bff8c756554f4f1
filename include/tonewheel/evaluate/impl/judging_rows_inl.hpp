#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/evaluate/impl/judging_inl.hpp>

namespace tonewheel::detail {

inline void Judging::judge_all(const std::vector<SpacePredictor>& models,
                               const std::vector<PlainModels>& plain) {
  std::vector<Part> parts;
  for (std::size_t worker = 0; worker < std::max<std::size_t>(rows_.workers(), 1); ++worker) {
    parts.emplace_back(empty_part(plain));
  }
  judged_from().pass_together([&](std::size_t worker, const TrainingBlock& block) {
    for (std::size_t first = 0; first < block.size(); first += rows_at_once) {
      Part& part = parts[worker];
      take(block, first, part);
      for (std::size_t fold = 0; fold < models.size(); ++fold) {
        judge_by_space(models[fold], part.predictors[0], block, part.of_fold[fold], part);
      }
      for (std::size_t s = 0; s < spaces_.size(); ++s) {
        judge_by_space(spaces_[s], part.predictors[plain_predictors + s], block, part.known, part);
      }
      for (const std::size_t j : part.known) {
        const RowAtHand& row = part.rows[j];
        part.alike[0].add(part.predictors[1].judge, row, row.fold);
        part.alike[1].add(part.predictors[2].judge, row, 0);
        part.alike[2].add(part.predictors[3].judge, row,
                          plain[row.fold].centroid->nearest(block.points[row.place]));
      }
    }
  });
  for (Part& part : parts) {
    for (std::size_t a = 0; a < part.alike.size(); ++a) {
      part.alike[a].finish(part.predictors[a + 1].judge);
    }
    for (std::size_t i = 0; i < report_.predictors.size(); ++i) {
      JudgedPredictor& all = report_.predictors[i];
      all.judge.merge(part.predictors[i].judge);
      if (all.pairs) {
        all.pairs->merge(*part.predictors[i].pairs);
        *all.outside += *part.predictors[i].outside;
      }
    }
    if (report_.halves) {
      report_.halves->merge(*part.halves);
    }
  }
  report_.judged_rows = report_.predictors.front().judge.n();
  finish();
}

inline Judging::Part Judging::empty_part(const std::vector<PlainModels>& plain) const {
  Part part;
  part.predictors = report_.predictors;
  part.halves = report_.halves;
  part.of_fold.resize(plain.size());
  part.votes.resize(report_.has_votes ? rows_at_once : 0);
  std::vector<std::vector<double>> frequencies;
  std::vector<std::vector<double>> log_frequencies;
  for (const PlainModels& each : plain) {
    frequencies.push_back(each.frequencies);
    log_frequencies.push_back(each.log_frequencies);
  }
  part.alike.emplace_back(std::move(frequencies), std::move(log_frequencies), report_.units);
  const std::vector<double> uniform = uniform_answer(classes_);
  const std::vector<std::vector<double>> log_uniform(1, logs_of(uniform));
  part.alike.emplace_back(std::vector<std::vector<double>>(1, uniform), log_uniform, report_.units);
  std::vector<std::vector<double>> sure(classes_, std::vector<double>(classes_));
  for (std::size_t k = 0; k < classes_; ++k) {
    sure[k][k] = 1;
  }
  part.alike.emplace_back(std::move(sure), std::vector<std::vector<double>>(), report_.units);
  return part;
}

inline void Judging::take(const TrainingBlock& block, std::size_t first, Part& part) const {
  part.rows.clear();
  part.known.clear();
  for (std::vector<std::size_t>& each : part.of_fold) {
    each.clear();
  }
  const std::size_t end = std::min(block.size(), first + rows_at_once);
  for (std::size_t i = first; i < end; ++i) {
    if (!drawn(block, i)) {
      continue;
    }
    const RowTruth truth = truth_of(block, i, classes_);
    if (!truth.known()) {
      continue;
    }
    RowAtHand row{.place = i,
                  .fold = fold_of(block, i),
                  .unit = unit_of(block, i),
                  .weight = weight_of(block, i),
                  .label = truth.label};
    const std::size_t j = part.rows.size();
    if (!truth.votes.empty()) {
      VoteTruth& votes = part.votes[j];
      votes.set(truth.votes);
      row.votes = &votes;
      row.label = votes.decided() ? static_cast<std::uint32_t>(votes.first()) : no_label;
      if (part.halves) {
        try {
          part.halves->add(block.rows[i], truth.votes, row.weight);
        } catch (const Error& error) {
          throw Error({rows_.name(), block.rows[i], {}}, error.what());
        }
      }
    }
    part.known.push_back(j);
    part.of_fold[row.fold].push_back(j);
    part.rows.push_back(row);
  }
}

inline void Judging::judge_by_space(const SpacePredictor& model, JudgedPredictor& predictor,
                                    const TrainingBlock& block,
                                    const std::vector<std::size_t>& which, Part& part) const {
  if (which.empty()) {
    return;
  }
  part.points.clear();
  for (const std::size_t j : which) {
    part.points.push_back(block.points[part.rows[j].place]);
  }
  model.predict(part.points, part.answers);
  const auto of = [&](const std::vector<double>& values, std::size_t j) {
    return std::span<const double>(values).subspan(j * classes_, classes_);
  };
  for (std::size_t j = 0; j < which.size(); ++j) {
    const RowAtHand& row = part.rows[which[j]];
    judge_row(predictor.judge, row, {of(part.answers.probabilities, j), of(part.answers.logs, j)});
    if (row.label != no_label) {
      predictor.pairs->add(row.label, of(part.answers.likelihoods, j));
    }
    *predictor.outside += part.answers.outside[j];
  }
}

inline void Judging::finish() {
  report_.drawn_units = report_.predictors.front().judge.groups().size();
  for (std::size_t i = 0; i < report_.predictors.size(); ++i) {
    JudgedPredictor& each = report_.predictors[i];
    if (each.gives_probabilities) {
      each.log_loss = each.judge.interval(JudgedMean::log_loss, options_.resampling);
    }
    each.accuracy = each.judge.interval(JudgedMean::accuracy, options_.resampling);
    if (i != 1 && each.gives_probabilities) {
      each.against_frequencies =
          compare_losses(each.judge, report_.predictors[1].judge, options_.resampling);
    }
  }
}

}  // namespace tonewheel::detail
