#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace tonewheel {

/// What becomes of a missing value: NaN, and an infinity where a metric has no use for one.
enum class NanPolicy : unsigned char {
  error,      ///< Error with its position: a score never hides a fault of the data
  skip,       ///< its pair or row is left out and counted
  propagate,  ///< results are NaN, as numpy's are
};

/// The words of NanPolicy, in its order.
inline constexpr std::array<std::string_view, 3> nan_policy_names{"error", "skip", "propagate"};
/// The policy in a word, as "skip".
[[nodiscard]] constexpr std::string_view name(NanPolicy policy) noexcept {
  return nan_policy_names[static_cast<std::size_t>(policy)];
}

}  // namespace tonewheel
