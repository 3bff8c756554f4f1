#pragma once

#include <algorithm>

#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/affectnet.hpp>
#include <tonewheel/dataset/class_labels.hpp>

namespace tonewheel {

TONEWHEEL_INLINE ClassLabels::ClassLabels(const Space& space, bool affectnet_codes)
    : codes_(affectnet_codes) {
  for (std::size_t k = 0; k < space.classes.size(); ++k) {
    entries_.push_back({lower_ascii(space.classes[k].name), k});
  }
  const Table table = Table::parse(data::affectnet);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto position = space.find(table.cell(row, table.column("class")));
    if (!position) {
      continue;
    }
    const std::string& noun = table.cell(row, table.column("noun"));
    if (!find(noun)) {
      entries_.push_back({noun, *position});
    }
    if (affectnet_codes) {
      entries_.push_back({table.cell(row, table.column("code")), *position});
    }
  }
}

TONEWHEEL_INLINE std::optional<std::size_t> ClassLabels::find(std::string_view label) const {
  std::string text = lower_ascii(trim(label));
  if (codes_) {  // "3.0" as pandas writes a column with gaps
    if (text.ends_with(".0")) {
      text.resize(text.size() - 2);
    }
  }
  const auto entry = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& each) { return each.text == text; });
  return entry == entries_.end() ? std::nullopt : std::optional(entry->position);
}

}  // namespace tonewheel
