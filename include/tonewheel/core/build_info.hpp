#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <tonewheel/core/sha256.hpp>

/// Of tonewheel::tonewheel only (compiled): what a stamp needs beside the version.
namespace tonewheel {

/// The git revision the library was built from, "-dirty" behind where files were changed;
/// "unknown" outside a checkout.
[[nodiscard]] std::string_view git_revision() noexcept;

/// sha256() of a file's bytes, of which few are in memory at once (by Nettle). Throws Error where
/// it cannot be read.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace tonewheel
