#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include <tonewheel/affect/norms.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// How a class of a space is made from rated words.
struct WordClassOptions {
  /// Times the variances and covariances of the words, > 0: people who live an emotion scatter more
  /// than people who rate its word.
  double spread = 1;
  Vad rater_variance{};  ///< see EmotionClass
  /// Correlations of the axes across the class's words, where it has at least `correlation_words`;
  /// else none.
  bool correlations = false;
  /// A class of fewer words has no correlations of its own.
  std::size_t correlation_words = 5;
  friend bool operator==(const WordClassOptions&, const WordClassOptions&) = default;
};

/// What spaces made from words use by default, chosen by evidence: see affect/README.md.
[[nodiscard]] WordClassOptions default_word_classes();

/// The variance of one reader's rating about the mean of all readers of a text, on the unit scale:
/// src/data/rater_variance.csv.
[[nodiscard]] Vad reader_variance();

/// An emotion as the Gaussian of its words ("angry": anger, fury, rage, ...): the mean of their
/// means; the mean of their variances plus the variance of their means (by n). Words that are not
/// rated are left out; `n` is how many were, `source` lists them. Nothing where none is. Throws
/// Error on a spread that is not > 0 and finite or a negative variance.
[[nodiscard]] std::optional<EmotionClass> class_of_words(std::string name,
                                                         std::span<const std::string> words,
                                                         const Norms& norms,
                                                         const WordClassOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/word_class_inl.hpp>
#endif
