#pragma once

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <system_error>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/shard_parts.hpp>

namespace tonewheel {

namespace detail {

/// A part's number as state() writes it; nothing where the text is anything else.
inline std::optional<std::uint64_t> part_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = status == std::errc{} && end == text.data() + text.size() && !text.empty();
  return whole && number >= 1 && number <= 1000000 && text.front() != '0' ? std::optional(number)
                                                                          : std::nullopt;
}

}  // namespace detail

TONEWHEEL_INLINE ShardParts::ShardParts(std::string_view text) {
  if (text.empty()) {
    return;
  }
  const auto slash = text.find('/');
  const auto refuse = [&] {
    throw Error("parts: found " + shown(text) + ", expected such as \"1-3 5/7\"");
  };
  const auto of =
      slash == std::string_view::npos ? std::nullopt : detail::part_number(text.substr(slash + 1));
  if (!of) {
    refuse();
  }
  of_ = *of;
  for (const std::string& range : split_list(text.substr(0, slash), ' ')) {
    const auto dash = range.find('-');
    const auto first = detail::part_number(std::string_view(range).substr(0, dash));
    const auto last = dash == std::string::npos
                          ? first
                          : detail::part_number(std::string_view(range).substr(dash + 1));
    if (!first || !last || *last < *first || *last > of_ ||
        (!indices_.empty() && *first <= indices_.back())) {
      refuse();
    }
    for (std::uint64_t index = *first; index <= *last; ++index) {
      indices_.push_back(index);
    }
  }
  if (state() != text) {
    refuse();
  }
}

TONEWHEEL_INLINE std::vector<std::uint64_t> ShardParts::missing() const {
  std::vector<std::uint64_t> missing;
  auto next = indices_.begin();
  for (std::uint64_t index = 1; index <= of_; ++index) {
    if (next != indices_.end() && *next == index) {
      ++next;
    } else {
      missing.push_back(index);
    }
  }
  return missing;
}

TONEWHEEL_INLINE std::uint64_t ShardParts::items(std::uint64_t size) const noexcept {
  std::uint64_t items = 0;
  for (const std::uint64_t index : indices_) {
    const auto [begin, end] = Shard{index, of_}.part(size);
    items += end - begin;
  }
  return items;
}

TONEWHEEL_INLINE void ShardParts::merge(const ShardParts& other) {
  if (other.empty()) {
    return;
  }
  if (!empty() && of_ != other.of_) {
    throw Error("number of parts: found " + shown(std::to_string(other.of_)) + ", expected " +
                shown(std::to_string(of_)));
  }
  std::vector<std::uint64_t> twice;
  std::set_intersection(indices_.begin(), indices_.end(), other.indices_.begin(),
                        other.indices_.end(), std::back_inserter(twice));
  if (!twice.empty()) {
    throw DoubledPart(twice.front(), of_);
  }
  std::vector<std::uint64_t> all;
  std::merge(indices_.begin(), indices_.end(), other.indices_.begin(), other.indices_.end(),
             std::back_inserter(all));
  of_ = other.of_;
  indices_ = std::move(all);
}

TONEWHEEL_INLINE std::string ShardParts::state() const {
  std::string text;
  for (std::size_t i = 0; i < indices_.size();) {
    std::size_t last = i;
    while (last + 1 < indices_.size() && indices_[last + 1] == indices_[last] + 1) {
      ++last;
    }
    text += (text.empty() ? "" : " ") + std::to_string(indices_[i]);
    text += last == i ? "" : "-" + std::to_string(indices_[last]);
    i = last + 1;
  }
  return text.empty() ? text : text + "/" + std::to_string(of_);
}

}  // namespace tonewheel
