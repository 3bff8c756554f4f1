#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include <tonewheel/dataset/doubt_warnings.hpp>

namespace tonewheel {
namespace detail {

/// At most six digits that count: for people.
inline std::string brief_number(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::general, 6)
                       .ptr;
  return {buffer.data(), end};
}

/// "12.3 % of the rows (123 of 1000)".
inline std::string share_text(std::uint64_t count, std::uint64_t all) {
  const double percent = 100 * static_cast<double>(count) / static_cast<double>(all);
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), percent,
                                 std::chars_format::fixed, 1)
                       .ptr;
  return std::string(buffer.data(), end) + " % of the rows (" + std::to_string(count) + " of " +
         std::to_string(all) + ")";
}

/// The first few names, and how many more there are.
inline std::string some_of(const std::vector<std::string>& names) {
  constexpr std::size_t most = 5;
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) {
    text += (i == 0 ? "" : ", ") + names[i];
  }
  return names.size() > most ? text + " and " + std::to_string(names.size() - most) + " more"
                             : text;
}

inline void warn_of_classes(const DoubtCounts::Counts& state, const DoubtContext& context,
                            std::vector<DoubtWarning>& warnings) {
  const auto rows = static_cast<double>(state.rows);
  const double outside = static_cast<double>(state.outside) / rows;
  if (state.rows >= 20 && outside > 0.05) {
    warnings.push_back({"outside_every_class",
                        share_text(state.outside, state.rows) +
                            " lie outside the 99 % region of every class: their probabilities say "
                            "which class is least far, not that one fits",
                        {},
                        outside});
  }
  const std::size_t classes = state.first.size();
  DoubtWarning rare{"rare_class", "", {}, {}};
  std::uint64_t rare_rows = 0;
  for (std::size_t k = 0; k < classes; ++k) {
    const double share = static_cast<double>(state.first[k]) / rows;
    const double prior = context.priors[k];
    if (classes > 1 && state.rows >= 20 && share > 0.5) {
      warnings.push_back({"one_class",
                          context.classes[k] + " is the likeliest class of " +
                              share_text(state.first[k], state.rows) + ", more than half",
                          {context.classes[k]},
                          share});
    }
    if (state.rows >= 1000 && share < std::min(0.001, prior / 10) &&
        prior >= 0.5 / static_cast<double>(classes) && prior * rows >= 10) {
      rare.about.push_back(context.classes[k]);
      rare_rows += state.first[k];
    }
  }
  if (!rare.about.empty()) {
    rare.share = static_cast<double>(rare_rows) / rows;
    rare.text = "almost never the likeliest though the prior is not small: " + some_of(rare.about) +
                " (" + std::to_string(rare.about.size()) + " of " + std::to_string(classes) +
                " classes)";
    warnings.push_back(std::move(rare));
  }
}

/// "V reaches from 1.2 to 4.6, never above the neutral 5 of the scale 1 to 9", or nothing.
inline std::string part_of_scale(const DoubtCounts::Counts& state, const DoubtContext& context,
                                 Axis axis) {
  const auto a = static_cast<std::size_t>(axis);
  const AxisRange& range = context.scale.range(axis);
  const double least = context.scale.from_unit(axis, state.least[a]);
  const double most = context.scale.from_unit(axis, state.most[a]);
  const bool below = state.rows >= 100 && state.most[a] <= 0;
  const bool above = state.rows >= 100 && state.least[a] >= 0;
  const bool narrow = state.rows >= 1000 && most - least < (range.max - range.min) / 2;
  if (!below && !above && !narrow) {
    return {};
  }
  const std::string scale = brief_number(range.min) + " to " + brief_number(range.max);
  return context.columns[a] + " reaches from " + brief_number(least) + " to " + brief_number(most) +
         ", " +
         (below || above ? std::string("never ") + (below ? "above" : "below") + " the neutral " +
                               brief_number(range.neutral) + " of the scale " + scale
                         : "less than half of the scale " + scale);
}

}  // namespace detail

TONEWHEEL_INLINE std::vector<DoubtWarning> doubt_warnings(const DoubtCounts& counts,
                                                          const DoubtContext& context) {
  const DoubtCounts::Counts& state = counts.counts();
  std::vector<DoubtWarning> warnings;
  if (state.rows == 0) {
    return warnings;
  }
  detail::warn_of_classes(state, context, warnings);
  DoubtWarning constant{"constant_column", "", {}, {}};
  DoubtWarning part{"part_of_scale", "", {}, {}};
  for (const Axis axis : all_axes) {
    const auto a = static_cast<std::size_t>(axis);
    const std::string& column = context.columns[a];
    if (column.empty()) {
      continue;
    }
    if (state.least[a] == state.most[a]) {
      if (state.rows >= 2) {
        constant.about.push_back(column);
        constant.text += (constant.text.empty() ? "all rows have the same value: " : ", ") +
                         column + " = " +
                         detail::brief_number(context.scale.from_unit(axis, state.least[a]));
      }
    } else if (const std::string text = detail::part_of_scale(state, context, axis);
               !text.empty()) {
      part.about.push_back(column);
      part.text +=
          (part.text.empty() ? "is the scale " + context.scale.name() + " right? " : "; ") + text;
    }
  }
  for (DoubtWarning* warning : {&constant, &part}) {
    if (!warning->about.empty()) {
      warnings.push_back(std::move(*warning));
    }
  }
  return warnings;
}

}  // namespace tonewheel
