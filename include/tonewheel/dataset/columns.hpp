#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// Column names a user gives; nothing: guess.
struct ColumnChoice {
  std::optional<std::string> valence{};    ///< the name of the column of valence
  std::optional<std::string> arousal{};    ///< the name of the column of arousal
  std::optional<std::string> dominance{};  ///< the name of the column of dominance
  std::optional<std::string> label{};      ///< the name of the column of labels
};

/// Where the annotations of a table stand.
struct Columns {
  std::size_t valence = 0;  ///< the position of the column of valence, from 0
  std::size_t arousal = 0;  ///< the position of the column of arousal, from 0
  /// The position of the column of dominance; none: there is none.
  std::optional<std::size_t> dominance;
  std::optional<std::size_t> label;  ///< the position of the column of labels; none: there is none
  std::vector<std::string> guesses;  ///< "valence = V", one for each column that was not named
};

/// Finds the columns by name, letter case ignored. What the choice leaves open is guessed from the
/// names that known data sets use: V, valence, val, pleasure, V.Mean.Sum (Warriner), EmoVal
/// (MSP-Podcast); likewise for the others; labels: expression, emotion, label, class, EmoClass.
/// Dominance and label may be absent; they are guessed among columns that are nothing else. Throws
/// Error, listing the header, where a column is missing, stands twice, would be two things (valence
/// and arousal), or all names are numbers (no header). `file` is for messages.
[[nodiscard]] Columns find_columns(std::span<const std::string> header, const ColumnChoice& choice,
                                   const std::string& file);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/columns_inl.hpp>
#endif
