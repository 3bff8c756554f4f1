#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace tonewheel {

/// The labels of one sample by its name, in the memory of what gave it.
struct LabelRecord {
  std::string_view name{};                     ///< the sample's name
  std::span<const std::string_view> labels{};  ///< the labels, in their order
  std::uint64_t row = 0;  ///< data row of CSV and TSV, line of JSON Lines; from 1; 0: not known
};

}  // namespace tonewheel
