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

/// Lets the heap start with so many pages of 2 MiB, where the system has any, keeps what is freed
/// for use again, and lets all threads share it. Memory taken in pages of 4 KiB, each at its first
/// touch, costs a run of milliseconds as much as its work does; a page that is not touched costs
/// nothing. First of all in main(); without glibc nothing changes.
inline void ready_heap([[maybe_unused]] std::size_t pages = 4) {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
  constexpr std::uintptr_t page = std::uintptr_t{2} << 20U;
  constexpr int kept = 32 << 20;  // the most that M_MMAP_THRESHOLD can be
  if (mallopt(M_MMAP_THRESHOLD, kept) == 0 || mallopt(M_TRIM_THRESHOLD, 2 * kept) == 0 ||
      mallopt(M_ARENA_MAX, 1) == 0) {
    return;  // another malloc(), such as a sanitizer's
  }
  // The heap is led to the start of a page by memory that is never touched.
  const auto top = reinterpret_cast<std::uintptr_t>(sbrk(0));
  const std::uintptr_t first = (top + page - 1) / page * page;
  mallopt(M_TOP_PAD, static_cast<int>(pages * page + page / 8));
  [[maybe_unused]] static void* volatile untouched = std::malloc(first - top + 1);
  mallopt(M_TOP_PAD, 1 << 17);  // glibc's own
  if (reinterpret_cast<std::uintptr_t>(sbrk(0)) >= first + pages * page) {
    // Advice: where it is not taken, the pages are small.
    madvise(reinterpret_cast<void*>(first), pages * page,  // NOLINT(performance-no-int-to-ptr)
            MADV_HUGEPAGE);
  }
#endif
}

}  // namespace program
