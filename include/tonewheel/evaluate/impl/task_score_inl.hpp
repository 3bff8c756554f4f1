#pragma once

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>
#include <variant>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/task_score.hpp>
#include <tonewheel/metric/agreement/coincidence_counts.hpp>
#include <tonewheel/metric/agreement/fleiss_kappa.hpp>
#include <tonewheel/metric/agreement/interval_coincidences.hpp>
#include <tonewheel/metric/agreement/intraclass_correlation.hpp>
#include <tonewheel/metric/classification/calibration_score.hpp>
#include <tonewheel/metric/classification/confusion_matrix.hpp>
#include <tonewheel/metric/classification/label_ranking.hpp>
#include <tonewheel/metric/classification/multilabel_score.hpp>
#include <tonewheel/metric/classification/probability_score.hpp>
#include <tonewheel/metric/classification/top_k_score.hpp>
#include <tonewheel/metric/distribution/score.hpp>
#include <tonewheel/metric/regression/correlation.hpp>
#include <tonewheel/metric/regression/pair_moments.hpp>
#include <tonewheel/metric/undefined.hpp>

namespace tonewheel {
namespace detail {

/// What metrics of two columns, and of raters, are computed of.
using TaskPart =
    std::variant<PairMoments, RankPairs, ConfusionMatrix, ProbabilityScore, CalibrationScore,
                 TopKScore, LabelRanking, MultilabelScore, DistributionScore, CoincidenceCounts,
                 IntervalCoincidences, FleissKappa, IntraclassSums>;

/// The position among Alternatives of the accumulator that a metric is computed of.
template <class... Alternatives>
[[nodiscard]] std::size_t part_kind(const Metric& metric, const std::variant<Alternatives...>*) {
  std::size_t at = 0;
  const bool found = ((metric.is_of<Alternatives>() || (++at, false)) || ...);
  if (!found) {
    throw Error("metric " + std::string(metric.name) + " of " + std::string(metric.task) +
                ": expected one that is computed row by row of two columns");
  }
  return at;
}

/// The accumulator with that state, whichever of them it is of.
template <class Variant, std::size_t I = 0>
[[nodiscard]] Variant variant_of(const State& state) {
  if constexpr (I == std::variant_size_v<Variant>) {
    throw Error("state of task_score: found a part " + shown(state.kind()) +
                ", expected an accumulator that metrics are computed of");
  } else {
    using Accumulator = std::variant_alternative_t<I, Variant>;
    return state.kind() == Accumulator::kind ? Variant(Accumulator(state))
                                             : variant_of<Variant, I + 1>(state);
  }
}

/// An empty accumulator for a metric.
template <class Accumulator>
[[nodiscard]] Accumulator empty_part(const Metric& metric, const TaskShape& shape) {
  if constexpr (std::is_same_v<Accumulator, PairMoments> ||
                std::is_same_v<Accumulator, RankPairs>) {
    return Accumulator(NanPolicy::skip);
  } else if constexpr (std::is_same_v<Accumulator, CalibrationScore>) {
    return Accumulator({.bins = shape.bins});
  } else if constexpr (std::is_same_v<Accumulator, DistributionScore>) {
    return Accumulator(*find_distribution_metric(metric.name), shape.distribution);
  } else if constexpr (std::is_same_v<Accumulator, IntervalCoincidences>) {
    return Accumulator();
  } else if constexpr (std::is_same_v<Accumulator, FleissKappa>) {
    return Accumulator(shape.classes, shape.raters);
  } else if constexpr (std::is_same_v<Accumulator, IntraclassSums>) {
    return Accumulator(shape.raters, NanPolicy::skip);
  } else {
    return Accumulator(shape.classes);
  }
}

template <class Variant, std::size_t I = 0>
[[nodiscard]] Variant empty_variant(std::size_t which, const Metric& metric,
                                    const TaskShape& shape) {
  if constexpr (I + 1 == std::variant_size_v<Variant>) {
    return empty_part<std::variant_alternative_t<I, Variant>>(metric, shape);
  } else {
    return which == I ? Variant(empty_part<std::variant_alternative_t<I, Variant>>(metric, shape))
                      : empty_variant<Variant, I + 1>(which, metric, shape);
  }
}

/// Whether a part serves a metric: each metric of distributions has one of its own.
inline bool serves(const TaskPart& part, std::size_t which, const Metric& metric) {
  const auto* distribution = std::get_if<DistributionScore>(&part);
  return part.index() == which &&
         (distribution == nullptr || facts(distribution->metric()).name == metric.name);
}

/// A part inside a state.
struct ReadPart {
  TaskPart value;
  explicit ReadPart(const State& state) : value(variant_of<TaskPart>(state)) {}
};

/// Rows that a part has counted, or had no finite value for.
inline std::uint64_t rows_of(const TaskPart& part) {
  if (const auto* score = std::get_if<DistributionScore>(&part)) {
    return score->n() + score->infinite() + score->undefined() + score->skipped() +
           score->propagated();
  }
  return std::visit([](const auto& each) { return each.n(); }, part);
}

}  // namespace detail

struct TaskScore::Part {
  detail::TaskPart value;
  friend bool operator==(const Part&, const Part&) = default;
};

TONEWHEEL_INLINE TaskScore::TaskScore(const TaskScore& other) = default;
TONEWHEEL_INLINE TaskScore::TaskScore(TaskScore&& other) noexcept = default;
TONEWHEEL_INLINE TaskScore& TaskScore::operator=(const TaskScore& other) = default;
TONEWHEEL_INLINE TaskScore& TaskScore::operator=(TaskScore&& other) noexcept = default;
TONEWHEEL_INLINE TaskScore::~TaskScore() = default;

TONEWHEEL_INLINE bool TaskScore::equals(const TaskScore& other) const {
  return task_ == other.task_ && ordered_ == other.ordered_ && scale_ == other.scale_ &&
         metrics_ == other.metrics_ && n_ == other.n_ && missing_ == other.missing_ &&
         parts_ == other.parts_;
}

TONEWHEEL_INLINE const ConfusionMatrix* TaskScore::confusion() const noexcept {
  for (const Part& part : parts_) {
    if (const auto* found = std::get_if<ConfusionMatrix>(&part.value)) {
      return found;
    }
  }
  return nullptr;
}

TONEWHEEL_INLINE const MultilabelScore* TaskScore::multilabel() const noexcept {
  for (const Part& part : parts_) {
    if (const auto* found = std::get_if<MultilabelScore>(&part.value)) {
      return found;
    }
  }
  return nullptr;
}

TONEWHEEL_INLINE TaskScore::TaskScore(std::string_view task, std::span<const std::string> metrics,
                                      const TaskShape& shape)
    : ordered_(shape.ordered), scale_(shape.scale) {
  choose(task, metrics);
  make_parts(shape);
}

TONEWHEEL_INLINE void TaskScore::choose(std::string_view task,
                                        std::span<const std::string> metrics) {
  task_ = std::string(catalogue(task).front().task);
  for (const std::string& name : metrics) {
    metrics_.push_back(&metric(task, name));
  }
}

/// A part for each metric that no part before it serves.
TONEWHEEL_INLINE void TaskScore::make_parts(const TaskShape& shape) {
  const detail::TaskPart* none = nullptr;
  for (const Metric* each : metrics_) {
    const std::size_t which = detail::part_kind(*each, none);
    const auto found = std::find_if(parts_.begin(), parts_.end(), [&](const Part& part) {
      return detail::serves(part.value, which, *each);
    });
    part_of_.push_back(static_cast<std::size_t>(found - parts_.begin()));
    if (found == parts_.end()) {
      parts_.push_back({detail::empty_variant<detail::TaskPart>(which, *each, shape)});
    }
  }
}

/// The part of each metric, among those that are there; Error where one has none.
TONEWHEEL_INLINE void TaskScore::find_parts() {
  const detail::TaskPart* none = nullptr;
  for (const Metric* each : metrics_) {
    const std::size_t which = detail::part_kind(*each, none);
    const auto found = std::find_if(parts_.begin(), parts_.end(), [&](const Part& part) {
      return detail::serves(part.value, which, *each);
    });
    if (found == parts_.end()) {
      throw Error("state of task_score: found no part for " + std::string(each->name) +
                  ", expected what each metric is computed of");
    }
    part_of_.push_back(static_cast<std::size_t>(found - parts_.begin()));
  }
}

TONEWHEEL_INLINE TaskScore::TaskScore(const State& state) {
  StateReader from(state, kind);
  choose(from.option<std::string>("task"), from.option<std::vector<std::string>>("metrics"));
  ordered_ = from.option<bool>("ordered");
  scale_ = {from.option<std::vector<double>>("values"), from.option<double>("circumference"),
            from.option<std::vector<double>>("distance")};
  n_ = from.count<std::uint64_t>("n");
  missing_ = from.count<std::uint64_t>("missing");
  for (auto& each : from.count<std::vector<detail::ReadPart>>("parts")) {
    parts_.push_back({std::move(each.value)});
  }
  from.finish();
  find_parts();
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    from.require(std::find(part_of_.begin(), part_of_.end(), i) != part_of_.end(), "parts",
                 "only what a metric is computed of");
    // Of raters, some units do not count everywhere.
    const std::uint64_t rows = detail::rows_of(parts_[i].value);
    from.require(task_ == "agreement" ? rows <= n_ : rows == n_, "n",
                 "as many rows as its parts have");
  }
  require_room(n_, missing_, "rows");
  const auto finite = [](double value) { return std::isfinite(value); };
  from.require(std::all_of(scale_.values.begin(), scale_.values.end(), finite), "values",
               "finite numbers");
  from.require(std::isfinite(scale_.circumference) && scale_.circumference >= 0, "circumference",
               "a finite number of at least 0");
  from.require(std::all_of(scale_.distance.begin(), scale_.distance.end(), finite), "distance",
               "finite numbers");
  for (std::size_t i = 0; i < metrics_.size(); ++i) {
    static_cast<void>(value(i));  // throws Error where the scale does not fit
  }
}

