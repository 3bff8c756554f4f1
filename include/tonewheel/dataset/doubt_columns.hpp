#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// Which of the numbers of Doubt (affect/doubt.hpp) stand beside the probabilities of a row.
struct DoubtColumns {
  bool p_value = false;  ///< doubt_p: p-value under the class nearest to the row, in [0, 1]
  bool entropy = false;  ///< doubt_entropy: of the probabilities, nats, in [0, log classes]
  bool margin = false;   ///< doubt_margin: likeliest probability less the next, in [0, 1]
  bool none = false;     ///< doubt_none: mass of "none of these", in [0, 1]

  /// How many columns are written.
  [[nodiscard]] std::size_t count() const noexcept {
    return std::size_t{p_value} + std::size_t{entropy} + std::size_t{margin} + std::size_t{none};
  }
  /// "doubt_p", ... in the order above.
  [[nodiscard]] std::vector<std::string> names() const;
  friend bool operator==(const DoubtColumns&, const DoubtColumns&) = default;
};

/// "p", "entropy", "margin", "none", some of them joined by commas, or "all". Throws Error that
/// lists them.
[[nodiscard]] DoubtColumns parse_doubt_columns(std::string_view text);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/doubt_columns_inl.hpp>
#endif
