#pragma once

#include <vector>

#include <tonewheel/metric/catalogue.hpp>
#include <tonewheel/metric/classification/label_ranking.hpp>
#include <tonewheel/metric/classification/multilabel_score.hpp>

namespace tonewheel::detail {

TONEWHEEL_INLINE void add_multilabel_metrics(std::vector<Metric>& list) {
  using enum Direction;
  const auto add = [&list](const MetricFacts& facts, MetricFunction function) {
    list.push_back({facts, function});
    list.back().task = "multilabel";
  };
  using M = const MultilabelScore&;
  add({"", "jaccard", higher, "[0, 1]", "mean |t and p| / |t or p|, empty counts 1",
       "Mohammad et al. 2018", ""},
      [](M all) { return all.jaccard_accuracy(); });
  add({"", "hamming", lower, "[0, 1]", "wrong cells / cells", "Schapire & Singer 1999", ""},
      [](M all) { return all.hamming_loss(); });
  add({"", "subset_accuracy", higher, "[0, 1]", "rows with exactly the true labels", "", ""},
      [](M all) { return all.subset_accuracy(); });
  add({"", "precision_micro", higher, "[0, 1]", "TP / (TP + FP) of the sums, 0 / 0 = 0", "", ""},
      [](M all) { return all.micro().precision; });
  add({"", "recall_micro", higher, "[0, 1]", "TP / (TP + FN) of the sums, 0 / 0 = 0", "", ""},
      [](M all) { return all.micro().recall; });
  add({"", "f1_micro", higher, "[0, 1]", "2 TP / (2 TP + FP + FN) of the sums, 0 / 0 = 0", "", ""},
      [](M all) { return all.micro().fscore; });
  add({"", "precision_macro", higher, "[0, 1]", "mean over all labels, 0 / 0 = 0", "", ""},
      [](M all) { return all.macro().precision; });
  add({"", "recall_macro", higher, "[0, 1]", "mean over all labels, 0 / 0 = 0", "", ""},
      [](M all) { return all.macro().recall; });
  add({"", "f1_macro", higher, "[0, 1]", "mean over all labels, 0 / 0 = 0", "", ""},
      [](M all) { return all.macro().fscore; });
  add({"", "f1_weighted", higher, "[0, 1]", "weighted by how often each label is true", "", ""},
      [](M all) { return all.weighted().fscore; });
  add({"", "f1_samples", higher, "[0, 1]", "mean over rows, 0 / 0 = 0", "", ""},
      [](M all) { return all.samples().fscore; });

  using R = const LabelRanking&;
  add({"", "map", higher, "[0, 1]",
       "mean over labels of average precision, 0 for one without rows; needs scores", "", ""},
      [](R all) { return all.mean_average_precision(); });
  add({"", "roc_auc", higher, "[0, 1]",
       "mean ROC-AUC over labels that some rows have and some have not; needs scores",
       "Hanley & McNeil 1982", "no label has both"},
      [](R all) { return all.mean_roc_auc(); });
  add({"", "coverage_error", lower, "[0, labels]",
       "labels to take to have all true ones; needs scores", "Tsoumakas et al. 2010", ""},
      [](R all) { return all.coverage_error(); });
  add({"", "ranking_loss", lower, "[0, 1]", "share of pairs of labels in wrong order; needs scores",
       "Schapire & Singer 2000", ""},
      [](R all) { return all.ranking_loss(); });
  add({"", "lrap", higher, "(0, 1]", "label ranking average precision; needs scores",
       "Schapire & Singer 2000", ""},
      [](R all) { return all.ranking_average_precision(); });
}

}  // namespace tonewheel::detail
