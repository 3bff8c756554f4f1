#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <unordered_map>
#include <vector>

#include <tonewheel/core/exact/exact_sum.hpp>

namespace tonewheel {

/// Sums over the rows of one group.
struct JudgedGroup {
  /// How many rows the group has.
  std::uint64_t rows = 0;
  /// In how many of them the likeliest class is a true one.
  std::uint64_t right = 0;
  /// The sum of their weights.
  ExactSum weight{};
  ExactSum loss{};  ///< of the rows whose loss is finite
  friend bool operator==(const JudgedGroup&, const JudgedGroup&) = default;
};

namespace detail {

/// Sums of a judgement for each group of rows (a speaker, a video), by the group's number; small
/// numbers are found without a search.
class JudgedGroups {
 public:
  struct Sums {
    std::uint64_t rows = 0;
    std::uint64_t right = 0;
    std::uint64_t plain = 0;  ///< rows of weight 1, not in `weight`
    ExactSum weight{};
    ExactSum loss{};
  };

  /// Made where it is new.
  Sums& of(std::uint64_t group) {
    if (group >= most_near) {
      const auto [place, is_new] = far_.try_emplace(group, groups_.size());
      return is_new ? made() : groups_[place->second];
    }
    if (group >= near_.size()) {
      near_.resize(group + 1);
    }
    if (near_[group] == 0) {
      near_[group] = static_cast<std::uint32_t>(groups_.size() + 1);
      return made();
    }
    return groups_[near_[group] - 1];
  }

  void merge(const JudgedGroups& other) {
    other.for_each([&](std::uint64_t group, const Sums& sums) {
      Sums& of_group = of(group);
      of_group.rows += sums.rows;
      of_group.right += sums.right;
      of_group.plain += sums.plain;
      of_group.weight.merge(sums.weight);
      of_group.loss.merge(sums.loss);
    });
  }

  friend bool operator==(const JudgedGroups& a, const JudgedGroups& b) {
    return a.sorted() == b.sorted();
  }

  /// In the order in which they came.
  [[nodiscard]] const std::deque<Sums>& all() const noexcept { return groups_; }

  /// By number, each with its whole weight.
  [[nodiscard]] std::map<std::uint64_t, JudgedGroup> sorted() const {
    std::map<std::uint64_t, JudgedGroup> found;
    for_each([&](std::uint64_t group, const Sums& sums) {
      JudgedGroup& whole = found[group];
      whole = {sums.rows, sums.right, sums.weight, sums.loss};
      whole.weight.add(static_cast<double>(sums.plain));
    });
    return found;
  }

 private:
  static constexpr std::uint64_t most_near = 1U << 16U;

  template <class Consume>
  void for_each(const Consume& consume) const {
    for (std::uint64_t group = 0; group < near_.size(); ++group) {
      if (near_[group] != 0) {
        consume(group, groups_[near_[group] - 1]);
      }
    }
    for (const auto& [group, place] : far_) {
      consume(group, groups_[place]);
    }
  }

  Sums& made() { return groups_.emplace_back(); }

  std::deque<Sums> groups_;
  std::vector<std::uint32_t> near_;  ///< by number: place + 1, 0 for none
  std::unordered_map<std::uint64_t, std::size_t> far_;
};

}  // namespace detail

}  // namespace tonewheel
