#pragma once

#include <concepts>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/metric_facts.hpp>
#include <tonewheel/metric/undefined.hpp>

namespace tonewheel {

// What metrics are computed of: their headers are the caller's to include.
inline namespace regression {
class PairMoments;
class RankPairs;
}  // namespace regression
inline namespace classification {
class ConfusionMatrix;
class ProbabilityScore;
class CalibrationScore;
class TopKScore;
class LabelRanking;
class MultilabelScore;
}  // namespace classification
inline namespace agreement {
class CoincidenceCounts;
struct CategoryScale;
class IntervalCoincidences;
class FleissKappa;
class IntraclassSums;
}  // namespace agreement
inline namespace overlap {
class SetScore;
}
inline namespace vocabulary {
class HitRate;
}
class DistributionScore;

/// The type of a function that computes a metric of what an accumulator has counted.
template <class Accumulator>
struct MetricFunctionOf {
  /// Takes the accumulator, gives the value; NaN where it has none.
  using Type = double (*)(const Accumulator&);
};
/// The same for coincidences, which also need to know what their categories stand for.
template <>
struct MetricFunctionOf<CoincidenceCounts> {
  /// Takes the counts and the scale of their categories, gives the value; NaN where it has none.
  using Type = double (*)(const CoincidenceCounts&, const CategoryScale&);
};
/// One of these functions, by what it is computed of.
template <class... Accumulators>
using AnyMetricFunction = std::variant<typename MetricFunctionOf<Accumulators>::Type...>;
/// The function that computes a metric of the catalogue from one of these accumulators.
using MetricFunction = AnyMetricFunction<PairMoments, RankPairs, ConfusionMatrix, ProbabilityScore,
                                         CalibrationScore, TopKScore, LabelRanking, MultilabelScore,
                                         DistributionScore, CoincidenceCounts, IntervalCoincidences,
                                         FleissKappa, IntraclassSums, SetScore, HitRate>;

/// A metric by its name, with its facts, ready to be computed:
///
///     tonewheel::PairMoments pairs;
///     pairs.add(0.2, 0.3);
///     fmt::print("{}\n", tonewheel::metric("regression", "mae").value(pairs));
struct Metric : MetricFacts {
  MetricFunction function{};  ///< computes it of an accumulator; value() calls it with checks

  /// Its value, undefined_value (NaN) where it has none. `more` is the CategoryScale of
  /// coincidences, nothing for any other accumulator. Throws Error on an accumulator of another
  /// kind than the metric is computed of.
  template <class Accumulator, class... More>
  [[nodiscard]] double value(const Accumulator& counted, const More&... more) const {
    const auto* compute = std::get_if<typename MetricFunctionOf<Accumulator>::Type>(&function);
    if (compute == nullptr) {
      refuse(Accumulator::kind);
    }
    if constexpr (!std::same_as<Accumulator, DistributionScore>) {  // whose rows may be infinite
      if (counted.n() == 0) {
        return undefined_value;
      }
    }
    return (*compute)(counted, more...);
  }
  /// Whether it is computed of such an accumulator.
  template <class Accumulator>
  [[nodiscard]] bool is_of() const noexcept {
    return std::holds_alternative<typename MetricFunctionOf<Accumulator>::Type>(function);
  }

 private:
  [[noreturn]] void refuse(std::string_view kind) const;
};

/// Every metric by name, task after task: regression, classification, multilabel, distribution,
/// agreement, vocabulary. `tonewheel-evaluate --list` prints it.
[[nodiscard]] std::span<const Metric> catalogue();
/// Those of one task. Throws Error with the tasks there are.
[[nodiscard]] std::span<const Metric> catalogue(std::string_view task);
/// One of them. Throws Error with the names that the task has.
[[nodiscard]] const Metric& metric(std::string_view task, std::string_view name);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/impl/catalogue_inl.hpp>
#endif
