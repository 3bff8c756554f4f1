#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <tonewheel/evaluate/impl/report_text_inl.hpp>
#include <tonewheel/metric/classification/class_scores.hpp>

namespace tonewheel::detail {

inline void ReportText::table() {
  std::vector<std::vector<std::string>> rows{
      {"", "log loss", "", "accuracy", "", "macro-F1", "UAR", "Brier", "calibration"}};
  for (const JudgedPredictor& each : r_.predictors) {
    const PredictionJudge& judge = each.judge;
    const bool tied = says_nothing(judge);
    const auto unless_tied = [&](double value) { return tied ? "-" : report_decimals(value); };
    rows.push_back(
        {each.name, each.gives_probabilities ? report_decimals(judge.log_loss()) : "-",
         interval_text(each.log_loss), unless_tied(judge.accuracy()),
         tied ? "" : interval_text(each.accuracy), unless_tied(judge.macro_f1()),
         unless_tied(judge.uar()), report_decimals(judge.brier()),
         each.gives_probabilities && !tied ? report_decimals(judge.calibration_error()) : "-"});
  }
  text_ += "\n" + report_aligned(rows) + "\n";
  say("Log loss in nats, Brier and calibration error: lower is better. Intervals: " +
      report_percent(r_.interval_level, 0) + ", from a bootstrap over " +
      report_counted(r_.drawn_units, unit()) + ".");
  for (const JudgedPredictor& each : r_.predictors) {
    if (each.gives_probabilities && each.judge.infinite() > 0) {
      say(each.name + ": " + report_counted(each.judge.infinite(), "row") +
          (each.judge.infinite() == 1 ? " has" : " have") +
          " probability 0 for what is true, so the log loss is infinite; without them it "
          "is " +
          report_decimals(each.judge.finite_log_loss()) + ".");
    }
    if (each.name == centroid_name) {
      say(each.name +
          ": gives 1 to one class and 0 to the others, so its log loss is infinite "
          "and tells nothing.");
    }
    for (const std::string& note : each.notes) {
      say(each.name + ": " + note + ".");
    }
    if (each.name == r_.name + std::string(estimated_prior_suffix)) {
      estimated_prior(each);
    }
    if (each.against_frequencies && &each != &r_.space() && each.name != uniform_name) {
      say(each.name + ": better than the " + rival_ +
          " alone: " + std::string(name(each.against_frequencies->better)) + ".");
    }
  }
  for (const SkippedSpace& each : r_.skipped) {
    say(each.name + ": not judged, " + each.reason + ".");
  }
}

inline void ReportText::votes() {
  std::vector<std::vector<std::string>> rows{
      {"against the votes", "JS", "KL", "first class right", "entropy", "of the votes"}};
  for (const JudgedPredictor& each : r_.predictors) {
    const VoteTally& all = each.judge.votes()->all();
    rows.push_back({each.name, report_decimals(all.mean_js()),
                    each.gives_probabilities ? report_decimals(all.mean_kl()) : "-",
                    all.tied == all.rows ? "-" : report_decimals(all.share_first_right()),
                    report_decimals(all.mean_prediction_entropy()),
                    report_decimals(all.mean_truth_entropy())});
  }
  text_ += "\n" + report_aligned(rows) + "\n";
  if (r_.halves) {
    say("Two halves of the people: JS " + report_decimals(r_.halves->js()) + " over " +
        report_counted(r_.halves->n(), "row") + ", the mean of " +
        std::to_string(r_.halves->options().splits) +
        " random splits of the single votes: what to expect of half as many other people, not a "
        "bound." +
        (r_.halves->too_few() == 0 ? ""
                                   : " Left out: " + report_counted(r_.halves->too_few(), "row") +
                                         " with fewer than two votes."));
  } else {
    say("Two halves of the people: not known, for shares do not tell how many voted.");
  }
  std::vector<std::vector<std::string>> strata{
      {"JS where the votes' entropy is", "rows", r_.name, rival_}};
  const VoteScore& score = *r_.space().judge.votes();
  const VoteScore& constant = *r_.frequencies().judge.votes();
  const std::vector<double> edges = score.edges();
  for (std::size_t s = 0; s < score.strata().size(); ++s) {
    strata.push_back({s < edges.size() ? "up to " + report_decimals(edges[s]) : "above",
                      std::to_string(score.strata()[s].rows),
                      report_decimals(score.strata()[s].mean_js()),
                      report_decimals(constant.strata()[s].mean_js())});
  }
  text_ += "\n" + report_aligned(strata);
  if (r_.space().judge.undecided() > 0) {
    say("Rows with several most chosen classes: " + std::to_string(r_.space().judge.undecided()) +
        "; they are in no confusion matrix and no calibration.");
  }
}

inline void ReportText::classes() {
  const ConfusionMatrix& matrix = r_.space().judge.confusion();
  const std::vector<LabelScore> scores = class_scores(matrix);
  const std::vector<LabelCounts> counts = matrix.label_counts();
  std::vector<std::vector<std::string>> rows{{"class", "rows", "precision", "recall", "F1"}};
  rows[0].insert(rows[0].end(), r_.classes.begin(), r_.classes.end());
  for (std::size_t k = 0; k < r_.classes.size(); ++k) {
    rows.push_back({r_.classes[k], std::to_string(counts[k].truth),
                    counts[k].prediction == 0 ? "-" : report_decimals(scores[k].precision),
                    counts[k].truth == 0 ? "-" : report_decimals(scores[k].recall),
                    report_decimals(scores[k].fscore)});
    for (std::size_t j = 0; j < r_.classes.size(); ++j) {
      rows.back().push_back(std::to_string(matrix.at(k, j)));
    }
  }
  text_ += "\nRows: what is true, columns: the likeliest class.\n" + report_aligned(rows);
}

inline void ReportText::reliability() {
  std::vector<std::vector<std::string>> rows{{"probability", "rows", "mean", "right"}};
  const CalibrationScore& score = r_.space().judge.calibration();
  const std::vector<CalibrationBin> bins = score.bins();
  for (std::size_t i = 0; i < bins.size(); ++i) {
    if (bins[i].n == 0) {
      continue;
    }
    const auto edge = [&](std::size_t place) {
      return report_decimals(static_cast<double>(place) / static_cast<double>(bins.size()), 2);
    };
    rows.push_back({score.options().kind == CalibrationBins::equal_width
                        ? edge(i) + " to " + edge(i + 1)
                        : "part " + std::to_string(i + 1),
                    std::to_string(bins[i].n), report_decimals(bins[i].confidence),
                    report_decimals(bins[i].accuracy)});
  }
  text_ += "\nHow often the likeliest class is right, by its probability.\n" + report_aligned(rows);
}

}  // namespace tonewheel::detail
