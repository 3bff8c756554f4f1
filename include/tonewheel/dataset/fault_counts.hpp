#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <tonewheel/affect/screen.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/count.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {

/// Rows of one kind: how many, and the numbers of the first few, ascending.
class RowTally {
 public:
  /// The name of this type in a State.
  static constexpr std::string_view kind = "row_tally";
  /// How many row numbers are kept, the first ones.
  static constexpr std::size_t kept_rows = 10;

  RowTally() = default;
  /// Throws Error on a state that no rows have.
  explicit RowTally(const State& state);

  /// Fast where rows come in ascending order.
  void add(std::uint64_t row) {
    add_count(n_, 1, "rows");
    keep(row);
  }
  /// Adds what another one counted.
  void merge(const RowTally& other);

  /// How many rows were counted.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// The least numbers, at most kept_rows.
  [[nodiscard]] const std::vector<std::uint64_t>& first_rows() const noexcept {
    return first_rows_;
  }
  /// What was counted, to be written down and read again.
  [[nodiscard]] State state() const;
  friend bool operator==(const RowTally&, const RowTally&) = default;

 private:
  void keep(std::uint64_t row);

  std::uint64_t n_ = 0;
  std::vector<std::uint64_t> first_rows_;
};

/// What was wrong with a data set: rows left out, by reason, and rows with a clipped value.
struct FaultCounts {
  /// The name of this type in a State.
  static constexpr std::string_view kind = "fault_counts";

  std::array<RowTally, fault_kinds> skipped;  ///< by Fault
  /// Rows whose values were moved to an end of the scale.
  RowTally clipped;

  FaultCounts() = default;
  /// Throws Error on a state that no rows have.
  explicit FaultCounts(const State& state);

  /// The rows of a kind of fault, to be written.
  [[nodiscard]] RowTally& operator[](Fault fault) {
    return skipped[static_cast<std::size_t>(fault)];
  }
  /// The rows of a kind of fault.
  [[nodiscard]] const RowTally& operator[](Fault fault) const {
    return skipped[static_cast<std::size_t>(fault)];
  }
  /// Adds what another one counted.
  void merge(const FaultCounts& other);

  /// Rows left out, by whatever reason. Throws Error where they are above 2^64 - 1.
  [[nodiscard]] std::uint64_t n() const;
  /// What was counted, to be written down and read again.
  [[nodiscard]] State state() const;
  friend bool operator==(const FaultCounts&, const FaultCounts&) = default;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/fault_counts_inl.hpp>
#endif
