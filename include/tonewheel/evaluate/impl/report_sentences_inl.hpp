#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/impl/report_text_inl.hpp>

namespace tonewheel::detail {

inline void ReportText::verdict() {
  if (r_.overlap && r_.overlap->same_rows) {
    say("THESE ARE THE ROWS THAT " + upper(r_.name) +
        " WAS FITTED TO: the figures flatter it. Folds, or rows that it has not seen, do not.");
  }
  const JudgedPredictor& space = r_.space();
  const LossComparison found = space.against_frequencies.value_or(LossComparison{});
  const std::string losses = "log loss " + report_decimals(space.judge.log_loss()) +
                             " nats against " + report_decimals(r_.frequencies().judge.log_loss());
  std::string difference;
  if (found.difference) {
    difference = "; the difference is " + report_decimals(found.difference->estimate) + ", " +
                 report_percent(r_.interval_level, 0) + " interval " +
                 report_decimals(found.difference->low) + " to " +
                 report_decimals(found.difference->high) + " over " +
                 report_counted(found.groups, unit());
  } else if (found.groups < PredictionJudge::least_groups) {
    difference = "; " + report_counted(found.groups, unit()) +
                 (found.groups == 1 ? " is" : " are") + " too few for an interval";
  }
  if (found.better == Verdict::yes) {
    say("Better than the " + rival_ + " alone: yes (" + losses + difference + ").");
  } else if (found.better == Verdict::no) {
    say("WORSE THAN THE " + upper(rival_) + " ALONE: " + r_.name + " has " + losses + difference +
        ". Who knows how often each class occurs and never looks at a point does "
        "better.");
  } else {
    const bool worse = space.judge.log_loss() > r_.frequencies().judge.log_loss();
    say("Not shown to be better than the " + rival_ + " alone" +
        (worse ? "; its estimate is worse" : "") + ": " + r_.name + " has " + losses + difference +
        ".");
  }
}

/// Of a space that was there before: whether these rows had a part in it.
inline void ReportText::origin() {
  if (!r_.overlap) {
    say("The space is judged as it is; whether it was fitted to some of these rows is not known.");
  } else if (r_.overlap->same_rows) {
    return;  // said first of all
  } else if (r_.overlap->groups > 0) {
    say(std::to_string(r_.overlap->groups) + " of the " + report_counted(r_.groups, "group") +
        (r_.overlap->groups == 1 ? " stands" : " stand") +
        " among those that the space was fitted to as well: of these the figures may flatter it.");
  } else if (r_.overlap->knows_groups) {
    say("Nothing was fitted to these rows: none of their groups is among those of the fit.");
  } else {
    say("The space was fitted to another table; whether a row, a speaker or a video stands in both "
        "is not known (--group tells of groups).");
  }
}

inline void ReportText::data() {
  std::string shares;
  for (std::size_t k = 0; k < r_.classes.size(); ++k) {
    shares += (k == 0 ? "" : ", ") + r_.classes[k] + " " + report_percent(r_.shares[k]);
  }
  const bool sampled = r_.judged_rows != r_.rows;
  say((sampled ? "The data: " : "Judged on ") + report_counted(r_.rows, "row") +
      (r_.has_votes ? " with votes" : " with a label") +
      (r_.groups == 0 ? "" : " of " + report_counted(r_.groups, "group")) + ", by " +
      (r_.axes == 3 ? "valence, arousal and dominance" : "valence and arousal") + ": " + shares +
      ".");
  if (sampled) {
    say("Judged on " + std::to_string(r_.judged_rows) + " of these " +
        report_counted(r_.rows, "row") + ", drawn by a hash of seed " + std::to_string(r_.seed) +
        " and row" +
        (r_.folds == 0 ? "" : ", while every space was fitted to all rows of the other folds") +
        ". --judge-rows all judges all.");
  }
  if (r_.folds == 0) {
    origin();
    say("The " + rival_ + " are those of these rows.");
  } else {
    say(std::to_string(r_.folds) + " folds by " +
        (r_.kind == FoldKind::group
             ? "group, in turn by name"
             : "row, by a hash of seed " + std::to_string(r_.seed) + " and row") +
        ": every row is judged by what was fitted to the other folds.");
  }
  if (r_.groups == 0) {
    say("Blocks: rows dealt into " + std::to_string(r_.units) + " parts by a hash" +
        (r_.drawn_units == r_.units
             ? "."
             : ", " + std::to_string(r_.drawn_units) + " of which have a row that judges."));
  }
  if (r_.without_truth > 0) {
    say("Left out: " + report_counted(r_.without_truth, "row") +
        (r_.has_votes ? " without votes." : " without a label."));
  }
  if (!r_.dropped.empty()) {
    say("Dropped as too small: " + report_listed(r_.dropped) + ", and with them " +
        report_counted(r_.left_out, "row") + " that had no other class.");
  }
  if (r_.has_weights) {
    say("Weights bear on losses, Brier and the means of votes; accuracy, F1, UAR and calibration "
        "count each row once.");
  }
}

inline void ReportText::estimated_prior(const JudgedPredictor& estimated) {
  const double with = estimated.judge.log_loss();
  const double without = r_.space().judge.log_loss();
  if (!estimated.prior_converged) {
    say("The search for the frequencies that the points tell did not come to an end: they are "
        "not to be relied on.");
  }
  if (with > without) {
    say("The frequencies that the points tell make it worse here: log loss " +
        report_decimals(with) + " against " + report_decimals(without) + " without them.");
  }
}

inline void ReportText::doubts() {
  text_ += "\n";
  const JudgedPredictor& space = r_.space();
  if (space.pairs) {
    for (const auto& cloud : space.pairs->clouds(r_.cloud_margin)) {
      say(report_listed(names_of(cloud)) +
          " are one cloud to these axes, so that probabilities spread over them are the honest "
          "answer.");
    }
    std::string pairs;
    for (const PairRecall& each : space.pairs->not_told_apart(r_.cloud_margin)) {
      pairs += (pairs.empty() ? "" : "; ") + r_.classes[each.a] + " from " + r_.classes[each.b] +
               ": right " + report_decimals(each.recall_a, 2) + " and " +
               report_decimals(each.recall_b, 2) + " of the time";
    }
    if (!pairs.empty()) {
      say("Not told apart, priors aside (the two shares add up to at most " +
          report_decimals(1 + r_.cloud_margin, 2) +
          ", or to 1 and two standard errors; chance gives 1): " + pairs + ".");
    }
  }
  const std::vector<std::size_t> never = space.judge.never_predicted();
  if (!never.empty()) {
    say("Never the likeliest class: " + report_listed(names_of(never)) + ".");
  }
  if (space.outside) {
    const double share = static_cast<double>(*space.outside) / static_cast<double>(r_.judged_rows);
    say("Outside every class's " + report_percent(1 - r_.outside_level, 0) +
        " region: " + std::to_string(*space.outside) + " of " +
        report_counted(r_.judged_rows, "row") + " (" + report_percent(share) + ").");
  }
}

inline void ReportText::choices() {
  if (r_.log_loss_without_rater_variance) {
    const double with = r_.space().judge.log_loss();
    const double without = *r_.log_loss_without_rater_variance;
    say(std::string("The raters' variance makes it ") +
        (with > without   ? "worse"
         : with < without ? "better"
                          : "neither better nor worse") +
        " on these rows: log loss " + report_decimals(with) + " with it and " +
        report_decimals(without) + " without." +
        (with > without ? " Points as noisy as those that were fitted to have their scatter in the "
                          "classes already; it is for points that are noisier."
                        : ""));
  }
  if (!r_.chosen) {
    return;
  }
  const auto range = [&](const auto& value, const auto& text, const std::string& noun = "") {
    double low = value(*r_.chosen);
    double high = low;
    for (const ChosenFit& each : r_.chosen_by_fold) {
      low = std::min(low, value(each));
      high = std::max(high, value(each));
    }
    return text(value(*r_.chosen)) + noun + " (" + text(low) + " to " + text(high) + ")";
  };
  const auto hundredths = [](double value) { return report_decimals(value, 2); };
  const auto shortest = [](double value) {
    return std::isinf(value) ? std::string("infinitely many") : number_text(value);
  };
  std::string chosen;
  if (r_.chose_shrinkage) {
    const double pooled = r_.chosen->shrinkage.pooled;
    chosen += "shrinkage by " + range([](const ChosenFit& each) { return each.shrinkage.pooled; },
                                      shortest, pooled == 1 ? " row pooled" : " rows pooled");
    const bool to_base = std::any_of(r_.tried.begin(), r_.tried.end(), [](const TriedFit& each) {
      return each.fit.shrinkage.base > 0;
    });
    if (to_base) {
      chosen += " and " + range([](const ChosenFit& each) { return each.shrinkage.base; }, shortest,
                                " of the base");
    }
  }
  if (r_.chose_temperature) {
    chosen += chosen.empty() ? "" : ", ";
    const std::size_t each_class = r_.chosen->temperatures.size();
    for (std::size_t k = 0; k < each_class; ++k) {
      chosen += (k == 0 ? "temperatures " : ", ") + r_.classes[k] + " " +
                range([&](const ChosenFit& each) { return each.temperatures.at(k); }, hundredths);
    }
    if (each_class == 0) {
      chosen += "temperature " +
                range([](const ChosenFit& each) { return each.temperature; }, hundredths);
    }
  }
  say("Chosen of " + report_counted(r_.tried.size(), "fit") + ": " + chosen +
      ". In brackets: the least and the greatest that was chosen for a fold, by the losses on "
      "the rows of the other folds.");
  const double judged = r_.space().judge.log_loss();
  // The same fit, summed in another order, differs by rounding.
  constexpr double rounding = 1e-12;
  if (r_.log_loss_without_choice && judged >= *r_.log_loss_without_choice * (1 - rounding)) {
    say("The choice is no gain here: the log loss held out is " + report_decimals(judged) +
        " with it and " + report_decimals(*r_.log_loss_without_choice) + " without.");
  }
}

inline void ReportText::remarks() {
  std::vector<std::string> notes = r_.notes;
  if (r_.fitted) {
    notes.insert(notes.end(), r_.fitted->notes.begin(), r_.fitted->notes.end());
  }
  if (!notes.empty()) {
    text_ += "\n";
  }
  for (const std::string& note : notes) {
    say("Note: " + note + ".");
  }
}

}  // namespace tonewheel::detail
