#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/scale.hpp>
#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// A word as people rated it: mean and standard deviation over the raters, on the unit scale.
struct RatedWord {
  std::string word;  ///< as the file has it; a sense of an ambiguous word as "content (happy)"
  /// The mean of the ratings, on the unit scale.
  Vad mean{};
  /// The standard deviation of the ratings, on the unit scale.
  Vad deviation{};
  std::array<double, 3> raters{};  ///< number of raters of each axis; 0 where nobody says
  friend bool operator==(const RatedWord&, const RatedWord&) = default;
};

/// How a file of norms is read.
struct NormsOptions {
  /// What the file's numbers are on; nothing: known from the file's own header (Glasgow, Warriner),
  /// or from negative numbers, which only the unit scale has.
  std::optional<Scale> scale{};
};

/// A table of rated words ("norms"): where each word lies in the affect space.
class Norms {
 public:
  /// The layouts that are known by their headers: the Glasgow Norms (two header rows, AROU, VAL,
  /// DOM), Warriner et al. 2013 (Word, V.Mean.Sum, V.SD.Sum, V.Rat.Sum, ...), the NRC VAD Lexicon
  /// (tabs: word or term, valence, arousal, dominance; with or without a header), and a plain table
  /// of word, valence, arousal, dominance (or V, A, D; or "valence mean" and so on), with optional
  /// `sd` for all axes or `valence sd`, `valence n` and so on for each. Throws Error with the place
  /// on a header that is none of these, a cell that is no number, a number outside the scale, a
  /// negative deviation, a word that stands twice; and where the scale is not stated and the
  /// numbers fit both 0..1 and -1..1.
  static Norms parse(std::string_view text, const std::string& file,
                     const NormsOptions& options = {});
  /// As parse; named after the file. Throws Error where it cannot be read.
  static Norms read(const std::filesystem::path& path, const NormsOptions& options = {});

  /// "glasgow", "warriner", or the file's name.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// Whom to cite; empty where the file does not tell.
  [[nodiscard]] const std::string& citation() const noexcept { return citation_; }
  /// The scale that the ratings had in the file.
  [[nodiscard]] const Scale& scale() const noexcept { return scale_; }
  /// The scale was not stated, but follows from the file: say so.
  [[nodiscard]] bool scale_guessed() const noexcept { return scale_guessed_; }
  /// The file has standard deviations; else every word has the root mean square of those of the
  /// Glasgow Norms (typical_word_deviation), since nobody rates alike.
  [[nodiscard]] bool has_deviations() const noexcept { return has_deviations_; }
  /// All words, in the order of the file.
  [[nodiscard]] const std::vector<RatedWord>& words() const noexcept { return words_; }
  /// The rating of a word; where it is not there in these letters, letter case is ignored. nullptr
  /// where it is not rated.
  [[nodiscard]] const RatedWord* find(std::string_view word) const;

 private:
  friend Norms glasgow_norms();
  void add(RatedWord word, std::size_t row);

  std::string name_;
  std::string file_;
  std::string citation_;
  Scale scale_{};
  bool scale_guessed_ = false;
  bool has_deviations_ = false;
  std::vector<RatedWord> words_;
  std::map<std::string, std::size_t, std::less<>> places_;
  std::map<std::string, std::size_t, std::less<>> in_lower_case_;  ///< the first of several
};

/// The emotion words of this library's tables as the Glasgow Norms have them (Scott, Keitel,
/// Becirspahic, Yao & Sereno 2019, doi:10.3758/s13428-018-1099-3, CC BY 4.0): src/data/glasgow.csv.
[[nodiscard]] Norms glasgow_norms();

/// Root mean square of the standard deviations of the words of glasgow_norms().
[[nodiscard]] Vad typical_word_deviation();

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/norms_inl.hpp>
#endif
