#pragma once

#include <cstddef>

#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/reward/completion.hpp>

namespace tonewheel {

namespace detail {

/// Where a tag stands in a text that has it once.
inline std::optional<std::size_t> place_of_only(std::string_view text, std::string_view tag) {
  const std::size_t at = text.find(tag);
  if (at == std::string_view::npos || text.find(tag, at + tag.size()) != std::string_view::npos) {
    return std::nullopt;
  }
  return at;
}

}  // namespace detail

inline namespace reward {

TONEWHEEL_INLINE std::optional<Completion> parse_completion(std::string_view text) {
  constexpr std::string_view think = "<think>";
  constexpr std::string_view think_end = "</think>";
  constexpr std::string_view answer = "<answer>";
  constexpr std::string_view answer_end = "</answer>";
  text = trim(text);
  const auto reasoning_from = detail::place_of_only(text, think);
  const auto reasoning_to = detail::place_of_only(text, think_end);
  const auto answer_from = detail::place_of_only(text, answer);
  const auto answer_to = detail::place_of_only(text, answer_end);
  if (reasoning_from != 0 || !reasoning_to || !answer_from || !answer_to ||
      *answer_from < *reasoning_to || *answer_to < *answer_from ||
      *answer_to + answer_end.size() != text.size()) {
    return std::nullopt;
  }
  const auto between = [&](std::size_t from, std::size_t to) {
    return text.substr(from, to - from);
  };
  if (!trim(between(*reasoning_to + think_end.size(), *answer_from)).empty()) {
    return std::nullopt;
  }
  return Completion{between(think.size(), *reasoning_to),
                    between(*answer_from + answer.size(), *answer_to)};
}

TONEWHEEL_INLINE double format_reward(std::string_view text) {
  return parse_completion(text) ? 1 : 0;
}

}  // namespace reward
}  // namespace tonewheel
