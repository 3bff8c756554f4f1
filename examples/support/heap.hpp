#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace program {

/// Takes the first `bytes` of the heap from the system at once. Taken page by page, each at its
/// first touch, they cost a run of milliseconds more than its work does. Elsewhere than with glibc
/// and Linux 5.14 nothing changes.
inline void ready_heap([[maybe_unused]] std::size_t bytes) {
#if defined(__GLIBC__) && defined(MADV_POPULATE_WRITE)
  constexpr int kept = 64 << 20;  // what is freed is used again, not given back
  if (mallopt(M_TOP_PAD, static_cast<int>(bytes)) == 0 || mallopt(M_TRIM_THRESHOLD, kept) == 0 ||
      mallopt(M_MMAP_THRESHOLD, kept / 2) == 0) {
    return;
  }
  // More than is free: the heap grows by it and M_TOP_PAD.
  constexpr std::size_t more = std::size_t{1} << 18U;
  const auto before = reinterpret_cast<std::uintptr_t>(sbrk(0));
  void* volatile grown = std::malloc(more);
  const auto after = reinterpret_cast<std::uintptr_t>(sbrk(0));
  std::free(grown);
  const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  const std::uintptr_t first = (before + page - 1) / page * page;
  if (first < after) {
    auto* const start = reinterpret_cast<void*>(first);  // NOLINT(performance-no-int-to-ptr)
    madvise(start, after - first, MADV_HUGEPAGE);
    madvise(start, after - first, MADV_POPULATE_WRITE);
  }
  mallopt(M_TOP_PAD, 1 << 17);
#endif
}

}  // namespace program
