#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/shard.hpp>
#include <tonewheel/lexicon/out_of_vocabulary.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>
#include <tonewheel/metric/overlap/synonym_groups.hpp>
#include <tonewheel/metric/vocabulary/hit_rate.hpp>

#include "support/stamp.hpp"

/// What tonewheel-score and tonewheel-merge share: the state of a run or of a part of it.
namespace score {

using namespace tonewheel;
using program::Json;

/// The score of one grouping of labels: sets, or hits.
struct GroupScore {
  std::string wheel;  ///< "wheel1"; "m1", "m2" and "mer2024" for the metrics without wheels
  int level = 0;
  SetScore set;
  HitRate hits;
};

/// Samples of the truth by what became of them.
struct Matching {
  std::uint64_t scored = 0;
  std::uint64_t missing = 0;  ///< without a prediction
  std::uint64_t extra = 0;    ///< predictions without a truth: left out
  std::uint64_t total = 0;    ///< in the whole truth, all shards
};

struct State {
  std::string metric;
  program::TableStamp lexicon;
  std::vector<program::TableStamp> inputs;  ///< truth, prediction, groups
  Json options = Json::object();
  Shard shard;
  Matching matching;
  std::vector<GroupScore> scores;
  OutOfVocabulary unknown;
};

inline Json histogram_json(const SetScore& score) {
  Json rows = Json::array();
  for (const auto& [counts, times] : score.histogram()) {
    rows.push_back({counts.truth, counts.prediction, counts.common, times});
  }
  return rows;
}

inline Json histogram_json(const HitRate& score) {
  Json rows = Json::array();
  for (const auto& [counts, times] : score.histogram()) {
    rows.push_back({counts.hit ? 1 : 0, counts.candidates, times});
  }
  return rows;
}

inline Json stamps_json(const std::vector<program::TableStamp>& stamps) {
  Json list = Json::array();
  for (const auto& each : stamps) {
    list.push_back({{"name", each.name}, {"sha256", each.sha256}});
  }
  return list;
}

/// All that a merge needs, integers only.
inline Json state_json(const State& state) {
  Json scores = Json::array();
  for (const GroupScore& each : state.scores) {
    scores.push_back({{"wheel", each.wheel},
                      {"level", each.level},
                      {"sets", histogram_json(each.set)},
                      {"hits", histogram_json(each.hits)},
                      {"hits_skipped", each.hits.skipped()}});
  }
  Json words = Json::array();
  for (const UnknownWord& each : state.unknown.most_frequent()) {
    words.push_back({each.word, each.times});
  }
  return {{"shard", {state.shard.index, state.shard.count}},
          {"inputs", stamps_json(state.inputs)},
          {"options", state.options},
          {"scored", state.matching.scored},
          {"missing", state.matching.missing},
          {"extra", state.matching.extra},
          {"total", state.matching.total},
          {"scores", std::move(scores)},
          {"labels", state.unknown.n()},
          {"unknown", std::move(words)}};
}

namespace detail {

inline std::vector<program::TableStamp> read_stamps(const Json& list) {
  std::vector<program::TableStamp> stamps;
  for (const Json& each : list) {
    stamps.push_back({each.at("name").get<std::string>(), each.at("sha256").get<std::string>()});
  }
  return stamps;
}

inline GroupScore read_score(const Json& json) {
  GroupScore score{json.at("wheel").get<std::string>(), json.at("level").get<int>(), {}, {}};
  std::map<SetCounts, std::uint64_t> sets;
  for (const Json& row : json.at("sets")) {
    sets[{row.at(0).get<std::uint32_t>(), row.at(1).get<std::uint32_t>(),
          row.at(2).get<std::uint32_t>()}] = row.at(3).get<std::uint64_t>();
  }
  std::map<HitCounts, std::uint64_t> hits;
  for (const Json& row : json.at("hits")) {
    hits[{row.at(0).get<int>() != 0, row.at(1).get<std::uint32_t>()}] =
        row.at(2).get<std::uint64_t>();
  }
  score.set = SetScore::from_histogram(sets);
  score.hits = HitRate::from_histogram(hits, json.at("hits_skipped").get<std::uint64_t>());
  return score;
}

}  // namespace detail

/// The state in a report of tonewheel-score --shard. Throws Error that names the file.
inline State read_state(const std::string& bytes, const std::string& file) {
  const Json json = Json::parse(bytes, nullptr, false);
  if (!json.is_object() || !json.contains("state")) {
    throw Error({file, 0, ""},
                "expected a report of tonewheel-score with a \"state\": run it with "
                "--shard i/n --json FILE");
  }
  try {
    const Json& inner = json.at("state");
    State state;
    state.metric = json.at("metric").get<std::string>();
    state.lexicon = {json.at("tables").at("name").get<std::string>(),
                     json.at("tables").at("sha256").get<std::string>()};
    state.inputs = detail::read_stamps(inner.at("inputs"));
    state.options = inner.at("options");
    state.shard = {inner.at("shard").at(0).get<std::uint64_t>(),
                   inner.at("shard").at(1).get<std::uint64_t>()};
    state.matching = {
        inner.at("scored").get<std::uint64_t>(), inner.at("missing").get<std::uint64_t>(),
        inner.at("extra").get<std::uint64_t>(), inner.at("total").get<std::uint64_t>()};
    for (const Json& each : inner.at("scores")) {
      state.scores.push_back(detail::read_score(each));
    }
    for (const Json& row : inner.at("unknown")) {
      state.unknown.add(row.at(0).get<std::string>(), row.at(1).get<std::uint64_t>());
    }
    const auto labels = inner.at("labels").get<std::uint64_t>();
    if (labels < state.unknown.n() || state.shard.index < 1 ||
        state.shard.index > state.shard.count) {
      throw Error("counts that do not fit one another");
    }
    state.unknown.add_known(labels - state.unknown.n());
    return state;
  } catch (const Json::exception& error) {
    throw Error({file, 0, ""}, "found a damaged state: " + std::string(error.what()));
  } catch (const Error& error) {
    throw Error({file, 0, ""}, "found a damaged state: " + std::string(error.what()));
  }
}

/// One part added to another. The caller has checked that they belong together.
inline void merge(State& into, const State& part) {
  for (std::size_t i = 0; i < into.scores.size(); ++i) {
    into.scores[i].set.merge(part.scores[i].set);
    into.scores[i].hits.merge(part.scores[i].hits);
  }
  into.unknown.merge(part.unknown);
  into.matching.scored += part.matching.scored;
  into.matching.missing += part.matching.missing;
}

/// Numbers are printed so that they read back to the same double.
inline Json score_json(const SetScore& score) {
  return {{"precision", score.precision()},
          {"recall", score.recall()},
          {"fscore", score.fscore()},
          {"mean_sample_fscore", score.mean_sample_fscore()},
          {"micro_fscore", score.micro_fscore()},
          {"counted", score.n()},
          {"skipped", score.skipped()},
          {"empty_predictions", score.empty_predictions()}};
}

inline Json means_json(const std::vector<SetScore>& scores) {
  const SetMeans means = mean_scores(scores);
  return {{"fscore", means.fscore}, {"precision", means.precision}, {"recall", means.recall}};
}

inline Json hits_json(const std::vector<GroupScore>& scores) {
  Json wheels = Json::array();
  std::vector<HitRate> rates;
  for (const GroupScore& each : scores) {
    wheels.push_back({{"wheel", each.wheel},
                      {"level", each.level},
                      {"hit_rate", each.hits.hit_rate()},
                      {"mscore", each.hits.mscore()},
                      {"counted", each.hits.n()},
                      {"skipped", each.hits.skipped()}});
    rates.push_back(each.hits);
  }
  const HitMeans means = mean_scores(rates);
  return {{"wheels", std::move(wheels)},
          {"mean", {{"hit_rate", means.hit_rate}, {"mscore", means.mscore}}}};
}

/// Scores by wheel and level, and their means by level.
inline Json wheels_json(const std::vector<GroupScore>& scores) {
  Json wheels = Json::array();
  std::map<int, std::vector<SetScore>> levels;
  for (const GroupScore& each : scores) {
    Json wheel{{"wheel", each.wheel}, {"level", each.level}};
    wheel.update(score_json(each.set));
    wheels.push_back(std::move(wheel));
    levels[each.level].push_back(each.set);
  }
  Json means = Json::object();
  for (const auto& [level, list] : levels) {
    means["level" + std::to_string(level)] = means_json(list);
  }
  return {{"wheels", std::move(wheels)}, {"mean", std::move(means)}};
}

inline Json unknown_json(const OutOfVocabulary& unknown, std::size_t limit) {
  Json words = Json::array();
  for (const UnknownWord& each : unknown.most_frequent(limit)) {
    words.push_back({each.word, each.times});
  }
  return {{"labels", unknown.unknown()},
          {"of", unknown.n()},
          {"rate", unknown.rate()},
          {"distinct", unknown.distinct()},
          {"words", std::move(words)}};
}

/// The metric's version: it changes when the same input would give another number.
inline constexpr const char* metric_version = "1";

/// The report of a whole run, or of a part (then with its state).
inline Json report_json(const State& state) {
  Json report{{"metric", state.metric},
              {"version", metric_version},
              {"tables", {{"name", state.lexicon.name}, {"sha256", state.lexicon.sha256}}}};
  if (state.metric == "hit") {
    report.update(hits_json(state.scores));
  } else if (state.scores.size() == 1 && state.scores.front().level == 0) {
    report["set"] = score_json(state.scores.front().set);
    if (state.metric == "mer2024") {
      report["set"]["average"] = mer2024_average(state.scores.front().set);
    }
  } else {
    report.update(wheels_json(state.scores));
  }
  report["samples"] = {{"truth", state.matching.total},
                       {"scored", state.matching.scored},
                       {"missing_predictions", state.matching.missing},
                       {"predictions_left_out", state.matching.extra}};
  report["out_of_vocabulary"] = unknown_json(state.unknown, SIZE_MAX);
  if (!state.shard.whole()) {
    report["state"] = state_json(state);
  }
  report["stamp"] = program::stamp("score/" + state.metric, state.inputs, state.options);
  return report;
}

/// The report as lines for people.
inline std::string report_text(const State& state) {
  std::string text = fmt::format("{} with {} ({})\n", state.metric, state.lexicon.name,
                                 state.lexicon.sha256.substr(0, 12));
  if (state.metric == "hit") {
    text += fmt::format("{:<12} {:>5}  {:>8} {:>8}  {:>7} {:>7}\n", "wheel", "level", "hit rate",
                        "mscore", "counted", "skipped");
    for (const GroupScore& each : state.scores) {
      text +=
          fmt::format("{:<12} {:>5}  {:8.6f} {:8.6f}  {:>7} {:>7}\n", each.wheel, each.level,
                      each.hits.hit_rate(), each.hits.mscore(), each.hits.n(), each.hits.skipped());
    }
    const Json mean = hits_json(state.scores)["mean"];
    text += fmt::format("{:<12} {:>5}  {:8.6f} {:8.6f}\n", "mean", "",
                        mean["hit_rate"].get<double>(), mean["mscore"].get<double>());
  } else {
    text += fmt::format("{:<12} {:>5}  {:>8} {:>9} {:>8}  {:>7} {:>7} {:>7}\n", "wheel", "level",
                        "F", "precision", "recall", "counted", "skipped", "empty");
    const auto row = [&](const std::string& name, const std::string& level, double f, double p,
                         double r) {
      text += fmt::format("{:<12} {:>5}  {:8.6f} {:9.6f} {:8.6f}", name, level, f, p, r);
    };
    std::map<int, std::vector<SetScore>> levels;
    for (const GroupScore& each : state.scores) {
      row(each.wheel, each.level == 0 ? "" : std::to_string(each.level), each.set.fscore(),
          each.set.precision(), each.set.recall());
      text += fmt::format("  {:>7} {:>7} {:>7}\n", each.set.n(), each.set.skipped(),
                          each.set.empty_predictions());
      levels[each.level].push_back(each.set);
    }
    for (const auto& [level, list] : levels) {
      if (list.size() > 1) {
        const SetMeans means = mean_scores(list);
        row("mean", std::to_string(level), means.fscore, means.precision, means.recall);
        text += "\n";
      }
    }
  }
  text += fmt::format("samples: {} scored of {}; without prediction {}, predictions left out {}\n",
                      state.matching.scored, state.matching.total, state.matching.missing,
                      state.matching.extra);
  text += fmt::format("out of vocabulary: {} of {} labels, {} words", state.unknown.unknown(),
                      state.unknown.n(), state.unknown.distinct());
  const auto words = state.unknown.most_frequent(8);
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += (i == 0 ? ": " : ", ") + words[i].word + " (" + std::to_string(words[i].times) + ")";
  }
  return text + (state.unknown.distinct() > words.size() ? ", ...\n" : "\n");
}

}  // namespace score
