#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace tonewheel {

/// The tiers of TONE, after Parrott 2001. Their numbers are those of Concept::tier.
enum class Tier : unsigned char { primary = 1, secondary, tertiary };

/// The tiers from the top down.
inline constexpr std::array<Tier, 3> all_tiers{Tier::primary, Tier::secondary, Tier::tertiary};

/// "primary", "secondary" or "tertiary".
[[nodiscard]] constexpr std::string_view name(Tier tier) noexcept {
  constexpr std::array<std::string_view, 3> names{"primary", "secondary", "tertiary"};
  return names[static_cast<std::size_t>(tier) - 1];
}

}  // namespace tonewheel
