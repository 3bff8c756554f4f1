#pragma once

#include <cmath>
#include <functional>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/regression/sequences.hpp>

namespace tonewheel {

namespace detail {

[[nodiscard]] inline std::string sequence_name(std::string_view subject, std::string_view story) {
  return "sequence of subject " + shown(subject) + " and story " + shown(story);
}

/// A mean that does not depend on the order.
struct SequenceGroup {
  ExactSum sum;
  std::size_t count = 0;
  void add(double score) {
    sum.add(score);
    ++count;
  }
  [[nodiscard]] double mean() const { return sum.value() / static_cast<double>(count); }
};

[[nodiscard]] inline SequenceScores whole_sequences(std::span<const Sequence> sequences) {
  SequenceScores scores;
  for (const Sequence& sequence : sequences) {
    if (scores.contains(sequence.subject, sequence.story)) {
      throw Error(sequence_name(sequence.subject, sequence.story) + ": found twice, expected once");
    }
    scores.add(sequence);
  }
  return scores;
}

}  // namespace detail

inline namespace regression {

TONEWHEEL_INLINE double omg_concordance(const PairMoments& moments) {
  const double ccc = moments.concordance(Variance::population);
  // No frames, or NaN among them: that is no constant series.
  const bool unknown = std::isnan(moments.truth_mean());
  return std::isnan(ccc) && !unknown ? 0 : ccc;
}

TONEWHEEL_INLINE SequenceScores::SequenceScores(const State& state) {
  StateReader from(state, kind);
  missing_policy_ = static_cast<NanPolicy>(from.choice("missing", nan_policy_names));
  auto subjects = from.count<std::vector<std::string>>("subjects");
  auto stories = from.count<std::vector<std::string>>("stories");
  const auto moments = from.count<std::vector<PairMoments>>("moments");
  from.finish();
  from.require(subjects.size() == moments.size(), "subjects", "one of each sequence");
  from.require(stories.size() == moments.size(), "stories", "one of each sequence");
  std::uint64_t pairs = 0;  // must fit
  for (std::size_t i = 0; i < moments.size(); ++i) {
    from.require(moments[i].policy() == missing_policy_, "moments", "the policy of the whole");
    Key key(std::move(subjects[i]), std::move(stories[i]));
    add_count(pairs, moments[i].n(), "sequence scores: pairs");
    from.require(moments_.try_emplace(std::move(key), moments[i]).second, "subjects",
                 "each sequence once");
  }
}

TONEWHEEL_INLINE State SequenceScores::state() const {
  std::vector<std::string> subjects;
  std::vector<std::string> stories;
  for (const auto& entry : moments_) {
    subjects.push_back(entry.first.first);
    stories.push_back(entry.first.second);
  }
  return StateWriter(kind)
      .option("missing", name(missing_policy_))
      .count("subjects", subjects)
      .count("stories", stories)
      .count("moments", std::views::values(moments_))
      .finish();
}

TONEWHEEL_INLINE std::uint64_t SequenceScores::n() const noexcept {
  std::uint64_t frames = 0;
  for (const auto& entry : moments_) {
    frames += entry.second.n();
  }
  return frames;
}

TONEWHEEL_INLINE std::uint64_t SequenceScores::missing() const noexcept {
  std::uint64_t frames = 0;
  for (const auto& entry : moments_) {
    frames += entry.second.missing();
  }
  return frames;
}

TONEWHEEL_INLINE void SequenceScores::add(const Sequence& sequence) {
  PairMoments moments(missing_policy_);
  try {
    moments.add(sequence.truth, sequence.prediction);
  } catch (const Error& error) {
    const std::string name = detail::sequence_name(sequence.subject, sequence.story);
    const Place& place = error.place();
    if (place.row == 0) {
      throw Error(name + ": " + error.what());
    }
    const std::span<const double> side =
        place.column == "truth" ? sequence.truth : sequence.prediction;
    throw Error(Place{name, place.row, place.column},
                "found " + number_text(side[place.row - 1]) + ", expected a finite number");
  }
  Key key(sequence.subject, sequence.story);
  moments_.try_emplace(std::move(key), missing_policy_).first->second.merge(moments);
}

TONEWHEEL_INLINE void SequenceScores::merge(const SequenceScores& other) {
  if (missing_policy_ != other.missing_policy_) {
    throw Error("sequence scores: found two policies for missing values, expected one");
  }
  const std::map<Key, PairMoments> theirs = other.moments_;  // other may be this
  require_room(n(), other.n(), "sequence scores: pairs");
  for (const auto& [key, moments] : theirs) {
    if (const auto ours = moments_.find(key); ours != moments_.end()) {
      require_room(ours->second.missing(), moments.missing(), "sequence scores: missing pairs");
    }
  }
  for (const auto& [key, moments] : theirs) {
    moments_.try_emplace(key, missing_policy_).first->second.merge(moments);
  }
}

TONEWHEEL_INLINE bool SequenceScores::contains(std::string_view subject,
                                               std::string_view story) const {
  return moments_.contains(Key(std::string(subject), std::string(story)));
}

TONEWHEEL_INLINE SequenceMean SequenceScores::per_sequence(const SequenceOptions& options) const {
  return mean_of_means(options, [](const Key& key) { return key; });
}

TONEWHEEL_INLINE SequenceMean SequenceScores::personalised(const SequenceOptions& options) const {
  return mean_of_means(options, [](const Key& key) { return Key(key.first, {}); });
}

TONEWHEEL_INLINE SequenceMean SequenceScores::generalised(const SequenceOptions& options) const {
  return mean_of_means(options, [](const Key& key) { return Key(key.second, {}); });
}

TONEWHEEL_INLINE PairMoments SequenceScores::concatenated() const {
  PairMoments all(missing_policy_);
  for (const auto& entry : moments_) {
    all.merge(entry.second);
  }
  return all;
}

TONEWHEEL_INLINE SequenceMean SequenceScores::mean_of_means(
    const SequenceOptions& options, const std::function<Key(const Key&)>& group) const {
  if (!options.metric) {
    throw Error("sequence scores: found no metric, expected one");
  }
  SequenceMean result;
  std::map<Key, detail::SequenceGroup> groups;
  for (const auto& [key, moments] : moments_) {
    const double score = options.metric(moments);
    const bool undefined = std::isnan(score);
    ++result.sequences;
    result.undefined += undefined ? 1U : 0U;
    if (undefined && options.undefined == UndefinedScore::left_out) {
      continue;
    }
    groups[group(key)].add(undefined && options.undefined == UndefinedScore::zero ? 0 : score);
  }
  detail::SequenceGroup all;
  for (const auto& entry : groups) {
    all.add(entry.second.mean());
  }
  if (all.count > 0) {
    result.mean = all.mean();
  }
  return result;
}

TONEWHEEL_INLINE SequenceMean per_sequence_mean(std::span<const Sequence> sequences,
                                                const SequenceOptions& options) {
  return detail::whole_sequences(sequences).per_sequence(options);
}

TONEWHEEL_INLINE SequenceMean personalised_mean(std::span<const Sequence> sequences,
                                                const SequenceOptions& options) {
  return detail::whole_sequences(sequences).personalised(options);
}

TONEWHEEL_INLINE SequenceMean generalised_mean(std::span<const Sequence> sequences,
                                               const SequenceOptions& options) {
  return detail::whole_sequences(sequences).generalised(options);
}

}  // namespace regression
}  // namespace tonewheel
