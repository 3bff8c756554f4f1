#pragma once

#include <algorithm>
#include <utility>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/json_writer.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/evaluation.hpp>
#include <tonewheel/evaluate/evaluation_report.hpp>
#include <tonewheel/evaluate/impl/options_state_inl.hpp>
#include <tonewheel/metric/undefined.hpp>

namespace tonewheel {
namespace detail {

/// The metrics' means over some scores.
inline MetricMeans means_of(std::span<const TaskScore* const> scores) {
  MetricMeans means;
  means.n = scores.front()->n();
  for (const TaskScore* each : scores) {
    means.n = std::min(means.n, each->n());
  }
  for (std::size_t i = 0; i < scores.front()->metrics().size(); ++i) {
    DefinedMean mean;
    for (const TaskScore* each : scores) {
      mean.add(each->value(i));
    }
    means.values.push_back(mean.mean());
    means.undefined.push_back(scores.size() == 1 ? 0 : mean.undefined());
  }
  return means;
}

inline std::vector<std::string> texts_of(const LeftOutColumn& column) {
  return {column.name, column.why, column.file, std::to_string(column.row)};
}

inline std::uint64_t row_of(const std::string& text) {
  const auto value = parse_number(text);
  if (!value || !(*value >= 0 && *value < 0x1p53) ||
      std::to_string(static_cast<std::uint64_t>(*value)) != text) {
    throw Error("state of evaluation: found the row " + shown(text) + ", expected a whole number");
  }
  return static_cast<std::uint64_t>(*value);
}

}  // namespace detail

TONEWHEEL_INLINE Evaluation::Evaluation(EvaluationRun run, ShardParts parts,
                                        std::vector<EvaluatedTarget> targets,
                                        std::map<std::string, EvaluatedGroup> groups)
    : run_(std::move(run)),
      parts_(std::move(parts)),
      targets_(std::move(targets)),
      groups_(std::move(groups)) {
  check();
}

TONEWHEEL_INLINE void Evaluation::check() {
  const auto refuse = [](const std::string& what) {
    throw Error("evaluation: found " + what + ", expected what belongs together");
  };
  if (targets_.empty()) {
    refuse("nothing that was scored");
  }
  const TaskScore& first = targets_.front().score;
  rows_ = first.n() + first.missing();
  for (const EvaluatedTarget& target : targets_) {
    if (target.score.task() != run_.options.task ||
        target.score.n() + target.score.missing() != rows_ ||
        !std::equal(target.score.metrics().begin(), target.score.metrics().end(),
                    run_.metrics.begin(), run_.metrics.end(),
                    [](const Metric* a, const std::string& b) { return a->name == b; })) {
      refuse("scores of other metrics or rows");
    }
  }
  std::uint64_t of_groups = 0;
  for (const auto& [name, group] : groups_) {
    if (group.scores.size() != targets_.size()) {
      refuse("a group without a score for each target");
    }
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      if (!std::ranges::equal(group.scores[i].metrics(), targets_[i].score.metrics())) {
        refuse("a group's scores of other metrics");
      }
    }
    require_room(of_groups, group.scores.front().n() + group.scores.front().missing(), "rows");
    of_groups += group.scores.front().n() + group.scores.front().missing();
  }
  if (!run_.options.by.empty() && of_groups != rows_) {
    refuse("groups of other rows");
  }
  if (rows_ > run_.matched) {
    refuse("more rows than were matched");
  }
}

TONEWHEEL_INLINE Evaluation::Evaluation(const State& state) {
  StateReader from(state, kind);
  run_.metrics = from.option<std::vector<std::string>>("metrics");
  run_.key = from.option<std::string>("key");
  run_.only_truth = from.option<std::uint64_t>("only_truth");
  run_.only_prediction = from.option<std::uint64_t>("only_prediction");
  run_.matched = from.option<std::uint64_t>("matched");
  using Texts = std::vector<std::vector<std::string>>;
  for (auto& each : from.option<Texts>("left_out")) {
    from.require(each.size() == 4, "left_out", "name, why, file and row of each column");
    run_.left_out.push_back({each[0], each[1], each[2], detail::row_of(each[3])});
  }
  run_.notes = from.option<std::vector<std::string>>("notes");
  run_.options = from.option<detail::OptionsState>("settings").options;
  const auto names = from.option<std::vector<std::string>>("targets");
  const auto classes = from.option<Texts>("classes");
  parts_ = ShardParts(from.count<std::string>("parts"));
  auto scores = from.count<std::vector<TaskScore>>("scores");
  from.require(names.size() == scores.size() && classes.size() == scores.size(), "scores",
               "one for each target");
  for (std::size_t i = 0; i < scores.size(); ++i) {
    targets_.push_back({names[i], classes[i], std::move(scores[i]), {}});
  }
  const auto group_names = from.count<std::vector<std::string>>("group_names");
  auto group_scores = from.count<std::vector<std::vector<TaskScore>>>("group_scores");
  from.require(group_names.size() == group_scores.size() &&
                   std::is_sorted(group_names.begin(), group_names.end(), std::less_equal<>()),
               "group_names", "one for each group, ascending");
  for (std::size_t i = 0; i < group_names.size(); ++i) {
    groups_.emplace(group_names[i], EvaluatedGroup{std::move(group_scores[i]), {}});
  }
  from.finish();
  check();
}

