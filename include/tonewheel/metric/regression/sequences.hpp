#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/regression/pair_moments.hpp>

/// Scores of many series of frames: series by series and averaged, or of all frames as one.
namespace tonewheel {
inline namespace regression {

/// The frames of one subject (listener, speaker) in one story (video, topic).
struct Sequence {
  std::string_view subject{};            ///< who is seen
  std::string_view story{};              ///< what of
  std::span<const double> truth{};       ///< frame by frame
  std::span<const double> prediction{};  ///< as many
};

/// A score of one sequence, NaN where it is undefined, such as
/// [](const PairMoments& m) { return m.pearson(); }.
using SequenceMetric = std::function<double(const PairMoments&)>;

/// Concordance by n, 0 where it or Pearson's r is undefined, as in the script of the OMG-Empathy
/// challenge (Barros et al. 2019); that one divides 0 by 0 where both sides are the same constant.
[[nodiscard]] double omg_concordance(const PairMoments& moments);

/// What an undefined score does to a mean.
enum class UndefinedScore : unsigned char {
  propagate,  ///< the mean is NaN
  zero,
  left_out,  ///< and a group without any other is left out too
};

/// The score of one sequence, and what an undefined one does.
struct SequenceOptions {
  SequenceMetric metric = omg_concordance;               ///< score of one sequence
  UndefinedScore undefined = UndefinedScore::propagate;  ///< what a NaN does
};

/// A mean over sequences, and how many it is of.
struct SequenceMean {
  /// In the range of the metric and with its direction; NaN where there is nothing to average.
  double mean = std::numeric_limits<double>::quiet_NaN();
  std::size_t sequences = 0;  ///< all of them
  std::size_t undefined = 0;  ///< sequences whose score is NaN
};

/// Frames by subject and story: those of one sequence may come in several parts, and shards merge
/// in any order and any split to the same bits.
class SequenceScores {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "sequence_scores";

  /// No frames yet; the policy says what a missing value does.
  explicit SequenceScores(NanPolicy missing = NanPolicy::error) : missing_policy_(missing) {}
  /// Throws Error on a state that no sequences have.
  explicit SequenceScores(const State& state);

  /// Throws Error as PairMoments::add does, with the sequence's name before it.
  void add(const Sequence& sequence);
  /// Throws Error on another NanPolicy.
  void merge(const SequenceScores& other);

  /// Frames that count, of all sequences.
  [[nodiscard]] std::uint64_t n() const noexcept;
  /// Frames with a missing value.
  [[nodiscard]] std::uint64_t missing() const noexcept;
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// Different pairs of subject and story.
  [[nodiscard]] std::size_t sequences() const noexcept { return moments_.size(); }
  /// Whether there are frames of that sequence.
  [[nodiscard]] bool contains(std::string_view subject, std::string_view story) const;

  /// Mean over all sequences, each weighing the same.
  [[nodiscard]] SequenceMean per_sequence(const SequenceOptions& options = {}) const;
  /// Mean over the stories of each subject, then over subjects (OMG-Empathy, "personalised").
  [[nodiscard]] SequenceMean personalised(const SequenceOptions& options = {}) const;
  /// Mean over the subjects of each story, then over stories (OMG-Empathy, "generalised").
  [[nodiscard]] SequenceMean generalised(const SequenceOptions& options = {}) const;
  /// All frames as one series: longer sequences weigh more, and differences between sequences count
  /// as variance, hence higher correlations as a rule.
  [[nodiscard]] PairMoments concatenated() const;

  friend bool operator==(const SequenceScores&, const SequenceScores&) = default;

 private:
  using Key = std::pair<std::string, std::string>;  ///< subject, story
  [[nodiscard]] SequenceMean mean_of_means(const SequenceOptions& options,
                                           const std::function<Key(const Key&)>& group) const;

  NanPolicy missing_policy_;
  std::map<Key, PairMoments> moments_;
};

/// The same for whole sequences. Throws Error on two of the same subject and story.
[[nodiscard]] SequenceMean per_sequence_mean(std::span<const Sequence> sequences,
                                             const SequenceOptions& options = {});
/// SequenceScores::personalised() of whole sequences.
[[nodiscard]] SequenceMean personalised_mean(std::span<const Sequence> sequences,
                                             const SequenceOptions& options = {});
/// SequenceScores::generalised() of whole sequences.
[[nodiscard]] SequenceMean generalised_mean(std::span<const Sequence> sequences,
                                            const SequenceOptions& options = {});

}  // namespace regression
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/regression/impl/sequences_inl.hpp>
#endif
