#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/space.hpp>
#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table_stamp.hpp>

namespace tonewheel {

/// A space as a user names it, and what goes with the name: how programs come to a space.
///
///     const auto chosen = choose_space({.space = "goemotions", .norms = "warriner.csv"});
///     for (const std::string& note : chosen.notes) fmt::print("{}\n", note);
struct SpaceChoice {
  /// The name of one that ships, a label set, tier or ring (set_space_keys()), or a file: a table
  /// of means and deviations (space_from_table()), or one column of labels.
  std::string space = "basic8";
  std::string neutral{};           ///< of universal-2602 and fused14; empty: default_neutral
  std::string norms = "glasgow";   ///< where spaces of words come from: glasgow, or a file
  std::string norms_scale{};       ///< of that file, where its header does not tell
  std::optional<double> spread{};  ///< times the variances of spaces of words
  std::string rater_variance{};    ///< see parse_rater_variance(); empty: the space's own
  std::string without_evidence{};  ///< "leave-out": labels of which nothing is known; else an Error
};

/// A space, and what a report says of it.
struct ChosenSpace {
  Space space;                     ///< the classes, with their Gaussians and priors
  std::vector<TableStamp> tables;  ///< that it rests on
  std::vector<std::string> notes;  ///< what a user should know of it, a line each
  std::string norms;               ///< name of the norms it rests on, or empty
  std::string citation;            ///< whom to cite for them
  /// What the variances were multiplied by; none: not a space of words.
  std::optional<double> spread;
};

/// What was asked for does not fit together or does not exist; nothing is wrong with a file.
class UnfitChoice : public Error {
 public:
  using Error::Error;
};

/// The space that is asked for. Throws UnfitChoice on a name that is none and on options that do
/// not go with it, Error on what a file has wrong.
[[nodiscard]] ChosenSpace choose_space(const SpaceChoice& choice);

/// Variances of one rater's ratings on the unit scale: "V,A,D" (or "V,A" where there is no
/// dominance), each from 0 to 4, "reader" (reader_variance()) or "off" (0). Throws UnfitChoice on
/// anything else.
[[nodiscard]] Vad parse_rater_variance(std::string_view text, bool dominance = true);

/// Classes that stand at the same place, which are always equally likely: "disappointment =
/// disapproval".
[[nodiscard]] std::vector<std::string> same_places(const Space& space);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/space_choice_inl.hpp>
#endif
