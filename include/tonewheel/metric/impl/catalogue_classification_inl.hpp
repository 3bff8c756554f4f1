#pragma once

#include <vector>

#include <tonewheel/metric/catalogue.hpp>
#include <tonewheel/metric/classification/calibration_score.hpp>
#include <tonewheel/metric/classification/class_scores.hpp>
#include <tonewheel/metric/classification/confusion_matrix.hpp>
#include <tonewheel/metric/classification/label_ranking.hpp>
#include <tonewheel/metric/classification/probability_score.hpp>
#include <tonewheel/metric/classification/top_k_score.hpp>

namespace tonewheel::detail {

TONEWHEEL_INLINE void add_classification_metrics(std::vector<Metric>& list) {
  using enum Direction;
  const auto add = [&list](const MetricFacts& facts, MetricFunction function) {
    list.push_back({facts, function});
    list.back().task = "classification";
  };
  using M = const ConfusionMatrix&;
  add({"", "accuracy", higher, "[0, 1]", "right / n", "", ""}, [](M all) { return accuracy(all); });
  add({"", "uar", higher, "[0, 1]", "mean recall of the classes that occur (balanced accuracy)",
       "Schuller et al. 2009", ""},
      [](M all) { return balanced_accuracy(all); });
  // Macro means are over the classes that occur or are predicted; what is 0 / 0 there counts 0.
  add({"", "precision_macro", higher, "[0, 1]",
       "mean of TP / (TP + FP) over classes that occur or are predicted, 0 / 0 = 0", "", ""},
      [](M all) { return macro_score(all).precision; });
  add({"", "recall_macro", higher, "[0, 1]",
       "mean of TP / (TP + FN) over classes that occur or are predicted, 0 / 0 = 0", "", ""},
      [](M all) { return macro_score(all).recall; });
  add({"", "f1_macro", higher, "[0, 1]",
       "mean of 2 TP / (2 TP + FP + FN) over classes that occur or are predicted",
       "van Rijsbergen 1979", ""},
      [](M all) { return macro_score(all).fscore; });
  add({"", "f1_micro", higher, "[0, 1]", "of the sums; the accuracy", "", ""},
      [](M all) { return micro_score(all).fscore; });
  add({"", "f1_weighted", higher, "[0, 1]",
       "F1 of the classes, weighted by how often each is true (WAF)", "", ""},
      [](M all) { return weighted_score(all).fscore; });
  add({"", "precision_weighted", higher, "[0, 1]", "precision, weighted likewise, 0 / 0 = 0", "",
       ""},
      [](M all) { return weighted_score(all).precision; });
  add({"", "recall_weighted", higher, "[0, 1]", "recall, weighted likewise: accuracy", "", ""},
      [](M all) { return weighted_score(all).recall; });
  add({"", "kappa", higher, "[-1, 1]", "(p_o - p_e) / (1 - p_e)", "Cohen 1960",
       "truth and prediction are one class"},
      [](M all) { return cohen_kappa(all); });
  add({"", "kappa_linear", higher, "[-inf, 1]",
       "1 - sum w o / sum w e, w = |i - j|; needs an order of the classes", "Cohen 1968",
       "truth and prediction are one class; the classes have no order", false, true},
      [](M all) { return weighted_kappa(all, KappaWeights::linear); });
  add({"", "kappa_quadratic", higher, "[-inf, 1]",
       "1 - sum w o / sum w e, w = (i - j)^2; needs an order of the classes", "Cohen 1968",
       "truth and prediction are one class; the classes have no order", false, true},
      [](M all) { return weighted_kappa(all, KappaWeights::quadratic); });
  add({"", "mcc", higher, "[-1, 1]",
       "cov(t, p) / sqrt(cov(t, t) cov(p, p)), 0 where a side is one class", "Gorodkin 2004", ""},
      [](M all) { return matthews_correlation(all); });
  add({"", "gmean", higher, "[0, 1]", "geometric mean of recall of the classes that occur",
       "Sun et al. 2006", ""},
      [](M all) { return geometric_mean_recall(all); });
  add({"", "jaccard_macro", higher, "[0, 1]",
       "mean of TP / (TP + FP + FN) over classes that occur or are predicted", "Jaccard 1912", ""},
      [](M all) { return macro_score(all).jaccard; });

  using T = const TopKScore&;
  add({"", "top1", higher, "[0, 1]", "true class has the highest probability", "", ""},
      [](T all) { return all.accuracy(1); });
  add({"", "top3", higher, "[0, 1]", "true class among the three highest", "", ""},
      [](T all) { return all.accuracy(3); });
  add({"", "top5", higher, "[0, 1]", "true class among the five highest", "", ""},
      [](T all) { return all.accuracy(5); });
  using P = const ProbabilityScore&;
  add({"", "log_loss", lower, "[0, inf]", "mean -ln p(true class), clipped at 2^-52", "Good 1952",
       ""},
      [](P all) { return all.log_loss(); });
  add({"", "brier", lower, "[0, 2]", "mean over rows of sum (p - t)^2", "Brier 1950", ""},
      [](P all) { return all.brier(); });
  using C = const CalibrationScore&;
  add({"", "ece", lower, "[0, 1]", "sum over bins of share |accuracy - confidence|",
       "Guo et al. 2017", ""},
      [](C all) { return all.expected_error(); });
  add({"", "mce", lower, "[0, 1]", "largest |accuracy - confidence| of a bin", "Naeini et al. 2015",
       ""},
      [](C all) { return all.maximum_error(); });
  using R = const LabelRanking&;
  add({"", "roc_auc_ovr", higher, "[0, 1]",
       "mean ROC-AUC, one against the rest, over classes that some rows have and some have not",
       "Provost & Domingos 2000", "all rows are one class"},
      [](R all) { return all.mean_roc_auc(); });
  add({"", "roc_auc_ovo", higher, "[0, 1]", "mean ROC-AUC over pairs of classes that occur",
       "Hand & Till 2001", "all rows are one class"},
      [](R all) { return all.one_vs_one(); });
  add({"", "map", higher, "[0, 1]", "mean average precision over classes, 0 for one without rows",
       "", ""},
      [](R all) { return all.mean_average_precision(); });
}

}  // namespace tonewheel::detail
