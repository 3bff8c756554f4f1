#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/fit_report.hpp>
#include <tonewheel/metric/classification/class_scores.hpp>

namespace tonewheel {
namespace detail {

/// With a fixed number of decimals; "undefined" for NaN, "infinite" for infinity.
inline std::string report_decimals(double value, int digits = 3) {
  if (std::isnan(value)) {
    return "undefined";
  }
  if (std::isinf(value)) {
    return "infinite";
  }
  std::array<char, 400> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::fixed, digits)
                       .ptr;
  return {buffer.data(), end};
}

inline std::string report_percent(double share, int digits = 1) {
  return report_decimals(100 * share, digits) + " %";
}

/// "angry, disgusted and fearful".
inline std::string report_listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += i == 0 ? "" : i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  return text;
}

inline std::string report_counted(std::uint64_t n, const std::string& noun) {
  return std::to_string(n) + " " + noun + (n == 1 ? "" : "s");
}

inline std::string interval_text(const std::optional<Interval>& interval) {
  return interval
             ? "[" + report_decimals(interval->low) + ", " + report_decimals(interval->high) + "]"
             : "";
}

/// Rows of cells with two blanks between columns, the first one to the left, the others to the
/// right.
inline std::string report_aligned(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], row[i].size());
    }
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string space(widths[i] - row[i].size(), ' ');
      line += i == 0 ? row[i] + space : "  " + space + row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

/// Sentences broken into lines of at most 100 characters, never between a number and its "%".
inline std::string report_wrapped(const std::string& text) {
  constexpr std::size_t width = 100;
  const auto last_blank = [&](std::size_t from) {
    std::size_t blank = text.rfind(' ', from);
    while (blank != std::string::npos && blank > 0 && text.compare(blank, 2, " %") == 0) {
      blank = text.rfind(' ', blank - 1);
    }
    return blank;
  };
  std::string out;
  std::size_t start = 0;
  while (text.size() - start > width) {
    const std::size_t blank = last_blank(start + width);
    const std::size_t end =
        blank == std::string::npos || blank <= start ? text.find(' ', start + width) : blank;
    if (end == std::string::npos) {
      break;
    }
    out += text.substr(start, end - start) + "\n";
    start = end + 1;
  }
  return out + text.substr(start) + "\n";
}

class ReportText {
 public:
  explicit ReportText(const FitReport& report)
      : r_(report), rival_(r_.has_votes ? "mean of the votes" : "class frequencies") {}

  std::string run() {
    verdict();
    data();
    table();
    if (r_.has_votes) {
      votes();
    }
    doubts();
    choices();
    classes();
    reliability();
    remarks();
    return text_;
  }

 private:
  void say(const std::string& sentence) { text_ += report_wrapped(sentence); }

  void verdict() {
    const JudgedPredictor& space = r_.space();
    const LossComparison found = space.against_frequencies.value_or(LossComparison{});
    const std::string losses = "log loss " + report_decimals(space.judge.log_loss()) +
                               " nats against " +
                               report_decimals(r_.frequencies().judge.log_loss());
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
          (worse ? "; its estimate is worse" : "") + ": " + r_.name + " has " + losses +
          difference + ".");
    }
  }

  /// What intervals draw.
  [[nodiscard]] std::string unit() const {
    return r_.groups == 0 ? "block" : r_.units < r_.groups ? "bundle" : "group";
  }

  static std::string upper(std::string text) {
    for (char& c : text) {
      c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return text;
  }

  void data() {
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
      say("Nothing was fitted to these rows; the " + rival_ + " are their own.");
    } else {
      say(std::to_string(r_.folds) + " folds by " +
          (r_.kind == FoldKind::group
               ? "group, in turn by name"
               : "row, by a hash of seed " + std::to_string(r_.seed) + " and row") +
          ": every row is judged by what was fitted to the other folds.");
    }
    if (r_.groups == 0) {
      say("Blocks: rows dealt into " + std::to_string(r_.units) + " parts by a hash.");
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

  static bool says_nothing(const PredictionJudge& judge) {
    return judge.n() > 0 && judge.tied() == judge.n();
  }

  void table() {
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
        report_counted(r_.units, unit()) + ".");
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

  void estimated_prior(const JudgedPredictor& estimated) {
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

  void votes() {
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
          std::to_string(r_.halves->state().options.splits) +
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

  [[nodiscard]] std::vector<std::string> names_of(const std::vector<std::size_t>& which) const {
    std::vector<std::string> names;
    names.reserve(which.size());
    for (const std::size_t k : which) {
      names.push_back(r_.classes[k]);
    }
    return names;
  }

  void doubts() {
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
      const double share =
          static_cast<double>(*space.outside) / static_cast<double>(r_.judged_rows);
      say("Outside every class's " + report_percent(1 - r_.outside_level, 0) +
          " region: " + std::to_string(*space.outside) + " of " +
          report_counted(r_.judged_rows, "row") + " (" + report_percent(share) + ").");
    }
  }

  void choices() {
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
    const auto shortest = [](double value) { return number_text(value); };
    std::string chosen;
    if (r_.chose_shrinkage) {
      const double pooled = r_.chosen->shrinkage.pooled;
      chosen += "shrinkage by " + range([](const ChosenFit& each) { return each.shrinkage.pooled; },
                                        shortest, pooled == 1 ? " row pooled" : " rows pooled");
      const bool to_base = std::any_of(r_.tried.begin(), r_.tried.end(), [](const TriedFit& each) {
        return each.fit.shrinkage.base > 0;
      });
      if (to_base) {
        chosen += " and " + range([](const ChosenFit& each) { return each.shrinkage.base; },
                                  shortest, " of the base");
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

  void classes() {
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

  void reliability() {
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
    text_ +=
        "\nHow often the likeliest class is right, by its probability.\n" + report_aligned(rows);
  }

  void remarks() {
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

  const FitReport& r_;
  std::string rival_;
  std::string text_;
};

}  // namespace detail

TONEWHEEL_INLINE const JudgedPredictor* FitReport::find(std::string_view predictor) const {
  const auto found =
      std::find_if(predictors.begin(), predictors.end(),
                   [&](const JudgedPredictor& each) { return each.name == predictor; });
  return found == predictors.end() ? nullptr : &*found;
}

TONEWHEEL_INLINE Verdict FitReport::better_than_frequencies() const {
  return space().against_frequencies.value_or(LossComparison{}).better;
}

TONEWHEEL_INLINE std::string report_text(const FitReport& report) {
  if (report.predictors.size() < 2) {
    throw Error("report: found " + std::to_string(report.predictors.size()) +
                " predictors, expected a space and the class frequencies");
  }
  return detail::ReportText(report).run();
}

}  // namespace tonewheel