TONEWHEEL_INLINE State TaskScore::state() const {
  std::vector<std::string> names;
  names.reserve(metrics_.size());
  for (const Metric* each : metrics_) {
    names.emplace_back(each->name);
  }
  StateValue::List parts;
  for (const Part& part : parts_) {
    parts.push_back(std::visit([](const auto& each) { return each.state().value(); }, part.value));
  }
  return {std::string(kind),
          {{"task", task_},
           {"metrics", state_value(names)},
           {"ordered", ordered_},
           {"values", state_value(scale_.values)},
           {"circumference", state_value(scale_.circumference)},
           {"distance", state_value(scale_.distance)}},
          {{"n", n_}, {"missing", missing_}, {"parts", std::move(parts)}}};
}

TONEWHEEL_INLINE void TaskScore::add_numbers(double truth, double prediction) {
  if (!std::isfinite(truth) || !std::isfinite(prediction)) {
    add_missing();
    return;
  }
  for (Part& part : parts_) {
    if (auto* moments = std::get_if<PairMoments>(&part.value)) {
      moments->add(truth, prediction);
    } else if (auto* ranks = std::get_if<RankPairs>(&part.value)) {
      ranks->add(truth, prediction);
    }
  }
  add_count(n_, 1, "rows");
}

TONEWHEEL_INLINE void TaskScore::add_class(std::size_t truth, std::size_t prediction,
                                           std::span<const double> probabilities) {
  for (Part& part : parts_) {
    if (auto* matrix = std::get_if<ConfusionMatrix>(&part.value)) {
      matrix->add(truth, prediction);
    } else if (auto* score = std::get_if<ProbabilityScore>(&part.value)) {
      score->add(truth, probabilities);
    } else if (auto* calibration = std::get_if<CalibrationScore>(&part.value)) {
      calibration->add(truth, probabilities);
    } else if (auto* top = std::get_if<TopKScore>(&part.value)) {
      top->add(truth, probabilities);
    } else if (auto* ranking = std::get_if<LabelRanking>(&part.value)) {
      ranking->add(truth, probabilities);
    }
  }
  add_count(n_, 1, "rows");
}

