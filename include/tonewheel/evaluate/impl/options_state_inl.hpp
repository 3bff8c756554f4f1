#pragma once

#include <algorithm>
#include <cmath>

#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/evaluate/evaluate_options.hpp>

namespace tonewheel::detail {

/// The options of an evaluation as a state keeps them; not threads and shard.
struct OptionsState {
  static constexpr std::string_view state_kind = "evaluate_options";
  EvaluateOptions options;

  explicit OptionsState(EvaluateOptions of) : options(std::move(of)) {}
  explicit OptionsState(const State& state) {
    StateReader from(state, state_kind);
    options.task = from.option<std::string>("task");
    options.metrics = from.option<std::vector<std::string>>("metrics");
    options.columns = from.option<std::vector<std::string>>("columns");
    options.by = from.option<std::vector<std::string>>("by");
    options.keys = from.option<std::optional<std::vector<std::string>>>("keys");
    options.unmatched = static_cast<LeaveOut>(from.choice("unmatched", leave_out_names));
    options.missing = static_cast<LeaveOut>(from.choice("missing", leave_out_names));
    options.one_sided = static_cast<LeaveOut>(from.choice("one_sided", leave_out_names));
    options.threshold = from.option<double>("threshold");
    options.fold = from.option<bool>("fold");
    options.order = from.option<std::vector<std::string>>("order");
    options.bins = from.option<std::size_t>("bins");
    options.ground = {from.option<std::string>("ground"),
                      from.option<std::vector<std::string>>("ground_classes"),
                      from.option<std::vector<double>>("ground_values")};
    options.long_columns = from.option<std::vector<std::string>>("long");
    options.circumference = from.option<double>("circumference");
    options.epsilon = from.option<double>("epsilon");
    options.bootstrap = from.option<std::size_t>("bootstrap");
    options.level = from.option<double>("level");
    options.seed = from.option<std::uint64_t>("seed");
    for (const auto& each : from.option<std::vector<std::vector<std::string>>>("inputs")) {
      from.require(each.size() == 2, "inputs", "name and SHA-256 of each file");
      options.inputs.push_back({each[0], each[1]});
    }
    from.finish();
    from.require(std::isfinite(options.threshold), "threshold", "a finite number");
    from.require(options.epsilon >= 0 && options.epsilon < 1, "epsilon", "a number in [0, 1)");
    from.require(options.level > 0 && options.level < 1, "level", "a number in (0, 1)");
    from.require(options.circumference >= 0 && std::isfinite(options.circumference),
                 "circumference", "a finite number of at least 0");
    from.require(std::all_of(options.ground.values.begin(), options.ground.values.end(),
                             [](double value) { return value >= 0 && std::isfinite(value); }),
                 "ground_values", "distances");
  }

  [[nodiscard]] State state() const {
    const auto word = [](LeaveOut policy) {
      return leave_out_names[static_cast<std::size_t>(policy)];
    };
    std::vector<std::vector<std::string>> inputs;
    inputs.reserve(options.inputs.size());
    for (const TableStamp& each : options.inputs) {
      inputs.push_back({each.name, each.sha256});
    }
    return StateWriter(state_kind)
        .option("task", options.task)
        .option("metrics", options.metrics)
        .option("columns", options.columns)
        .option("by", options.by)
        .option("keys", options.keys)
        .option("unmatched", word(options.unmatched))
        .option("missing", word(options.missing))
        .option("one_sided", word(options.one_sided))
        .option("threshold", options.threshold)
        .option("fold", options.fold)
        .option("order", options.order)
        .option("bins", options.bins)
        .option("ground", options.ground.name)
        .option("ground_classes", options.ground.classes)
        .option("ground_values", options.ground.values)
        .option("long", options.long_columns)
        .option("circumference", options.circumference)
        .option("epsilon", options.epsilon)
        .option("bootstrap", options.bootstrap)
        .option("level", options.level)
        .option("seed", options.seed)
        .option("inputs", inputs)
        .finish();
  }
};

}  // namespace tonewheel::detail
