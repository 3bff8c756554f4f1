#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/training_rows.hpp>

namespace tonewheel {

/// Rated points as vectors, an entry a row; labels or votes, not both.
struct TrainingColumns {
  std::vector<std::string> classes;     ///< the names of the classes, each once
  std::vector<Vad> points{};            ///< on the unit scale, finite
  bool has_dominance = true;            ///< else dominance is not looked at
  std::vector<std::uint32_t> labels{};  ///< positions in classes, or no_label
  std::vector<double> votes{};          ///< rows x classes, >= 0, finite
  /// Votes are counts of people, whole numbers. Of shares it is not known how many voted.
  bool votes_count_people = false;
  std::vector<double> weights{};      ///< >= 0, finite; empty: 1 each
  std::vector<std::string> groups{};  ///< whose row it is (speaker, video); empty: no groups
};

/// A data set in memory, to fit a space to or to judge one by. Rows are numbered from 1.
///
///     const TrainingTable rows({.classes = {"calm", "angry"}, .points = points,
///                               .labels = labels, .groups = speakers});
class TrainingTable final : public TrainingRows {
 public:
  /// Checks all. Throws Error, with the row where it is one, on: no class, an empty or doubled
  /// name, columns of different lengths, both labels and votes or neither, a label that is no
  /// class, a point that is not finite, a vote or weight that is negative or not finite, and on
  /// votes that should count people and are no whole numbers.
  explicit TrainingTable(TrainingColumns columns);

  /// How many rows there are.
  [[nodiscard]] std::size_t size() const noexcept { return all_.size(); }
  /// The classes, in the order of their numbers.
  [[nodiscard]] const std::vector<std::string>& classes() const override { return classes_; }
  /// Whether the points have a dominance.
  [[nodiscard]] bool has_dominance() const override { return has_dominance_; }
  [[nodiscard]] bool has_votes() const override { return !all_.votes.empty(); }
  [[nodiscard]] bool counts_people() const override { return counts_people_; }
  [[nodiscard]] const std::vector<std::string>& groups() const override { return groups_; }
  void pass(const std::function<void(const TrainingBlock&)>& consume) const override;

 private:
  std::vector<std::string> classes_;
  bool has_dominance_;
  bool counts_people_;
  std::vector<std::string> groups_;  ///< sorted
  TrainingBlock all_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/training_table_inl.hpp>
#endif
