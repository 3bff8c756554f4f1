#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/error.hpp>

namespace tonewheel {

/// Words of one sample that mean the same, group by group, as they stand in the file: neither
/// folded nor sorted; a group is named by its first word. No word is empty.
using SynonymGroups = std::vector<std::vector<std::string>>;

/// The groups of each sample (MER2024, main-ov.py), by name:
///   a folder or zip archive of NAME.npy, each the text of a Python list of lists (parse_groups);
///     other files are refused, those whose name starts with '.' passed over;
///   JSON {NAME: [["a", "b"], ["c"]]}, where a value may also be such a text.
/// What is neither a folder nor starts as a zip archive is JSON. Throws Error with the file (in an
/// archive the member, in JSON the pointer) and position on what cannot be read, on a name that
/// stands twice, and over 64 MiB a file, 1 MiB a text.
[[nodiscard]] std::map<std::string, SynonymGroups> read_synonym_groups(
    const std::filesystem::path& path);

/// Reads [['a', 'b'], ['c']]; the outer brackets may be missing, and then nothing at all is no
/// groups. Words stand in single or double quotes; a quote ends a word only where a comma or a
/// bracket follows, so that don't needs no escape; \' \" and \\ are taken as in Python. `place`
/// goes into Errors; positions are bytes from 0.
[[nodiscard]] SynonymGroups parse_groups(std::string_view text, const Place& place = {});

}  // namespace tonewheel
