#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <tonewheel/affect/vad.hpp>

namespace tonewheel {

/// The class of a row that has no label.
inline constexpr std::uint32_t no_label = std::numeric_limits<std::uint32_t>::max();

/// Weights and votes of a row are at most this: sums of more would leave no room in a number.
inline constexpr double most_amount = 1e100;

/// Consecutive rows of a data set of rated points with labels or votes, ready to be fitted to or
/// judged by. All vectors but those that are empty have an entry a row.
struct TrainingBlock {
  std::vector<std::uint64_t> rows;    ///< data rows, counted from 1, ascending
  std::vector<Vad> points;            ///< on the unit scale; dominance 0 where there is none
  std::vector<std::uint32_t> labels;  ///< classes, or no_label; empty where there are votes
  std::vector<double> votes;          ///< rows x classes, counts or shares >= 0; else empty
  std::vector<double> weights;        ///< >= 0; empty: 1 each
  std::vector<std::uint32_t> groups;  ///< positions in TrainingRows::groups; empty: no groups

  /// How many rows there are.
  [[nodiscard]] std::size_t size() const noexcept { return rows.size(); }
  /// Empties it; the memory is kept.
  void clear() {
    rows.clear();
    points.clear();
    labels.clear();
    votes.clear();
    weights.clear();
    groups.clear();
  }
};

/// Where rows to fit or to judge come from: a file that is read anew for every pass, or memory.
class TrainingRows {
 public:
  TrainingRows() = default;
  TrainingRows(const TrainingRows&) = delete;
  TrainingRows& operator=(const TrainingRows&) = delete;
  virtual ~TrainingRows() = default;

  /// What errors call the data, such as its file; empty where nobody says.
  [[nodiscard]] virtual std::string name() const { return {}; }
  /// The classes, in the order of their numbers.
  [[nodiscard]] virtual const std::vector<std::string>& classes() const = 0;
  /// Whether the points have a dominance.
  [[nodiscard]] virtual bool has_dominance() const = 0;
  /// Rows have votes, not labels.
  [[nodiscard]] virtual bool has_votes() const = 0;
  /// Votes are counts of people: whole numbers, not shares.
  [[nodiscard]] virtual bool counts_people() const = 0;
  /// Names of the groups (speakers, videos), sorted; empty where rows have none.
  [[nodiscard]] virtual const std::vector<std::string>& groups() const = 0;
  /// Gives every row to `consume`, block after block, in the order of the data. Every pass gives
  /// the same rows; from one thread at a time.
  virtual void pass(const std::function<void(const TrainingBlock&)>& consume) const = 0;

  /// How many threads may make calls in pass_together.
  [[nodiscard]] virtual std::size_t workers() const { return 1; }
  /// As pass, but blocks come in any order and from several threads at once: for sums that do not
  /// depend on order. `worker` < workers() tells which; no two calls of one worker overlap.
  virtual void pass_together(
      const std::function<void(std::size_t worker, const TrainingBlock&)>& consume) const {
    pass([&](const TrainingBlock& block) { consume(0, block); });
  }
};

}  // namespace tonewheel
