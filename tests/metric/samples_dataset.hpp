#pragma once

#include <cstddef>
#include <cstdint>

#include <tonewheel/affect/screen.hpp>
#include <tonewheel/dataset/doubt_counts.hpp>
#include <tonewheel/dataset/fault_counts.hpp>
#include <tonewheel/dataset/relabelling.hpp>

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

template <>
struct Samples<tonewheel::Relabelling> {
  /// One row, or none, that is written or left out.
  static tonewheel::Relabelling of(std::size_t i, bool row) {
    tonewheel::RelabelReport report;
    report.context = {
        .classes = {"a", "b", "c"}, .priors = {0.5, 0.25, 0.25}, .columns = {"V", "A", ""}};
    report.mass.resize(3);
    report.doubt = tonewheel::DoubtCounts(3);
    if (row && i % 7 == 3) {
      report.faults[tonewheel::Fault::missing].add(i);
      report.blank_lines = 1;
    } else if (row) {
      Samples<tonewheel::DoubtCounts>::add(report.doubt, i);
      report.mass[0].add(1 / static_cast<double>(i + 2));
      report.mass[1].add(1 - 1 / static_cast<double>(i + 2));
    }
    return {report, {.context = report.context, .facts = {{"input", "in.csv"}}}, "out.csv"};
  }
  static tonewheel::Relabelling empty() { return of(0, false); }
  static void add(tonewheel::Relabelling& counted, std::size_t i) { counted.merge(of(i, true)); }
};

}  // namespace support
