#pragma once

#include <string_view>
#include <vector>

#include <tonewheel/metric/catalogue.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>
#include <tonewheel/metric/vocabulary/hit_rate.hpp>

namespace tonewheel::detail {

TONEWHEEL_INLINE void add_vocabulary_metrics(std::vector<Metric>& list) {
  using enum Direction;
  const auto add = [&list](const MetricFacts& facts, MetricFunction function) {
    list.push_back({facts, function});
    list.back().task = "vocabulary";
  };
  constexpr std::string_view nothing = "no sample has a true label";
  using S = const SetScore&;
  add({"", "fscore", higher, "[0, 1]", "2 P R / (P + R) of the two means below, 0 / 0 = 0",
       "Lian et al. 2025", nothing},
      [](S all) { return all.fscore(); });
  add({"", "precision", higher, "[0, 1]",
       "mean of common / predicted groups, 0 for an empty prediction", "Lian et al. 2025", nothing},
      [](S all) { return all.precision(); });
  add({"", "recall", higher, "[0, 1]", "mean of common / true groups", "Lian et al. 2025", nothing},
      [](S all) { return all.recall(); });
  add({"", "mean_sample_fscore", higher, "[0, 1]", "mean of 2 common / (true + predicted groups)",
       "", nothing, false},
      [](S all) { return all.mean_sample_fscore(); });
  add({"", "micro_fscore", higher, "[0, 1]", "F of the sums of counts", "", nothing, false},
      [](S all) { return all.micro_fscore(); });
  using H = const HitRate&;
  add({"", "hit_rate", higher, "[0, 1]", "share of samples whose gold group is predicted",
       "Lian et al. 2025", nothing, false},
      [](H all) { return all.hit_rate(); });
  add({"", "mscore", higher, "[0, 1]", "mean of hit / predicted candidates, 0 / 0 = 0",
       "Lian et al. 2025", nothing, false},
      [](H all) { return all.mscore(); });
}

}  // namespace tonewheel::detail
