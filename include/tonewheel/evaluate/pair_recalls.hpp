#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {

/// How well two classes are told from each other.
struct PairRecall {
  std::size_t a = 0;         ///< positions of the classes, a < b
  std::size_t b = 0;         ///< the position of the second class
  std::uint64_t rows_a = 0;  ///< how many rows are of class a
  std::uint64_t rows_b = 0;  ///< how many rows are of class b
  double recall_a = 0;       ///< share of a's rows for which a is likelier than b; NaN without rows
  double recall_b = 0;       ///< share of b's rows for which b is likelier than a; NaN without rows
  /// recall_a + recall_b - 1, Youden's J: 1 where the two never meet, 0 for one cloud, and for any
  /// answer that does not look at the point, such as the class frequencies.
  double told_apart = 0;
  double standard_error = 0;  ///< of told_apart: sqrt of the sum of r (1 - r) / rows
};

/// Whether each class is told from each other one: of the rows of the two, how often the
/// probability of the true one is the larger, whatever third class is likelier still. Priors should
/// be taken out before (the logarithms of likelihoods are as good), so that a rare class is not
/// lost for being rare. Whole numbers: shards merge in any order to the same bits.
class PairRecalls {
 public:
  /// The name of this type in a State.
  static constexpr std::string_view kind = "pair_recalls";

  /// Throws Error on no classes.
  explicit PairRecalls(std::size_t classes);
  /// Throws Error on a state that no rows give.
  explicit PairRecalls(const State& state);

  /// A row of class `truth`: likelihoods or their logarithms, never NaN. Equal ones count as not
  /// told. Throws Error otherwise.
  void add(std::size_t truth, std::span<const double> likelihoods);
  /// Throws Error on another number of classes.
  void merge(const PairRecalls& other);

  /// Rows.
  [[nodiscard]] std::uint64_t n() const noexcept;
  /// Of two classes, a < b, else Error.
  [[nodiscard]] PairRecall pair(std::size_t a, std::size_t b) const;

  /// The pairs of classes with rows that are not told apart: told_apart is at most the larger of
  /// `margin` and two standard errors. The worst first.
  [[nodiscard]] std::vector<PairRecall> not_told_apart(double margin = 0.1) const;
  /// Classes of which no two are told apart, two or more together, by position: "angry, disgusted
  /// and fearful are one cloud". From the worst pairs on; a class is in one cloud at most.
  [[nodiscard]] std::vector<std::vector<std::size_t>> clouds(double margin = 0.1) const;

  /// What was counted, to be written down and read again.
  [[nodiscard]] State state() const;
  friend bool operator==(const PairRecalls&, const PairRecalls&) = default;

 private:
  std::size_t classes_;
  std::vector<std::uint64_t> rows_;   ///< one a class
  std::vector<std::uint64_t> above_;  ///< classes x classes: of row k's, those with k above j
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/pair_recalls_inl.hpp>
#endif