TONEWHEEL_INLINE void TaskScore::add_labels(std::span<const std::uint8_t> truth,
                                            std::span<const std::uint8_t> prediction,
                                            std::span<const double> scores) {
  for (Part& part : parts_) {
    if (auto* score = std::get_if<MultilabelScore>(&part.value)) {
      score->add(truth, prediction);
    } else if (auto* ranking = std::get_if<LabelRanking>(&part.value)) {
      ranking->add(truth, scores);
    }
  }
  add_count(n_, 1, "rows");
}

TONEWHEEL_INLINE void TaskScore::add_distributions(std::span<const double> truth,
                                                   std::span<const double> prediction) {
  for (Part& part : parts_) {
    if (auto* score = std::get_if<DistributionScore>(&part.value)) {
      score->add(truth, prediction);
    }
  }
  add_count(n_, 1, "rows");
}

TONEWHEEL_INLINE void TaskScore::add_unit(std::span<const std::uint32_t> codes,
                                          std::span<const double> numbers) {
  const bool complete = std::find(codes.begin(), codes.end(), no_rating) == codes.end();
  for (Part& part : parts_) {
    if (auto* coincidences = std::get_if<CoincidenceCounts>(&part.value)) {
      coincidences->add(codes);
    } else if (auto* interval = std::get_if<IntervalCoincidences>(&part.value)) {
      interval->add(numbers);
    } else if (auto* fleiss = std::get_if<FleissKappa>(&part.value)) {
      if (complete) {
        fleiss->add(codes);
      }
    } else if (auto* sums = std::get_if<IntraclassSums>(&part.value)) {
      sums->add(numbers);
    }
  }
  add_count(n_, 1, "rows");
}

