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
#include <tonewheel/lexicon/morphology.hpp>
#include <tonewheel/ontology/atlas.hpp>

#include "support/program.hpp"
#include "support/stamp.hpp"

/// What the programs that use a lexicon share.
namespace score {

using namespace tonewheel;

/// The lexicon that --lexicon names: "builtin", or whatever read_lexicon_tables reads.
inline LexiconTables choose_lexicon(const std::string& choice, const std::string& format_csv = "") {
  if (choice == "builtin") {
    if (!format_csv.empty()) {
      throw program::WrongUse("--format-csv belongs to the MER tables, found --lexicon builtin");
    }
    return builtin_tables(atlas(), Table::parse(data::word_forms));
  }
  if (!std::filesystem::exists(choice)) {
    throw program::WrongUse("lexicon: found " + shown(choice) +
                            ", expected builtin, a file or a folder");
  }
  LexiconFileOptions options;
  if (!format_csv.empty()) {
    options.mer.format_csv = format_csv;
  }
  return read_lexicon_tables(choice, options);
}

/// The morphology of --wordnet; none where it is not given.
inline std::shared_ptr<const Morphology> choose_morphology(const std::string& folder) {
  return folder.empty() ? nullptr : std::make_shared<const Morphology>(Morphology::read(folder));
}

/// Name and SHA-256 of what a lexicon holds, whatever file it came from.
inline program::TableStamp stamp_of(const LexiconTables& tables) {
  return {tables.name, sha256(content_text(tables))};
}

}  // namespace score
