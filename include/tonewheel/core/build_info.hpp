#pragma once

#include <filesystem>
#include <string>
#include <string_view>

/// Of tonewheel::tonewheel only (compiled): what a stamp needs beside the version.
namespace tonewheel {

/// The git revision the library was built from, "-dirty" behind where files were changed;
/// "unknown" outside a checkout.
[[nodiscard]] std::string_view git_revision() noexcept;

/// SHA-256 of the bytes as 64 hexadecimal digits. FIPS 180-4, by Nettle.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// The same of a file's bytes, of which few are in memory at once. Throws Error where it cannot be
/// read.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace tonewheel
