#pragma once

#include <memory>
#include <string>

#include <tonewheel/exchange/lexicon_file.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/lexicon/lexicon_tables.hpp>
#include <tonewheel/lexicon/morphology.hpp>

namespace tonewheel {

/// The lexicon that a user names: "builtin" for the one that ships, or whatever read_lexicon()
/// reads. Throws Error as require_lexicon() does, and on what the file has wrong.
[[nodiscard]] Lexicon named_lexicon(const std::string& name, const LexiconFileOptions& options = {},
                                    std::shared_ptr<const Morphology> morphology = nullptr);

/// Its tables.
[[nodiscard]] LexiconTables named_lexicon_tables(const std::string& name,
                                                 const LexiconFileOptions& options = {});

/// Throws Error on a name that is neither "builtin" nor that of a file or folder, and on a
/// format.csv beside the lexicon that ships, which has none. Nothing is read.
void require_lexicon(const std::string& name, const LexiconFileOptions& options = {});

}  // namespace tonewheel
