#pragma once

/// Version (the only place it is written) and linkage of function bodies.

#define TONEWHEEL_VERSION_MAJOR 0
#define TONEWHEEL_VERSION_MINOR 2
#define TONEWHEEL_VERSION_PATCH 0
/// "-dev" between two releases, else empty.
#define TONEWHEEL_VERSION_SUFFIX "-dev"

#define TONEWHEEL_STRINGIFY_(x) #x
#define TONEWHEEL_STRINGIFY(x) TONEWHEEL_STRINGIFY_(x)

/// Bodies of non-templates stand in impl/*_inl.hpp. A header-only user gets them as inline
/// functions; with TONEWHEEL_COMPILED (set by the target tonewheel::tonewheel) they are compiled
/// once, by src/precompile/. One program takes one face: linking objects of both, or of two
/// versions, is not supported, and no linker would say so.
#ifdef TONEWHEEL_COMPILED
#define TONEWHEEL_INLINE
#else
#define TONEWHEEL_INLINE inline
#endif

namespace tonewheel {

/// Of the headers in use: "major.minor.patch", and "-dev" behind it between two releases.
inline constexpr const char* version =
    TONEWHEEL_STRINGIFY(TONEWHEEL_VERSION_MAJOR) "." TONEWHEEL_STRINGIFY(
        TONEWHEEL_VERSION_MINOR) "." TONEWHEEL_STRINGIFY(TONEWHEEL_VERSION_PATCH)
        TONEWHEEL_VERSION_SUFFIX;

}  // namespace tonewheel
