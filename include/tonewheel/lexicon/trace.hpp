#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/lexicon/lexicon.hpp>

namespace tonewheel {

/// A base word and the wheel words that it is a synonym of, sorted.
struct TraceBase {
  /// The base word.
  std::string base;
  /// The wheel words, sorted.
  std::vector<std::string> wheel_words;
  friend bool operator==(const TraceBase&, const TraceBase&) = default;
};

/// What a wheel makes of a label at one level.
struct TraceStep {
  /// The wheel.
  std::string wheel;
  /// The level of the wheel.
  int level = 1;
  std::vector<std::string>
      candidates;  ///< the label's words that stand on it, in the order of choice
  std::optional<std::string> chosen;   ///< the first candidate; nothing where there is none
  std::optional<std::string> cluster;  ///< of the chosen word
  friend bool operator==(const TraceStep&, const TraceStep&) = default;
};

/// Every step from a label to its groups. Where the label is not known, nothing follows `folded`.
struct Trace {
  /// The label as it was given.
  std::string label;
  /// The label as it was looked up.
  std::string folded;
  /// Whether any table knows it.
  bool known = false;
  std::string surface;            ///< found as: folded itself, or by morphology a base form of it
  std::vector<TraceBase> bases;   ///< sorted
  std::optional<std::string> m1;  ///< the first base word
  std::optional<std::string> m2;  ///< the first wheel word of m1
  std::vector<TraceStep> steps;   ///< one for each clustering of the lexicon, in its order
  friend bool operator==(const Trace&, const Trace&) = default;
};

/// How the lexicon groups a label, step by step. Throws Error on invalid UTF-8.
[[nodiscard]] Trace explain(const Lexicon& lexicon, std::string_view label);

/// The trace as lines for people, each with a line end. "-" stands for nothing.
[[nodiscard]] std::string trace_text(const Trace& trace);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/lexicon/impl/trace_inl.hpp>
#endif
