#pragma once

#include <algorithm>
#include <string>

#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/catalogue.hpp>
#include <tonewheel/metric/impl/catalogue_agreement_inl.hpp>
#include <tonewheel/metric/impl/catalogue_classification_inl.hpp>
#include <tonewheel/metric/impl/catalogue_distribution_inl.hpp>
#include <tonewheel/metric/impl/catalogue_multilabel_inl.hpp>
#include <tonewheel/metric/impl/catalogue_regression_inl.hpp>
#include <tonewheel/metric/impl/catalogue_vocabulary_inl.hpp>

namespace tonewheel {

TONEWHEEL_INLINE void Metric::refuse(std::string_view kind) const {
  throw Error("metric " + std::string(name) + " of " + std::string(task) + ": found " +
              std::string(kind) + ", expected what it is computed of");
}

TONEWHEEL_INLINE std::span<const Metric> catalogue() {
  static const std::vector<Metric> all = [] {
    std::vector<Metric> list;
    detail::add_regression_metrics(list);
    detail::add_classification_metrics(list);
    detail::add_multilabel_metrics(list);
    detail::add_distribution_metrics(list);
    detail::add_agreement_metrics(list);
    detail::add_vocabulary_metrics(list);
    return list;
  }();
  return all;
}

TONEWHEEL_INLINE std::span<const Metric> catalogue(std::string_view task) {
  const std::span<const Metric> all = catalogue();
  const auto of_task = [&](const Metric& each) { return each.task == task; };
  const auto first = std::find_if(all.begin(), all.end(), of_task);
  if (first == all.end()) {
    std::string known;
    std::string_view last;
    for (const Metric& each : all) {
      if (each.task != last) {
        known += (known.empty() ? "" : ", ") + std::string(each.task);
        last = each.task;
      }
    }
    throw Error("found the task " + shown(task) + ", expected one of " + known);
  }
  return {first, std::find_if_not(first, all.end(), of_task)};
}

TONEWHEEL_INLINE const Metric& metric(std::string_view task, std::string_view name) {
  const std::span<const Metric> of_task = catalogue(task);
  const auto found = std::find_if(of_task.begin(), of_task.end(),
                                  [&](const Metric& each) { return each.name == name; });
  if (found == of_task.end()) {
    std::string known;
    for (const Metric& each : of_task) {
      known += (known.empty() ? "" : ", ") + std::string(each.name);
    }
    throw Error("no metric " + shown(name) + " of " + std::string(task) + ", expected one of " +
                known);
  }
  return *found;
}

}  // namespace tonewheel
