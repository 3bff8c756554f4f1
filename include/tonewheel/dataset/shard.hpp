#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

/// The i-th of n parts of an input; parts are consecutive, disjoint and together the whole.
struct Shard {
  std::uint64_t index = 1;  ///< 1 .. count
  /// How many parts there are, at least 1.
  std::uint64_t count = 1;

  /// Whether the part is all of it.
  [[nodiscard]] bool whole() const noexcept { return count == 1; }
  /// Whether it is the first part, which has the header.
  [[nodiscard]] bool first() const noexcept { return index == 1; }

  /// The part [begin, end) of `size` items (bytes, rows, files).
  [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> part(std::uint64_t size) const noexcept {
    return {bound(size, index - 1), bound(size, index)};
  }
  friend bool operator==(const Shard&, const Shard&) = default;

 private:
  /// floor(size * i / count) without overflow; count < 2^32.
  [[nodiscard]] std::uint64_t bound(std::uint64_t size, std::uint64_t i) const noexcept {
    return size / count * i + size % count * i / count;
  }
};

/// "i/n" with 1 <= i <= n <= 1000000; throws Error otherwise.
[[nodiscard]] inline Shard parse_shard(std::string_view text) {
  const auto slash = text.find('/');
  const auto index = parse_number(text.substr(0, slash));
  const auto count =
      slash == std::string_view::npos ? std::nullopt : parse_number(text.substr(slash + 1));
  const auto whole = [](double x) {
    return x >= 1 && x <= 1e6 && x == static_cast<double>(static_cast<std::uint64_t>(x));
  };
  if (!index || !count || !whole(*index) || !whole(*count) || *index > *count) {
    throw Error("shard: found " + shown(text) + ", expected i/n with 1 <= i <= n, such as 2/4");
  }
  return {static_cast<std::uint64_t>(*index), static_cast<std::uint64_t>(*count)};
}

}  // namespace tonewheel
