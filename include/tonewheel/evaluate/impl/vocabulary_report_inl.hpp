#pragma once

#include <cstddef>
#include <cstdint>

#include <fmt/format.h>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/evaluate/vocabulary_report.hpp>
#include <tonewheel/metric/overlap/synonym_groups.hpp>
#include <tonewheel/metric/undefined.hpp>

namespace tonewheel {

namespace detail {

inline JsonValue score_json(const SetScore& score) {
  return JsonValue::object({{"precision", score.precision()},
                            {"recall", score.recall()},
                            {"fscore", score.fscore()},
                            {"mean_sample_fscore", score.mean_sample_fscore()},
                            {"micro_fscore", score.micro_fscore()},
                            {"counted", score.n()},
                            {"skipped", score.skipped()},
                            {"empty_predictions", score.empty_predictions()}});
}

/// Scores by wheel and level, and their means by level.
inline JsonValue wheels_json(const VocabularyEvaluation& found) {
  JsonValue report;
  report["wheels"] = JsonValue::array();
  for (const GroupingScore& each : found.scores()) {
    JsonValue wheel = JsonValue::object({{"wheel", each.name}, {"level", each.level}});
    wheel.update(score_json(each.sets));
    report["wheels"].push_back(std::move(wheel));
  }
  report["mean"] = JsonValue::object();
  for (const auto& [level, mean] : found.level_means()) {
    report["mean"]["level" + std::to_string(level)] = JsonValue::object(
        {{"fscore", mean.fscore}, {"precision", mean.precision}, {"recall", mean.recall}});
    if (mean.undefined > 0) {
      report["mean"]["level" + std::to_string(level)]["undefined_wheels"] = mean.undefined;
    }
  }
  return report;
}

inline JsonValue hits_json(const VocabularyEvaluation& found) {
  JsonValue report;
  report["wheels"] = JsonValue::array();
  for (const GroupingScore& each : found.scores()) {
    report["wheels"].push_back(JsonValue::object({{"wheel", each.name},
                                                  {"level", each.level},
                                                  {"hit_rate", each.hits.hit_rate()},
                                                  {"mscore", each.hits.mscore()},
                                                  {"counted", each.hits.n()},
                                                  {"skipped", each.hits.skipped()}}));
  }
  const HitMeans mean = found.hit_means();
  report["mean"] = JsonValue::object({{"hit_rate", mean.hit_rate}, {"mscore", mean.mscore}});
  if (mean.undefined > 0) {
    report["mean"]["undefined_wheels"] = mean.undefined;
  }
  return report;
}

inline JsonValue unknown_json(const OutOfVocabulary& unknown) {
  JsonValue words = JsonValue::array();
  for (const UnknownWord& each : unknown.most_frequent()) {
    words.push_back(JsonValue::array({each.word, each.times}));
  }
  return JsonValue::object({{"labels", unknown.unknown()},
                            {"of", unknown.n()},
                            {"rate", unknown.rate()},
                            {"distinct", unknown.distinct()},
                            {"words", std::move(words)}});
}

/// A value as six digits, in `width` places; one that is not there as a word.
inline std::string value_text(double value, int width) {
  return is_undefined(value) ? fmt::format("{:>{}}", "undef.", width)
                             : fmt::format("{:{}.6f}", value, width);
}

/// What a mean leaves out; empty: nothing.
inline std::string left_out_text(std::uint64_t undefined) {
  return undefined == 0 ? ""
                        : fmt::format("  without {} on which nothing was counted",
                                      undefined == 1 ? "one" : std::to_string(undefined));
}

inline std::string hits_text(const VocabularyEvaluation& found) {
  std::string text = fmt::format("{:<12} {:>5}  {:>8} {:>8}  {:>7} {:>7}\n", "wheel", "level",
                                 "hit rate", "mscore", "counted", "skipped");
  for (const GroupingScore& each : found.scores()) {
    text += fmt::format("{:<12} {:>5}  {} {}  {:>7} {:>7}\n", each.name, each.level,
                        value_text(each.hits.hit_rate(), 8), value_text(each.hits.mscore(), 8),
                        each.hits.n(), each.hits.skipped());
  }
  const HitMeans mean = found.hit_means();
  return text + fmt::format("{:<12} {:>5}  {} {}{}\n", "mean", "", value_text(mean.hit_rate, 8),
                            value_text(mean.mscore, 8), left_out_text(mean.undefined));
}

inline std::string sets_text(const VocabularyEvaluation& found) {
  std::string text =
      fmt::format("{:<12} {:>5}  {:>8} {:>9} {:>8}  {:>7} {:>7} {:>7}\n", "wheel", "level", "F",
                  "precision", "recall", "counted", "skipped", "empty");
  const auto row = [&](const std::string& name, const std::string& level, double f, double p,
                       double r) {
    text += fmt::format("{:<12} {:>5}  {} {} {}", name, level, value_text(f, 8), value_text(p, 9),
                        value_text(r, 8));
  };
  std::map<int, std::size_t> in_level;
  for (const GroupingScore& each : found.scores()) {
    row(each.name, each.level == 0 ? "" : std::to_string(each.level), each.sets.fscore(),
        each.sets.precision(), each.sets.recall());
    text += fmt::format("  {:>7} {:>7} {:>7}\n", each.sets.n(), each.sets.skipped(),
                        each.sets.empty_predictions());
    ++in_level[each.level];
  }
  for (const auto& [level, mean] : found.level_means()) {
    if (in_level[level] > 1) {
      row("mean", std::to_string(level), mean.fscore, mean.precision, mean.recall);
      text += left_out_text(mean.undefined) + "\n";
    }
  }
  return text;
}

}  // namespace detail

TONEWHEEL_INLINE JsonValue report_json(const VocabularyEvaluation& found) {
  const VocabularyRun& run = found.run();
  JsonValue report = JsonValue::object(
      {{"metric", name(run.metric)},
       {"version", VocabularyEvaluation::metric_version},
       {"tables", JsonValue::object({{"name", run.tables.name}, {"sha256", run.tables.sha256}})}});
  const GroupingScore& first = found.scores().front();
  if (run.metric == VocabularyMetric::hit) {
    report.update(detail::hits_json(found));
  } else if (found.scores().size() == 1 && first.level == 0) {
    report["set"] = detail::score_json(first.sets);
    if (run.metric == VocabularyMetric::mer2024) {
      report["set"]["average"] = mer2024_average(first.sets);
    }
  } else {
    report.update(detail::wheels_json(found));
  }
  const VocabularyMatching& matching = found.matching();
  report["samples"] = JsonValue::object({{"truth", matching.total},
                                         {"scored", matching.scored},
                                         {"missing_predictions", matching.missing},
                                         {"predictions_left_out", matching.extra}});
  report["out_of_vocabulary"] = detail::unknown_json(found.out_of_vocabulary());
  return report;
}

TONEWHEEL_INLINE std::string report_text(const VocabularyEvaluation& found) {
  const VocabularyRun& run = found.run();
  std::string text = fmt::format("{} with {} ({})\n", name(run.metric), run.tables.name,
                                 run.tables.sha256.substr(0, 12));
  text += run.metric == VocabularyMetric::hit ? detail::hits_text(found) : detail::sets_text(found);
  const VocabularyMatching& matching = found.matching();
  text += fmt::format("samples: {} scored of {}; without prediction {}, predictions left out {}\n",
                      matching.scored, matching.total, matching.missing, matching.extra);
  const OutOfVocabulary& unknown = found.out_of_vocabulary();
  text += fmt::format("out of vocabulary: {} of {} labels, {} words", unknown.unknown(),
                      unknown.n(), unknown.distinct());
  const auto words = unknown.most_frequent(8);
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += (i == 0 ? ": " : ", ") + words[i].word + " (" + std::to_string(words[i].times) + ")";
  }
  return text + (unknown.distinct() > words.size() ? ", ...\n" : "\n");
}

