#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <ranges>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/unit_means.hpp>
#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/core/state.hpp>

/// Graded set scores, our own: near misses earn part of a credit. Where credits are 1 for equal
/// labels and 0 for others, they are the hard scores of SetScore.
namespace tonewheel {
inline namespace overlap {

/// A sample: sizes of its two sets of labels and the credit matched between them.
struct SoftCounts {
  std::uint32_t truth = 0;       ///< true labels
  std::uint32_t prediction = 0;  ///< predicted labels
  double credit = 0;             ///< in [0, min(truth, prediction)]
  friend bool operator==(const SoftCounts&, const SoftCounts&) = default;
};

/// Credits of each true label (rows) with each predicted one (columns): a matrix of its own.
struct CreditMatrix {
  std::vector<double> values;  ///< row after row
  std::size_t rows = 0;        ///< true labels
  std::size_t columns = 0;     ///< predicted labels
  /// The matrix as functions take it.
  [[nodiscard]] MatrixView<double> view() const { return {values, rows, columns}; }
};

/// credit(true label, predicted label) for every pair: a similarity of graph/similarity.hpp, a
/// credit of metric/vocabulary/wheel_credit.hpp, or any other number in [0, 1]. Lists are taken as
/// they are: remove duplicates first.
template <std::ranges::forward_range Truth, std::ranges::forward_range Prediction, class Credit>
[[nodiscard]] CreditMatrix credit_matrix(const Truth& truth, const Prediction& prediction,
                                         const Credit& credit) {
  CreditMatrix matrix;
  for (const auto& label : truth) {
    ++matrix.rows;
    for (const auto& other : prediction) {
      matrix.values.push_back(static_cast<double>(credit(label, other)));
    }
  }
  matrix.columns = static_cast<std::size_t>(std::ranges::distance(prediction));
  return matrix;
}

/// Pairs the labels one to one so that the sum of their credits is greatest. Throws Error on a
/// credit outside [0, 1] and on a size that does not fit.
[[nodiscard]] SoftCounts soft_counts(const MatrixView<double>& credits);

/// Over samples: precision = credit / prediction, recall = credit / truth; skipped and empty
/// samples, means and F as SetScore has them. Each fraction is rounded down to a multiple of 2^-64
/// and the rest is whole numbers: shards merge in any order to the same bits.
class SoftScore {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "soft_score";

  SoftScore() = default;
  /// Throws Error on a state that no score has.
  explicit SoftScore(const State& state);

  /// Throws Error on a credit that is not in [0, min(truth, prediction)].
  void add(const SoftCounts& sample);
  /// As if the other's samples had been added here. Throws Error above 2^64 - 1 samples.
  void merge(const SoftScore& other);

  /// Samples that count.
  [[nodiscard]] std::uint64_t n() const noexcept { return means_.n(); }
  /// Samples whose truth is empty.
  [[nodiscard]] std::uint64_t skipped() const noexcept { return means_.skipped(); }
  /// Of those that count.
  [[nodiscard]] std::uint64_t empty_predictions() const noexcept { return empty_predictions_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;

  /// In [0, 1], to 2^-53; 0 where nothing was counted.
  [[nodiscard]] double precision() const noexcept;
  /// Mean over samples of credit / truth.
  [[nodiscard]] double recall() const noexcept;
  /// F of the two means.
  [[nodiscard]] double fscore() const noexcept;

  friend bool operator==(const SoftScore&, const SoftScore&) = default;

 private:
  UnitMeans<2> means_;  ///< precision and recall
  std::uint64_t empty_predictions_ = 0;
};

}  // namespace overlap
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/overlap/impl/soft_match_inl.hpp>
#endif
