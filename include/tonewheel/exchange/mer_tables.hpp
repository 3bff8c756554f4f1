#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include <tonewheel/lexicon/lexicon_tables.hpp>

namespace tonewheel {

/// A table to take in place of the published one.
struct MerOptions {
  /// Stands in for format.csv, of a folder or of an .npz: the one table in which MER2025 and
  /// MER2026 differ.
  std::optional<std::filesystem::path> format_csv{};
};

/// The words of the emotion-wheel metric (MERTools, wheel.py) as they are published: the file
/// wheel_mapping.npz of MER2026, or the folder emotion_wheel with format.csv, synonym.xlsx and
/// wheel1.xlsx to wheel5.xlsx. Words in official folding; clusterings wheel1 level 1, wheel1 level
/// 2, ...; wheel_rows from a folder only. The name is "MER2025" or "MER2026" where known_lexicon
/// says so, else "MER tables". Nothing in the files is ever executed. Throws Error with file and
/// place on anything missing, malformed, of the wrong type or over a limit (64 MiB a file).
///
/// A wheel: last occurrence wins, in the order of level 1, then level 2, as first met; a level-1
/// word stands at level 2 for the alphabetically first of its parts.
[[nodiscard]] LexiconTables read_mer_tables(const std::filesystem::path& path,
                                            const MerOptions& options = {});

/// "MER2025" or "MER2026" for the SHA-256 (hexadecimal) of their content_text.
[[nodiscard]] std::optional<std::string_view> known_lexicon(std::string_view sha256) noexcept;

/// Whether this build reads .xlsx, hence a folder.
[[nodiscard]] bool reads_xlsx() noexcept;

}  // namespace tonewheel
