#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/unit_sum.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/dataset/doubt_counts.hpp>
#include <tonewheel/dataset/doubt_warnings.hpp>
#include <tonewheel/dataset/fault_counts.hpp>
#include <tonewheel/dataset/relabel.hpp>
#include <tonewheel/dataset/shard_parts.hpp>

namespace tonewheel {

/// What is the same in all parts of a run of relabel(): parts are merged where it is.
struct RelabelRun {
  DoubtContext context{};  ///< classes, priors, scale and columns
  /// Whatever else a report says of the run, as text by name: input, options, tables, ...
  std::map<std::string, std::string> facts{};
};

/// What a run of relabel() counted, or a part of one: rows written and left out, the probabilities'
/// sums, and what of the data is in doubt. Parts merge to the counts of one run, in any order, to
/// the last bit.
///
///     Relabelling whole(report, {report.context});   // report = relabel(input, output, options)
///     whole.merge(Relabelling(other_state));
class Relabelling {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "relabelling";

  /// What relabel() reported; `output` is the file that it wrote.
  Relabelling(const RelabelReport& report, RelabelRun run, std::string output = {},
              ShardParts parts = {});
  /// Throws Error on a state that no rows have.
  explicit Relabelling(const State& state);

  /// As if the other's rows had been counted here. Throws Error on counts of another run, with the
  /// fact that differs, and on a part that is here already.
  void merge(const Relabelling& other);

  /// Rows written.
  [[nodiscard]] std::uint64_t n() const noexcept { return doubt_.n(); }
  /// Rows read: those written and those left out for a fault; blank lines are none.
  [[nodiscard]] std::uint64_t rows_read() const { return n() + faults_.n(); }
  /// Lines of the input that were passed over because nothing stood in them.
  [[nodiscard]] std::uint64_t blank_lines() const noexcept { return blank_lines_; }
  /// Rows left out by reason, and rows with a clipped value, each with the first row numbers.
  [[nodiscard]] const FaultCounts& faults() const noexcept { return faults_; }
  /// Counts of the rows written that tell whether scale, columns and space fit the data.
  [[nodiscard]] const DoubtCounts& doubt() const noexcept { return doubt_; }
  /// Mean probability of each class over the rows written; 0 where there are none.
  [[nodiscard]] std::vector<double> mean_mass() const;
  /// What these counts warn of, by the rules of doubt_warnings(); none where nothing stands out.
  [[nodiscard]] std::vector<DoubtWarning> warnings() const;
  /// What the counts are of, the same in all parts: classes, priors, scale, columns, facts.
  [[nodiscard]] const RelabelRun& run() const noexcept { return run_; }
  /// Which parts of the input were counted here; none where it was not cut.
  [[nodiscard]] const ShardParts& parts() const noexcept { return parts_; }
  /// The files written, in the order of the parts, each name once.
  [[nodiscard]] std::vector<std::string> outputs() const;

  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  friend bool operator==(const Relabelling& a, const Relabelling& b);

 private:
  void check() const;

  RelabelRun run_;
  ShardParts parts_;
  std::set<std::pair<std::uint64_t, std::string>> outputs_;  ///< with the part, 0 where none is
  std::uint64_t blank_lines_ = 0;
  FaultCounts faults_;
  std::vector<UnitSum> mass_;
  DoubtCounts doubt_;
};

/// The counts and warnings as lines for people.
[[nodiscard]] std::string report_text(const Relabelling& counted);
/// The first of these lines: rows read, written, and left out by reason.
[[nodiscard]] std::string rows_text(const Relabelling& counted);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/relabelling_inl.hpp>
#endif
