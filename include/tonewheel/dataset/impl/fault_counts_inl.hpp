#pragma once

#include <algorithm>
#include <string>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/dataset/fault_counts.hpp>

namespace tonewheel {

TONEWHEEL_INLINE RowTally::RowTally(const State& state) {
  StateReader from(state, kind);
  n_ = from.count<std::uint64_t>("n");
  first_rows_ = from.count<std::vector<std::uint64_t>>("first_rows");
  from.finish();
  from.require(first_rows_.size() == std::min<std::uint64_t>(n_, kept_rows) &&
                   std::is_sorted(first_rows_.begin(), first_rows_.end()),
               "first_rows", [] {
                 return "the least of n rows, ascending, at most " + std::to_string(kept_rows);
               });
}

TONEWHEEL_INLINE State RowTally::state() const {
  return StateWriter(kind).count("n", n_).count("first_rows", first_rows_).finish();
}

TONEWHEEL_INLINE void RowTally::keep(std::uint64_t row) {
  if (first_rows_.size() == kept_rows) {
    if (row >= first_rows_.back()) {
      return;
    }
    first_rows_.pop_back();
  }
  first_rows_.insert(std::upper_bound(first_rows_.begin(), first_rows_.end(), row), row);
}

TONEWHEEL_INLINE void RowTally::merge(const RowTally& other) {
  add_count(n_, other.n_, "rows");
  const std::vector<std::uint64_t> rows = other.first_rows_;  // it may be this one
  for (const std::uint64_t row : rows) {
    keep(row);
  }
}

TONEWHEEL_INLINE FaultCounts::FaultCounts(const State& state) {
  StateReader from(state, kind);
  for (std::size_t i = 0; i < fault_kinds; ++i) {
    skipped[i] = from.count<RowTally>(name(static_cast<Fault>(i)));
  }
  clipped = from.count<RowTally>("clipped");
  from.finish();
  (void)n();  // must fit
}

TONEWHEEL_INLINE State FaultCounts::state() const {
  StateWriter to(kind);
  for (std::size_t i = 0; i < fault_kinds; ++i) {
    to.count(name(static_cast<Fault>(i)), skipped[i]);
  }
  return to.count("clipped", clipped).finish();
}

TONEWHEEL_INLINE void FaultCounts::merge(const FaultCounts& other) {
  require_room(n(), other.n(), "rows left out");
  require_room(clipped.n(), other.clipped.n(), "rows clipped");
  for (std::size_t i = 0; i < fault_kinds; ++i) {
    skipped[i].merge(other.skipped[i]);
  }
  clipped.merge(other.clipped);
}

TONEWHEEL_INLINE std::uint64_t FaultCounts::n() const {
  std::uint64_t sum = 0;
  for (const RowTally& tally : skipped) {
    add_count(sum, tally.n(), "rows left out");
  }
  return sum;
}

}  // namespace tonewheel
