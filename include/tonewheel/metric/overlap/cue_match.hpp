#pragma once

#include <cstddef>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>

namespace tonewheel {
inline namespace overlap {

/// When two cues are alike.
struct CueMatchOptions {
  double threshold = 0.5;  ///< least similarity of a match, in (0, 1]
};

/// A true cue and the predicted one it was paired with, by position.
struct CuePair {
  std::size_t truth = 0;       ///< row
  std::size_t prediction = 0;  ///< column
  double similarity = 0;       ///< at least the threshold
  friend bool operator==(const CuePair&, const CuePair&) = default;
};

/// Which cues were paired, and the score of that.
struct CueMatch {
  std::vector<CuePair> pairs;  ///< by `truth`
  SetCounts counts;            ///< for SetScore: common is the number of pairs
  /// pairs / predicted cues and pairs / true cues, in [0, 1]; 0 where there are no such cues.
  double precision = 0;
  double recall = 0;  ///< of all true cues
  double fscore = 0;  ///< harmonic mean of the two
};

/// Pairs two lists of emotional cues one to one by a similarity the user gives (rows: true cues,
/// columns: predicted ones; in [-1, 1], as cosines are), so that the sum over the pairs that reach
/// the threshold is greatest. After the manner of EmoCue-360 (XEmoGPT, 2026), whose exact formula
/// was not found. Throws Error on a similarity or a threshold out of range.
[[nodiscard]] CueMatch match_cues(const MatrixView<double>& similarity,
                                  const CueMatchOptions& options = {});

}  // namespace overlap
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/overlap/impl/cue_match_inl.hpp>
#endif
