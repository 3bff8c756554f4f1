#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include <tonewheel/exchange/mer_tables.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/lexicon/lexicon_tables.hpp>
#include <tonewheel/lexicon/morphology.hpp>

namespace tonewheel {

/// How a file of a lexicon is read.
struct LexiconFileOptions {
  MerOptions mer{};                    ///< of an .npz or a folder of MER tables
  bool ignore_checksum = false;        ///< of our JSON: read it though it was edited
  Folding folding = Folding::unicode;  ///< of a user's own table; other files say theirs
};

/// The tables as JSON that reads back to equal ones, words sorted, one word a line:
///   {"tonewheel_lexicon": 1, "name", "folding": "official" | "unicode",
///    "own_word_first": true | false, "sha256": of content_text,
///    "forms": {surface form: [base words]}, "synonyms": {base word: [wheel words]},
///    "wheels": [{"wheel", "level", "clusters": {word: cluster}}],
///    "wheel_rows": {wheel: [[level 1, level 2, level 3]]}}
/// Throws Error as check(tables) does, and on text that is not UTF-8.
[[nodiscard]] std::string to_json_text(const LexiconTables& tables);

/// Reads what to_json_text writes, or an array of objects as a user's own table. Throws Error with
/// the line (row) where the text is not JSON, else with the JSON pointer (column): on members that
/// are missing, unknown, doubled or of the wrong type, on words that are not folded, on a checksum
/// that is not that of the tables.
[[nodiscard]] LexiconTables lexicon_from_json(std::string_view text, const std::string& file = {},
                                              const LexiconFileOptions& options = {});

/// A lexicon's tables from a file: a folder or .npz (read_mer_tables), .json (lexicon_from_json),
/// .csv, a user's own table, or a finished lexicon (exchange/finished_lexicon_file.hpp), which its
/// first bytes tell under any name. Where the extension says none of these, the first bytes decide
/// between .npz and JSON.
///
/// A user's own table has a row for each base word: a column `word`, and any of
///   forms         other surface forms of the word, separated by ';' or '|'
///   synonyms      words of the same meaning, likewise: either one leads to the other where that
///                 is on a wheel; in a table without wheels the synonyms lead to the word
///   WHEEL:LEVEL   the word's cluster on a wheel at a level from 1; WHEEL alone is level 1
/// In JSON it is an array of objects with these members: texts, null for an empty cell; forms and
/// synonyms may be arrays. All words are folded, and on a wheel the label itself comes
/// first (own_word_first). The name of a cluster belongs to it, unless the
/// name has a row of its own. Clusterings stand in the order of their columns (JSON: of their
/// names), levels of a wheel together. The lexicon's name is the file's. Throws Error with file,
/// row and column on a word that is missing or has two rows, and on a column that cannot be one of
/// these.
[[nodiscard]] LexiconTables read_lexicon_tables(const std::filesystem::path& path,
                                                const LexiconFileOptions& options = {});

/// The lexicon of the tables; a finished lexicon is taken as it stands, without its tables.
[[nodiscard]] Lexicon read_lexicon(const std::filesystem::path& path,
                                   const LexiconFileOptions& options = {},
                                   std::shared_ptr<const Morphology> morphology = nullptr);

}  // namespace tonewheel
