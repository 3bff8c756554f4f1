#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/parallel.hpp>
#include <tonewheel/core/sha256.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/vocabulary_evaluation.hpp>
#include <tonewheel/lexicon/fold.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/metric/overlap/synonym_groups.hpp>
#include <tonewheel/metric/vocabulary/open_vocabulary.hpp>

namespace tonewheel::detail {

/// Scores the samples of one run.
class VocabularyScoring {
 public:
  VocabularyScoring(const MatchedSamples& samples, const VocabularyOptions& options)
      : samples_(&samples), options_(&options) {
    if (samples.truth.size() != samples.prediction.size()) {
      throw Error("samples: found " + std::to_string(samples.truth.size()) + " truths and " +
                  std::to_string(samples.prediction.size()) +
                  " predictions, expected as many of each");
    }
  }

  void score_sets(const Lexicon& lexicon) {
    const std::vector<GroupingId> groupings = vocabulary_groupings(lexicon, *options_);
    const std::size_t size = samples_->truth.size();
    const std::size_t width = groupings.size();
    std::vector<SetCounts>* rows = rows_of_samples(size * width);
    // A thread takes longer to start than hundreds of samples to score.
    constexpr std::size_t least_samples = 1024;
    const std::size_t threads =
        std::min(std::max<std::size_t>(options_->threads, 1), 1 + size / least_samples);
    std::vector<OpenVocabularyScore> parts(threads, {lexicon, groupings});
    for_parts(threads, size, [&](std::size_t part, std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) {
        const auto counts =
            parts[part].add(samples_->truth[i].labels, samples_->prediction[i].labels);
        if (rows != nullptr) {
          std::copy(counts.begin(), counts.end(),
                    rows->begin() + static_cast<std::ptrdiff_t>(i * width));
        }
      }
    });
    for (std::size_t i = 1; i < parts.size(); ++i) {
      parts[0].merge(parts[i]);
    }
    for (std::size_t i = 0; i < width; ++i) {
      const Grouping& grouping = lexicon.at(groupings[i]);
      scores.push_back({grouping.name, grouping.level, parts[0].scores()[i], {}});
    }
    unknown = parts[0].out_of_vocabulary();
  }

  void score_hits(const Lexicon& lexicon) {
    if (options_->sample_counts != nullptr) {
      throw Error("metric hit: counts of each sample were asked for, but hits have none");
    }
    for (const LabelRecord& each : samples_->truth) {
      if (each.labels.size() != 1) {
        throw Error({options_->names.truth, each.row, options_->names.labels_column},
                    "found " + std::to_string(each.labels.size()) +
                        " labels, expected the one gold label that --metric hit scores");
      }
    }
    for (const GroupingId position : vocabulary_groupings(lexicon, *options_)) {
      scores.push_back(hits_of(lexicon, lexicon.at(position)));
    }
    for (const LabelRecord& each : samples_->prediction) {
      for (const std::string_view label : each.labels) {
        if (lexicon.find(label)) {
          unknown.add_known();
        } else {
          unknown.add(fold(label, lexicon.folding()));
        }
      }
    }
  }

  void score_groups() {
    if (options_->groups == nullptr) {
      throw Error("metric mer2024: found no groups of synonyms, expected those of each sample");
    }
    std::vector<SetCounts>* rows = rows_of_samples(samples_->truth.size());
    GroupingScore score{"mer2024", 0, {}, {}};
    for (std::size_t i = 0; i < samples_->truth.size(); ++i) {
      const auto found = options_->groups->find(std::string(samples_->truth[i].name));
      if (found == options_->groups->end()) {
        throw Error({options_->names.groups, 0, ""}, "found no groups for sample " +
                                                         shown(samples_->truth[i].name) + " of " +
                                                         options_->names.truth);
      }
      const auto& truth = samples_->truth[i].labels;
      const auto& prediction = samples_->prediction[i].labels;
      const SetCounts counts =
          synonym_counts(found->second, std::vector<std::string>(truth.begin(), truth.end()),
                         std::vector<std::string>(prediction.begin(), prediction.end()));
      score.sets.add(counts);
      if (rows != nullptr) {
        (*rows)[i] = counts;
      }
      count_grouped(found->second, truth);
      count_grouped(found->second, prediction);
    }
    scores.push_back(std::move(score));
  }

  std::vector<GroupingScore> scores;
  OutOfVocabulary unknown;

 private:
  /// Room for the counts of each sample; nullptr where nobody asks for them.
  std::vector<SetCounts>* rows_of_samples(std::size_t size) const {
    SampleCounts* out = options_->sample_counts;
    if (out == nullptr) {
      return nullptr;
    }
    out->samples = samples_->positions;
    out->counts.assign(size, {});
    return &out->counts;
  }

  /// The group of a label; nothing where it has none.
  static std::optional<GroupId> group_of(const Lexicon& lexicon, const Grouping& grouping,
                                         std::string_view label) {
    const auto surface = lexicon.find(label);
    const GroupId group = surface ? grouping.group_of[surface->index()] : no_group;
    return group == no_group ? std::nullopt : std::optional(group);
  }

  GroupingScore hits_of(const Lexicon& lexicon, const Grouping& grouping) const {
    std::vector<GroupId> candidates;
    for (const std::string& label : samples_->candidates) {
      if (const auto group = group_of(lexicon, grouping, gold_label(label))) {
        candidates.push_back(*group);
      }
    }
    GroupingScore score{grouping.name, grouping.level, {}, {}};
    std::vector<GroupId> predicted;
    for (std::size_t i = 0; i < samples_->truth.size(); ++i) {
      predicted.clear();
      for (const std::string_view label : samples_->prediction[i].labels) {
        if (const auto group = group_of(lexicon, grouping, label)) {
          predicted.push_back(*group);
        }
      }
      score.hits.add(
          hit_counts(group_of(lexicon, grouping, gold_label(samples_->truth[i].labels[0])),
                     predicted, candidates));
    }
    return score;
  }

  /// Counts labels as known where a group of the sample has them.
  void count_grouped(const std::vector<SynonymGroup>& groups,
                     std::span<const std::string_view> labels) {
    for (const std::string_view label : labels) {
      const bool grouped = std::any_of(groups.begin(), groups.end(), [&](const SynonymGroup& each) {
        return std::find(each.begin(), each.end(), label) != each.end();
      });
      grouped ? unknown.add_known() : unknown.add(label);
    }
  }

  const MatchedSamples* samples_;
  const VocabularyOptions* options_;
};

}  // namespace tonewheel::detail
