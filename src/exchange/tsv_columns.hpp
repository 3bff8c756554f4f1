#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace tonewheel::exchange {

/// The header of a TSV of a graph.
inline constexpr std::array<std::string_view, 7> tsv_columns{
    "record", "subject", "predicate", "object", "language", "weight", "source"};

/// A row of a TSV of a graph, by TsvColumn.
using TsvRow = std::array<std::string, tsv_columns.size()>;

/// The position of each column.
namespace tsv_column {
enum TsvColumn : std::uint8_t { record, subject, predicate, object, language, weight, source };
}  // namespace tsv_column

}  // namespace tonewheel::exchange
