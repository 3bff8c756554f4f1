#pragma once

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/lexicon/impl/fold_inl.hpp>
#include <tonewheel/lexicon/label_list.hpp>

namespace tonewheel {

TONEWHEEL_INLINE std::vector<std::string> parse_label_list(std::string_view text) {
  std::vector<std::string> labels;
  for_each_label(text, [&](std::string_view label) { labels.emplace_back(label); });
  return labels;
}

TONEWHEEL_INLINE std::string label_list_text(std::span<const std::string> labels) {
  std::string text = "[";
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::string& label = labels[i];
    if (label.empty() || strip(label) != label ||
        label.find_first_of("'\",") != std::string::npos) {
      throw Error("label list: found " + shown(label) + " at position " + std::to_string(i) +
                  ", expected a label without ' \" , and without white space at its ends");
    }
    text += (i == 0 ? "'" : ", '") + label + "'";
  }
  return text + "]";
}

}  // namespace tonewheel
