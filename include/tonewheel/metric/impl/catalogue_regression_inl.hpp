#pragma once

#include <vector>

#include <tonewheel/metric/catalogue.hpp>
#include <tonewheel/metric/regression/correlation.hpp>
#include <tonewheel/metric/regression/pair_moments.hpp>

namespace tonewheel::detail {

/// The metrics of pairs of numbers, in the order of --list: the fields of MetricFacts, the task
/// left empty since `add` knows it, and the value, computed of what counted the pairs.
TONEWHEEL_INLINE void add_regression_metrics(std::vector<Metric>& list) {
  using enum Direction;
  const auto add = [&list](const MetricFacts& facts, MetricFunction function) {
    list.push_back({facts, function});
    list.back().task = "regression";
  };
  using P = const PairMoments&;
  using R = const RankPairs&;
  add({"", "ccc", higher, "[-1, 1]", "2 cov / (var t + var p + (mean t - mean p)^2), by n",
       "Lin 1989", "all pairs are one and the same number twice"},
      [](P all) { return all.concordance(Variance::population); });
  add({"", "ccc_n1", higher, "[-1, 1]", "the same with variances by n - 1", "Lin 1989",
       "all pairs are one and the same number twice; one pair"},
      [](P all) { return all.concordance(Variance::sample); });
  add({"", "pearson", higher, "[-1, 1]", "cov / (sd t sd p)", "Pearson 1895", "a side is constant"},
      [](P all) { return all.pearson(); });
  add({"", "spearman", higher, "[-1, 1]", "Pearson's of the ranks, ties at their middle",
       "Spearman 1904", "a side is constant"},
      [](R all) { return all.spearman(); });
  add({"", "kendall", higher, "[-1, 1]", "tau-b: (C - D) / sqrt((n0 - n1)(n0 - n2))",
       "Kendall 1945", "a side is constant"},
      [](R all) { return all.kendall_tau_b(); });
  add({"", "kendall_c", higher, "[-1, 1]", "tau-c: 2 (C - D) m / (n^2 (m - 1))", "Stuart 1953",
       "a side is constant"},
      [](R all) { return all.kendall_tau_c(); });
  add({"", "rmse", lower, "[0, inf]", "sqrt(mean (p - t)^2)", "Gauss 1823", ""},
      [](P all) { return all.rmse(); });
  add({"", "mse", lower, "[0, inf]", "mean (p - t)^2", "Gauss 1823", ""},
      [](P all) { return all.mse(); });
  add({"", "mae", lower, "[0, inf]", "mean |p - t|", "Laplace 1793", ""},
      [](P all) { return all.mae(); });
  add({"", "bias", zero, "[-inf, inf], best 0", "mean (p - t)", "", ""},
      [](P all) { return all.bias(); });
  add({"", "r2", higher, "[-inf, 1]", "1 - sum (p - t)^2 / sum (t - mean t)^2", "Wright 1921",
       "the truth is constant"},
      [](P all) { return all.r_squared(); });
  add({"", "explained_variance", higher, "[-inf, 1]", "1 - var (p - t) / var t", "",
       "the truth is constant"},
      [](P all) { return all.explained_variance(); });
  add({"", "sign_agreement", higher, "[0, 1]", "share with sign p = sign t, sign 0 = 0",
       "Nicolaou et al. 2011", ""},
      [](P all) { return all.sign_agreement(ZeroTruth::counts); });
  add({"", "sign_agreement_nonzero", higher, "[0, 1]", "the same, rows with t = 0 left out",
       "Zadeh et al. 2016", "the truth is 0 everywhere"},
      [](P all) { return all.sign_agreement(ZeroTruth::left_out); });
}

}  // namespace tonewheel::detail
