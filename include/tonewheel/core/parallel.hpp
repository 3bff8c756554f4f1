#pragma once

#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace tonewheel {

/// Calls work(part, first, last) for consecutive parts of 0 .. size - 1 that differ by one item at
/// most, each part on a thread of its own, the calling one among them; as many parts as threads, at
/// least one. Waits for all, then throws what the first part in order threw, if any did.
template <class Work>
void for_parts(std::size_t threads, std::size_t size, const Work& work) {
  const std::size_t parts = threads == 0 ? 1 : threads;
  std::vector<std::exception_ptr> faults(parts);
  const auto run = [&](std::size_t part) {
    // No product that could overflow.
    const std::size_t each = size / parts;
    const std::size_t larger = size % parts;
    const std::size_t first = part * each + (part < larger ? part : larger);
    try {
      work(part, first, first + each + (part < larger ? 1 : 0));
    } catch (...) {
      faults[part] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> running;
    running.reserve(parts - 1);
    for (std::size_t part = 1; part < parts; ++part) {
      running.emplace_back(run, part);
    }
    run(0);
  }
  for (const std::exception_ptr& fault : faults) {
    if (fault) {
      std::rethrow_exception(fault);
    }
  }
}

}  // namespace tonewheel
