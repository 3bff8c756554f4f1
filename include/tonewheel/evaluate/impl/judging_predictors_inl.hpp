#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/evaluate/impl/judging_inl.hpp>
#include <tonewheel/metric/votes/vote_mean.hpp>

namespace tonewheel::detail {

inline void Judging::set_predictors(const std::string& name) {
  report_.name = name;
  make_spacelike(add_predictor(name));
  add_predictor(std::string(report_.has_votes ? vote_mean_name : frequencies_name));
  add_predictor(std::string(uniform_name));
  add_predictor(std::string(centroid_name)).gives_probabilities = false;
  for (const Space& space : options_.spaces) {
    std::string lacking;
    for (const std::string& each : rows_.classes()) {
      if (!space.find(each)) {
        lacking += (lacking.empty() ? "" : ", ") + each;
      }
    }
    if (lacking.empty()) {
      add_space(space, space.name, "");
    } else {
      report_.skipped.push_back({space.name, "it lacks " + lacking});
    }
  }
  if (rows_.counts_people()) {
    report_.halves.emplace(classes_, options_.halves);
  }
}

inline void Judging::note_space(const Space& space, JudgedPredictor& predictor) const {
  std::string others;
  for (const EmotionClass& each : space.classes) {
    if (std::find(rows_.classes().begin(), rows_.classes().end(), each.name) ==
        rows_.classes().end()) {
      others += (others.empty() ? "" : ", ") + each.name;
    }
  }
  if (!others.empty()) {
    predictor.notes.push_back("without " + others +
                              ", which the data does not have; the rest is divided by its sum");
  }
  if (space.has_dominance && report_.axes == 2) {
    predictor.notes.emplace_back("by valence and arousal alone, which is what the data has");
  }
  if (!space.has_dominance && report_.axes == 3) {
    predictor.notes.emplace_back("by valence and arousal alone, which is what the space has");
  }
  if (!space.has_priors()) {
    predictor.notes.emplace_back("every class alike, for the space has no priors");
  }
}

inline JudgedPredictor& Judging::add_space(const Space& space, const std::string& name,
                                           std::string note) {
  JudgedPredictor& added = add_predictor(name);
  make_spacelike(added);
  note_space(space, added);
  if (!note.empty()) {
    added.notes.push_back(std::move(note));
  }
  spaces_.emplace_back(space, rows_.classes(), report_.axes, options_.outside_level);
  return added;
}

inline JudgedPredictor& Judging::add_predictor(std::string name) {
  report_.predictors.push_back(
      {std::move(name), PredictionJudge(rows_.classes(), rows_.has_votes(), options_.judge)});
  return report_.predictors.back();
}

inline void Judging::make_spacelike(JudgedPredictor& predictor) const {
  predictor.pairs.emplace(classes_);
  predictor.outside = 0;
}

/// The space with other priors of some classes, by name; a class that tends to 0 keeps a little.
inline Space with_priors(const Space& space, const std::vector<std::string>& classes,
                         const std::vector<double>& priors) {
  constexpr double least = 1e-12;
  Space with = space;
  for (EmotionClass& each : with.classes) {
    each.prior = least;  // one that the data does not have: it gets no mass there
  }
  for (std::size_t k = 0; k < classes.size(); ++k) {
    with.classes[with.find(classes[k]).value()].prior = std::max(least, priors[k]);
  }
  return with;
}

}  // namespace tonewheel::detail
