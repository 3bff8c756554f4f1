#pragma once

#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/metric/distribution/metric.hpp>

namespace evaluate {

/// A metric as --list shows it.
struct MetricFacts {
  std::string_view task;
  std::string_view name;
  bool higher_is_better = true;
  std::string_view range;
  std::string_view formula;
  std::string_view source;
  bool default_on = true;  ///< computed where no --metric names others
};

inline constexpr MetricFacts other_metrics[] = {
    {"regression", "ccc", true, "[-1, 1]", "2 cov / (var t + var p + (mean t - mean p)^2), by n",
     "Lin 1989"},
    {"regression", "ccc_n1", true, "[-1, 1]", "the same with variances by n - 1", "Lin 1989"},
    {"regression", "pearson", true, "[-1, 1]", "cov / (sd t sd p)", "Pearson 1895"},
    {"regression", "spearman", true, "[-1, 1]", "Pearson's of the ranks, ties at their middle",
     "Spearman 1904"},
    {"regression", "kendall", true, "[-1, 1]", "tau-b: (C - D) / sqrt((n0 - n1)(n0 - n2))",
     "Kendall 1945"},
    {"regression", "kendall_c", true, "[-1, 1]", "tau-c: 2 (C - D) m / (n^2 (m - 1))",
     "Stuart 1953"},
    {"regression", "rmse", false, "[0, inf]", "sqrt(mean (p - t)^2)", "Gauss 1823"},
    {"regression", "mse", false, "[0, inf]", "mean (p - t)^2", "Gauss 1823"},
    {"regression", "mae", false, "[0, inf]", "mean |p - t|", "Laplace 1793"},
    {"regression", "bias", false, "[-inf, inf], best 0", "mean (p - t)", "-"},
    {"regression", "r2", true, "[-inf, 1]", "1 - sum (p - t)^2 / sum (t - mean t)^2",
     "Wright 1921"},
    {"regression", "explained_variance", true, "[-inf, 1]", "1 - var (p - t) / var t", "-"},
    {"regression", "sign_agreement", true, "[0, 1]", "share with sign p = sign t, sign 0 = 0",
     "Nicolaou et al. 2011"},
    {"regression", "sign_agreement_nonzero", true, "[0, 1]", "the same, rows with t = 0 left out",
     "Zadeh et al. 2016"},

    {"classification", "accuracy", true, "[0, 1]", "right / n", "-"},
    {"classification", "uar", true, "[0, 1]",
     "mean recall of the classes that occur (balanced accuracy)", "Schuller et al. 2009"},
    {"classification", "precision_macro", true, "[0, 1]", "mean over classes of TP / (TP + FP)",
     "-"},
    {"classification", "recall_macro", true, "[0, 1]", "mean over classes of TP / (TP + FN)", "-"},
    {"classification", "f1_macro", true, "[0, 1]", "mean over classes of 2 TP / (2 TP + FP + FN)",
     "van Rijsbergen 1979"},
    {"classification", "f1_micro", true, "[0, 1]", "of the sums; the accuracy", "-"},
    {"classification", "f1_weighted", true, "[0, 1]",
     "F1 of the classes, weighted by how often each is true (WAF)", "-"},
    {"classification", "precision_weighted", true, "[0, 1]", "precision, weighted likewise", "-"},
    {"classification", "recall_weighted", true, "[0, 1]", "recall, weighted likewise: accuracy",
     "-"},
    {"classification", "kappa", true, "[-1, 1]", "(p_o - p_e) / (1 - p_e)", "Cohen 1960"},
    {"classification", "kappa_linear", true, "[-1, 1]",
     "1 - sum w o / sum w e, w = |i - j|; classes in sorted order", "Cohen 1968", false},
    {"classification", "kappa_quadratic", true, "[-1, 1]",
     "1 - sum w o / sum w e, w = (i - j)^2; classes in sorted order", "Cohen 1968", false},
    {"classification", "mcc", true, "[-1, 1]", "cov(t, p) / sqrt(cov(t, t) cov(p, p))",
     "Gorodkin 2004"},
    {"classification", "gmean", true, "[0, 1]", "geometric mean of recall", "Sun et al. 2006"},
    {"classification", "jaccard_macro", true, "[0, 1]", "mean over classes of TP / (TP + FP + FN)",
     "Jaccard 1912"},
    {"classification", "top1", true, "[0, 1]", "true class has the highest probability", "-"},
    {"classification", "top3", true, "[0, 1]", "true class among the three highest", "-"},
    {"classification", "top5", true, "[0, 1]", "true class among the five highest", "-"},
    {"classification", "log_loss", false, "[0, inf]", "mean -ln p(true class), clipped at 2^-52",
     "Good 1952"},
    {"classification", "brier", false, "[0, 2]", "mean over rows of sum (p - t)^2", "Brier 1950"},
    {"classification", "ece", false, "[0, 1]",
     "sum over bins of share |accuracy - confidence|; --bins", "Guo et al. 2017"},
    {"classification", "mce", false, "[0, 1]", "largest |accuracy - confidence| of a bin",
     "Naeini et al. 2015"},
    {"classification", "roc_auc_ovr", true, "[0, 1]", "mean ROC-AUC, one against the rest",
     "Provost & Domingos 2000"},
    {"classification", "roc_auc_ovo", true, "[0, 1]", "mean ROC-AUC over pairs of classes",
     "Hand & Till 2001"},
    {"classification", "map", true, "[0, 1]", "mean average precision over classes", "-"},

    {"multilabel", "jaccard", true, "[0, 1]", "mean |t and p| / |t or p|, empty counts 1",
     "Mohammad et al. 2018"},
    {"multilabel", "hamming", false, "[0, 1]", "wrong cells / cells", "Schapire & Singer 1999"},
    {"multilabel", "subset_accuracy", true, "[0, 1]", "rows with exactly the true labels", "-"},
    {"multilabel", "precision_micro", true, "[0, 1]", "TP / (TP + FP) of the sums", "-"},
    {"multilabel", "recall_micro", true, "[0, 1]", "TP / (TP + FN) of the sums", "-"},
    {"multilabel", "f1_micro", true, "[0, 1]", "2 TP / (2 TP + FP + FN) of the sums", "-"},
    {"multilabel", "precision_macro", true, "[0, 1]", "mean over labels", "-"},
    {"multilabel", "recall_macro", true, "[0, 1]", "mean over labels", "-"},
    {"multilabel", "f1_macro", true, "[0, 1]", "mean over labels", "-"},
    {"multilabel", "f1_weighted", true, "[0, 1]", "weighted by how often each label is true", "-"},
    {"multilabel", "f1_samples", true, "[0, 1]", "mean over rows", "-"},
    {"multilabel", "map", true, "[0, 1]", "mean over labels of average precision; needs scores",
     "-"},
    {"multilabel", "roc_auc", true, "[0, 1]", "mean over labels of ROC-AUC; needs scores",
     "Hanley & McNeil 1982"},
    {"multilabel", "coverage_error", false, "[0, labels]", "labels to take to have all true ones",
     "Tsoumakas et al. 2010"},
    {"multilabel", "ranking_loss", false, "[0, 1]", "share of pairs of labels in wrong order",
     "Schapire & Singer 2000"},
    {"multilabel", "lrap", true, "(0, 1]", "label ranking average precision",
     "Schapire & Singer 2000"},
};

/// Every metric, by task.
inline std::vector<MetricFacts> catalogue() {
  std::vector<MetricFacts> all(std::begin(other_metrics), std::end(other_metrics));
  for (const tonewheel::DistributionMetricFacts& each : tonewheel::distribution_metrics) {
    // These two need an order of the classes, or distances between them.
    const bool needs_more = each.metric == tonewheel::DistributionMetric::rps ||
                            each.metric == tonewheel::DistributionMetric::emd;
    all.push_back({"distribution", each.key, each.higher_is_better, each.range, each.formula,
                   each.source, !needs_more});
  }
  return all;
}

}  // namespace evaluate
