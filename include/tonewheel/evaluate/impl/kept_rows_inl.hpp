#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/parallel.hpp>
#include <tonewheel/dataset/training_rows.hpp>
#include <tonewheel/evaluate/folds.hpp>

namespace tonewheel::detail {

/// Appends a row to a block of rows from anywhere: its weight is 1 where its own block has none.
inline void copy_row(const TrainingBlock& from, std::size_t i, std::size_t classes,
                     TrainingBlock& to) {
  if (!from.weights.empty() && to.weights.empty()) {
    to.weights.assign(to.size(), 1);
  }
  if (!from.weights.empty() || !to.weights.empty()) {
    to.weights.push_back(from.weights.empty() ? 1 : from.weights[i]);
  }
  to.rows.push_back(from.rows[i]);
  to.points.push_back(from.points[i]);
  if (!from.labels.empty()) {
    to.labels.push_back(from.labels[i]);
  }
  if (!from.votes.empty()) {
    const auto first = from.votes.begin() + static_cast<std::ptrdiff_t>(i * classes);
    to.votes.insert(to.votes.end(), first, first + static_cast<std::ptrdiff_t>(classes));
  }
  if (!from.groups.empty()) {
    to.groups.push_back(from.groups[i]);
  }
}

/// The rows of the least row_bits(), some more than are asked for: how many rows there will be is
/// not known while they come.
class DrawnRows {
 public:
  DrawnRows(std::size_t most, std::size_t classes, std::uint64_t seed)
      : room_(2 * std::min(most, most_rows_asked)), classes_(classes), bits_(seed, 1) {}

  void add(const TrainingBlock& from, std::size_t i) {
    if (bits_(from.rows[i]) > limit_) {
      return;
    }
    if (rows_.size() == 0) {
      const std::size_t ahead = std::min(room_, std::size_t{1} << 20U) + 1;
      rows_.rows.reserve(ahead);
      rows_.points.reserve(ahead);
      rows_.labels.reserve(from.labels.empty() ? 0 : ahead);
      rows_.groups.reserve(from.groups.empty() ? 0 : ahead);
    }
    copy_row(from, i, classes_, rows_);
    while (rows_.size() > room_) {
      limit_ -= limit_ / 4;
      thin();
    }
  }
  /// Every row that came whose bits are at most that.
  [[nodiscard]] std::uint64_t limit() const noexcept { return limit_; }
  [[nodiscard]] const TrainingBlock& rows() const noexcept { return rows_; }

 private:
  /// Leaves the rows within the limit, where they are.
  void thin() {
    std::vector<std::size_t> kept;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (bits_(rows_.rows[row]) <= limit_) {
        kept.push_back(row);
      }
    }
    const auto pull = [&](auto& values, std::size_t each) {
      if (values.empty()) {
        return;
      }
      for (std::size_t to = 0; to < kept.size(); ++to) {
        for (std::size_t i = 0; i < each; ++i) {
          values[to * each + i] = values[kept[to] * each + i];
        }
      }
      values.resize(kept.size() * each);
    };
    pull(rows_.points, 1);
    pull(rows_.labels, 1);
    pull(rows_.votes, classes_);
    pull(rows_.weights, 1);
    pull(rows_.groups, 1);
    pull(rows_.rows, 1);
  }

  static constexpr std::size_t most_rows_asked = std::size_t{1} << 60U;

  std::size_t room_;
  std::size_t classes_;
  RowHash bits_;
  std::uint64_t limit_ = std::numeric_limits<std::uint64_t>::max();
  TrainingBlock rows_;
};

/// Some rows of others, in memory, so that these are not read again.
class KeptRows final : public TrainingRows {
 public:
  explicit KeptRows(const TrainingRows& rows) : rows_(rows) {}

  void add(const TrainingBlock& from, std::size_t i) {
    constexpr std::size_t rows_a_block = 4096;
    if (blocks_.empty() || blocks_.back().size() == rows_a_block) {
      blocks_.emplace_back();
    }
    copy_row(from, i, rows_.classes().size(), blocks_.back());
  }

  [[nodiscard]] std::string name() const override { return rows_.name(); }
  [[nodiscard]] const std::vector<std::string>& classes() const override { return rows_.classes(); }
  [[nodiscard]] bool has_dominance() const override { return rows_.has_dominance(); }
  [[nodiscard]] bool has_votes() const override { return rows_.has_votes(); }
  [[nodiscard]] bool counts_people() const override { return rows_.counts_people(); }
  [[nodiscard]] const std::vector<std::string>& groups() const override { return rows_.groups(); }
  void pass(const std::function<void(const TrainingBlock&)>& consume) const override {
    for (const TrainingBlock& block : blocks_) {
      consume(block);
    }
  }
  [[nodiscard]] std::size_t workers() const override { return rows_.workers(); }
  void pass_together(
      const std::function<void(std::size_t worker, const TrainingBlock&)>& consume) const override {
    for_parts(workers(), blocks_.size(),
              [&](std::size_t worker, std::size_t first, std::size_t last) {
                for (std::size_t block = first; block < last; ++block) {
                  consume(worker, blocks_[block]);
                }
              });
  }

 private:
  const TrainingRows& rows_;
  std::vector<TrainingBlock> blocks_;
};

}  // namespace tonewheel::detail
