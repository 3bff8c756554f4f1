#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/lexicon/lexicon.hpp>

namespace tonewheel {

/// What may be wrong with a lexicon.
enum class LintKind : unsigned char {
  negated_base,       ///< "fearless" has forms of its opposite: "fear", "feared"
  negated_form,       ///< a word has its opposite among its forms: "regard" has "regardless"
  opposite_clusters,  ///< a form of two base words, one of a good cluster and one of a bad one
  several_clusters,   ///< a word stands in two clusters of a wheel; scorers take the last
  repeated_word,      ///< a word stands twice on a wheel
  unreachable_word,   ///< a word on a wheel to which no surface form leads
};
/// The word for each LintKind, in reports.
inline constexpr std::array<std::string_view, 6> lint_kind_names{
    "negated_base",     "negated_form",  "opposite_clusters",
    "several_clusters", "repeated_word", "unreachable_word"};
/// The word for a kind, in reports.
[[nodiscard]] constexpr std::string_view name(LintKind kind) noexcept {
  return lint_kind_names[static_cast<std::size_t>(kind)];
}

/// Something that looks wrong in a lexicon.
struct LintFinding {
  /// What sort of fault it is.
  LintKind kind = LintKind::negated_base;
  std::string wheel{};  ///< empty where no wheel is concerned
  int level = 0;        ///< of the wheel; 0 where none is concerned
  /// negated_base: the base word, then the forms of its opposite. negated_form: the base word, then
  /// the forms with "-less". opposite_clusters: the form, the base word of a good cluster, the one
  /// of a bad cluster. Else the word.
  std::vector<std::string> words{};
  std::string text{};  ///< for people, without a line end
  friend bool operator==(const LintFinding&, const LintFinding&) = default;
};

/// Names of level-1 clusters that are plainly good or bad to feel; others (surprise, interest)
/// count as neither. The defaults are those of the wheels in use (our choice).
struct LintOptions {
  /// Words of the pleasant side.
  std::vector<std::string> positive{
      "admiration", "amusement", "content",  "contentment", "genius",   "gratitude",
      "happiness",  "happy",     "hope",     "joy",         "joyful",   "love",
      "optimism",   "peaceful",  "pleasure", "positive",    "powerful", "pride",
      "relief",     "serenity",  "trust",    "trusting"};
  /// Words of the unpleasant side.
  std::vector<std::string> negative{
      "anger",     "angry",  "bad",     "contempt", "disappointment", "disgust", "disgusted",
      "fear",      "grief",  "guilt",   "fearful",  "hate",           "mad",     "negative",
      "pessimism", "regret", "remorse", "sad",      "sadness",        "scared",  "shame"};
};

/// All findings, by kind, then in the order of the tables. repeated_word and several_clusters need
/// LexiconTables::wheel_rows. Throws Error on a cluster that is both positive and negative.
[[nodiscard]] std::vector<LintFinding> lint(const Lexicon& lexicon,
                                            const LintOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/lexicon/impl/lint_inl.hpp>
#endif
