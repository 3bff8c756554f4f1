#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/table_view.hpp>

namespace tonewheel::detail {

/// The column of `table` for a name of the other one: the same name, else the only one that differs
/// in letter case.
inline std::optional<std::size_t> find_in_any_case(const TableView& table, std::string_view name) {
  if (const auto exact = table.find_column(name)) {
    return exact;
  }
  std::optional<std::size_t> found;
  const std::string lower = lower_ascii(name);
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    if (lower_ascii(table.columns()[i]) == lower) {
      if (found) {
        return std::nullopt;
      }
      found = i;
    }
  }
  return found;
}

}  // namespace tonewheel::detail
