#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/dataset/pipeline.hpp>

using tonewheel::run_pipeline;

namespace {

struct Item {
  int number = 0;
  int square = 0;
};

/// Runs `count` items; transforms throw at `bad_transform`, produce at `bad_produce` (-1: never).
std::vector<int> run(std::size_t threads, int count, int bad_transform, int bad_produce) {
  std::vector<int> seen;
  int next = 0;
  run_pipeline<Item>(
      threads,
      [&](Item& item) {
        if (next == bad_produce) {
          throw std::runtime_error("produce " + std::to_string(next));
        }
        item.number = next++;
        return item.number < count;
      },
      [&](Item& item) {
        if (item.number >= bad_transform && bad_transform >= 0) {
          throw std::runtime_error("transform " + std::to_string(item.number));
        }
        item.square = item.number * item.number;
      },
      [&](Item& item) { seen.push_back(item.square); });
  return seen;
}

}  // namespace

TEST_CASE("pipeline: items come out once, in order, for any number of threads") {
  // More threads than there can be are not started.
  for (const std::size_t threads : {0UL, 1UL, 2UL, 3UL, 8UL, 9'999'999UL}) {
    for (const int count : {0, 1, 2, 5, 17, 1000}) {
      const std::vector<int> seen = run(threads, count, -1, -1);
      REQUIRE(seen.size() == static_cast<std::size_t>(count));
      for (int i = 0; i < count; ++i) {
        CHECK(seen[static_cast<std::size_t>(i)] == i * i);
      }
    }
  }
}

TEST_CASE("pipeline: the first failure in item order is thrown, after all earlier items") {
  for (const std::size_t threads : {1U, 2U, 5U}) {
    CHECK_THROWS_WITH(run(threads, 100, 37, -1), "transform 37");
    CHECK_THROWS_WITH(run(threads, 100, -1, 41), "produce 41");
    CHECK_THROWS_WITH(run(threads, 100, 37, 41), "transform 37");
    CHECK_THROWS_WITH(run(threads, 100, 60, 41), "produce 41");
    int consumed = 0;
    int next = 0;
    CHECK_THROWS_WITH(
        run_pipeline<Item>(
            threads, [&](Item& item) { return (item.number = next++) < 50; }, [](Item&) {},
            [&](Item& item) {
              if (item.number == 20) {
                throw std::runtime_error("consume 20");
              }
              ++consumed;
            }),
        "consume 20");
    CHECK(consumed == 20);
  }
}
