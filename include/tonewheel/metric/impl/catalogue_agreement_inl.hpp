#pragma once

#include <vector>

#include <tonewheel/metric/agreement/fleiss_kappa.hpp>
#include <tonewheel/metric/agreement/intraclass_correlation.hpp>
#include <tonewheel/metric/agreement/krippendorff.hpp>
#include <tonewheel/metric/catalogue.hpp>

namespace tonewheel::detail {

TONEWHEEL_INLINE void add_agreement_metrics(std::vector<Metric>& list) {
  using enum Direction;
  const auto add = [&list](const MetricFacts& facts, MetricFunction function) {
    list.push_back({facts, function});
    list.back().task = "agreement";
  };
  constexpr std::string_view no_variation = "nothing varies, or no unit has two ratings";
  using C = const CoincidenceCounts&;
  using K = const CategoryScale&;
  add({"", "alpha_nominal", higher, "[-1, 1]", "1 - D_o / D_e, categories differ or not",
       "Krippendorff 2004", no_variation},
      [](C all, K) { return all.alpha({.level = MeasurementLevel::nominal}).alpha; });
  add({"", "alpha_ordinal", higher, "[-1, 1]",
       "1 - D_o / D_e, difference of mean ranks; needs an order of the categories",
       "Krippendorff 2004", no_variation, true, true},
      [](C all, K) { return all.alpha({.level = MeasurementLevel::ordinal}).alpha; });
  add({"", "alpha_ratio", higher, "[-1, 1]", "1 - D_o / D_e, (a - b) / (a + b) of numbers >= 0",
       "Krippendorff 2004", no_variation, false},
      [](C all, K scale) {
        return all.alpha({.level = MeasurementLevel::ratio}, scale.values).alpha;
      });
  add({"", "alpha_circular", higher, "[-1, 1]",
       "1 - D_o / D_e, sin(pi (a - b) / c) with circumference c", "Krippendorff 2004", no_variation,
       false},
      [](C all, K scale) {
        return all
            .alpha({.level = MeasurementLevel::circular, .circumference = scale.circumference},
                   scale.values)
            .alpha;
      });
  add({"", "alpha_distance", higher, "[-1, 1]", "1 - D_o / D_e, the square of any distance",
       "Krippendorff 2004", no_variation, false},
      [](C all, K scale) {
        return all
            .alpha(CategoryDistance{
                MatrixView<double>(scale.distance, all.categories(), all.categories())})
            .alpha;
      });
  using I = const IntervalCoincidences&;
  add({"", "alpha_interval", higher, "[-1, 1]", "1 - D_o / D_e, difference of numbers",
       "Krippendorff 2004", no_variation},
      [](I all) { return all.alpha().alpha; });
  using F = const FleissKappa&;
  add({"", "fleiss_kappa", higher, "[-1, 1]",
       "(P - E) / (1 - E), E from all shares; as many ratings of each unit", "Fleiss 1971",
       "all ratings are one category"},
      [](F all) { return all.kappa(); });
  add({"", "free_marginal_kappa", higher, "[-1, 1]",
       "(P - 1 / K) / (1 - 1 / K); as many ratings of each unit", "Randolph 2005", ""},
      [](F all) { return all.free_marginal(); });
  add({"", "gwet_ac1", higher, "[-1, 1]",
       "(P - E) / (1 - E), E = sum p (1 - p) / (K - 1); as many ratings of each unit", "Gwet 2008",
       ""},
      [](F all) { return all.gwet(); });
  using S = const IntraclassSums&;
  constexpr std::string_view flat = "nothing varies, or fewer than two units or raters";
  add({"", "icc_1_1", higher, "[-1, 1]", "(B - W) / (B + (k - 1) W)", "Shrout & Fleiss 1979", flat},
      [](S all) { return all.result().icc_1_1; });
  add({"", "icc_2_1", higher, "[-1, 1]", "(B - E) / (B + (k - 1) E + k (J - E) / n)",
       "Shrout & Fleiss 1979", flat},
      [](S all) { return all.result().icc_2_1; });
  add({"", "icc_3_1", higher, "[-1, 1]", "(B - E) / (B + (k - 1) E)", "Shrout & Fleiss 1979", flat},
      [](S all) { return all.result().icc_3_1; });
  add({"", "icc_1_k", higher, "[-inf, 1]", "(B - W) / B", "Shrout & Fleiss 1979", flat},
      [](S all) { return all.result().icc_1_k; });
  add({"", "icc_2_k", higher, "[-inf, 1]", "(B - E) / (B + (J - E) / n)", "Shrout & Fleiss 1979",
       flat},
      [](S all) { return all.result().icc_2_k; });
  add({"", "icc_3_k", higher, "[-inf, 1]", "(B - E) / B", "Shrout & Fleiss 1979", flat},
      [](S all) { return all.result().icc_3_k; });
}

}  // namespace tonewheel::detail
