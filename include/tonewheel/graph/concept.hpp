#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/ids.hpp>

namespace tonewheel {

/// What a concept is. `combination` is the node of an n-ary relation: two causes lead to a result.
enum class ConceptKind : unsigned char {
  emotion,
  sentiment,    ///< positive, negative, ambiguous
  dimension,    ///< valence, arousal, dominance
  action_unit,  ///< of the Facial Action Coding System
  symptom,
  combination,
  other,  ///< read from a file that does not say
};
/// The word for each ConceptKind, in files and messages.
inline constexpr std::array<std::string_view, 7> concept_kind_names{
    "emotion", "sentiment", "dimension", "action_unit", "symptom", "combination", "other"};
/// The word for a kind, in files and messages.
[[nodiscard]] constexpr std::string_view name(ConceptKind kind) noexcept {
  return concept_kind_names[static_cast<std::size_t>(kind)];
}

/// Text in a language: a BCP 47 tag such as "en", or empty where none is stated.
struct LanguageText {
  /// The text, UTF-8.
  std::string text{};
  /// The language as a tag of BCP 47 ("en"); empty: not known.
  std::string language{};
  friend bool operator==(const LanguageText&, const LanguageText&) = default;
  friend auto operator<=>(const LanguageText&, const LanguageText&) = default;
};

/// As in SKOS: one preferred label a language, synonyms, and hidden ones (word forms, spellings).
enum class LabelKind : unsigned char { preferred, alternative, hidden };

/// A word for a concept.
struct Label : LanguageText {
  /// Preferred, alternative or hidden.
  LabelKind kind = LabelKind::preferred;
  friend bool operator==(const Label&, const Label&) = default;
  friend auto operator<=>(const Label&, const Label&) = default;
};

/// Where a concept's Gaussian comes from.
enum class AffectOrigin : unsigned char {
  named,        ///< a space has a class of this very name
  synonym,      ///< a space names a word form or a listed synonym
  descendants,  ///< inherited: moment matching of the descendants that have one of their own
  ancestor,     ///< inherited: the nearest ancestor's
};
/// The word for each AffectOrigin, in files and messages.
inline constexpr std::array<std::string_view, 4> affect_origin_names{"named", "synonym",
                                                                     "descendants", "ancestor"};
/// The word for an origin, in files and messages.
[[nodiscard]] constexpr std::string_view name(AffectOrigin origin) noexcept {
  return affect_origin_names[static_cast<std::size_t>(origin)];
}
/// Whether the Gaussian is another concept's.
[[nodiscard]] constexpr bool inherited(AffectOrigin origin) noexcept {
  return origin == AffectOrigin::descendants || origin == AffectOrigin::ancestor;
}

/// A Gaussian of the affect space, on the unit scale, as plain numbers (graph/affect.hpp turns it
/// into a Gaussian).
struct ConceptAffect {
  /// The mean, on the unit scale.
  Vad mean{};
  std::array<double, 6> covariance{};  ///< vv, va, vd, aa, ad, dd
  /// How the concept came to it.
  AffectOrigin origin = AffectOrigin::named;
  std::string source{};  ///< "pad151:happy", or the concepts it was inherited from
  friend bool operator==(const ConceptAffect&, const ConceptAffect&) = default;
};

/// A node of the graph. Its identity is the key, never a label: homonyms are normal.
struct Concept {
  std::string key{};  ///< unique, stable between versions: "tone/joy/cheerfulness/glee", or the IRI
  std::string iri{};  ///< empty: made from the key by an exporter
  /// The label set, wheel or ontology that the concept belongs to; nothing: none.
  std::optional<SchemeId> scheme{};
  /// What sort of thing it is.
  ConceptKind kind = ConceptKind::emotion;
  std::optional<int> tier{};      ///< 1 is the top
  std::string notation{};         ///< code in its scheme: "0" of AffectNet's neutral, "12" of AU12
  std::optional<double> angle{};  ///< published place on its wheel, in turns of [0, 1)
  /// The words for it, the preferred ones among them.
  std::vector<Label> labels{};
  /// What it means, in a sentence.
  std::vector<LanguageText> definitions{};
  /// Where it stands in the affect space; nothing: not known.
  std::optional<ConceptAffect> affect{};
  /// Where it is from, as one cites it.
  std::string source{};
  friend bool operator==(const Concept&, const Concept&) = default;

  /// The first preferred label in English or without a language; else the first preferred one; else
  /// the key.
  [[nodiscard]] std::string_view name() const noexcept {
    const Label* first = nullptr;
    for (const Label& label : labels) {
      if (label.kind == LabelKind::preferred) {
        if (label.language.empty() || label.language == "en" || label.language.starts_with("en-")) {
          return label.text;
        }
        first = first == nullptr ? &label : first;
      }
    }
    return first == nullptr ? std::string_view(key) : first->text;
  }
};

/// A set of concepts that belong together: an ontology, a wheel, a label set.
struct Scheme {
  std::string key{};  ///< unique: "tone", "plutchik", "affectnet8"
  /// The IRI; empty: made from the key by an exporter.
  std::string iri{};
  /// What it is called in pages and reports.
  std::string title{};
  /// Where it is from, as one cites it.
  std::string source{};
  friend bool operator==(const Scheme&, const Scheme&) = default;
};

}  // namespace tonewheel
