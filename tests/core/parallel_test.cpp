#include <algorithm>
#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/parallel.hpp>

using namespace tonewheel;

TEST_CASE("parallel: parts cover every item once, in order, and differ by one at most") {
  for (const std::size_t threads : {0U, 1U, 2U, 3U, 7U}) {
    for (const std::size_t size : {0U, 1U, 6U, 7U, 100U}) {
      std::vector<std::pair<std::size_t, std::size_t>> parts(std::max<std::size_t>(threads, 1));
      for_parts(threads, size, [&](std::size_t part, std::size_t first, std::size_t last) {
        parts[part] = {first, last};
      });
      std::size_t next = 0;
      for (const auto& [first, last] : parts) {
        CHECK(first == next);
        CHECK(last - first >= size / parts.size());
        CHECK(last - first <= size / parts.size() + 1);
        next = last;
      }
      CHECK(next == size);
    }
  }
}

TEST_CASE("parallel: all parts run, then the first fault is thrown") {
  std::atomic<int> runs{0};
  const auto work = [&](std::size_t part, std::size_t, std::size_t) {
    ++runs;
    if (part > 0) {
      throw std::runtime_error(std::to_string(part));
    }
  };
  CHECK_THROWS_WITH_AS(for_parts(4, 4, work), "1", std::runtime_error);
  CHECK(runs == 4);
}
