#include <array>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/agreement/fleiss_kappa.hpp>
#include <tonewheel/metric/agreement/intraclass_correlation.hpp>
#include <tonewheel/metric/agreement/krippendorff.hpp>
#include <tonewheel/metric/catalogue.hpp>
#include <tonewheel/metric/classification/calibration_score.hpp>
#include <tonewheel/metric/classification/confusion_matrix.hpp>
#include <tonewheel/metric/classification/label_ranking.hpp>
#include <tonewheel/metric/classification/multilabel_score.hpp>
#include <tonewheel/metric/classification/probability_score.hpp>
#include <tonewheel/metric/classification/top_k_score.hpp>
#include <tonewheel/metric/distribution/score.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>
#include <tonewheel/metric/regression/correlation.hpp>
#include <tonewheel/metric/regression/pair_moments.hpp>
#include <tonewheel/metric/undefined.hpp>
#include <tonewheel/metric/vocabulary/hit_rate.hpp>

#include "support/errors.hpp"

namespace {

using namespace tonewheel;
using support::contains;
using support::message_of;

/// The metric of nothing, whatever it is computed of.
double of_nothing(const Metric& each) {
  return each.is_of<PairMoments>()         ? each.value(PairMoments())
         : each.is_of<RankPairs>()         ? each.value(RankPairs())
         : each.is_of<ConfusionMatrix>()   ? each.value(ConfusionMatrix(3))
         : each.is_of<ProbabilityScore>()  ? each.value(ProbabilityScore(3))
         : each.is_of<CalibrationScore>()  ? each.value(CalibrationScore())
         : each.is_of<TopKScore>()         ? each.value(TopKScore(7))
         : each.is_of<LabelRanking>()      ? each.value(LabelRanking(3))
         : each.is_of<MultilabelScore>()   ? each.value(MultilabelScore(3))
         : each.is_of<DistributionScore>() ? each.value(DistributionScore(DistributionMetric::kl))
         : each.is_of<CoincidenceCounts>() ? each.value(CoincidenceCounts(3), CategoryScale())
         : each.is_of<IntervalCoincidences>() ? each.value(IntervalCoincidences())
         : each.is_of<FleissKappa>()          ? each.value(FleissKappa(3, 2))
         : each.is_of<IntraclassSums>()       ? each.value(IntraclassSums(3))
         : each.is_of<SetScore>()             ? each.value(SetScore())
                                              : each.value(HitRate());
}

}  // namespace

TEST_CASE("catalogue: every metric has its facts, and a name of its own in its task") {
  std::set<std::pair<std::string_view, std::string_view>> names;
  std::set<std::string_view> tasks;
  for (const Metric& each : catalogue()) {
    CAPTURE(each.name);
    CHECK(names.emplace(each.task, each.name).second);
    tasks.insert(each.task);
    CHECK(each.range.size() >= 6);
    CHECK((each.range.front() == '[' || each.range.front() == '('));
    CHECK(each.formula.size() > 5);
    CHECK((each.better == Direction::zero) == (each.name == "bias"));
    CHECK(&metric(each.task, each.name) == &each);
  }
  CHECK(tasks == std::set<std::string_view>{"regression", "classification", "multilabel",
                                            "distribution", "agreement", "vocabulary"});
  std::size_t all = 0;
  for (const std::string_view task : tasks) {
    all += catalogue(task).size();
  }
  CHECK(all == catalogue().size());
}

TEST_CASE("catalogue: a metric of nothing has no value") {
  for (const Metric& each : catalogue()) {
    CAPTURE(each.task);
    CAPTURE(each.name);
    CHECK(is_undefined(of_nothing(each)));
  }
}

TEST_CASE("catalogue: where regression says that a metric is undefined, it is") {
  const auto value = [](std::string_view name, std::vector<std::pair<double, double>> rows) {
    PairMoments moments;
    RankPairs ranks;
    for (const auto& [truth, prediction] : rows) {
      moments.add(truth, prediction);
      ranks.add(truth, prediction);
    }
    const Metric& each = metric("regression", name);
    return each.is_of<PairMoments>() ? each.value(moments) : each.value(ranks);
  };
  const std::vector<std::pair<double, double>> varied{{1, 2}, {2, 1}, {4, 5}};
  const std::vector<std::pair<double, double>> flat_truth{{1, 2}, {1, 1}, {1, 5}};
  const std::vector<std::pair<double, double>> flat_prediction{{1, 2}, {3, 2}, {4, 2}};
  for (const Metric& each : catalogue("regression")) {
    CAPTURE(each.name);
    CHECK(std::isfinite(value(each.name, varied)));
    CHECK(is_undefined(value(each.name, flat_truth)) ==
          (contains(std::string(each.undefined), "truth is constant") ||
           contains(std::string(each.undefined), "a side is constant")));
    CHECK(is_undefined(value(each.name, flat_prediction)) ==
          contains(std::string(each.undefined), "a side is constant"));
  }
  CHECK(is_undefined(value("ccc", {{3, 3}, {3, 3}})));
  CHECK(is_undefined(value("sign_agreement_nonzero", {{0, 1}, {0, -1}})));
}

TEST_CASE("catalogue: unknown names say which there are, and accumulators are checked") {
  CHECK(contains(message_of([] { static_cast<void>(catalogue("translation")); }),
                 "regression, classification, multilabel, distribution, agreement, vocabulary"));
  CHECK(contains(message_of([] { static_cast<void>(metric("multilabel", "bleu")); }),
                 "expected one of jaccard, hamming"));
  CHECK(contains(
      message_of([] { static_cast<void>(metric("regression", "spearman").value(PairMoments())); }),
      "spearman of regression: found pair_moments"));
}

TEST_CASE("undefined: a mean is over what is defined, and counts the rest") {
  DefinedMean mean;
  CHECK(is_undefined(mean.mean()));
  mean.add(undefined_value);
  CHECK(is_undefined(mean.mean()));
  for (const double value : {1e16, 1.0, -1e16}) {
    mean.add(value);
  }
  CHECK(mean.mean() == 1.0 / 3);  // no digit is lost
  CHECK(mean.n() == 3);
  CHECK(mean.undefined() == 1);
  mean.add(INFINITY);
  CHECK(mean.mean() == INFINITY);
  mean.add(-INFINITY);
  CHECK(is_undefined(mean.mean()));
}