TONEWHEEL_INLINE std::string sample_counts_csv(const VocabularyEvaluation& found,
                                               const SampleCounts& counts,
                                               std::span<const std::string_view> names) {
  const std::size_t width = found.scores().size();
  if (counts.counts.size() != counts.samples.size() * width) {
    throw Error("sample counts: found " + std::to_string(counts.counts.size()) + " of " +
                std::to_string(counts.samples.size()) + " samples, expected " +
                std::to_string(width) + " of each");
  }
  std::string text = "name";
  for (const GroupingScore& each : found.scores()) {
    const std::string prefix =
        each.name + (each.level == 0 ? "" : "_level" + std::to_string(each.level));
    text += fmt::format(",{0}_truth,{0}_prediction,{0}_common", prefix);
  }
  text += "\n";
  for (std::size_t i = 0; i < counts.samples.size(); ++i) {
    if (counts.samples[i] >= names.size()) {
      throw Error("sample counts: found sample " + std::to_string(counts.samples[i]) + " of " +
                  std::to_string(names.size()) + " names, expected a name for each sample");
    }
    text += quote_if_needed(names[counts.samples[i]], ',');
    for (std::size_t j = 0; j < width; ++j) {
      const SetCounts& each = counts.counts[i * width + j];
      text += fmt::format(",{},{},{}", each.truth, each.prediction, each.common);
    }
    text += "\n";
  }
  return text;
}

}  // namespace tonewheel
