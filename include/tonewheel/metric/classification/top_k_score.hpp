#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/codes.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {
inline namespace classification {

/// Where the true class stands among classes of equal score: by class, the later one first (as
/// scikit-learn has it) or the earlier one first (as an argmax has it); before them; behind them.
enum class TopKTie : unsigned char { later_first, earlier_first, truth_first, truth_last };
/// The words of TopKTie, in its order.
inline constexpr std::array<std::string_view, 4> top_k_tie_names{"later_first", "earlier_first",
                                                                 "truth_first", "truth_last"};

/// How often the true class has which rank by score. Integer counts: shards merge in any order to
/// the same bits.
class TopKScore {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "top_k_score";

  /// 1 to 2^31 classes, else Error.
  explicit TopKScore(std::size_t classes, TopKTie tie = TopKTie::later_first);
  /// Throws Error on a state that no score has.
  explicit TopKScore(const State& state);

  /// Throws Error on a class there is none of, another number of scores and NaN; they may be
  /// infinite.
  void add(std::size_t truth, std::span<const double> scores);
  /// Throws Error on another number of classes or rule for ties.
  void merge(const TopKScore& other);

  /// Samples.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// Share of samples whose true class is among the k of the highest scores, in [0, 1], higher is
  /// better; 1 from k = classes on, NaN of no samples. k of at least 1, else Error.
  [[nodiscard]] double accuracy(std::size_t k) const;
  /// How often the true class came first, second, ...
  [[nodiscard]] std::span<const std::uint64_t> ranks() const noexcept { return ranks_; }

  friend bool operator==(const TopKScore&, const TopKScore&) = default;

 private:
  TopKTie tie_;
  std::uint64_t n_ = 0;
  std::vector<std::uint64_t> ranks_;
};

/// How many of the highest scores count.
struct TopKOptions {
  std::size_t k = 1;                   ///< at least 1
  TopKTie tie = TopKTie::later_first;  ///< of classes with equal score
};
/// The true class of each row of scores, samples x classes. Throws Error on different lengths and
/// as TopKScore does, with the sample.
[[nodiscard]] double top_k_accuracy(const Codes& truth, const MatrixView<double>& scores,
                                    const TopKOptions& options = {});

}  // namespace classification
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/classification/impl/top_k_score_inl.hpp>
#endif
