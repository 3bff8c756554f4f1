#pragma once

#include <algorithm>
#include <array>
#include <limits>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/json_writer.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/impl/vocabulary_options_inl.hpp>
#include <tonewheel/evaluate/impl/vocabulary_scoring_inl.hpp>
#include <tonewheel/evaluate/vocabulary_evaluation.hpp>
#include <tonewheel/lexicon/builtin.hpp>
#include <tonewheel/lexicon/lexicon_stamp.hpp>

namespace tonewheel {

namespace detail {

/// Throws Error unless both texts are the same.
inline void require_same(const std::string& what, const std::string& found,
                         const std::string& expected) {
  if (found != expected) {
    throw Error(what + ": found " + shown(found, 200) + ", expected " + shown(expected, 200));
  }
}

inline void require_same_run(const VocabularyRun& found, const VocabularyRun& expected) {
  require_same("metric", std::string(name(found.metric)), std::string(name(expected.metric)));
  require_same("tables", found.tables.name + " " + found.tables.sha256,
               expected.tables.name + " " + expected.tables.sha256);
  require_same("inputs", json(json_value(found.inputs)), json(json_value(expected.inputs)));
  require_same("options", json(options_json(found)), json(options_json(expected)));
}

inline std::string grouping_names(std::span<const GroupingScore> scores) {
  std::string text;
  for (const GroupingScore& each : scores) {
    text += each.name + " " + std::to_string(each.level) + "; ";
  }
  return text;
}

/// Names and checksums by turns, as a state keeps them.
inline std::vector<std::vector<std::string>> kept_stamps(const std::vector<TableStamp>& stamps) {
  std::vector<std::vector<std::string>> kept;
  kept.reserve(stamps.size());
  for (const TableStamp& each : stamps) {
    kept.push_back({each.name, each.sha256});
  }
  return kept;
}

inline std::vector<TableStamp> read_stamps(StateReader& from, std::string_view option) {
  std::vector<TableStamp> stamps;
  for (auto& each : from.option<std::vector<std::vector<std::string>>>(option)) {
    from.require(each.size() == 2, option, "lists of a name and a checksum");
    stamps.push_back({std::move(each[0]), std::move(each[1])});
  }
  return stamps;
}

inline VocabularyRun read_run(StateReader& from) {
  VocabularyRun run;
  run.metric = static_cast<VocabularyMetric>(from.choice("metric", vocabulary_metric_names));
  from.require(from.option<std::string>("metric_version") == VocabularyEvaluation::metric_version,
               "metric_version", std::string(VocabularyEvaluation::metric_version));
  const auto tables = read_stamps(from, "tables");
  from.require(tables.size() == 1, "tables", "one");
  run.tables = tables.front();
  run.inputs = read_stamps(from, "inputs");
  const auto level = from.option<std::uint8_t>("level");
  from.require(level <= 2, "level", "0 to 2");
  run.level = level;
  run.wheels = from.option<std::vector<std::string>>("wheels");
  run.inflects = from.option<bool>("inflects");
  run.missing = static_cast<MissingPrediction>(from.choice("missing", missing_prediction_names));
  run.candidates = from.option<std::vector<std::string>>("candidates");
  return run;
}

/// What of a run has no place in another: the tables, the files and the options.
inline VocabularyRun run_of(const VocabularyOptions& options, const Lexicon* lexicon,
                            const MatchedSamples& samples) {
  VocabularyRun run;
  run.metric = options.metric;
  run.tables = lexicon == nullptr ? options.groups_stamp : stamp_of(*lexicon);
  run.inputs = {run.tables};
  run.inputs.insert(run.inputs.end(), options.inputs.begin(), options.inputs.end());
  run.level = options.level;
  run.wheels = options.wheels;
  run.inflects = lexicon != nullptr && lexicon->inflects();
  run.missing = options.missing;
  run.candidates = samples.candidates;
  return run;
}

}  // namespace detail

TONEWHEEL_INLINE VocabularyEvaluation::VocabularyEvaluation(VocabularyRun run, ShardParts parts,
                                                            VocabularyMatching matching,
                                                            std::vector<GroupingScore> scores,
                                                            OutOfVocabulary unknown)
    : run_(std::move(run)),
      parts_(std::move(parts)),
      matching_(matching),
      scores_(std::move(scores)),
      unknown_(std::move(unknown)) {
  check();
}

TONEWHEEL_INLINE void VocabularyEvaluation::check() const {
  const auto require = [](bool holds, const char* what) {
    if (!holds) {
      throw Error("vocabulary evaluation: found counts that do not fit one another, expected " +
                  std::string(what));
    }
  };
  const bool skips = run_.missing == MissingPrediction::skip;
  const std::uint64_t of = parts_.empty() ? matching_.total : parts_.items(matching_.total);
  require(matching_.missing <= of && matching_.scored == (skips ? of - matching_.missing : of),
          "scored and missing samples to be those of the truth");
  require(run_.missing != MissingPrediction::error || matching_.missing == 0,
          "no missing samples where they are an error");
  require(!scores_.empty(), "a score");
  const bool hits = run_.metric == VocabularyMetric::hit;
  for (const GroupingScore& each : scores_) {
    require(each.sets.n() + each.sets.skipped() == (hits ? 0 : n()) &&
                each.hits.n() + each.hits.skipped() == (hits ? n() : 0),
            "the samples scored in every score");
  }
}

TONEWHEEL_INLINE VocabularyEvaluation::VocabularyEvaluation(const State& state) {
  StateReader from(state, kind);
  run_ = detail::read_run(from);
  auto names = from.option<std::vector<std::string>>("groupings");
  const auto levels = from.option<std::vector<std::uint32_t>>("levels");
  parts_ = from.count<ShardParts>("parts");
  matching_ = {from.count<std::uint64_t>("n"), from.count<std::uint64_t>("missing"),
               from.count<std::uint64_t>("extra"), from.count<std::uint64_t>("total")};
  const bool hits = run_.metric == VocabularyMetric::hit;
  const auto sets = from.count<std::vector<SetScore>>("sets");
  const auto rates = from.count<std::vector<HitRate>>("hits");
  unknown_ = from.count<OutOfVocabulary>("out_of_vocabulary");
  from.finish();
  from.require(levels.size() == names.size(), "levels", "one for each grouping");
  from.require(sets.size() == (hits ? 0 : names.size()), "sets",
               "one for each grouping, of hit none");
  from.require(rates.size() == (hits ? names.size() : 0), "hits", "one for each grouping of hit");
  for (std::size_t i = 0; i < names.size(); ++i) {
    from.require(levels[i] <= std::numeric_limits<std::uint16_t>::max(), "levels", "small ones");
    scores_.push_back({std::move(names[i]), static_cast<int>(levels[i]),
                       hits ? SetScore() : sets[i], hits ? rates[i] : HitRate()});
  }
  check();
}

TONEWHEEL_INLINE State VocabularyEvaluation::state() const {
  std::vector<std::string> names;
  std::vector<std::uint32_t> levels;
  std::vector<SetScore> sets;
  std::vector<HitRate> hits;
  for (const GroupingScore& each : scores_) {
    names.push_back(each.name);
    levels.push_back(static_cast<std::uint32_t>(each.level));
    if (run_.metric == VocabularyMetric::hit) {
      hits.push_back(each.hits);
    } else {
      sets.push_back(each.sets);
    }
  }
  return StateWriter(kind)
      .option("metric", name(run_.metric))
      .option("metric_version", metric_version)
      .option("tables", detail::kept_stamps({run_.tables}))
      .option("inputs", detail::kept_stamps(run_.inputs))
      .option("level", static_cast<std::uint8_t>(run_.level))
      .option("wheels", run_.wheels)
      .option("inflects", run_.inflects)
      .option("missing", name(run_.missing))
      .option("candidates", run_.candidates)
      .option("groupings", names)
      .option("levels", levels)
      .count("parts", parts_)
      .count("n", matching_.scored)
      .count("missing", matching_.missing)
      .count("extra", matching_.extra)
      .count("total", matching_.total)
      .count("sets", sets)
      .count("hits", hits)
      .count("out_of_vocabulary", unknown_)
      .finish();
}

TONEWHEEL_INLINE void VocabularyEvaluation::merge(const VocabularyEvaluation& other) {
  detail::require_same_run(other.run_, run_);
  detail::require_same("scores", detail::grouping_names(other.scores_),
                       detail::grouping_names(scores_));
  const bool of_no_part = parts_.empty() && other.parts_.empty();
  ShardParts all = parts_;
  if (!of_no_part) {
    // What is of no part has a place here only where nothing was looked at.
    const auto nothing = [](const VocabularyEvaluation& each) {
      return each.parts_.empty() && each.matching_ == VocabularyMatching{};
    };
    if (nothing(other)) {
      return;
    }
    if (nothing(*this)) {
      *this = other;
      return;
    }
    if (parts_.empty() != other.parts_.empty()) {
      throw Error("parts: found a whole truth and a part of one, expected parts of one");
    }
    all.merge(other.parts_);
    detail::require_same("samples", std::to_string(other.matching_.total),
                         std::to_string(matching_.total));
    detail::require_same("predictions left out", std::to_string(other.matching_.extra),
                         std::to_string(matching_.extra));
  }
  // All is merged, or nothing.
  VocabularyEvaluation merged = *this;
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    merged.scores_[i].sets.merge(other.scores_[i].sets);
    merged.scores_[i].hits.merge(other.scores_[i].hits);
  }
  merged.unknown_.merge(other.unknown_);
  add_counts({{merged.matching_.scored, other.matching_.scored},
              {merged.matching_.missing, other.matching_.missing},
              {merged.matching_.extra, of_no_part ? other.matching_.extra : 0},
              {merged.matching_.total, of_no_part ? other.matching_.total : 0}},
             "samples");
  merged.parts_ = std::move(all);
  *this = std::move(merged);
}

