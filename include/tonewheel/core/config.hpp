#pragma once

/// Version (the only place it is written), linkage of function bodies, ABI tag.

#define TONEWHEEL_VERSION_MAJOR 0
#define TONEWHEEL_VERSION_MINOR 1
#define TONEWHEEL_VERSION_PATCH 0

#define TONEWHEEL_STRINGIFY_(x) #x
#define TONEWHEEL_STRINGIFY(x) TONEWHEEL_STRINGIFY_(x)

/// Bodies of non-templates stand in impl/*_inl.hpp. A header-only user gets them as inline
/// functions; with TONEWHEEL_COMPILED (set by the target tonewheel::tonewheel) they are compiled
/// once, by src/precompile/.
#ifdef TONEWHEEL_COMPILED
#define TONEWHEEL_INLINE
#else
#define TONEWHEEL_INLINE inline
#endif

namespace tonewheel {

/// "major.minor.patch" of the headers in use.
inline constexpr const char* version =
    TONEWHEEL_STRINGIFY(TONEWHEEL_VERSION_MAJOR) "." TONEWHEEL_STRINGIFY(
        TONEWHEEL_VERSION_MINOR) "." TONEWHEEL_STRINGIFY(TONEWHEEL_VERSION_PATCH);

}  // namespace tonewheel
