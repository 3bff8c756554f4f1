#pragma once

#include <filesystem>
#include <string>

#include <tonewheel/lexicon/finished_lexicon.hpp>
#include <tonewheel/lexicon/lexicon.hpp>

namespace tonewheel {

/// A lexicon as bytes that load without making it again (.tonelex): what scoring takes, then the
/// tables as JSON (exchange/lexicon_file.hpp), which are read only when asked for.
///
///   8 bytes   0x89 "tonelex"
///   4, 4, 4   format version, 1; size of the finished part; size of the JSON
///   64        SHA-256 of the finished part, hexadecimal digits
/// and the finished part: the name; the folding, 0 official, 1 unicode; the SHA-256 of
/// content_text; the surface forms, sorted; the number of groupings, and of each the name, the
/// level, the groups, sorted, and the group of each surface form, from 1, or 0 for none, in 1, 2 or
/// 4 bytes: the fewest that hold the number of groups. These and the three sizes are little-endian.
/// Other numbers are LEB128, a text is its size and its bytes in UTF-8, a list its size and its
/// texts. The same on every machine, and the same bytes for the same tables. Throws Error on more
/// than 64 MiB.
[[nodiscard]] std::string to_finished_bytes(const Lexicon& lexicon);

/// Whether the file starts as to_finished_bytes does; false where it cannot be read.
[[nodiscard]] bool is_finished_lexicon(const std::filesystem::path& path);

/// Reads what to_finished_bytes writes. Its checksum is verified, sizes and bounds are, and that
/// words and groups are sorted and UTF-8: a damaged file is an Error with the file, found and
/// expected. The JSON behind is fetched by `tables` of the result, once, from the file as it was
/// opened, and verified then. Checksums tell damage, not forgery: Lexicon::tables() makes the
/// lexicon of the tables again and compares.
[[nodiscard]] FinishedLexicon read_finished_lexicon(const std::filesystem::path& path);

}  // namespace tonewheel
