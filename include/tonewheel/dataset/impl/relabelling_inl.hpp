#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/impl/shard_parts_inl.hpp>
#include <tonewheel/dataset/relabelling.hpp>

namespace tonewheel {

namespace detail {

inline StateWriter& write_scale(StateWriter& to, const Scale& scale) {
  std::vector<double> ranges;
  std::vector<std::uint32_t> order;
  for (const Axis axis : all_axes) {
    const AxisRange& range = scale.range(axis);
    ranges.insert(ranges.end(), {range.min, range.max, range.neutral});
  }
  for (const Axis axis : scale.order()) {
    order.push_back(static_cast<std::uint32_t>(axis));
  }
  return to.option("scale", scale.name())
      .option("scale_ranges", ranges)
      .option("scale_order", order)
      .option("scale_axes", scale.axes());
}

inline Scale read_scale(StateReader& from) {
  auto name = from.option<std::string>("scale");
  const auto ranges = from.option<std::vector<double>>("scale_ranges");
  const auto order = from.option<std::vector<std::uint32_t>>("scale_order");
  const auto axes = from.option<std::size_t>("scale_axes");
  from.require(ranges.size() == 9, "scale_ranges", "least, most and neutral of three axes");
  from.require(order.size() == 3 && *std::max_element(order.begin(), order.end()) < 3,
               "scale_order", "three axes");
  std::array<AxisRange, 3> of_axis{};
  std::array<Axis, 3> axis_order{};
  for (std::size_t a = 0; a < 3; ++a) {
    of_axis[a] = {ranges[3 * a], ranges[3 * a + 1], ranges[3 * a + 2]};
    axis_order[a] = static_cast<Axis>(order[a]);
  }
  return {std::move(name), of_axis, axis_order, axes};
}

/// Both texts from shortly before the byte where they begin to differ.
inline void require_same_fact(const std::string& name, std::string_view found,
                              std::string_view expected) {
  if (found == expected) {
    return;
  }
  constexpr std::size_t before = 40;
  const auto differ = std::mismatch(found.begin(), found.end(), expected.begin(), expected.end());
  auto at = static_cast<std::size_t>(differ.first - found.begin());
  at = at > before ? at - before : 0;
  while (at > 0 && at < found.size() && (static_cast<unsigned char>(found[at]) & 0xc0U) == 0x80U) {
    --at;
  }
  throw Error(name + ": found " + (at == 0 ? "" : "...") + shown(found.substr(at), 120) +
              ", expected " + (at == 0 ? "" : "...") + shown(expected.substr(at), 120));
}

/// The options of a state, with which two runs are compared.
inline std::map<std::string, std::string> facts_of(const RelabelRun& run) {
  std::map<std::string, std::string> facts = run.facts;
  StateWriter to("run");
  write_scale(to, run.context.scale)
      .option("classes", run.context.classes)
      .option("priors", run.context.priors)
      .option("columns", run.context.columns);
  const State state = to.finish();
  for (const auto& [name, value] : state.options()) {
    facts.emplace("run's " + name, value.json());
  }
  return facts;
}

}  // namespace detail

TONEWHEEL_INLINE Relabelling::Relabelling(const RelabelReport& report, RelabelRun run,
                                          std::string output, ShardParts parts)
    : run_(std::move(run)),
      parts_(std::move(parts)),
      blank_lines_(report.blank_lines),
      faults_(report.faults),
      mass_(report.mass),
      doubt_(report.doubt) {
  if (!output.empty()) {
    outputs_.emplace(parts_.empty() ? 0 : parts_.indices().front(), std::move(output));
  }
  check();
}

TONEWHEEL_INLINE void Relabelling::check() const {
  const std::size_t classes = run_.context.classes.size();
  bool fit = run_.context.priors.size() == classes && mass_.size() == classes &&
             doubt_.counts().first.size() == classes;
  for (const UnitSum& sum : mass_) {
    fit = fit && sum.at_most(n());
  }
  if (!fit) {
    throw Error(
        "relabelling: found counts that do not fit one another, expected priors, masses "
        "and likeliest rows of " +
        std::to_string(classes) + " classes, in " + std::to_string(n()) + " rows");
  }
}

TONEWHEEL_INLINE Relabelling::Relabelling(const State& state) {
  StateReader from(state, kind);
  run_.context.scale = detail::read_scale(from);
  run_.context.classes = from.option<std::vector<std::string>>("classes");
  run_.context.priors = from.option<std::vector<double>>("priors");
  const auto columns = from.option<std::vector<std::string>>("columns");
  from.require(columns.size() == 3, "columns", "one for each of three axes");
  std::copy(columns.begin(), columns.end(), run_.context.columns.begin());
  for (const auto& fact : from.option<std::vector<std::vector<std::string>>>("facts")) {
    from.require(fact.size() == 2 && run_.facts.emplace(fact[0], fact[1]).second, "facts",
                 "lists of a name, each once, and a text");
  }
  parts_ = from.count<ShardParts>("parts");
  for (const auto& output : from.count<std::vector<std::vector<std::string>>>("outputs")) {
    from.require(output.size() == 2, "outputs", "lists of a part and a name");
    const auto part =
        output[0] == "0" ? std::optional<std::uint64_t>(0) : detail::part_number(output[0]);
    from.require(part.has_value(), "outputs", "lists of a part's number and a name");
    outputs_.emplace(*part, output[1]);
  }
  blank_lines_ = from.count<std::uint64_t>("blank_lines");
  faults_ = from.count<FaultCounts>("faults");
  mass_ = from.count<std::vector<UnitSum>>("mass");
  doubt_ = from.count<DoubtCounts>("doubt");
  from.finish();
  check();
}

TONEWHEEL_INLINE State Relabelling::state() const {
  std::vector<std::vector<std::string>> facts;
  facts.reserve(run_.facts.size());
  for (const auto& [name, text] : run_.facts) {
    facts.push_back({name, text});
  }
  std::vector<std::vector<std::string>> outputs;
  outputs.reserve(outputs_.size());
  for (const auto& [part, name] : outputs_) {
    outputs.push_back({std::to_string(part), name});
  }
  StateWriter to(kind);
  return detail::write_scale(to, run_.context.scale)
      .option("classes", run_.context.classes)
      .option("priors", run_.context.priors)
      .option("columns", run_.context.columns)
      .option("facts", facts)
      .count("parts", parts_)
      .count("outputs", outputs)
      .count("blank_lines", blank_lines_)
      .count("faults", faults_)
      .count("mass", mass_)
      .count("doubt", doubt_)
      .finish();
}

TONEWHEEL_INLINE void Relabelling::merge(const Relabelling& other) {
  const auto expected = detail::facts_of(run_);
  const auto found = detail::facts_of(other.run_);
  for (const auto& [name, text] : expected) {
    const auto at = found.find(name);
    detail::require_same_fact(name, at == found.end() ? "" : at->second, text);
  }
  for (const auto& [name, text] : found) {
    detail::require_same_fact(name, text, expected.contains(name) ? text : "");
  }
  const bool something = rows_read() + blank_lines_ > 0;
  if (something && other.rows_read() + other.blank_lines_ > 0 &&
      parts_.empty() != other.parts_.empty()) {
    throw Error("parts: found a whole input and a part of one, expected parts of one");
  }
  parts_.merge(other.parts_);
  outputs_.insert(other.outputs_.begin(), other.outputs_.end());
  blank_lines_ += other.blank_lines_;
  faults_.merge(other.faults_);
  for (std::size_t k = 0; k < mass_.size(); ++k) {
    mass_[k].merge(other.mass_[k]);
  }
  doubt_.merge(other.doubt_);
}

TONEWHEEL_INLINE bool operator==(const Relabelling& a, const Relabelling& b) {
  return a.state() == b.state();
}

TONEWHEEL_INLINE std::vector<double> Relabelling::mean_mass() const {
  std::vector<double> means;
  means.reserve(mass_.size());
  for (const UnitSum& sum : mass_) {
    means.push_back(sum.over(n()));
  }
  return means;
}

TONEWHEEL_INLINE std::vector<DoubtWarning> Relabelling::warnings() const {
  return doubt_warnings(doubt_, run_.context);
}

TONEWHEEL_INLINE std::vector<std::string> Relabelling::outputs() const {
  std::vector<std::string> names;
  for (const auto& [part, name] : outputs_) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  }
  return names;
}

TONEWHEEL_INLINE std::string rows_text(const Relabelling& counted) {
  std::string text = std::to_string(counted.rows_read()) + " rows read, " +
                     std::to_string(counted.n()) + " written";
  const auto add = [&](const std::string& what, const RowTally& tally) {
    if (tally.n() != 0) {
      text += "; " + std::to_string(tally.n()) + " " + what + " (first: row " +
              std::to_string(tally.first_rows().front()) + ")";
    }
  };
  for (std::size_t i = 1; i < fault_kinds; ++i) {
    const auto fault = static_cast<Fault>(i);
    add("skipped as " + std::string(name(fault)), counted.faults()[fault]);
  }
  add("clipped", counted.faults().clipped);
  if (counted.blank_lines() != 0) {
    text += "; blank lines passed over: " + std::to_string(counted.blank_lines());
  }
  return text + "\n";
}

TONEWHEEL_INLINE std::string report_text(const Relabelling& counted) {
  std::string text = rows_text(counted);
  for (const DoubtWarning& each : counted.warnings()) {
    text += "warning: " + each.text + "\n";
  }
  return text + (counted.n() == 0 ? "warning: no row was written\n" : "");
}

}  // namespace tonewheel
