#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/exact/unit_sum.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>

namespace tonewheel {

/// Means of several numbers in [0, 1] over the same samples, such as precision and recall; samples
/// that are skipped are counted apart. Shards merge in any order to the same bits.
template <std::size_t size>
class UnitMeans {
 public:
  /// What the sums are called in a state.
  using Names = std::array<std::string_view, size>;

  UnitMeans() = default;
  /// What write() wrote: the counts "n" and "skipped", and a sum for each name. Throws Error where
  /// no samples have them.
  UnitMeans(StateReader& from, const Names& names) {
    n_ = from.count<std::uint64_t>("n");
    skipped_ = from.count<std::uint64_t>("skipped");
    for (std::size_t i = 0; i < size; ++i) {
      sums_[i] = from.count<UnitSum>(names[i]);
      from.require(sums_[i].at_most(n_), names[i], "at most n");
    }
  }
  /// Adds the counts of a state.
  void write(StateWriter& to, const Names& names) const {
    to.count("n", n_).count("skipped", skipped_);
    for (std::size_t i = 0; i < size; ++i) {
      to.count(names[i], sums_[i]);
    }
  }

  /// Adds a sample's numbers; throws Error, and adds none, on one outside [0, 1].
  void add(const std::array<double, size>& values) {
    std::array<UnitSum, size> more;
    for (std::size_t i = 0; i < size; ++i) {
      more[i].add(values[i]);
    }
    add_count(n_, 1, "samples");
    for (std::size_t i = 0; i < size; ++i) {
      sums_[i].merge(more[i]);
    }
  }
  /// Counts a sample that the means leave out.
  void skip() { add_count(skipped_, 1, "samples skipped"); }
  /// As if the other's samples had been added here.
  void merge(const UnitMeans& other) {
    add_counts({{n_, other.n_}, {skipped_, other.skipped_}}, "samples");
    for (std::size_t i = 0; i < size; ++i) {
      sums_[i].merge(other.sums_[i]);
    }
  }

  /// Samples that count.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// Samples that do not.
  [[nodiscard]] std::uint64_t skipped() const noexcept { return skipped_; }
  /// The sum of the i-th number over the samples.
  [[nodiscard]] const UnitSum& sum(std::size_t i) const { return sums_[i]; }
  /// The mean of the i-th number, to 2^-53; 0 where nothing was counted.
  [[nodiscard]] double mean(std::size_t i) const noexcept { return sums_[i].over(n_); }

  friend bool operator==(const UnitMeans&, const UnitMeans&) = default;

 private:
  std::array<UnitSum, size> sums_{};
  std::uint64_t n_ = 0;
  std::uint64_t skipped_ = 0;
};

}  // namespace tonewheel
