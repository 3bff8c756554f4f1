#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tonewheel::exchange {

/// Position of the first byte that is not part of well-formed UTF-8 (no surrogates, no overlong
/// forms, nothing above U+10FFFF); npos if there is none.
[[nodiscard]] std::size_t find_bad_utf8(std::string_view text) noexcept;

/// Throws Error that names `what` unless the text is UTF-8.
void require_utf8(std::string_view text, const std::string& what);

}  // namespace tonewheel::exchange