TONEWHEEL_INLINE std::map<int, SetMeans> VocabularyEvaluation::level_means() const {
  std::map<int, SetMeans> means;
  if (run_.metric == VocabularyMetric::hit) {
    return means;
  }
  std::map<int, std::vector<SetScore>> levels;
  for (const GroupingScore& each : scores_) {
    levels[each.level].push_back(each.sets);
  }
  for (const auto& [level, list] : levels) {
    means.emplace(level, mean_scores(list));
  }
  return means;
}

TONEWHEEL_INLINE HitMeans VocabularyEvaluation::hit_means() const {
  if (run_.metric != VocabularyMetric::hit) {
    throw Error("means of hits: found the metric " + std::string(name(run_.metric)) +
                ", expected hit");
  }
  std::vector<HitRate> rates;
  rates.reserve(scores_.size());
  for (const GroupingScore& each : scores_) {
    rates.push_back(each.hits);
  }
  return mean_scores(rates);
}

TONEWHEEL_INLINE VocabularyEvaluation evaluate_vocabulary(const MatchedSamples& samples,
                                                          const VocabularyOptions& options) {
  const bool grouped = options.metric == VocabularyMetric::mer2024;
  const Lexicon* lexicon = grouped                      ? nullptr
                           : options.lexicon != nullptr ? options.lexicon
                                                        : &builtin_lexicon();
  detail::VocabularyScoring scoring(samples, options);
  if (grouped) {
    scoring.score_groups();
  } else if (options.metric == VocabularyMetric::hit) {
    scoring.score_hits(*lexicon);
  } else {
    scoring.score_sets(*lexicon);
  }
  return {detail::run_of(options, lexicon, samples),
          options.shard ? ShardParts(*options.shard) : ShardParts(), samples.matching,
          std::move(scoring.scores), std::move(scoring.unknown)};
}

TONEWHEEL_INLINE std::span<const GroupingScore> VocabularyEvaluation::scores() const noexcept {
  return scores_;
}

}  // namespace tonewheel
