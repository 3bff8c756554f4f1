#pragma once

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/task_score.hpp>
#include <tonewheel/metric/undefined.hpp>

namespace tonewheel {
namespace detail {

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

}  // namespace detail

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
  const Part* none = nullptr;
  for (const Metric* each : metrics_) {
    const std::size_t which = detail::part_kind(*each, none);
    const bool shared = !each->is_of<DistributionScore>();  // of which each has its own
    const auto found = std::find_if(parts_.begin(), parts_.end(), [&](const Part& part) {
      return part.index() == which &&
             (shared || facts(std::get<DistributionScore>(part).metric()).name == each->name);
    });
    part_of_.push_back(static_cast<std::size_t>(found - parts_.begin()));
    if (found == parts_.end()) {
      parts_.push_back(detail::empty_variant<Part>(which, *each, shape));
    }
  }
}

TONEWHEEL_INLINE TaskScore::Part TaskScore::read_part(const State& state) {
  return detail::variant_of<Part>(state);
}

TONEWHEEL_INLINE TaskScore::TaskScore(const State& state) {
  StateReader from(state, kind);
  choose(from.option<std::string>("task"), from.option<std::vector<std::string>>("metrics"));
  ordered_ = from.option<bool>("ordered");
  scale_ = {from.option<std::vector<double>>("values"), from.option<double>("circumference"),
            from.option<std::vector<double>>("distance")};
  n_ = from.count<std::uint64_t>("n");
  missing_ = from.count<std::uint64_t>("missing");
  struct PartState {
    Part part;
    explicit PartState(const State& inner) : part(read_part(inner)) {}
  };
  std::vector<PartState> parts;
  for (PartState& each : from.count<std::vector<PartState>>("parts")) {
    parts_.push_back(std::move(each.part));
  }
  from.finish();
  // Each metric has its part, and each part a metric.
  std::vector<bool> used(parts_.size(), false);
  const Part* none = nullptr;
  for (const Metric* each : metrics_) {
    const std::size_t which = detail::part_kind(*each, none);
    std::size_t at = 0;
    while (at < parts_.size() &&
           (parts_[at].index() != which ||
            (each->is_of<DistributionScore>() &&
             facts(std::get<DistributionScore>(parts_[at]).metric()).name != each->name))) {
      ++at;
    }
    from.require(at < parts_.size(), "parts", "what each metric is computed of");
    used[at] = true;
    part_of_.push_back(at);
  }
  from.require(std::find(used.begin(), used.end(), false) == used.end(), "parts",
               "only what a metric is computed of");
  for (const Part& part : parts_) {
    const std::uint64_t counted = std::visit([](const auto& each) { return each.n(); }, part);
    from.require(counted <= n_, "n", "at least as many rows as a part has counted");
  }
}

TONEWHEEL_INLINE State TaskScore::state() const {
  std::vector<std::string> names;
  for (const Metric* each : metrics_) {
    names.emplace_back(each->name);
  }
  StateValue::List parts;
  for (const Part& part : parts_) {
    parts.push_back(std::visit([](const auto& each) { return each.state().value(); }, part));
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
    if (auto* moments = std::get_if<PairMoments>(&part)) {
      moments->add(truth, prediction);
    } else if (auto* ranks = std::get_if<RankPairs>(&part)) {
      ranks->add(truth, prediction);
    }
  }
  ++n_;
}

TONEWHEEL_INLINE void TaskScore::add_class(std::size_t truth, std::size_t prediction,
                                           std::span<const double> probabilities) {
  for (Part& part : parts_) {
    if (auto* matrix = std::get_if<ConfusionMatrix>(&part)) {
      matrix->add(truth, prediction);
    } else if (auto* score = std::get_if<ProbabilityScore>(&part)) {
      score->add(truth, probabilities);
    } else if (auto* calibration = std::get_if<CalibrationScore>(&part)) {
      calibration->add(truth, probabilities);
    } else if (auto* top = std::get_if<TopKScore>(&part)) {
      top->add(truth, probabilities);
    } else if (auto* ranking = std::get_if<LabelRanking>(&part)) {
      ranking->add(truth, probabilities);
    }
  }
  ++n_;
}

TONEWHEEL_INLINE void TaskScore::add_labels(std::span<const std::uint8_t> truth,
                                            std::span<const std::uint8_t> prediction,
                                            std::span<const double> scores) {
  for (Part& part : parts_) {
    if (auto* score = std::get_if<MultilabelScore>(&part)) {
      score->add(truth, prediction);
    } else if (auto* ranking = std::get_if<LabelRanking>(&part)) {
      ranking->add(truth, scores);
    }
  }
  ++n_;
}

TONEWHEEL_INLINE void TaskScore::add_distributions(std::span<const double> truth,
                                                   std::span<const double> prediction) {
  for (Part& part : parts_) {
    if (auto* score = std::get_if<DistributionScore>(&part)) {
      score->add(truth, prediction);
    }
  }
  ++n_;
}

TONEWHEEL_INLINE void TaskScore::add_unit(std::span<const std::uint32_t> codes,
                                          std::span<const double> numbers) {
  const bool complete = std::find(codes.begin(), codes.end(), no_rating) == codes.end();
  for (Part& part : parts_) {
    if (auto* coincidences = std::get_if<CoincidenceCounts>(&part)) {
      coincidences->add(codes);
    } else if (auto* interval = std::get_if<IntervalCoincidences>(&part)) {
      interval->add(numbers);
    } else if (auto* fleiss = std::get_if<FleissKappa>(&part)) {
      if (complete) {
        fleiss->add(codes);
      }
    } else if (auto* sums = std::get_if<IntraclassSums>(&part)) {
      sums->add(numbers);
    }
  }
  ++n_;
}

TONEWHEEL_INLINE void TaskScore::add_missing(std::uint64_t rows) {
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
          const auto* more = std::get_if<Accumulator>(&other.parts_[i]);
          if (more == nullptr) {
            throw Error("task score: found other parts to merge, expected " +
                        std::string(Accumulator::kind));
          }
          part.merge(*more);
        },
        merged.parts_[i]);
  }
  merged.n_ += other.n_;
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
      parts_[part_of_[position]]);
}

TONEWHEEL_INLINE double TaskScore::value(std::string_view name) const {
  for (std::size_t i = 0; i < metrics_.size(); ++i) {
    if (metrics_[i]->name == name) {
      return value(i);
    }
  }
  throw Error("task score: found the metric " + shown(name) + ", expected one that is kept");
}

}  // namespace tonewheel
