#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/training_table.hpp>

namespace tonewheel {
namespace detail {

inline constexpr std::size_t training_block_rows = 4096;

inline void require_training_length(const char* column, std::size_t found, std::size_t expected) {
  if (found != expected) {
    throw Error("training table: found " + std::to_string(found) + " " + column + ", expected " +
                std::to_string(expected));
  }
}

inline void require_training_classes(const std::vector<std::string>& classes) {
  std::set<std::string> met;
  for (const std::string& name : classes) {
    if (name.empty() || !met.insert(name).second) {
      throw Error("training table: class name " + shown(name) + " is empty or stands twice");
    }
  }
  if (classes.empty() || classes.size() >= no_label) {
    throw Error("training table: found " + std::to_string(classes.size()) +
                " classes, expected at least 1");
  }
}

/// Throws Error, with the row, unless every number is >= 0 and at most most_amount; `columns` of
/// them a row.
inline void require_training_numbers(const char* noun, const std::vector<double>& numbers,
                                     std::size_t columns, bool whole) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const double x = numbers[i];
    if (!(x >= 0 && x <= most_amount) || (whole && x != std::floor(x))) {
      throw Error(Place{"", i / columns + 1, ""}, std::string("training table: found ") + noun +
                                                      " " + number_text(x) + ", expected a " +
                                                      (whole ? "whole" : "finite") +
                                                      " number >= 0, at most 1e+100");
    }
  }
}

inline void require_training_points(const std::vector<Vad>& points, bool has_dominance) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (const Axis axis : all_axes) {
      if ((has_dominance || axis != Axis::dominance) && !std::isfinite(points[i][axis])) {
        throw Error(
            Place{"", i + 1, std::string(name(axis))},
            "training table: found " + number_text(points[i][axis]) + ", expected a finite number");
      }
    }
  }
}

}  // namespace detail

TONEWHEEL_INLINE TrainingTable::TrainingTable(TrainingColumns columns)
    : classes_(std::move(columns.classes)),
      has_dominance_(columns.has_dominance),
      counts_people_(columns.votes_count_people) {
  detail::require_training_classes(classes_);
  const std::size_t rows = columns.points.size();
  if (columns.labels.empty() == columns.votes.empty() && rows != 0) {
    throw Error("training table: found " + std::to_string(columns.labels.size()) + " labels and " +
                std::to_string(columns.votes.size()) + " votes, expected either labels or votes");
  }
  if (!columns.labels.empty()) {
    detail::require_training_length("labels", columns.labels.size(), rows);
  }
  if (!columns.votes.empty()) {
    detail::require_training_length("votes", columns.votes.size(), rows * classes_.size());
  }
  if (!columns.weights.empty()) {
    detail::require_training_length("weights", columns.weights.size(), rows);
  }
  if (!columns.groups.empty()) {
    detail::require_training_length("groups", columns.groups.size(), rows);
  }
  if (counts_people_ && columns.votes.empty() && rows != 0) {
    throw Error("training table: found votes_count_people of labels, expected it of votes only");
  }
  detail::require_training_points(columns.points, has_dominance_);
  detail::require_training_numbers("votes", columns.votes, classes_.size(), counts_people_);
  detail::require_training_numbers("weight", columns.weights, 1, false);
  for (std::size_t i = 0; i < columns.labels.size(); ++i) {
    if (columns.labels[i] >= classes_.size() && columns.labels[i] != no_label) {
      throw Error(Place{"", i + 1, ""},
                  "training table: found label " + std::to_string(columns.labels[i]) +
                      ", expected one below " + std::to_string(classes_.size()) + " or no_label");
    }
  }
  groups_ = columns.groups;
  std::sort(groups_.begin(), groups_.end());
  groups_.erase(std::unique(groups_.begin(), groups_.end()), groups_.end());
  for (std::size_t i = 0; i < rows; ++i) {
    all_.rows.push_back(i + 1);
    if (!has_dominance_) {
      columns.points[i].dominance = 0;
    }
    if (!columns.groups.empty()) {
      const auto place = std::lower_bound(groups_.begin(), groups_.end(), columns.groups[i]);
      all_.groups.push_back(static_cast<std::uint32_t>(place - groups_.begin()));
    }
  }
  all_.points = std::move(columns.points);
  all_.labels = std::move(columns.labels);
  all_.votes = std::move(columns.votes);
  all_.weights = std::move(columns.weights);
}

TONEWHEEL_INLINE void TrainingTable::pass(
    const std::function<void(const TrainingBlock&)>& consume) const {
  TrainingBlock block;
  for (std::size_t first = 0; first < size(); first += detail::training_block_rows) {
    const std::size_t last = std::min(size(), first + detail::training_block_rows);
    const auto part = [&](const auto& from, auto& to, std::size_t columns) {
      if (!from.empty()) {
        to.assign(from.begin() + static_cast<std::ptrdiff_t>(first * columns),
                  from.begin() + static_cast<std::ptrdiff_t>(last * columns));
      }
    };
    part(all_.rows, block.rows, 1);
    part(all_.points, block.points, 1);
    part(all_.labels, block.labels, 1);
    part(all_.votes, block.votes, classes_.size());
    part(all_.weights, block.weights, 1);
    part(all_.groups, block.groups, 1);
    consume(block);
  }
}

}  // namespace tonewheel
