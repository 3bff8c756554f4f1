#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/table_view.hpp>

namespace tonewheel {

/// How it was found out which rows of two tables are of the same thing.
enum class MatchedBy : unsigned char {
  key,    ///< by columns that name what a row is of
  order,  ///< the first with the first, the second with the second, ...
};

/// How the rows of two tables go together.
struct RowMatching {
  /// Rows of the first and the second table, in the order of the first.
  std::vector<std::pair<std::size_t, std::size_t>> pairs{};
  std::vector<std::size_t> only_first{};   ///< rows without a partner, ascending
  std::vector<std::size_t> only_second{};  ///< likewise
  /// Positions of the first table's key columns; none: rows were matched by order.
  std::vector<std::size_t> first_keys{};
  /// Those of the second table, one for each; their names may differ in letter case.
  std::vector<std::size_t> second_keys{};
  std::string key{};  ///< the first table's key columns, with commas between

  /// Whether rows were matched by key columns or by their order.
  [[nodiscard]] MatchedBy by() const noexcept {
    return first_keys.empty() ? MatchedBy::order : MatchedBy::key;
  }
};

/// Names of columns that say what a row is of; the first that two tables share is their key.
inline constexpr std::array<std::string_view, 4> key_names{"id", "name", "file", "path"};
/// The same where each row has another value in both tables: elsewhere, many rows may be of one.
inline constexpr std::array<std::string_view, 16> unique_key_names{
    "filename", "file_name", "filepath",  "file_path",    "image", "image_id",
    "video",    "video_id",  "utterance", "utterance_id", "clip",  "clip_id",
    "sample",   "sample_id", "segment",   "segment_id"};

/// Matches rows by the trimmed texts of key columns: `keys` where they are stated; else, letter
/// case aside, the first of key_names that both tables have, the first of unique_key_names, or a
/// column of texts, or of row numbers as pandas writes them ("", "Unnamed: 0", "index"), that has
/// each value once and the same ones in both. Without such a column, and where `keys` is stated
/// empty, rows go together by order. Linear in the rows. Throws Error where a table has not a
/// stated column, a key is empty or stands twice in a table (with both rows), and where tables
/// matched by order differ in rows.
[[nodiscard]] RowMatching match_rows(const TableView& truth, const TableView& prediction,
                                     const std::optional<std::vector<std::string>>& keys = {},
                                     std::span<const std::string> no_keys = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/row_matching_inl.hpp>
#endif
