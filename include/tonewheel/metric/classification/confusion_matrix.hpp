#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/classification/label_score.hpp>

namespace tonewheel {
inline namespace classification {

/// How often each class was predicted for samples of each true class: rows are the truth, columns
/// the prediction. The state of every metric of class_scores.hpp: integer counts, so shards merge
/// in any order to the same bits.
class ConfusionMatrix {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "confusion_matrix";

  /// 1 to 8192 classes, else Error.
  explicit ConfusionMatrix(std::size_t classes);
  /// Throws Error on a state that no matrix has.
  explicit ConfusionMatrix(const State& state);
  /// The matrix with those counts, classes x classes, row after row; one published, for instance.
  /// Throws Error on another size and above 2^53 samples.
  [[nodiscard]] static ConfusionMatrix from_counts(std::size_t classes,
                                                   std::span<const std::uint64_t> counts);

  /// `count` samples of class `truth` for which `prediction` was said. Throws Error on a class
  /// there is none of, and above 2^53 samples in all.
  void add(std::size_t truth, std::size_t prediction, std::uint64_t count = 1);
  /// As if the other's samples had been added here. Throws Error on another number of classes and
  /// above 2^53 samples.
  void merge(const ConfusionMatrix& other);

  /// How many classes there are.
  [[nodiscard]] std::size_t classes() const noexcept { return classes_; }
  /// Samples.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// Both below classes().
  [[nodiscard]] std::uint64_t at(std::size_t truth, std::size_t prediction) const {
    return counts_[truth * classes_ + prediction];
  }
  /// Row after row.
  [[nodiscard]] std::span<const std::uint64_t> counts() const noexcept { return counts_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// Of each class: row sum, column sum and diagonal.
  [[nodiscard]] std::vector<LabelCounts> label_counts() const;

  friend bool operator==(const ConfusionMatrix&, const ConfusionMatrix&) = default;

 private:
  std::size_t classes_;
  std::uint64_t n_ = 0;
  std::vector<std::uint64_t> counts_;
};

}  // namespace classification
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/classification/impl/confusion_matrix_inl.hpp>
#endif
