#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/word_forms.hpp>
#include <tonewheel/exchange/lexicon_file.hpp>
#include <tonewheel/lexicon/builtin.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/lexicon/morphology.hpp>
#include <tonewheel/ontology/atlas.hpp>

#include "support/program.hpp"
#include "support/stamp.hpp"

/// What the programs that use a lexicon share.
namespace score {

using namespace tonewheel;

/// What read_lexicon takes beside the file.
inline LexiconFileOptions file_options(const std::string& choice, const std::string& format_csv) {
  if (!std::filesystem::exists(choice)) {
    throw program::WrongUse("lexicon: found " + shown(choice) +
                            ", expected builtin, a file or a folder");
  }
  LexiconFileOptions options;
  if (!format_csv.empty()) {
    options.mer.format_csv = format_csv;
  }
  return options;
}

inline LexiconTables builtin_choice(const std::string& format_csv) {
  if (!format_csv.empty()) {
    throw program::WrongUse("--format-csv belongs to the MER tables, found --lexicon builtin");
  }
  return builtin_tables(atlas(), Table::parse(data::word_forms));
}

/// The tables of the lexicon that --lexicon names: "builtin", or whatever read_lexicon_tables
/// reads.
inline LexiconTables choose_tables(const std::string& choice, const std::string& format_csv = "") {
  return choice == "builtin" ? builtin_choice(format_csv)
                             : read_lexicon_tables(choice, file_options(choice, format_csv));
}

/// The morphology of --wordnet; none where it is not given.
inline std::shared_ptr<const Morphology> choose_morphology(const std::string& folder) {
  return folder.empty() ? nullptr : std::make_shared<const Morphology>(Morphology::read(folder));
}

/// The lexicon that --lexicon names, with the morphology of --wordnet.
inline Lexicon choose_lexicon(const std::string& choice, const std::string& format_csv = "",
                              const std::string& wordnet = "") {
  return choice == "builtin"
             ? Lexicon(builtin_choice(format_csv), choose_morphology(wordnet))
             : read_lexicon(choice, file_options(choice, format_csv), choose_morphology(wordnet));
}

/// Name and SHA-256 of what a lexicon holds, whatever file it came from.
inline program::TableStamp stamp_of(const Lexicon& lexicon) {
  return {lexicon.name(), lexicon.content_sha256().empty() ? sha256(content_text(lexicon.tables()))
                                                           : lexicon.content_sha256()};
}

}  // namespace score
