#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>

#include <tonewheel/affect/prior.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/affectnet.hpp>

namespace tonewheel {

TONEWHEEL_INLINE Prior Prior::from_weights(std::vector<std::pair<std::string, double>> weights) {
  if (weights.empty()) {
    throw Error("prior: no classes");
  }
  for (auto entry = weights.begin(); entry != weights.end(); ++entry) {
    if (!(entry->second > 0) || !std::isfinite(entry->second)) {
      throw Error("prior of " + entry->first + ": found " + number_text(entry->second) +
                  ", expected a finite number > 0");
    }
    if (std::any_of(weights.begin(), entry,
                    [&](const auto& other) { return other.first == entry->first; })) {
      throw Error("prior: class " + entry->first + " stands twice");
    }
  }
  Prior prior;
  prior.weights_ = std::move(weights);
  return prior;
}

TONEWHEEL_INLINE Prior Prior::from_table(const Table& table) {
  const std::size_t name = table.column("class");
  const auto count = table.find("count");
  if (count && table.find("prior")) {
    throw Error({table.file(), 0, "count"},
                "found a column prior beside it, expected one of the two");
  }
  const std::size_t weight = count ? *count : table.column("prior");
  std::vector<std::pair<std::string, double>> weights;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& class_name = table.cell(row, name);
    if (class_name.empty() || std::any_of(weights.begin(), weights.end(), [&](const auto& each) {
          return each.first == class_name;
        })) {
      throw Error({table.file(), row + 1, "class"},
                  "found " + shown(class_name) + ", expected a name that stands once");
    }
    const double value = table.number(row, weight);
    if (!(value > 0)) {
      throw Error({table.file(), row + 1, table.header()[weight]},
                  "found " + table.cell(row, weight) + ", expected a number > 0");
    }
    weights.emplace_back(class_name, value);
  }
  if (weights.empty()) {
    throw Error({table.file(), 0, {}}, "a header without rows, expected at least one class");
  }
  return from_weights(std::move(weights));
}

TONEWHEEL_INLINE Prior Prior::from_counts(std::span<const std::string> classes,
                                          std::span<const std::uint64_t> counts) {
  const auto total = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  if (classes.size() != counts.size() || total == 0) {
    throw Error("prior: " + std::to_string(classes.size()) + " classes, " +
                std::to_string(counts.size()) + " counts with sum " + std::to_string(total) +
                "; expected a count a class, not all zero");
  }
  std::vector<std::pair<std::string, double>> weights;
  for (std::size_t k = 0; k < classes.size(); ++k) {
    const double frequency = static_cast<double>(counts[k]) / static_cast<double>(total);
    weights.emplace_back(classes[k], std::max(prior_floor, frequency));
  }
  return from_weights(std::move(weights));
}

TONEWHEEL_INLINE Prior Prior::affectnet() {
  const Table table = Table::parse(data::affectnet);
  std::vector<std::string> classes;
  std::vector<std::uint64_t> counts;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    classes.push_back(table.cell(row, table.column("class")));
    counts.push_back(
        static_cast<std::uint64_t>(table.number(row, table.column("training images"))));
  }
  return from_counts(classes, counts);
}

TONEWHEEL_INLINE std::vector<double> Prior::weights_for(
    std::span<const std::string> classes) const {
  std::vector<double> out;
  if (is_uniform()) {
    out.assign(classes.size(), 1.0 / static_cast<double>(classes.size()));
    return out;
  }
  for (const std::string& name : classes) {
    const auto entry = std::find_if(weights_.begin(), weights_.end(),
                                    [&](const auto& each) { return each.first == name; });
    if (entry == weights_.end()) {
      throw Error("prior: the class " + name + " of the space has no prior");
    }
    out.push_back(entry->second);
  }
  for (const auto& entry : weights_) {
    if (std::find(classes.begin(), classes.end(), entry.first) == classes.end()) {
      throw Error("prior: " + entry.first + " is no class of the space");
    }
  }
  return out;
}

}  // namespace tonewheel
