#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/batch.hpp>

namespace tonewheel {

/// A cell of delimited text as a number; empty, NA, N/A, NaN, null and None are missing.
[[nodiscard]] inline Cell read_cell(std::string_view field) {
  field = trim(field);
  if (field.size() >= 2 && field.front() == '"' && field.back() == '"') {
    field = trim(field.substr(1, field.size() - 2));
  }
  if (const auto value = parse_number(field)) {
    return {std::isnan(*value) ? Fault::missing : Fault::none, *value, field};
  }
  if (field.size() <= 4) {
    const std::string lower = lower_ascii(field);
    for (const std::string_view absent : {"", "na", "n/a", "null", "none"}) {
      if (lower == absent) {
        return {Fault::missing, std::numeric_limits<double>::quiet_NaN(), field};
      }
    }
  }
  return {Fault::unparsable, 0, field};
}

}  // namespace tonewheel
