#pragma once

#include <string>
#include <string_view>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// The fingerprint of some bytes: 64 hexadecimal digits that change with every change of them
/// (SHA-256, FIPS 180-4). For texts at hand; build_info.hpp has that of a file.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/core/impl/sha256_inl.hpp>
#endif