TONEWHEEL_INLINE void TaskScore::add_missing(std::uint64_t rows) {
  require_room(n_, missing_ + rows, "rows");
  missing_ += rows;
}

TONEWHEEL_INLINE void TaskScore::merge(const TaskScore& other) {
  if (task_ != other.task_ || ordered_ != other.ordered_ || scale_ != other.scale_ ||
      metrics_ != other.metrics_ || parts_.size() != other.parts_.size()) {
    throw Error("task score: found a score of " + other.task_ + " by " +
                std::to_string(other.metrics_.size()) + " metrics to merge, expected one of " +
                task_ + " by the same " + std::to_string(metrics_.size()));
  }
  TaskScore merged = *this;  // so that all is merged or nothing
  for (std::size_t i = 0; i < merged.parts_.size(); ++i) {
    std::visit(
        [&](auto& part) {
          using Accumulator = std::remove_cvref_t<decltype(part)>;
          const auto* more = std::get_if<Accumulator>(&other.parts_[i].value);
          if (more == nullptr) {
            throw Error("task score: found other parts to merge, expected " +
                        std::string(Accumulator::kind));
          }
          part.merge(*more);
        },
        merged.parts_[i].value);
  }
  add_count(merged.n_, other.n_, "rows");
  merged.add_missing(other.missing_);
  *this = std::move(merged);
}

TONEWHEEL_INLINE double TaskScore::value(std::size_t position) const {
  if (position >= metrics_.size()) {
    throw Error("task score: found metric " + std::to_string(position) + ", expected one below " +
                std::to_string(metrics_.size()));
  }
  if (metrics_[position]->needs_order && !ordered_) {
    return undefined_value;
  }
  return std::visit(
      [&](const auto& part) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(part)>, CoincidenceCounts>) {
          return metrics_[position]->value(part, scale_);
        } else {
          return metrics_[position]->value(part);
        }
      },
      parts_[part_of_[position]].value);
}

TONEWHEEL_INLINE double TaskScore::value(std::string_view name) const {
  for (std::size_t i = 0; i < metrics_.size(); ++i) {
    if (metrics_[i]->name == name) {
      return value(i);
    }
  }
  throw Error("task score: found the metric " + shown(name) + ", expected one that is kept");
}

TONEWHEEL_INLINE std::span<const Metric* const> TaskScore::metrics() const noexcept {
  return metrics_;
}

}  // namespace tonewheel
