#pragma once

#include <memory>
#include <string>

#include <tonewheel/exchange/named_lexicon.hpp>

#include "support/program.hpp"

/// How programs come to a lexicon: --lexicon, --format-csv and --wordnet.
namespace program {

using namespace tonewheel;

/// What the library takes beside the name. Throws WrongUse where they do not fit it.
inline LexiconFileOptions lexicon_options(const std::string& choice,
                                          const std::string& format_csv) {
  LexiconFileOptions options;
  if (!format_csv.empty()) {
    options.mer.format_csv = format_csv;
  }
  checked([&] { require_lexicon(choice, options); });
  return options;
}

inline Lexicon choose_lexicon(const std::string& choice, const std::string& format_csv = "",
                              const std::string& wordnet = "") {
  const LexiconFileOptions options = lexicon_options(choice, format_csv);
  return named_lexicon(
      choice, options,
      wordnet.empty() ? nullptr : std::make_shared<const Morphology>(Morphology::read(wordnet)));
}

}  // namespace program
