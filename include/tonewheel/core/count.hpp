#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include <tonewheel/core/error.hpp>

/// Counts that never wrap around: what is too many is an error, not a small number.
namespace tonewheel {

/// What a count holds at most: 2^64 - 1.
inline constexpr std::uint64_t most_count = std::numeric_limits<std::uint64_t>::max();
/// The most that a double holds beside all smaller whole numbers: 2^53.
inline constexpr std::uint64_t most_exact_count = std::uint64_t{1} << 53U;

namespace detail {

/// "2^53", "2^64 - 1", or the digits where it is neither.
inline std::string limit_text(std::uint64_t most) {
  const auto power = [](int exponent) { return "2^" + std::to_string(exponent); };
  if (most >= 1024 && std::has_single_bit(most)) {
    return power(static_cast<int>(std::bit_width(most)) - 1);
  }
  if (most >= 1024 && (most & (most + 1)) == 0) {
    return power(static_cast<int>(std::bit_width(most))) + " - 1";
  }
  return std::to_string(most);
}

[[noreturn]] inline void refuse_count(std::uint64_t count, std::uint64_t more,
                                      std::string_view what, std::uint64_t most) {
  throw Error(std::string(what) + ": found " + std::to_string(count) + " + " +
              std::to_string(more) + ", expected at most " + limit_text(most) + " in all");
}

}  // namespace detail

/// Throws Error where count + more is above `most`; `what` is counted, for the message.
inline void require_room(std::uint64_t count, std::uint64_t more, std::string_view what,
                         std::uint64_t most = most_count) {
  if (more > most || count > most - more) {
    detail::refuse_count(count, more, what, most);
  }
}

/// Adds `more` to a count; throws Error, and leaves the count as it was, where the sum is above
/// `most`.
inline void add_count(std::uint64_t& into, std::uint64_t more, std::string_view what,
                      std::uint64_t most = most_count) {
  require_room(into, more, what, most);
  into += more;
}

/// A count and what is to be added to it.
struct CountTerm {
  std::uint64_t& into;     ///< the count that grows
  std::uint64_t more = 0;  ///< what is added to it
};

/// Adds to several counts, or throws Error and changes none of them.
inline void add_counts(std::initializer_list<CountTerm> terms, std::string_view what,
                       std::uint64_t most = most_count) {
  for (const CountTerm& term : terms) {
    require_room(term.into, term.more, what, most);
  }
  for (const CountTerm& term : terms) {
    term.into += term.more;
  }
}

/// The same for two lists of counts, one beside the other; `more` is as long as `into`.
inline void add_counts(std::span<std::uint64_t> into, std::span<const std::uint64_t> more,
                       std::string_view what, std::uint64_t most = most_count) {
  for (std::size_t i = 0; i < into.size(); ++i) {
    require_room(into[i], more[i], what, most);
  }
  for (std::size_t i = 0; i < into.size(); ++i) {
    into[i] += more[i];
  }
}

}  // namespace tonewheel
