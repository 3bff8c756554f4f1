#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/norms.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/affect/word_class.hpp>
#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// Whose ratings place the classes, and what happens to labels without any.
struct SetSpaceOptions {
  Norms norms = glasgow_norms();  ///< the table of rated words
  /// Which words make a class, and how widely they spread.
  WordClassOptions classes = default_word_classes();
  /// Labels without any evidence are left out and named; else they are an Error.
  bool leave_out = false;
};

/// A space made for a set of labels, and what had to be said of it.
struct SetSpace {
  Space space;                        ///< a class for each label that has a place
  std::vector<std::string> left_out;  ///< labels that have no place: "other", or without evidence
  /// Classes that no rating of their own places, and whose place they take: "rapture (as joy /
  /// enthrallment / rapture: tone/joy/enthrallment)".
  std::vector<std::string> borrowed;
};

/// The classes of a label set, a tier of TONE or a ring of a wheel as Gaussians (keys:
/// label_set()). A class is where people rate its words: those of class_words() for the eight basic
/// ones, else the label and its forms; else what pad151 says of it or of the concept of TONE that
/// it matches; else merged from its children or inherited, and named so. "other" and "something
/// else" have no place and get no mass. Classes are named by the label in lower case with '_' for
/// other characters; of several with one name the later are preceded by their parents'. Throws
/// Error on a key that is none, on a set that has no emotions, and that names the labels without
/// evidence.
[[nodiscard]] SetSpace set_space(std::string_view key, const SetSpaceOptions& options = {});

/// The same for labels of one's own: words of any table of this library, or of the norms.
[[nodiscard]] SetSpace label_space(std::span<const std::string> labels, std::string name,
                                   const SetSpaceOptions& options = {});

/// The keys that set_space knows.
[[nodiscard]] std::vector<std::string> set_space_keys();

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/set_space_inl.hpp>
#endif
