#pragma once

#include <cstdint>
#include <optional>

namespace support {

/// How often operator new was called so far, by all threads; nothing under a sanitizer, which has
/// an operator new of its own.
std::optional<std::uint64_t> allocations();

}  // namespace support