TONEWHEEL_INLINE State Evaluation::state() const {
  std::vector<std::vector<std::string>> left_out;
  left_out.reserve(run_.left_out.size());
  for (const LeftOutColumn& each : run_.left_out) {
    left_out.push_back(detail::texts_of(each));
  }
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> classes;
  StateValue::List scores;
  for (const EvaluatedTarget& each : targets_) {
    names.push_back(each.name);
    classes.push_back(each.classes);
    scores.push_back(each.score.state().value());
  }
  std::vector<std::string> group_names;
  StateValue::List group_scores;
  for (const auto& [name, group] : groups_) {
    group_names.push_back(name);
    StateValue::List of_group;
    for (const TaskScore& score : group.scores) {
      of_group.emplace_back(score.state().value());
    }
    group_scores.emplace_back(std::move(of_group));
  }
  return {std::string(kind),
          {{"metrics", state_value(run_.metrics)},
           {"key", run_.key},
           {"only_truth", run_.only_truth},
           {"only_prediction", run_.only_prediction},
           {"matched", run_.matched},
           {"left_out", state_value(left_out)},
           {"notes", state_value(run_.notes)},
           {"settings", detail::OptionsState(run_.options).state().value()},
           {"targets", state_value(names)},
           {"classes", state_value(classes)}},
          {{"parts", parts_.state()},
           {"scores", std::move(scores)},
           {"group_names", state_value(group_names)},
           {"group_scores", std::move(group_scores)}}};
}

TONEWHEEL_INLINE void Evaluation::merge(const Evaluation& other) {
  const auto differ = [](const std::string& what, const std::string& found,
                         const std::string& expected) {
    if (found != expected) {
      throw Error(what + ": found " + shown(found, 200) + ", expected " + shown(expected, 200));
    }
  };
  differ("task", other.run_.options.task, run_.options.task);
  const auto inputs = [](const EvaluationRun& run) {
    std::string text;
    for (const TableStamp& each : run.options.inputs) {
      text += each.name + " " + each.sha256 + "; ";
    }
    return text;
  };
  differ("inputs", inputs(other.run_), inputs(run_));
  differ("options", json(options_json(other.run_.options)), json(options_json(run_.options)));
  if (!(other.run_ == run_) || other.targets_.size() != targets_.size()) {
    throw Error(
        "evaluation: found a part of another run, expected the same files, columns, metrics "
        "and matching");
  }
  Evaluation merged = *this;  // so that all is merged or nothing
  merged.parts_.merge(other.parts_);
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    if (other.targets_[i].name != targets_[i].name ||
        other.targets_[i].classes != targets_[i].classes) {
      throw Error("evaluation: found " + shown(other.targets_[i].name) +
                  " with its classes to merge, expected " + shown(targets_[i].name) +
                  " with the same");
    }
    merged.targets_[i].score.merge(other.targets_[i].score);
    merged.targets_[i].intervals.clear();
  }
  for (const auto& [name, group] : other.groups_) {
    const auto [there, is_new] = merged.groups_.emplace(name, group);
    for (std::size_t i = 0; !is_new && i < group.scores.size(); ++i) {
      there->second.scores[i].merge(group.scores[i]);
    }
    there->second.intervals.clear();
  }
  merged.check();
  *this = std::move(merged);
}

TONEWHEEL_INLINE double Evaluation::value(std::string_view name) const {
  const MetricMeans all = means();
  for (std::size_t i = 0; i < metrics().size(); ++i) {
    if (metrics()[i]->name == name) {
      return all.values[i];
    }
  }
  throw Error("evaluation: found the metric " + shown(name) + ", expected one that was computed");
}

TONEWHEEL_INLINE MetricMeans Evaluation::means() const {
  std::vector<const TaskScore*> scores;
  scores.reserve(targets_.size());
  for (const EvaluatedTarget& each : targets_) {
    scores.push_back(&each.score);
  }
  return detail::means_of(scores);
}

TONEWHEEL_INLINE MetricMeans Evaluation::group_means(const EvaluatedGroup& group) const {
  std::vector<const TaskScore*> scores;
  scores.reserve(group.scores.size());
  for (const TaskScore& each : group.scores) {
    scores.push_back(&each);
  }
  return detail::means_of(scores);
}

TONEWHEEL_INLINE MetricMeans Evaluation::mean_over_groups() const {
  std::vector<DefinedMean> means(metrics().size());
  MetricMeans all;
  for (const auto& [name, group] : groups_) {
    const MetricMeans of_group = group_means(group);
    all.n += of_group.n;
    for (std::size_t i = 0; i < means.size(); ++i) {
      means[i].add(of_group.values[i]);
    }
  }
  for (const DefinedMean& mean : means) {
    all.values.push_back(mean.mean());
    all.undefined.push_back(mean.undefined());
  }
  return all;
}

TONEWHEEL_INLINE std::span<const EvaluatedTarget> Evaluation::targets() const noexcept {
  return targets_;
}

TONEWHEEL_INLINE std::span<const Metric* const> Evaluation::metrics() const noexcept {
  return targets_.front().score.metrics();
}

}  // namespace tonewheel
