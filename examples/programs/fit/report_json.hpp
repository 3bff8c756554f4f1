#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

#include <tonewheel/evaluate/fit_report.hpp>
#include <tonewheel/metric/classification/class_scores.hpp>

#include "fit/data_json.hpp"

/// Reports as JSON. What is undefined or infinite is null.
namespace fit_program {

inline Json to_json(const std::optional<Interval>& interval) {
  return interval ? Json{{"estimate", interval->estimate},
                         {"low", interval->low},
                         {"high", interval->high}}
                  : Json();
}

inline Json to_json(const VoteTally& tally) {
  return {{"rows", tally.rows},
          {"infinite", tally.infinite},
          {"js", number_or_null(tally.mean_js())},
          {"kl", number_or_null(tally.mean_kl())},
          {"log_loss", number_or_null(tally.mean_log_loss())},
          {"first_right", number_or_null(tally.share_first_right())},
          {"votes_entropy", number_or_null(tally.mean_truth_entropy())},
          {"prediction_entropy", number_or_null(tally.mean_prediction_entropy())}};
}

inline Json to_json(const JudgedPredictor& predictor, const FitReport& report) {
  const PredictionJudge& judge = predictor.judge;
  Json json{{"name", predictor.name},
            {"rows", judge.n()},
            {"log_loss", predictor.gives_probabilities ? number_or_null(judge.log_loss()) : Json()},
            {"log_loss_interval", to_json(predictor.log_loss)},
            {"finite_log_loss", number_or_null(judge.finite_log_loss())},
            {"infinite", judge.infinite()},
            {"accuracy", number_or_null(judge.accuracy())},
            {"accuracy_interval", to_json(predictor.accuracy)},
            {"macro_f1", number_or_null(judge.macro_f1())},
            {"uar", number_or_null(judge.uar())},
            {"brier", number_or_null(judge.brier())},
            {"calibration_error", number_or_null(judge.calibration_error())},
            {"tied", judge.tied()},
            {"undecided", judge.undecided()},
            {"prior_converged", predictor.name.ends_with(estimated_prior_suffix)
                                    ? Json(predictor.prior_converged)
                                    : Json()}};
  Json bins = Json::array();
  for (const CalibrationBin& bin : judge.calibration().bins()) {
    bins.push_back({{"n", bin.n},
                    {"right", bin.right},
                    {"confidence", number_or_null(bin.confidence)},
                    {"accuracy", number_or_null(bin.accuracy)}});
  }
  json["reliability"] = std::move(bins);
  Json confusion = Json::array();
  for (std::size_t truth = 0; truth < judge.confusion().classes(); ++truth) {
    Json row = Json::array();
    for (std::size_t k = 0; k < judge.confusion().classes(); ++k) {
      row.push_back(judge.confusion().at(truth, k));
    }
    confusion.push_back(std::move(row));
  }
  json["confusion"] = std::move(confusion);
  if (const VoteScore* votes = judge.votes()) {
    json["votes"] = to_json(votes->all());
    Json strata = Json::array();
    for (const VoteTally& stratum : votes->strata()) {
      strata.push_back(to_json(stratum));
    }
    json["votes"]["entropy_edges"] = votes->edges();
    json["votes"]["strata"] = std::move(strata);
  }
  if (predictor.against_frequencies) {
    json["better_than_frequencies"] = {
        {"verdict", name(predictor.against_frequencies->better)},
        {"difference", to_json(predictor.against_frequencies->difference)},
        {"groups", predictor.against_frequencies->groups}};
  }
  if (predictor.pairs) {
    Json pairs = Json::array();
    for (const PairRecall& pair : predictor.pairs->not_told_apart(report.cloud_margin)) {
      pairs.push_back({{"classes", {report.classes[pair.a], report.classes[pair.b]}},
                       {"recalls", {number_or_null(pair.recall_a), number_or_null(pair.recall_b)}},
                       {"told_apart", number_or_null(pair.told_apart)},
                       {"standard_error", number_or_null(pair.standard_error)}});
    }
    Json clouds = Json::array();
    for (const auto& cloud : predictor.pairs->clouds(report.cloud_margin)) {
      Json names = Json::array();
      for (const std::size_t k : cloud) {
        names.push_back(report.classes[k]);
      }
      clouds.push_back(std::move(names));
    }
    json["not_told_apart"] = std::move(pairs);
    json["clouds"] = std::move(clouds);
  }
  json["outside"] = predictor.outside ? Json(*predictor.outside) : Json();
  json["notes"] = predictor.notes;
  return json;
}

/// Rows of shrinkage; "infinite" where they are the whole covariance.
inline Json rows_or_infinite(double rows) {
  return std::isinf(rows) ? Json("infinite") : Json(rows);
}

inline Json to_json(const ChosenFit& chosen) {
  return {{"pooled", rows_or_infinite(chosen.shrinkage.pooled)},
          {"base", chosen.shrinkage.base},
          {"temperature",
           chosen.temperatures.empty() ? Json(chosen.temperature) : Json(chosen.temperatures)}};
}

inline Json to_json(const FitReport& report) {
  Json shares = Json::object();
  for (std::size_t k = 0; k < report.classes.size(); ++k) {
    shares[report.classes[k]] = report.shares[k];
  }
  Json json{
      {"name", report.name},
      {"better_than_frequencies", name(report.better_than_frequencies())},
      {"classes", report.classes},
      {"shares", std::move(shares)},
      {"axes", report.axes},
      {"votes", report.has_votes},
      {"weights", report.has_weights},
      {"rows", report.rows},
      {"judged_rows", report.judged_rows},
      {"without_truth", report.without_truth},
      {"left_out", report.left_out},
      {"dropped", report.dropped},
      {"folds", report.folds},
      {"folds_by", report.folds == 0                ? Json()
                   : report.kind == FoldKind::group ? Json("group")
                                                    : Json("row")},
      {"seed", report.seed},
      {"groups", report.groups},
      {"interval_units", report.drawn_units},
      {"fitted_to",
       report.overlap
           ? Json{{"same_rows", report.overlap->same_rows},
                  {"groups", report.overlap->knows_groups ? Json(report.overlap->groups) : Json()}}
           : Json()},
      {"interval_level", report.interval_level},
      {"outside_level", report.outside_level},
      {"cloud_margin", report.cloud_margin},
      {"notes", report.notes}};
  Json predictors = Json::array();
  for (const JudgedPredictor& each : report.predictors) {
    predictors.push_back(to_json(each, report));
  }
  json["predictors"] = std::move(predictors);
  Json skipped = Json::array();
  for (const SkippedSpace& each : report.skipped) {
    skipped.push_back({{"name", each.name}, {"reason", each.reason}});
  }
  json["not_judged"] = std::move(skipped);
  json["halves"] = report.halves ? Json{{"n", report.halves->n()},
                                        {"too_few", report.halves->too_few()},
                                        {"js", number_or_null(report.halves->js())},
                                        {"kl", number_or_null(report.halves->kl())}}
                                 : Json();
  json["chose_shrinkage"] = report.chose_shrinkage;
  json["chose_temperature"] = report.chose_temperature;
  json["log_loss_without_choice"] =
      report.log_loss_without_choice ? number_or_null(*report.log_loss_without_choice) : Json();
  json["log_loss_without_rater_variance"] =
      report.log_loss_without_rater_variance
          ? number_or_null(*report.log_loss_without_rater_variance)
          : Json();
  json["chosen"] = report.chosen ? to_json(*report.chosen) : Json();
  Json by_fold = Json::array();
  for (const ChosenFit& each : report.chosen_by_fold) {
    by_fold.push_back(to_json(each));
  }
  json["chosen_by_fold"] = std::move(by_fold);
  Json tried = Json::array();
  for (const TriedFit& each : report.tried) {
    Json entry = to_json(each.fit);
    entry["log_loss"] = number_or_null(each.log_loss);
    tried.push_back(std::move(entry));
  }
  json["tried"] = std::move(tried);
  return json;
}

}  // namespace fit_program
