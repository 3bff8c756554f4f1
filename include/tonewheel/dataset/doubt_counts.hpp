#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {

/// A class's region: the one that holds this share of its points.
inline constexpr double doubt_region = 0.99;

/// Whether a data set and a model suit each other, in counts: how many rows lie outside the region
/// of every class, which class comes first, what of each axis is used. Counts and extremes, so
/// parts merge in any order to the same.
class DoubtCounts {
 public:
  /// The name of this type in a State.
  static constexpr std::string_view kind = "doubt_counts";

  /// What was counted: for results, and for counts from elsewhere.
  struct Counts {
    /// How many rows were counted.
    std::uint64_t rows = 0;
    std::uint64_t outside = 0;  ///< rows outside every class's doubt_region
    std::vector<std::uint64_t>
        first;  ///< rows in which each class is the likeliest; of none: unknown
    std::array<double, 3> least = {infinity, infinity, infinity};  ///< of each axis, unit scale
    /// The greatest value of each axis that was met, on the unit scale.
    std::array<double, 3> most = {-infinity, -infinity, -infinity};
    friend bool operator==(const Counts&, const Counts&) = default;
  };

  /// Nothing counted yet, for this many classes.
  explicit DoubtCounts(std::size_t classes = 0) { counts_.first.resize(classes); }
  /// Throws Error on a state that no rows have.
  explicit DoubtCounts(const State& state);
  /// Throws Error on counts that no rows have.
  [[nodiscard]] static DoubtCounts from_counts(Counts counts);

  /// A row at `point` of the unit scale, whose likeliest class is the `likeliest`-th.
  void add(const Vad& point, std::uint32_t likeliest, bool outside);
  /// Many rows: points, likeliest classes and squared distances of the nearest classes, which lie
  /// outside above `bound`. Throws Error on other numbers of them and on a class that there is not.
  void add(std::span<const Vad> points, std::span<const std::uint32_t> likeliest,
           std::span<const double> nearest, double bound);
  /// Throws Error on another number of classes.
  void merge(const DoubtCounts& other);

  /// How many rows were counted.
  [[nodiscard]] std::uint64_t n() const noexcept { return counts_.rows; }
  /// All numbers.
  [[nodiscard]] const Counts& counts() const noexcept { return counts_; }
  /// What was counted, to be written down and read again.
  [[nodiscard]] State state() const;
  friend bool operator==(const DoubtCounts&, const DoubtCounts&) = default;

 private:
  static constexpr double infinity = std::numeric_limits<double>::infinity();
  Counts counts_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/doubt_counts_inl.hpp>
#endif
