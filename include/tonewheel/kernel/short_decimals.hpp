#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace tonewheel::kernel {

/// Characters, beside a minus, of the longest text that short_decimals reads.
inline constexpr std::size_t short_decimals_size = 8;

/// Many plain decimals at once, "-0.25": of a minus or none, digits and a point or none, at most
/// short_decimals_size characters beside the minus; the bits of short_decimal
/// (core/short_decimal.hpp). NaN for any other text, which may still be a number. All texts lie in
/// one piece of memory that starts at `first`. `out`: as many as texts.
void short_decimals(std::span<const std::string_view> texts, const char* first,
                    double* out) noexcept;

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/short_decimals_inl.hpp>
#endif
