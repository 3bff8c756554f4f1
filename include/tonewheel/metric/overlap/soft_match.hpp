#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <ranges>
#include <vector>

#include <tonewheel/core/assignment.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/unit_sum.hpp>

/// Graded set scores, our own: near misses earn part of a credit. Where credits are 1 for equal
/// labels and 0 for others, they are the hard scores of SetScore.
namespace tonewheel {
inline namespace overlap {

/// A sample: sizes of its two sets of labels and the credit matched between them.
struct SoftCounts {
  std::uint32_t truth = 0;
  std::uint32_t prediction = 0;
  double credit = 0;  ///< in [0, min(truth, prediction)]
  friend bool operator==(const SoftCounts&, const SoftCounts&) = default;
};

/// Credits of each true label (rows) with each predicted one (columns): a matrix of its own.
struct CreditMatrix {
  std::vector<double> values;
  std::size_t rows = 0;
  std::size_t columns = 0;
  [[nodiscard]] MatrixSpan view() const { return {values, rows, columns}; }
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
[[nodiscard]] SoftCounts soft_counts(const MatrixSpan& credits);

/// Over samples: precision = credit / prediction, recall = credit / truth; skipped and empty
/// samples, means and F as SetScore has them. Each fraction is rounded down to a multiple of 2^-64
/// and the rest is whole numbers: shards merge in any order to the same bits.
class SoftScore {
 public:
  /// The state of a score.
  struct State {
    UnitSum precision{};
    UnitSum recall{};
    std::uint64_t counted = 0;
    std::uint64_t skipped = 0;
    std::uint64_t empty_predictions = 0;
    friend bool operator==(const State&, const State&) = default;
  };

  SoftScore() = default;
  explicit SoftScore(const State& state) : state_(state) {}

  /// Throws Error on a credit that is not in [0, min(truth, prediction)].
  void add(const SoftCounts& sample);
  void merge(const SoftScore& other) noexcept;

  [[nodiscard]] const State& state() const noexcept { return state_; }
  [[nodiscard]] std::uint64_t counted() const noexcept { return state_.counted; }
  [[nodiscard]] std::uint64_t skipped() const noexcept { return state_.skipped; }
  [[nodiscard]] std::uint64_t empty_predictions() const noexcept {
    return state_.empty_predictions;
  }

  /// In [0, 1], to 2^-53; 0 where nothing was counted.
  [[nodiscard]] double precision() const noexcept;
  [[nodiscard]] double recall() const noexcept;
  [[nodiscard]] double fscore() const noexcept;

  friend bool operator==(const SoftScore&, const SoftScore&) = default;

 private:
  State state_;
};

}  // namespace overlap
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/overlap/impl/soft_match_inl.hpp>
#endif
