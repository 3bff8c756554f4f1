#pragma once

#include <string>
#include <string_view>

namespace tonewheel::exchange {

/// Throws Error that names `what` unless the text is UTF-8.
void require_utf8(std::string_view text, const std::string& what);

}  // namespace tonewheel::exchange
