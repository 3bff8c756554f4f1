#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <tonewheel/affect/screen.hpp>

namespace tonewheel {

/// Rows of one kind: how many, and the numbers of the first few, ascending.
class RowTally {
 public:
  static constexpr std::size_t kept_rows = 10;

  void add(std::uint64_t row) {
    ++count_;
    if (first_rows_.size() < kept_rows) {
      first_rows_.push_back(row);
    }
  }
  /// Appends a tally of later rows.
  void append(const RowTally& later) {
    count_ += later.count_;
    for (const std::uint64_t row : later.first_rows_) {
      if (first_rows_.size() < kept_rows) {
        first_rows_.push_back(row);
      }
    }
  }

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  [[nodiscard]] const std::vector<std::uint64_t>& first_rows() const noexcept {
    return first_rows_;
  }

 private:
  std::uint64_t count_ = 0;
  std::vector<std::uint64_t> first_rows_;
};

/// What was wrong with a data set: rows left out, by reason, and rows with a clipped value.
struct FaultCounts {
  std::array<RowTally, fault_kinds> skipped;  ///< by Fault
  RowTally clipped;

  [[nodiscard]] RowTally& operator[](Fault fault) {
    return skipped[static_cast<std::size_t>(fault)];
  }
  [[nodiscard]] const RowTally& operator[](Fault fault) const {
    return skipped[static_cast<std::size_t>(fault)];
  }
  void append(const FaultCounts& later) {
    for (std::size_t i = 0; i < fault_kinds; ++i) {
      skipped[i].append(later.skipped[i]);
    }
    clipped.append(later.clipped);
  }
  [[nodiscard]] std::uint64_t total_skipped() const {
    std::uint64_t sum = 0;
    for (const RowTally& tally : skipped) {
      sum += tally.count();
    }
    return sum;
  }
};

}  // namespace tonewheel
