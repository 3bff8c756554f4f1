#pragma once

#include <cstddef>
#include <cstdint>

#include <tonewheel/affect/screen.hpp>
#include <tonewheel/dataset/doubt_counts.hpp>
#include <tonewheel/dataset/fault_counts.hpp>

namespace support {

template <class A>
struct Samples;

template <>
struct Samples<tonewheel::DoubtCounts> {
  static tonewheel::DoubtCounts empty() { return tonewheel::DoubtCounts(3); }
  static void add(tonewheel::DoubtCounts& counts, std::size_t i) {
    const double x = static_cast<double>(i % 13) / 6 - 1;
    counts.add({x, x * x, i % 2 == 0 ? 0.0 : -0.0}, static_cast<std::uint32_t>(i % 3), i % 5 == 0);
  }
};

template <>
struct Samples<tonewheel::FaultCounts> {
  static tonewheel::FaultCounts empty() { return {}; }
  static void add(tonewheel::FaultCounts& counts, std::size_t i) {
    counts.skipped[i * i % tonewheel::fault_kinds].add(i * 37 % 101);
    if (i % 3 == 0) {
      counts.clipped.add(i);
    }
  }
};

template <>
struct Samples<tonewheel::RowTally> {
  static tonewheel::RowTally empty() { return {}; }
  static void add(tonewheel::RowTally& tally, std::size_t i) { tally.add(i * 37 % 101); }
};

}  // namespace support
